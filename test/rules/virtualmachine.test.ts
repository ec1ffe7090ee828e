/** The tables of VirtualMachine as they run: every cell of the grids, and the rows' own examples, on compiled code. */
import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { rules } from "../../generated/rules/vmoperator.vmware.com/v1alpha5/virtualmachine.js";
import type { Place } from "../../rules/lang/compiled.ts";
import type { Generators } from "../../rules/lang/defaulting.ts";
import { powerRequests, restartRequests } from "../../rules/virtualmachine/power.ts";
import { type AdmissionRequest, admit } from "../../runtime/admission/admit.ts";
import { rowFor } from "../../runtime/reconcile/moves.ts";

const everywhere: readonly Place[] = ["crd", "policy", "webhook"];
const generators: Generators = {
  uuid4: () => "00000000-0000-4000-8000-000000000001",
  now: () => "2026-01-02T03:04:05.000000006Z",
  build: () => "v1.2.3",
};
const user = { username: "developer", groups: [] };
const operator = { username: "system:serviceaccount:vmop-system:vmop", groups: [] };

const states = ["PoweredOn", "PoweredOff", "Suspended", undefined] as const;
const modes = ["Hard", "Soft", "TrySoft"] as const;
const named = (state: string | undefined) => state ?? "(none)";

const refusals = (request: Partial<AdmissionRequest> & { object: unknown }): string[] => {
  const verdict = admit(rules, { operation: "update", caller: user, ...request }, everywhere, generators);
  return verdict.allowed ? [] : verdict.refusals.map((refusal) => refusal.rule);
};

test("every cell of the power grid is answered as its row says", () => {
  for (const observed of states) {
    for (const wanted of states) {
      for (const powerOffMode of modes) {
        const rows = powerRequests.rows.filter(
          (row) =>
            (row.from === "any" || (row.from as readonly string[]).includes(named(observed))) &&
            (row.to as readonly string[]).includes(named(wanted)) &&
            (!("when" in row) || row.when.startsWith("!") === (powerOffMode !== "Hard")),
        );
        assert.is(rows.length, 1, `${named(observed)} → ${named(wanted)}, ${powerOffMode}`);
        const before = wanted === "PoweredOn" ? "PoweredOff" : "PoweredOn";
        const status = observed ? { powerState: observed } : {};
        const found = refusals({
          object: { spec: { ...(wanted ? { powerState: wanted } : {}), powerOffMode }, status },
          oldObject: { spec: { powerState: before, powerOffMode }, status },
        });
        const denied = rows[0]!.then === "deny" ? [rows[0]!.id] : [];
        const unset = wanted === undefined ? ["vm/power-state-stays-said"] : [];
        assert.equal(found, [...unset, ...denied], `${named(observed)} → ${named(wanted)}, ${powerOffMode}`);
      }
    }
  }
});

test("a restart is allowed exactly where the grid says", () => {
  for (const observed of states) {
    const row = restartRequests.rows.find((candidate) =>
      (candidate.observed as readonly string[]).includes(named(observed)),
    )!;
    const status = observed ? { powerState: observed } : {};
    const found = refusals({
      object: { spec: { nextRestartTime: "now" }, status },
      oldObject: { spec: {}, status },
    });
    assert.equal(found, row.then === "deny" ? [row.id] : []);
  }
});

test("a move is found for every state, whatever the modes and checks", () => {
  for (const observed of [...states]) {
    for (const wanted of [...states]) {
      for (const powerOffMode of modes) {
        for (const powerOnHeld of [false, true]) {
          const object = {
            spec: { powerState: wanted, powerOffMode, suspendMode: powerOffMode },
            status: { powerState: observed },
          };
          assert.ok(rowFor(rules.moves.powerMoves!, { object, facts: { powerOnHeld } }).id);
        }
      }
    }
  }
});

test("a machine that says nothing is filled in on create, and a second time changes nothing", () => {
  const object = {
    metadata: { name: "a" },
    spec: { className: "c", imageName: "i", storageClass: "s", bootstrap: { cloudInit: {} } },
  };
  const first = admit(rules, { operation: "create", object, caller: user }, everywhere, generators);
  assert.ok(first.allowed);
  const uuid = generators.uuid4();
  const filled = {
    ...object.spec,
    powerState: "PoweredOn",
    powerOffMode: "TrySoft",
    suspendMode: "TrySoft",
    restartMode: "TrySoft",
    biosUUID: uuid,
    instanceUUID: uuid,
    bootstrap: { cloudInit: { instanceID: uuid } },
    network: { interfaces: [{ name: "eth0" }] },
    hardware: { ideControllers: [{ busNumber: 0 }, { busNumber: 1 }] },
  };
  assert.equal((first.object as { spec: unknown }).spec, filled);
  const again = admit(
    rules,
    { operation: "create", object: first.object, caller: operator },
    everywhere,
    generators,
  );
  assert.ok(again.allowed);
  assert.equal(again.filled, []);
});

test("a UUID is chosen by hand only on create and only by the privileged", () => {
  const spec = { className: "c", imageName: "i", storageClass: "s" };
  const object = { spec: { ...spec, biosUUID: "x", instanceUUID: "y" } };
  assert.equal(refusals({ operation: "create", object }), [
    "vm/bios-uuid-by-hand",
    "vm/instance-uuid-by-hand",
  ]);
  assert.equal(refusals({ operation: "create", object, caller: operator }), []);
  const old = { spec };
  assert.equal(refusals({ object, oldObject: old }).slice(0, 2), [
    "vm/bios-uuid-late",
    "vm/instance-uuid-late",
  ]);
  assert.equal(refusals({ object, oldObject: old, caller: operator }), []);
});

test("what stands in a list without keys is forgiven while the list is as it was", () => {
  const policy = { apiVersion: "vsphere.policy.vmware.com/v1alpha1", kind: "TagPolicy", name: "t" };
  const spec = { className: "c", imageName: "i", powerState: "PoweredOn", policies: [policy] };
  const asked = { oldObject: { spec }, lookedUp: { computePolicies: {} } };
  assert.equal(refusals({ ...asked, object: { spec: { ...spec, powerState: "PoweredOff" } } }), []);
  const more = [policy, { ...policy, kind: "ComputePolicy", name: "c" }];
  assert.equal(refusals({ ...asked, object: { spec: { ...spec, policies: more } } }), [
    "vm/policies-are-compute-policies",
  ]);
});

test("every row stands, by its id, in the manifest that enforces it, and in no other", () => {
  const files: { readonly [place in Place]?: string } = {
    crd: readFileSync("crds/virtualmachines.vmoperator.vmware.com.yaml", "utf8"),
    policy: readFileSync("crds/policies/virtualmachines.validating.yaml", "utf8"),
  };
  for (const { id, place } of rules.checks) {
    for (const [file, text] of Object.entries(files))
      assert.is(text.includes(`[${id}]`), file === place, `${id} in ${file}`);
  }
});

test.run();
