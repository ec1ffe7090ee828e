/**
 * Proves of a move table that a machine gets where it should. Over `observed` and `desired`: in every situation the
 * machine is at rest, or the last step ends in the desired state, or the row says in which condition it ends; and what
 * may be asked for is not left undone for ever. Over `observed` alone: while what the steps answer is due, each situation
 * has a step, or a condition to end in.
 */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import { type Problem, problem } from "../problems.ts";
import { holds, NONE, type Situation } from "../rules/guard.ts";
import { type KindTables, type MoveRow, positionOf, type TableOf, tablesOf } from "../rules/rows.ts";
import { describe, situations, spaceOf } from "../rules/situations.ts";
import { inAxes } from "./table-total.ts";

type Moves = TableOf<"moves">;

/** A situation, and the row that speaks about it. */
interface Cell {
  situation: Situation;
  row: MoveRow;
}

export function checkConvergence(
  table: Moves,
  schema: JSONSchemaProps,
  alwaysSet: ReadonlySet<string>,
  kind: KindTables,
): Problem[] {
  const cells = [...situations(spaceOf(table.axes, table.rows, schema, alwaysSet))].flatMap((situation) => {
    const row = rowFor(table, situation);
    return row ? [{ situation, row }] : [];
  });
  const complain = table.axes.desired ? goalOf(table, cells, kind) : dutyOf(table, cells);
  const problems = new Map<string, Problem>();
  for (const cell of cells) {
    const { id } = cell.row;
    const complaint = problems.has(id) ? undefined : complain(cell);
    if (complaint) {
      const holes = { id, complaint: `${complaint} when ${describe(cell.situation)}` };
      problems.set(id, problem("no-convergence", positionOf(kind, id), holes));
    }
  }
  return [...problems.values()];
}

const rowFor = (table: Moves, situation: Situation): MoveRow | undefined =>
  table.rows.find((row) => inAxes(row, table.axes, situation) && holds(row.when, situation) === true);

type Complain = (cell: Cell) => string | undefined;

/** The desired state is reached, or the row says why not. */
function goalOf(table: Moves, cells: readonly Cell[], kind: KindTables): Complain {
  const { observed = "", desired = "" } = table.axes;
  return ({ situation, row }) => {
    const [seen, wanted] = [situation.fields[observed], situation.fields[desired]];
    const last = row.steps.at(-1);
    if (!last) {
      if (seen === wanted || wanted === NONE || seen === NONE) return undefined;
      if (!row.ends) return "has no step and names no condition to end in";
      const asked = requestFor(situation, { observed, desired }, kind);
      return asked && !isHeld({ situation, row }, cells)
        ? `has no step, and no condition that could change, although ${asked} lets it be asked for`
        : undefined;
    }
    if (seen === wanted) return "takes a step although nothing is to be done";
    if (last.until !== wanted) return `ends in ${last.until ?? "no state"}`;
    if (last.within !== undefined && !row.ends) return "may run out of time and names no condition to end in";
    const earlier = row.steps
      .slice(0, -1)
      .find((step) => step.within === undefined && step.until !== undefined);
    return earlier ? `waits for ${earlier.do} without a limit although another step follows` : undefined;
  };
}

/** The row of a request table that lets somebody ask for what the situation wants. */
function requestFor(
  situation: Situation,
  { observed, desired }: { observed: string; desired: string },
  kind: KindTables,
): string | undefined {
  const tables = tablesOf(kind, "requests").filter(
    ({ axes, changed }) => changed === desired && Object.values(axes).includes(observed),
  );
  const rows = tables.flatMap(({ axes, rows }) =>
    rows.filter((row) => inAxes(row, axes, situation) && holds(row.when, situation) === true),
  );
  return rows.find(({ then }) => then !== "deny")?.id;
}

/** Steps are taken where the conditions are others and all else is the same: something holds the machine for a while. */
const isHeld = ({ situation }: Cell, cells: readonly Cell[]): boolean =>
  cells.some(
    (other) =>
      other.row.steps.length > 0 &&
      Object.entries(situation.fields).every(([path, value]) => other.situation.fields[path] === value),
  );

/** What holds wherever a step is taken is what the steps are for: while it holds, there is a step or a condition. */
function dutyOf({ axes: { observed = "" } }: Moves, cells: readonly Cell[]): Complain {
  const active = cells.filter(({ row }) => row.steps.length > 0);
  const duties = Object.keys(active[0]?.situation.conditions ?? {}).filter((condition) =>
    active.every(({ situation }) => situation.conditions[condition]),
  );
  return ({ situation, row }) => {
    const isDue = duties.length > 0 && duties.every((duty) => situation.conditions[duty]);
    if (!isDue || row.steps.length > 0 || row.ends || situation.fields[observed] === NONE) return undefined;
    return "has no step and names no condition to end in";
  };
}
