/** What a row is anchored at, and what its refusal names, are fields of the kind. */
import type { ResourceModel } from "../model.ts";
import { type Problem, problem } from "../problems.ts";
import type { Check } from "../rules/check.ts";
import { isField, meantField } from "../rules/meant-field.ts";
import { type KindTables, positionOf } from "../rules/rows.ts";

export function checkFields(
  kind: KindTables,
  { schema }: ResourceModel,
  checks: readonly Pick<Check, "id" | "anchor" | "field">[],
): Problem[] {
  return checks.flatMap(({ id, anchor, field }) => {
    const missing = [anchor, field].find((path) => !isField(schema, path));
    if (missing === undefined) return [];
    const complaint = `names ${missing}, which does not exist`;
    return [problem("bad-row", positionOf(kind, id), { id, complaint }, meantField(schema, missing))];
  });
}
