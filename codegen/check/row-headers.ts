/** Ids are unique and well-formed, documents are one sentence, sources lead somewhere, CEL parses. */
import { didYouMean, type Position, type Problem, problem } from "../problems.ts";
import { LINE_ID, sectionOf } from "../rules/inventory.ts";
import { mentions } from "../rules/reads.ts";
import { type KindTables, type LooseRow, positionOf, sourcesOf } from "../rules/rows.ts";

const ID = /^[a-z]+(\/[a-z0-9]+(-[a-z0-9]+)*)+$/;
/** A reason of ours, or a section, which will do where no lines are listed; else a source is a line. */
const OURS = /^ours:[a-z0-9-]+$/;
const SECTION = /^spec:[a-z0-9-]+#[a-z0-9-]+$/;
export const SENTENCE = /^[A-Z`].*\.$/s;

export function checkRowHeaders(kind: KindTables): Problem[] {
  const seen = new Set<string>();
  return kind.tables.flatMap((table) =>
    (table.rows as readonly LooseRow[]).flatMap((row) => {
      const at = positionOf(kind, row.id);
      const complaints: string[] = [];
      if (seen.has(row.id)) complaints.push("is used by two rows; give one of them an id of its own");
      seen.add(row.id);
      if (!ID.test(row.id)) complaints.push("is not an id such as vm/power/off-hard");
      if (!SENTENCE.test(row.doc)) complaints.push("needs a doc that is a sentence");
      if (sourcesOf(row).length === 0) complaints.push("names no source");
      const problems = complaints.map((complaint) => problem("bad-row", at, { id: row.id, complaint }));
      problems.push(...badSources(row, kind.sources, at));
      for (const text of celOf(row)) {
        const read = mentions(text);
        if ("complaint" in read)
          problems.push(problem("row-cel", at, { id: row.id, complaint: read.complaint }));
      }
      return problems;
    }),
  );
}

/** Ids that rows of two kinds share: an id alone names a row. */
export function checkSharedIds(kinds: readonly KindTables[]): Problem[] {
  const seen = new Map<string, KindTables>();
  return kinds.flatMap((kind) =>
    kind.tables.flatMap((table) =>
      (table.rows as readonly LooseRow[]).flatMap(({ id }) => {
        const first = seen.get(id) ?? kind;
        seen.set(id, first);
        if (first === kind) return [];
        const complaint = `is used by a row of ${first.kind} too; give it an id of its own`;
        return [problem("bad-row", positionOf(kind, id), { id, complaint })];
      }),
    ),
  );
}

/** Sources that are malformed, or no line of the inventory; a reason of ours needs no list. */
function badSources(row: LooseRow, known: readonly string[] | undefined, at: Position): Problem[] {
  const leads = (source: string): boolean =>
    OURS.test(source) || (known ? known.includes(source) : SECTION.test(source) || LINE_ID.test(source));
  return sourcesOf(row)
    .filter((source) => !leads(source))
    .map((source) => {
      const lines = known?.filter((id) => SECTION.test(source) && sectionOf(id) === source) ?? [];
      if (lines.length > 0) {
        const complaint = `names the section ${source} as its source, but carries lines of it`;
        return problem("bad-row", at, { id: row.id, complaint }, `name one of ${lines.join(", ")}`);
      }
      const complaint = `has a source that leads nowhere: ${source}`;
      return problem("bad-row", at, { id: row.id, complaint }, didYouMean(source, known ?? []));
    });
}

function celOf(row: LooseRow): string[] {
  const { when, from, require } = row as { when?: unknown; from?: unknown; require?: unknown };
  return [when, from, require].filter((text): text is string => typeof text === "string");
}
