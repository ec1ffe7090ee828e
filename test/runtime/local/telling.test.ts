/** How machines are told about: the table, the line, the live view, and when a machine is settled. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Screen, showMachines } from "../../../runtime/local/live-view.ts";
import { machineTable } from "../../../runtime/local/machine-table.ts";
import { progressLine } from "../../../runtime/local/progress-line.ts";
import { progress } from "../../../runtime/local/settled.ts";
import type { VmObject, VmSources } from "../../../runtime/reconcile/virtualmachine/sources.ts";
import { eventually } from "../../support/eventually.ts";

const CREATED_AT = "2026-01-02T03:04:05Z";

type ConditionRow = [type: string, status: string, reason: string, message?: string];

function vm(name: string, desired: string, observed: string | undefined, ...rows: ConditionRow[]): VmObject {
  const conditions = rows.map(([type, status, reason, message = ""]) => ({
    type,
    status,
    reason,
    message,
    lastTransitionTime: CREATED_AT,
  }));
  return {
    apiVersion: "vmoperator.vmware.com/v1alpha5",
    kind: "VirtualMachine",
    metadata: { name, namespace: "ns", uid: name, resourceVersion: "1", creationTimestamp: CREATED_AT },
    spec: { className: "small", powerState: desired },
    status: { ...(observed ? { powerState: observed, zone: "zone-a" } : {}), conditions },
  } as unknown as VmObject;
}

const MADE: ConditionRow = ["VirtualMachineCreated", "True", "True"];
const SYNCED: ConditionRow = ["VirtualMachinePowerStateSynced", "True", "Synced"];
const UNDER_WAY: ConditionRow = ["VirtualMachinePowerStateSynced", "False", "NotSynced", "on its way"];
const NO_CLASS: ConditionRow = [
  "VirtualMachineClassReady",
  "False",
  "NotFound",
  "class small does not exist",
];

const running = vm("run", "PoweredOn", "PoweredOn", MADE, SYNCED);
const deleted = { ...running, metadata: { ...running.metadata, deletionTimestamp: CREATED_AT } } as VmObject;

// biome-ignore format: a table
const told: readonly [what: string, vm: VmObject, state: "settled" | "waiting", line: string][] = [
  ["settled",          running,                                              "settled", "ns/run: PoweredOn, zone-a"],
  ["another state",    vm("x", "PoweredOff", "PoweredOn", MADE, SYNCED),     "waiting", "ns/x: PoweredOn, waiting for PoweredOff"],
  ["under way",        vm("x", "PoweredOn", "PoweredOff", MADE, UNDER_WAY),  "waiting", "ns/x: PoweredOff, waiting for PoweredOn"],
  ["nothing said yet", vm("x", "PoweredOn", undefined),                      "waiting", "ns/x: not created yet, waiting for PoweredOn"],
  ["kept by a class",  vm("x", "PoweredOn", undefined, NO_CLASS, ["VirtualMachineCreated", "False", "Waiting"]), "waiting",
    "ns/x: not created yet, waiting for PoweredOn: VirtualMachineClassReady NotFound: class small does not exist"],
  ["being deleted",    deleted,                                              "settled", "ns/run: PoweredOn, being deleted"],
];

for (const [what, machine, state, line] of told) {
  test(`told: ${what}`, () => {
    assert.is(progress(machine).state, state);
    assert.is(progressLine(machine), line);
  });
}

test("the table is sorted and aligned; its last column says what matters most", () => {
  const rows = machineTable(
    [vm("b", "PoweredOn", undefined, SYNCED, NO_CLASS), running],
    Date.parse(CREATED_AT) + 90_000,
  );
  assert.equal(rows, [
    "NAMESPACE  NAME  CLASS  DESIRED    OBSERVED   ZONE    ADDRESS  AGE  CONDITION",
    "ns         b     small  PoweredOn  -          -       -        90s  VirtualMachineClassReady=False NotFound",
    "ns         run   small  PoweredOn  PoweredOn  zone-a  -        90s  VirtualMachinePowerStateSynced",
  ]);
});

/** An informer that the test feeds, and a screen that remembers. */
function show(isTerminal: boolean, size = { columns: 200, rows: 10 }) {
  const objects = new Map<string, VmObject>();
  let handler: { added(vm: VmObject): void; updated(vm: VmObject): void; deleted(vm: VmObject): void };
  const informer = {
    store: { list: () => [...objects.values()] },
    handle: (given: typeof handler) => {
      handler = given;
      return () => {};
    },
  };
  const written: string[] = [];
  const screen: Screen = { write: (text) => written.push(text), isTerminal, size: () => size };
  const hide = showMachines(informer as unknown as VmSources["vms"], screen);
  return {
    written,
    hide,
    put(one: VmObject) {
      const isNew = !objects.has(one.metadata.name!);
      objects.set(one.metadata.name!, one);
      handler[isNew ? "added" : "updated"](one);
    },
    remove(one: VmObject) {
      objects.delete(one.metadata.name!);
      handler.deleted(one);
    },
  };
}

test("without a terminal each change is one plain line, told once", () => {
  const { put, remove, written, hide } = show(false);
  put(vm("x", "PoweredOn", "PoweredOff", MADE, UNDER_WAY));
  put(vm("x", "PoweredOn", "PoweredOff", MADE, UNDER_WAY));
  put(vm("x", "PoweredOn", "PoweredOn", MADE, SYNCED));
  remove(vm("x", "PoweredOn", "PoweredOn"));
  hide();
  assert.equal(written, [
    "ns/x: PoweredOff, waiting for PoweredOn\n",
    "ns/x: PoweredOn, zone-a\n",
    "ns/x: deleted\n",
  ]);
});

test("on a terminal the picture is drawn over the one before, within its size", async () => {
  const { put, written, hide } = show(true, { columns: 41, rows: 4 });
  assert.is(
    written[0],
    "\u001b[JNAMESPACE  NAME  CLASS  DESIRED  OBSERVED\n(no machines yet)\n".replace("D\n", "\n"),
  );
  for (const name of ["a", "b", "c"]) put(vm(name, "PoweredOn", "PoweredOn", MADE, SYNCED));
  await eventually("the next picture", () => written.length > 1);
  hide();
  assert.is(written.length, 2, "three changes at once are one picture");
  assert.ok(written[1]!.startsWith("\u001b[2A\u001b[J"), "two lines up");
  const lines = written[1]!.trimEnd().split("\n");
  assert.is(lines.length, 3, "one row stays for the prompt");
  assert.is(lines.at(-1), "… and 2 more");
  for (const line of lines.slice(1)) assert.ok(line.length < 41);
});

test.run();
