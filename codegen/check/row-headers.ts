/** Ids are unique and well-formed, documents are one sentence, sources lead somewhere, CEL parses. */
import { type Problem, problem } from "../problems.ts";
import { mentions } from "../rules/reads.ts";
import { type KindTables, type LooseRow, positionOf, type Sources } from "../rules/rows.ts";

const ID = /^[a-z]+(\/[a-z0-9]+(-[a-z0-9]+)*)+$/;
const SOURCE = /^(spec:[a-z0-9-]+#[a-z0-9-]+|upstream:[A-Z]{1,2}[0-9]+|ours:[a-z0-9-]+)$/;
const SENTENCE = /^[A-Z`].*\.$/s;

export function checkRowHeaders(kind: KindTables): Problem[] {
  const seen = new Set<string>();
  return kind.tables.flatMap((table) =>
    (table.rows as readonly LooseRow[]).flatMap((row) => {
      const at = positionOf(kind, row.id);
      const complaints: string[] = [];
      if (seen.has(row.id)) complaints.push("is used by two rows");
      seen.add(row.id);
      if (!ID.test(row.id)) complaints.push("is not an id such as vm/power/off-hard");
      if (!SENTENCE.test(row.doc)) complaints.push("needs a doc that is a sentence");
      if (!SOURCE.test(row.source) || !leadsSomewhere(row.source, kind.sources)) {
        complaints.push(`has a source that leads nowhere: ${row.source}`);
      }
      const problems = complaints.map((complaint) => problem("bad-row", at, { id: row.id, complaint }));
      for (const text of celOf(row)) {
        const read = mentions(text);
        if ("complaint" in read)
          problems.push(problem("row-cel", at, { id: row.id, complaint: read.complaint }));
      }
      return problems;
    }),
  );
}

/** Whether the section or the numbered rule is listed; a reason of ours needs no list. */
function leadsSomewhere(source: string, sources: Sources | undefined): boolean {
  if (!sources) return true;
  const [, document, section] = /^spec:(.+)#(.+)$/.exec(source) ?? [];
  if (document !== undefined) return sources.sections[document]?.includes(section!) ?? false;
  const [, letter, number] = /^upstream:([A-Z]+)(\d+)$/.exec(source) ?? [];
  if (letter === undefined) return true;
  return (
    sources.upstreamRules[letter]?.some(
      ([first, last]) => Number(number) >= first && Number(number) <= last,
    ) ?? false
  );
}

function celOf(row: LooseRow): string[] {
  const { when, from, require } = row as { when?: unknown; from?: unknown; require?: unknown };
  return [when, from, require].filter((text): text is string => typeof text === "string");
}
