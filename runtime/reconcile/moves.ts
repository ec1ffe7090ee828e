/**
 * Walks the steps of a move table from what is seen alone: the row follows from the cell, and how far its steps have
 * come from the tasks that the hypervisor remembers. Nothing is kept between two calls.
 */
import { rt } from "../../rules/lang/cel/index.ts";
import type {
  CompiledMove,
  CompiledMoves,
  CompiledStep,
  ConditionReason,
} from "../../rules/lang/compiled.ts";
import type { EffectName } from "../../rules/lang/effects.ts";
import { valueAt } from "../../rules/lang/value-at.ts";
import type { DriverErrorInfo } from "../driver/errors.ts";
import type { Task } from "../driver/task.ts";

export type Move =
  /** Nothing is to be done. */
  | { kind: "rest"; row: string }
  /** Take this step, under this key. */
  | { kind: "act"; row: string; effect: EffectName; key: string }
  /** A step is under way; look again at `at` (milliseconds since the epoch) if nothing happens before. */
  | { kind: "wait"; row: string; effect: EffectName; at?: number; error?: DriverErrorInfo }
  /** Every step was delivered, and none of them says what to wait for. */
  | { kind: "done"; row: string }
  /** No step helps; this is the condition to report. */
  | { kind: "end"; row: string; reason: ConditionReason; message: string; error?: DriverErrorInfo };

export interface MoveInput {
  /** The object the axes read. An axis whose field is absent has the value `(none)`. */
  object: unknown;
  facts: { readonly [name: string]: boolean };
  /** What makes the next attempt another one; keys begin with it. */
  attempt: string;
  tasks: readonly Task[];
  now: number;
}

/** The row that speaks for the cell. The generator proved that there is one, and only one. */
export function rowFor(
  moves: CompiledMoves,
  { object, facts }: Pick<MoveInput, "object" | "facts">,
): CompiledMove {
  const cell = Object.fromEntries(
    Object.entries(moves.axes).map(([axis, path]) => [axis, cellAt(object, path)]),
  );
  const row = moves.rows.find((candidate) => speaks(candidate, cell, object, facts));
  if (!row) throw new Error(`no row speaks for ${JSON.stringify(cell)}`);
  return row;
}

function speaks(
  row: CompiledMove,
  cell: { [axis: string]: string },
  object: unknown,
  fact: MoveInput["facts"],
): boolean {
  if (!Object.entries(row.cells).every(([axis, values]) => values.includes(cell[axis]!))) return false;
  if (!row.when) return true;
  const result = rt.run(row.when, { self: object, oldSelf: object, wrote: object, fact });
  return result.ok && result.value === true;
}

export function nextMove(moves: CompiledMoves, input: MoveInput): Move {
  const row = rowFor(moves, input);
  let failure: DriverErrorInfo | undefined;
  for (const [index, step] of row.steps.entries()) {
    const key = `${input.attempt}/${row.id}/${index}`;
    const attempts = input.tasks.filter((task) => task.key === key);
    const last = attempts.at(-1);
    const action = { kind: "act", row: row.id, effect: step.do, key } as const;
    if (!last) return action;
    if (last.state === "running") return { kind: "wait", row: row.id, effect: step.do };
    if (last.state === "success") {
      const reached = afterSuccess(row, step, last, input.now);
      if (reached) return reached;
      continue;
    }
    failure = last.error;
    const isLast = index === row.steps.length - 1;
    const final = isLast && (!row.ends || failure?.transient);
    if (!final) continue;
    const at = Date.parse(last.completed!) + backoff(attempts.length);
    return input.now >= at
      ? action
      : { kind: "wait", row: row.id, effect: step.do, at, ...(failure ? { error: failure } : {}) };
  }
  if (row.ends) return { kind: "end", row: row.id, ...row.ends, ...(failure ? { error: failure } : {}) };
  return { kind: row.steps.length > 0 ? "done" : "rest", row: row.id };
}

/** What follows a step that was delivered; undefined when its time is up. */
function afterSuccess(row: CompiledMove, step: CompiledStep, task: Task, now: number): Move | undefined {
  if (step.until === undefined) return { kind: "done", row: row.id };
  if (step.withinMs === undefined) return { kind: "wait", row: row.id, effect: step.do };
  const at = Date.parse(task.completed!) + step.withinMs;
  return now < at ? { kind: "wait", row: row.id, effect: step.do, at } : undefined;
}

/** Milliseconds after the n-th failure: 1 s, doubling to 5 minutes. */
export const backoff = (failures: number): number => Math.min(1000 * 2 ** (failures - 1), 300_000);

/** The value of an axis. */
function cellAt(object: unknown, path: string): string {
  const value = valueAt(object, path);
  return typeof value === "string" && value !== "" ? value : "(none)";
}
