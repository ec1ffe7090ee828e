/** One writer a field and operation, no cycle, paths that exist, constants that the schema accepts. */
import { prepare, validate } from "../../rules/lang/schema/index.ts";
import type { ResourceModel } from "../model.ts";
import { type Problem, problem } from "../problems.ts";
import { orderDefaults } from "../rules/default-order.ts";
import { COMPAT, compileRow, environmentAt } from "../rules/environment.ts";
import { schemaAt, writePath } from "../rules/fields.ts";
import { type KindTables, positionOf, tablesOf } from "../rules/rows.ts";

export function checkDefaults(kind: KindTables, resource: ResourceModel): Problem[] {
  const rows = tablesOf(kind, "defaulting").flatMap((table) => table.rows);
  const problems: Problem[] = [];
  const complain = (id: string, complaint: string) =>
    problems.push(problem("bad-row", positionOf(kind, id), { id, complaint }));
  const ordered = orderDefaults(rows);
  if ("cycle" in ordered)
    complain(ordered.cycle[0]!, `is part of a cycle of defaults: ${ordered.cycle.join(" → ")}`);
  const environment = environmentAt(resource.schema, "");
  for (const row of rows) {
    const other = rows.find(
      (r) => r !== row && r.id < row.id && r.field === row.field && r.on.some((op) => row.on.includes(op)),
    );
    if (other) complain(row.id, `writes ${row.field} on the same operation as ${other.id}`);
    const node = schemaAt(resource.schema, row.field);
    if (!node) {
      complain(row.id, `names ${row.field}, which does not exist`);
      continue;
    }
    for (const [text, wanted] of [
      [row.when, "bool"],
      [row.from, undefined],
    ] as const) {
      const compiled = text === undefined ? undefined : compileRow(text, environment, wanted);
      if (compiled && "complaint" in compiled)
        problems.push(
          problem("row-cel", positionOf(kind, row.id), { id: row.id, complaint: compiled.complaint }),
        );
    }
    if (row.value !== undefined) {
      const holder: { [key: string]: unknown } = {};
      writePath(holder, row.field, row.value);
      const { errors } = validate(prepare(resource.schema, { compat: COMPAT }), withName(holder), {
        operation: "create",
      });
      const error = errors.find((e) => e.field === row.field);
      if (error) complain(row.id, `gives a value that the schema refuses: ${error.detail}`);
    }
  }
  return problems;
}

const withName = (object: object) => ({ apiVersion: "v1", kind: "X", metadata: { name: "x" }, ...object });
