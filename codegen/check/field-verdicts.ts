/** Every field of `spec` has an immutability verdict: a row of its own, or one of an ancestor below `spec`. */
import type { ResourceModel } from "../model.ts";
import { type Problem, problem } from "../problems.ts";
import { schemaAt } from "../rules/fields.ts";
import { meantField } from "../rules/meant-field.ts";
import { type KindTables, positionOf, tablesOf } from "../rules/rows.ts";
import { childrenOf } from "../schema-tree.ts";

export function checkVerdicts(kind: KindTables, resource: ResourceModel): Problem[] {
  const tables = tablesOf(kind, "immutability");
  if (tables.length === 0) return [];
  const rows = tables.flatMap((table) => table.rows);
  const problems = rows
    .filter((row) => row.field === "spec" || !schemaAt(resource.schema, row.field))
    .map((row) => {
      const complaint =
        row.field === "spec"
          ? "gives a verdict to all of spec; name its fields"
          : `names ${row.field}, which does not exist`;
      const hint = meantField(resource.schema, row.field);
      return problem("bad-row", positionOf(kind, row.id), { id: row.id, complaint }, hint);
    });
  const decided = new Set(rows.map((row) => row.field));
  for (const name of Object.keys(schemaAt(resource.schema, "spec")?.properties ?? {})) {
    problems.push(...undecided(`spec.${name}`, decided, resource));
  }
  return problems;
}

/** The field itself when nothing below it is decided, else its undecided children. */
function undecided(path: string, decided: ReadonlySet<string>, resource: ResourceModel): Problem[] {
  if (decided.has(path)) return [];
  const node = schemaAt(resource.schema, path);
  const children = childrenOf(node ?? {}, path).map((child) => child.path);
  const someBelow = [...decided].some(
    (field) => field.startsWith(`${path}.`) || field.startsWith(`${path}[`),
  );
  if (someBelow) return children.flatMap((child) => undecided(child, decided, resource));
  return [
    problem("no-verdict", resource.positions[path] ?? { file: resource.file, line: 1, column: 1 }, {
      field: path,
    }),
  ];
}
