/** How far the steps of a move have come, told by the tasks that the hypervisor remembers. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { rules } from "../../../generated/rules/vmoperator.vmware.com/v1alpha5/virtualmachine.js";
import { driverError, type ErrorCode } from "../../../runtime/driver/errors.ts";
import type { Task } from "../../../runtime/driver/task.ts";
import { backoff, type Move, nextMove } from "../../../runtime/reconcile/moves.ts";

const MINUTE = 60_000;
const start = Date.parse("2026-01-02T03:00:00Z");
const at = (ms: number) => new Date(start + ms).toISOString();

interface Situation {
  spec: { powerState: string; powerOffMode?: string; suspendMode?: string };
  observed: string;
  held?: boolean;
}

const politely: Situation = {
  spec: { powerState: "PoweredOff", powerOffMode: "TrySoft" },
  observed: "PoweredOn",
};
const softly: Situation = { spec: { powerState: "PoweredOff", powerOffMode: "Soft" }, observed: "PoweredOn" };
const hard: Situation = { spec: { powerState: "PoweredOff", powerOffMode: "Hard" }, observed: "PoweredOn" };

const move = ({ spec, observed, held = false }: Situation, tasks: Task[], now = 0): Move =>
  nextMove(rules.moves.powerMoves!, {
    object: { spec: { suspendMode: "TrySoft", ...spec }, status: { powerState: observed } },
    facts: { powerOnHeld: held },
    attempt: "u/1",
    tasks,
    now: start + now,
  });

const key = (row: string, step: number) => `u/1/vm/power/${row}/${step}`;
const task = (
  row: string,
  step: number,
  state: Task["state"],
  endedAt = 0,
  code: ErrorCode = "Internal",
): Task => ({
  id: `${row}-${step}-${endedAt}`,
  key: key(row, step),
  kind: "powerOff",
  state,
  started: at(0),
  ...(state === "running" ? {} : { completed: at(endedAt) }),
  ...(state === "error" ? { error: driverError(code, `${code}!`) } : {}),
});

test("a machine that is as it should be rests", () => {
  assert.equal(move({ spec: { powerState: "PoweredOn" }, observed: "PoweredOn" }, []), {
    kind: "rest",
    row: "vm/power/is-on",
  });
});

test("the first step is taken under a key of its own", () => {
  assert.equal(move(politely, []), {
    kind: "act",
    row: "vm/power/off-politely",
    effect: "shutdownGuest",
    key: key("off-politely", 0),
  });
});

test("a step under way is waited for, without a time", () => {
  assert.equal(move(politely, [task("off-politely", 0, "running")]), {
    kind: "wait",
    row: "vm/power/off-politely",
    effect: "shutdownGuest",
  });
});

test("a request that was delivered is given its five minutes, then the next step is taken", () => {
  const delivered = [task("off-politely", 0, "success", 1_000)];
  const until = start + 1_000 + 5 * MINUTE;
  const waiting = move(politely, delivered, 5 * MINUTE);
  assert.equal(waiting, { kind: "wait", row: "vm/power/off-politely", effect: "shutdownGuest", at: until });
  assert.equal(move(politely, delivered, 5 * MINUTE + 1_000), {
    kind: "act",
    row: "vm/power/off-politely",
    effect: "powerOff",
    key: key("off-politely", 1),
  });
});

test("a step that failed gives way to the next at once, and the last is repeated with back-off", () => {
  const refused = task("off-politely", 0, "error", 0, "ToolsUnavailable");
  assert.is((move(politely, [refused]) as { effect: string }).effect, "powerOff");
  const once = [refused, task("off-politely", 1, "error", 0)];
  assert.equal(move(politely, once, 500), {
    kind: "wait",
    row: "vm/power/off-politely",
    effect: "powerOff",
    at: start + 1_000,
    error: driverError("Internal", "Internal!"),
  });
  assert.is(move(politely, once, 1_000).kind, "act");
  const twice = [...once, task("off-politely", 1, "error", 1_500)];
  assert.is((move(politely, twice, 2_000) as { at: number }).at, start + 3_500);
});

test("a row that names a condition ends in it when its last step fails for good, or runs out of time", () => {
  const failed = move(softly, [task("off-soft", 0, "error", 0, "ToolsUnavailable")]);
  assert.is(failed.kind, "end");
  assert.equal(failed.kind === "end" && [failed.reason, failed.error?.code], [
    "GuestDidNotRespond",
    "ToolsUnavailable",
  ]);
  const ignored = move(softly, [task("off-soft", 0, "success", 0)], 5 * MINUTE);
  assert.equal(ignored.kind === "end" && [ignored.reason, ignored.error], ["GuestDidNotRespond", undefined]);
});

test("a failure that may pass is tried again although the row names a condition", () => {
  assert.is(move(softly, [task("off-soft", 0, "error", 0, "Disconnected")], 1_000).kind, "act");
});

test("tasks of another attempt or row do not count", () => {
  const other = { ...task("off-hard", 0, "running"), key: "u/2/vm/power/off-hard/0" };
  assert.is(move(hard, [other, task("off-soft", 0, "running")]).kind, "act");
});

test("a step without a limit is waited for as long as it takes", () => {
  assert.equal(move(hard, [task("off-hard", 0, "success")], 60 * MINUTE), {
    kind: "wait",
    row: "vm/power/off-hard",
    effect: "powerOff",
  });
});

for (const [situation, reason] of [
  [{ spec: { powerState: "PoweredOn" }, observed: "PoweredOff", held: true }, "PowerOnHeld"],
  [{ spec: { powerState: "Suspended" }, observed: "PoweredOff" }, "SuspendNeedsRunning"],
  [
    { spec: { powerState: "PoweredOff", powerOffMode: "Soft" }, observed: "Suspended" },
    "HardPowerOffRequired",
  ],
] as const) {
  test(`${situation.observed} asked to be ${situation.spec.powerState} ends in ${reason}`, () => {
    const found = move(situation, []);
    assert.is(found.kind === "end" && found.reason, reason);
  });
}

test("a restart is done when its step was delivered", () => {
  const restart = (tasks: Task[]) =>
    nextMove(rules.moves.restartMoves!, {
      object: { spec: { restartMode: "TrySoft" }, status: { powerState: "PoweredOn" } },
      facts: { restartDue: true },
      attempt: "u/1",
      tasks,
      now: start,
    });
  const step = (index: number, state: Task["state"]): Task => ({
    ...task("x", index, state),
    key: `u/1/vm/restart/politely/${index}`,
  });
  assert.equal(restart([step(0, "success")]), { kind: "done", row: "vm/restart/politely" });
  assert.is((restart([step(0, "error")]) as { effect: string }).effect, "reset");
  assert.equal(restart([step(0, "error"), step(1, "success")]), { kind: "done", row: "vm/restart/politely" });
});

test("back-off doubles from a second to five minutes", () => {
  assert.equal([1, 2, 3, 9, 10, 100].map(backoff), [1_000, 2_000, 4_000, 256_000, 300_000, 300_000]);
});

test.run();
