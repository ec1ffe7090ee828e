/** The specification's table about updates, made from the rows: field by field, what may change and when. */
import type { ResourceModel } from "../model.ts";
import type { PlacedCheck } from "../rules/check.ts";
import { schemaAt } from "../rules/fields.ts";
import type { KindTables } from "../rules/rows.ts";
import { type FieldUpdates, hasPower, type Permission, updatesOf } from "../rules/updates.ts";
import type { Files } from "./emitter.ts";
import { MADE_BY } from "./header.ts";
import { code, table as grid, prose, slugOf } from "./markdown.ts";
import { kebab, pagePath } from "./rule-docs.ts";

const MARKS: Record<Permission, string> = { yes: "✓", no: "✗", some: "(✓)" };

/** A page for a kind whose rows decide what may change. */
export function emitUpdating(
  kind: KindTables,
  resource: ResourceModel,
  checks: readonly PlacedCheck[],
): Files {
  const updates = updatesOf(kind, resource, checks);
  const states = hasPower(resource.schema) ? ["While Powered On", "While Powered Off"] : ["Already Set"];
  const pages = pageOfRows(kind);
  const lines = updates.map(({ field, change, set, rows }: FieldUpdates) => [
    code(field),
    firstSentence(schemaAt(resource.schema, field)?.description ?? ""),
    ...change.map((permission) => MARKS[permission]),
    set ? MARKS[set] : "_NA_",
    rows.map((id) => `[${code(id)}](${pages.get(id)}#${slugOf(id)})`).join(", "),
  ]);
  const text = `<!-- ${MADE_BY} -->\n# Updating a ${kind.kind}\n\nWhat an ordinary user may change about an object that exists. ✓ any change is accepted, ✗ none is, (✓) some are, as\nthe rows say; _NA_ there is always a value.\n\n${grid(["Update", "Description", ...states, "Not Already Set", "Rows"], lines)}`;
  return new Map([[updatingPath(kind), text]]);
}

const updatingPath = (kind: KindTables): string => pagePath(kind, "updating");

const pageOfRows = (kind: KindTables): Map<string, string> =>
  new Map(
    kind.tables.flatMap((table) => table.rows.map(({ id }) => [id, `${kebab(table.name)}.md`] as const)),
  );

const firstSentence = (text: string): string => prose(text.split(/(?<=\.)\s/)[0] ?? "");
