/**
 * Proves of a move table over `observed` and `desired` that a machine gets where it should: in every situation the
 * machine is at rest, or the last step ends in the desired state, or the row says in which condition it ends.
 */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import { type Problem, problem } from "../problems.ts";
import { holds, NONE } from "../rules/guard.ts";
import { type KindTables, positionOf, type TableOf } from "../rules/rows.ts";
import { describe, situations, spaceOf } from "../rules/situations.ts";
import { inAxes } from "./table-total.ts";

export function checkConvergence(
  table: TableOf<"moves">,
  schema: JSONSchemaProps,
  alwaysSet: ReadonlySet<string>,
  kind: KindTables,
): Problem[] {
  const { observed, desired } = table.axes;
  if (!observed || !desired) return [];
  const problems = new Map<string, Problem>();
  for (const situation of situations(spaceOf(table.axes, table.rows, schema, alwaysSet))) {
    const row = table.rows.find(
      (candidate) => inAxes(candidate, table.axes, situation) && holds(candidate.when, situation) === true,
    );
    if (!row || problems.has(row.id)) continue;
    const seen = situation.fields[observed];
    const wanted = situation.fields[desired];
    const complaint = complain(row, seen, wanted);
    const at = positionOf(kind, row.id);
    if (complaint)
      problems.set(
        row.id,
        problem("no-convergence", at, { id: row.id, complaint: `${complaint} when ${describe(situation)}` }),
      );
  }
  return [...problems.values()];
}

function complain(row: TableOf<"moves">["rows"][number], seen: unknown, wanted: unknown): string | undefined {
  const last = row.steps.at(-1);
  if (!last) {
    const atRest = seen === wanted || wanted === NONE || seen === NONE;
    if (atRest || row.ends) return undefined;
    return "has no step and names no condition to end in";
  }
  if (seen === wanted) return "takes a step although nothing is to be done";
  if (last.until !== wanted) return `ends in ${last.until ?? "no state"}`;
  if (last.within !== undefined && !row.ends) return "may run out of time and names no condition to end in";
  const earlier = row.steps
    .slice(0, -1)
    .find((step) => step.within === undefined && step.until !== undefined);
  return earlier ? `waits for ${earlier.do} without a limit although another step follows` : undefined;
}
