/** Proves of every `unique` table over axes that some row speaks in each situation, and only one. */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import { type Problem, problem } from "../problems.ts";
import { holds, type Situation } from "../rules/guard.ts";
import { type Axes, type AxisRow, axisValues, type KindTables, positionOf } from "../rules/rows.ts";
import { describe, MOST_SITUATIONS, situations, spaceOf } from "../rules/situations.ts";

export interface AxisTable {
  name: string;
  axes: Axes;
  rows: readonly AxisRow[];
}

/** The first gap, the first overlap and every guard that can fail; nothing when the table is total and disjoint. */
export function checkTotal(
  table: AxisTable,
  schema: JSONSchemaProps,
  alwaysSet: ReadonlySet<string>,
  kind: KindTables,
): Problem[] {
  const space = spaceOf(table.axes, table.rows, schema, alwaysSet);
  const at = positionOf(kind, table.rows[0]?.id ?? "");
  if (space.size > MOST_SITUATIONS) {
    return [problem("bad-table", at, { complaint: `${table.name} has ${space.size} situations; split it` })];
  }
  const problems = new Map<string, Problem>();
  const report = (key: string, found: Problem) => {
    if (!problems.has(key)) problems.set(key, found);
  };
  for (const situation of situations(space)) {
    const verdicts = table.rows
      .filter((row) => inAxes(row, table.axes, situation))
      .map((row) => ({ row, holds: holds(row.when, situation) }));
    for (const { row } of verdicts.filter((verdict) => verdict.holds === "error")) {
      report(
        row.id,
        problem(
          "guard-can-fail",
          positionOf(kind, row.id),
          { id: row.id, cell: describe(situation) },
          "cover each optional field with has()",
        ),
      );
    }
    const speaking = verdicts.filter((verdict) => verdict.holds === true).map(({ row }) => row);
    if (speaking.length === 0 && verdicts.every((verdict) => verdict.holds !== "error")) {
      report("gap", problem("table-gap", at, { table: table.name, cell: describe(situation) }));
    }
    if (speaking.length > 1) {
      const rows = speaking.map((row) => row.id).join(", ");
      report(
        "overlap",
        problem("table-overlap", positionOf(kind, speaking[1]!.id), {
          table: table.name,
          cell: describe(situation),
          rows,
        }),
      );
    }
  }
  return [...problems.values()];
}

/** Whether a row's axis columns include the situation. */
export const inAxes = (row: AxisRow, axes: Axes, situation: Situation): boolean =>
  Object.entries(axes).every(
    ([axis, path]) => axisValues(row, axis)?.includes(String(situation.fields[path])) ?? true,
  );
