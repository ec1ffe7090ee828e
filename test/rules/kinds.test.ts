/** The rows of the kinds beside VirtualMachine, as they run in our admission. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Place } from "../../rules/lang/compiled.ts";
import { admit } from "../../runtime/admission/admit.ts";
import { type KindRequest, kindRequests, objectOf, rulesOf } from "./kinds.ts";

const generators = { uuid4: () => "-", now: () => "2026-01-02T03:04:05.000000006Z", build: () => "v1.2.3" };
const developer = { username: "developer", groups: [] };
const administrator = { username: "admin", groups: ["system:masters"] };

function refusedIn(request: KindRequest, place: Place): string[] {
  const { old, object, lookedUp = {}, asAdmin } = request;
  const asked = {
    operation: object ? (old ? ("update" as const) : ("create" as const)) : ("delete" as const),
    ...(object ? { object: objectOf(request, object, "it") } : {}),
    ...(old ? { oldObject: objectOf(request, old, "it") } : {}),
    caller: asAdmin ? administrator : developer,
    lookedUp,
  };
  const verdict = admit(rulesOf(request.kind), asked, [place], generators);
  return verdict.allowed ? [] : [...new Set(verdict.refusals.map(({ rule }) => rule))].sort();
}

for (const request of kindRequests)
  test(`${request.kind}: ${request.says}`, () => {
    for (const place of ["crd", "policy", "webhook"] as const)
      assert.equal(refusedIn(request, place), [...(request[place] ?? [])].sort(), place);
  });

test("defaults: a snapshot is labelled, a class keeps its controller, a group request takes what there is", () => {
  const filled = (kind: string, object: object, more: object = {}) => {
    const request = { operation: "create" as const, object, caller: administrator, ...more };
    const verdict = admit(rulesOf(kind), request, [], generators);
    return verdict.allowed ? verdict.object : verdict;
  };
  assert.equal(filled("VirtualMachineSnapshot", { metadata: { name: "s" }, spec: { vmName: "web-01" } }), {
    metadata: { name: "s", labels: { "snapshot.vmoperator.vmware.com/vm-name": "web-01" } },
    spec: { vmName: "web-01" },
  });
  const oldObject = { spec: { controllerName: "example.com/one" } };
  assert.equal(filled("VirtualMachineClass", { spec: {} }, { operation: "update", oldObject }), oldObject);
  const lookedUp = { defaultLibraries: { images: { metadata: { name: "images" } } } };
  assert.equal(
    filled("VirtualMachineGroupPublishRequest", { metadata: { name: "shop" }, spec: {} }, { lookedUp }),
    {
      metadata: { name: "shop" },
      spec: { source: "shop", target: "images" },
    },
  );
});

test("defaults: a group dates a power change and a forced sync, and nothing else", () => {
  const dated = "vmoperator.vmware.com.protected/last-updated-power-state-time";
  const delayed = "vmoperator.vmware.com.protected/apply-power-state-time";
  const annotations = (old: object, now: object) => {
    const group = (spec: object) => ({
      metadata: { name: "shop", annotations: { [delayed]: "then" } },
      spec,
    });
    const [oldObject, object] = [group(old), group(now)];
    const request = { operation: "update" as const, object, oldObject, caller: developer };
    const verdict = admit(rulesOf("VirtualMachineGroup"), request, [], generators);
    return verdict.allowed && (verdict.object as typeof object).metadata.annotations;
  };
  const today = generators.now();
  const on = { powerState: "PoweredOn" };
  assert.equal(annotations(on, { powerState: "PoweredOff" }), { [dated]: today });
  assert.equal(annotations(on, { ...on, nextForcePowerStateSyncTime: "now" }), { [dated]: today });
  for (const [old, now] of [
    [on, on],
    [
      { ...on, nextForcePowerStateSyncTime: "t" },
      { ...on, nextForcePowerStateSyncTime: "t" },
    ],
    [{ ...on, nextForcePowerStateSyncTime: "t" }, on],
    [on, { ...on, powerOffMode: "Hard" }],
  ] as const)
    assert.equal(annotations(old, now), { [delayed]: "then" });
});

test.run();
