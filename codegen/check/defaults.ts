/** One writer a field and operation, no cycle, paths that exist, constants that the schema accepts. */
import { prepare, validate } from "../../rules/lang/schema/index.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import type { ResourceModel } from "../model.ts";
import { type Problem, problem } from "../problems.ts";
import { orderDefaults } from "../rules/default-order.ts";
import { COMPAT, compileRow, environmentAt } from "../rules/environment.ts";
import { schemaAt, splitAtItems, splitAtKey } from "../rules/fields.ts";
import { meantByExpression, meantField } from "../rules/meant-field.ts";
import { type KindTables, positionOf, tablesOf, writtenBy } from "../rules/rows.ts";

export function checkDefaults(kind: KindTables, resource: ResourceModel): Problem[] {
  const rows = tablesOf(kind, "defaulting").flatMap((table) => table.rows);
  const problems: Problem[] = [];
  const complain = (id: string, complaint: string, hint?: string) =>
    problems.push(problem("bad-row", positionOf(kind, id), { id, complaint }, hint));
  const ordered = orderDefaults(rows);
  if ("cycle" in ordered)
    complain(ordered.cycle[0]!, `is part of a cycle of defaults: ${ordered.cycle.join(" → ")}`);
  for (const row of rows) {
    // Placing runs last, and adds to what others wrote.
    const other = rows.find(
      (r) =>
        r !== row &&
        r.id < row.id &&
        (r.generate === "placement") === (row.generate === "placement") &&
        r.on.some((op) => row.on.includes(op)) &&
        writtenBy(r).some((field) => writtenBy(row).includes(field)),
    );
    if (other) complain(row.id, `writes ${row.field} on the same operation as ${other.id}`);
    const nodeOf = (field: string) =>
      METADATA[splitAtKey(field)?.map ?? field] ?? schemaAt(resource.schema, field);
    const node = nodeOf(row.field);
    const missing = writtenBy(row).find((field) => !nodeOf(field));
    if (!node || missing) {
      complain(row.id, `names ${missing}, which does not exist`, meantField(resource.schema, missing ?? ""));
      continue;
    }
    const environment = environmentAt(resource.schema, splitAtItems(row.field).items, kind);
    for (const [text, wanted] of [
      [row.when, "bool"],
      [row.from, undefined],
    ] as const) {
      const compiled = text === undefined ? undefined : compileRow(text, environment, wanted);
      if (compiled && "complaint" in compiled) {
        const hint = meantByExpression(resource.schema, splitAtItems(row.field).items, text!);
        const { complaint } = compiled;
        problems.push(problem("row-cel", positionOf(kind, row.id), { id: row.id, complaint }, hint));
      }
    }
    if (row.value !== undefined) {
      const { errors } = validate(
        prepare(around(node), { compat: COMPAT }),
        { it: splitAtKey(row.field) ? { key: row.value } : row.value },
        { operation: "create" },
      );
      if (errors[0]) complain(row.id, `gives a value that the schema refuses: ${errors[0].detail}`);
    }
  }
  return problems;
}

/** Of metadata, which no schema describes, defaults may write these. */
const METADATA: { readonly [field: string]: JSONSchemaProps } = {
  "metadata.labels": { type: "object", additionalProperties: { type: "string" } },
  "metadata.annotations": { type: "object", additionalProperties: { type: "string" } },
  "metadata.ownerReferences": { type: "array", items: { type: "object" } },
};

/** A schema of an object that has only the field. */
const around = (node: JSONSchemaProps): JSONSchemaProps => ({ type: "object", properties: { it: node } });
