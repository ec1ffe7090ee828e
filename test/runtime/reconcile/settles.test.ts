/** Whatever users and the hypervisor do, a machine comes to rest where it should be, or says what keeps it. */
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { PowerOpMode, PowerState } from "../../../api/vmoperator/v1alpha5/virtualmachine.ts";
import { conditions } from "../../../rules/conditions.ts";
import type { ErrorCode } from "../../../runtime/driver/errors.ts";
import { newWorld, photon, put, small, type World } from "./world.ts";

const state = fc.constantFrom<PowerState>("PoweredOn", "PoweredOff", "Suspended");
const mode = fc.constantFrom<PowerOpMode>("Hard", "Soft", "TrySoft");
const seconds = fc.constantFrom(0, 1, 10, 120, 400);
const CHECK = "poweron.check.vmoperator.vmware.com/ad";

/** What can happen. Power states are asked for as admission would let them: nothing suspends what does not run. */
const steps = {
  power: fc.record({ powerState: state, powerOffMode: mode, suspendMode: mode }),
  restart: fc.record({ restartMode: mode }),
  hardware: fc.constantFrom(15, 17, 19),
  check: fc.boolean(),
  class: fc.boolean(),
  outside: state,
  remove: fc.constant(undefined),
  hang: fc.boolean(),
  fault: fc.record({
    kind: fc.constantFrom("create", "powerOn", "powerOff", "suspend", "shutdownGuest", "reconfigure"),
    code: fc.constantFrom<ErrorCode>("Internal", "TaskInProgress", "ToolsUnavailable", "NoCapacity"),
    p: fc.constantFrom(0, 0.5, 1),
  }),
};

type Step = {
  [K in keyof typeof steps]: { what: K; with: (typeof steps)[K] extends fc.Arbitrary<infer T> ? T : never };
}[keyof typeof steps];

const anything = fc.array(
  fc.record({
    step: fc.oneof(
      ...Object.entries(steps).map(([what, arbitrary]) =>
        (arbitrary as fc.Arbitrary<unknown>).map((value) => ({ what, with: value }) as Step),
      ),
    ),
    seconds,
  }),
  { maxLength: 8 },
);

const RESTS = ["create", "powerOn", "powerOff", "suspend", "shutdownGuest", "reconfigure"] as const;

async function happen(world: World, step: Step, count: number): Promise<void> {
  const id = world.vm.status?.uniqueID;
  const there = id !== undefined && (await world.driver.findVm({ id })) !== undefined;
  switch (step.what) {
    case "power":
      return world.edit(step.with);
    case "restart":
      return world.edit({
        ...step.with,
        nextRestartTime: `2026-01-02T04:00:00.${String(count).padStart(9, "0")}Z`,
      });
    case "hardware":
      return world.edit({ minHardwareVersion: Math.max(step.with, world.vm.spec?.minHardwareVersion ?? 13) });
    case "check": {
      const { [CHECK]: _, ...others } = world.vm.metadata.annotations ?? {};
      return world.edit({}, { annotations: step.with ? { ...others, [CHECK]: "x" } : others });
    }
    case "class":
      return step.with ? put(world, "classes", small) : void world.sources.classes.store.remove("ns/small");
    case "outside":
      return there ? world.driver.admin.setPower(id, step.with).catch(() => undefined) : undefined;
    case "remove":
      return there ? world.driver.admin.remove(id) : undefined;
    case "hang":
      return there ? world.driver.admin.hangGuest(id, step.with).catch(() => undefined) : undefined;
    case "fault":
      return world.driver.admin.setBehaviour(step.with.kind as "create", {
        latencyMs: [10, 500],
        fault: { p: step.with.p, code: step.with.code },
      });
  }
}

/** As long a time as asked for, looking every few seconds; a look is what an event would cause. */
async function pass(world: World, ms: number, everyMs: number): Promise<void> {
  for (let left = ms; left > 0; left -= everyMs) {
    await world.step();
    await world.clock.advance(Math.min(everyMs, left));
    sayOnlyWhatIsDeclared(world);
  }
  await world.step();
}

function sayOnlyWhatIsDeclared({ vm }: World): void {
  for (const { type, status, reason } of vm.status?.conditions ?? []) {
    const declared = conditions[type as keyof typeof conditions];
    assert.ok(declared, type);
    assert.ok(
      (status === "True" && reason === "True") || Object.hasOwn(declared.reasons, reason),
      `${type} ${reason}`,
    );
  }
}

/** Reasons that stand until somebody does something. */
const ENDS = [
  "PowerOnHeld",
  "SuspendNeedsRunning",
  "HardPowerOffRequired",
  "GuestDidNotRespond",
  "RestartNeedsRunning",
];

test("once faults are over, what is observed is what is desired, or a condition says who has to do what", async () => {
  await fc.assert(
    fc.asyncProperty(anything, async (story) => {
      const world = await newWorld();
      for (const [i, { step, seconds }] of story.entries()) {
        await happen(world, step, i);
        await pass(world, seconds * 1_000, 2_000);
      }
      for (const kind of RESTS) world.driver.admin.setBehaviour(kind, { latencyMs: [10, 500] });
      put(world, "classes", small);
      put(world, "images", photon);
      await pass(world, 20 * 60_000, 5_000);
      const synced = world.condition("VirtualMachinePowerStateSynced")!;
      const { spec, status } = world.vm;
      assert.is(world.condition("VirtualMachineCreated")?.status, "True");
      if (synced.status === "False") {
        assert.ok(ENDS.includes(synced.reason), `${synced.reason}: ${synced.message}`);
        return;
      }
      assert.is(status?.powerState, spec?.powerState);
      const effects = world.effects.length;
      const writes = world.writes;
      await pass(world, 60_000, 5_000);
      assert.is(world.effects.length, effects, "still acts");
      assert.is(world.writes, writes, "still writes");
    }),
    { numRuns: 40 },
  );
});

test("a hypervisor that keeps failing is not asked more often than the back-off allows", async () => {
  const world = await newWorld();
  for (const kind of RESTS)
    world.driver.admin.setBehaviour(kind, { latencyMs: [10, 10], fault: { p: 1, code: "Internal" } });
  await pass(world, 10 * 60_000, 500);
  // 1, 2, 4 … 300 seconds: ten attempts in ten minutes, and the patch.
  assert.ok(world.effects.length <= 12, world.effects.join(" "));
  assert.is(world.condition("VirtualMachineCreated")?.reason, "Error");
});

test("a restart that cannot be remembered is remembered with back-off, and happens once", async () => {
  const world = await newWorld();
  await world.settle();
  world.effects.length = 0;
  world.driver.admin.setBehaviour("reconfigure", { latencyMs: [10, 10], fault: { p: 1, code: "Internal" } });
  world.edit({ restartMode: "Hard", nextRestartTime: "2026-01-02T04:00:00.000000001Z" });
  await pass(world, 60_000, 500);
  assert.is(world.effects.filter((effect) => effect === "reset").length, 1);
  assert.ok(world.effects.length <= 9, world.effects.join(" "));
  world.driver.admin.setBehaviour("reconfigure", { latencyMs: [10, 10] });
  await pass(world, 60_000, 500);
  assert.is(world.vm.status?.lastRestartTime, "2026-01-02T04:00:00Z");
});

test.run();
