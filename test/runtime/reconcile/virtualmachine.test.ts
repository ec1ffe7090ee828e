/** What the operator does with a machine, from manifest to removal, on the simulated hypervisor's clock. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { newWorld, photon, put, small, standard, toolless, type World } from "./world.ts";

const running = async (spec = {}): Promise<World> => {
  const world = await newWorld(spec);
  await world.settle();
  assert.is(world.vm.status?.powerState, "PoweredOn");
  world.effects.length = 0;
  return world;
};
const MINUTE = 60_000;

test("a new machine is created and powered on, and says where it is and who it is", async () => {
  const world = await newWorld();
  await world.settle();
  assert.equal(world.effects, ["patch", "create", "powerOn"]);
  const { status, metadata } = world.vm;
  assert.is(status?.powerState, "PoweredOn");
  assert.is(status?.instanceUUID, world.vm.spec?.instanceUUID);
  assert.match(status?.zone ?? "", /^zone-/);
  assert.equal(status?.hardware, { cpu: { total: 2 }, memory: { total: "4096Mi" } });
  assert.is(metadata.annotations?.["vmoperator.vmware.com/upgraded-to-feature-version"], "1");
  for (const type of ["Created", "ClassReady", "ImageReady", "StorageReady", "PowerStateSynced"]) {
    assert.is(world.condition(`VirtualMachine${type}`)?.status, "True", type);
  }
});

test("a machine that needs nothing costs no write and no call", async () => {
  const world = await running();
  const writes = world.writes;
  for (let i = 0; i < 5; i++) await world.step();
  assert.is(world.writes, writes);
  assert.equal(world.effects, []);
});

test("a machine whose class, image or storage class is missing waits, says so, and goes on when it appears", async () => {
  const world = await newWorld();
  for (const [kind, key, object, type] of [
    ["classes", "ns/small", small, "VirtualMachineClassReady"],
    ["images", "ns/vmi-1", photon, "VirtualMachineImageReady"],
    ["storageClasses", "standard", standard, "VirtualMachineStorageReady"],
  ] as const) {
    world.sources[kind].store.remove(key);
    await world.settle(2_000);
    assert.is(world.condition(type)?.reason, "NotFound");
    assert.match(world.condition("VirtualMachineCreated")?.message ?? "", /small|vmi-1|standard/);
    assert.is(world.vm.status?.powerState, undefined);
    put(world, kind, object);
  }
  await world.settle();
  assert.is(world.vm.status?.powerState, "PoweredOn");
});

test("an ISO is no image to make a machine from", async () => {
  const world = await newWorld();
  put(world, "images", {
    ...photon,
    status: { type: "ISO", providerItemID: "item-ubuntu-24.04-iso" },
  } as never);
  await world.settle(2_000);
  assert.is(world.condition("VirtualMachineImageReady")?.reason, "NotSupported");
});

test("a bootstrap that reads a Secret waits for it and for its key", async () => {
  const world = await newWorld({
    bootstrap: { cloudInit: { rawCloudConfig: { name: "user-data", key: "config" } } },
  });
  await world.settle(2_000);
  assert.is(world.condition("VirtualMachineBootstrapReady")?.reason, "NotFound");
  put(world, "secrets", { metadata: { name: "user-data", namespace: "ns" }, data: { other: "" } } as never);
  await world.settle(2_000);
  assert.is(world.condition("VirtualMachineBootstrapReady")?.reason, "RequiredKeyNotFound");
});

for (const [mode, effects] of [
  ["Hard", ["powerOff"]],
  ["Soft", ["shutdownGuest"]],
  ["TrySoft", ["shutdownGuest"]],
] as const) {
  test(`powering off ${mode} with guest tools: ${effects.join(", ")}`, async () => {
    const world = await running();
    world.edit({ powerState: "PoweredOff", powerOffMode: mode });
    await world.settle();
    assert.equal(world.effects, effects);
    assert.is(world.vm.status?.powerState, "PoweredOff");
  });
}

for (const [mode, effects] of [
  ["Hard", ["suspend"]],
  ["Soft", ["standbyGuest"]],
  ["TrySoft", ["standbyGuest"]],
] as const) {
  test(`suspending ${mode} with guest tools: ${effects.join(", ")}; powering on resumes`, async () => {
    const world = await running();
    world.edit({ powerState: "Suspended", suspendMode: mode });
    await world.settle();
    assert.equal(world.effects, effects);
    assert.is(world.vm.status?.powerState, "Suspended");
    world.edit({ powerState: "PoweredOn" });
    await world.settle();
    assert.equal(world.effects, [...effects, "powerOn"]);
    assert.is(world.vm.status?.powerState, "PoweredOn");
  });
}

test("TrySoft without guest tools falls back at once; Soft ends in a condition that says what to do", async () => {
  const world = await newWorld();
  put(world, "images", toolless);
  await world.settle();
  world.effects.length = 0;
  world.edit({ powerState: "PoweredOff", powerOffMode: "Soft" });
  await world.settle();
  assert.equal(world.effects, ["shutdownGuest"]);
  assert.is(world.condition("VirtualMachinePowerStateSynced")?.reason, "GuestDidNotRespond");
  world.edit({ powerOffMode: "TrySoft" });
  await world.settle();
  assert.equal(world.effects, ["shutdownGuest", "shutdownGuest", "powerOff"]);
  assert.is(world.vm.status?.powerState, "PoweredOff");
});

test("a guest that ignores the request is given five minutes, across any number of reconciles, and then halted", async () => {
  const world = await running();
  await world.driver.admin.hangGuest(world.vm.status!.uniqueID!);
  world.edit({ powerState: "PoweredOff" });
  await world.settle(4 * MINUTE);
  assert.equal(world.effects, ["shutdownGuest"]);
  assert.is(world.vm.status?.powerState, "PoweredOn");
  const { lookAgainAt } = await world.step();
  assert.ok(lookAgainAt !== undefined && lookAgainAt - world.clock.now() <= MINUTE + 1_000);
  await world.settle(2 * MINUTE);
  assert.equal(world.effects, ["shutdownGuest", "powerOff"]);
  assert.is(world.vm.status?.powerState, "PoweredOff");
});

for (const [mode, effects] of [
  ["Hard", ["reset", "reconfigure"]],
  ["Soft", ["rebootGuest", "reconfigure"]],
  ["TrySoft", ["rebootGuest", "reconfigure"]],
] as const) {
  test(`restarting ${mode} happens once a request: ${effects.join(", ")}`, async () => {
    const world = await running();
    world.edit({ restartMode: mode, nextRestartTime: "2026-01-02T04:00:00.000000001Z" });
    await world.settle();
    assert.equal(world.effects, effects);
    assert.is(world.vm.status?.lastRestartTime, "2026-01-02T04:00:00Z");
    await world.settle();
    assert.equal(world.effects, effects);
    world.edit({ nextRestartTime: "2026-01-02T04:00:00.000000002Z" });
    await world.settle();
    assert.equal(world.effects, [...effects, ...effects]);
  });
}

test("a machine powered off behind the operator's back is powered on again", async () => {
  const world = await running();
  await world.driver.admin.setPower(world.vm.status!.uniqueID!, "PoweredOff");
  await world.settle();
  assert.equal(world.effects, ["powerOn"]);
  assert.is(world.vm.status?.powerState, "PoweredOn");
});

test("a machine removed behind the operator's back is made anew", async () => {
  const world = await running();
  const first = world.vm.status!.uniqueID!;
  await world.driver.admin.remove(first);
  await world.settle();
  assert.equal(world.effects, ["create", "powerOn"]);
  assert.is.not(world.vm.status?.uniqueID, first);
});

test("a power-on check holds the machine and is named in the condition", async () => {
  const world = await newWorld();
  const check = { "poweron.check.vmoperator.vmware.com/ad": "waiting" };
  world.edit({}, { annotations: check });
  await world.settle();
  assert.is(world.vm.status?.powerState, "PoweredOff");
  assert.is(world.condition("VirtualMachinePowerStateSynced")?.reason, "PowerOnHeld");
  world.edit({}, { annotations: {} });
  await world.settle();
  assert.is(world.vm.status?.powerState, "PoweredOn");
});

test("a suspended machine asked off softly ends in a condition that says what to change", async () => {
  const world = await running();
  world.edit({ powerState: "Suspended", suspendMode: "Hard" });
  await world.settle();
  world.edit({ powerState: "PoweredOff" });
  await world.settle();
  assert.is(world.vm.status?.powerState, "Suspended");
  assert.is(world.condition("VirtualMachinePowerStateSynced")?.reason, "HardPowerOffRequired");
  world.edit({ powerOffMode: "Hard" });
  await world.settle();
  assert.is(world.vm.status?.powerState, "PoweredOff");
});

test("a faulty hypervisor is asked again, with back-off", async () => {
  const world = await newWorld();
  world.driver.admin.setBehaviour("powerOn", { latencyMs: [10, 10], fault: { p: 1, code: "Internal" } });
  await world.settle(8_000);
  assert.is(world.condition("VirtualMachinePowerStateSynced")?.reason, "Error");
  const attempts = world.effects.filter((effect) => effect === "powerOn").length;
  assert.ok(attempts >= 2 && attempts <= 4, `${attempts} attempts`);
  world.driver.admin.setBehaviour("powerOn", { latencyMs: [10, 10] });
  await world.settle(MINUTE);
  assert.is(world.vm.status?.powerState, "PoweredOn");
});

test("the hardware version rises when the machine is off, and not before", async () => {
  const world = await running();
  world.edit({ minHardwareVersion: 19 });
  await world.settle(2_000);
  assert.is(world.condition("VirtualMachineHardwareVersionSynced")?.reason, "PowerOffRequired");
  world.edit({ powerState: "PoweredOff", powerOffMode: "Hard" });
  await world.settle();
  assert.equal(world.effects, ["powerOff", "upgradeHardware"]);
  assert.is(world.vm.status?.hardwareVersion, 19);
});

test("a machine without identity gets it back from the hypervisor, with the upgrade recorded", async () => {
  const world = await newWorld({ biosUUID: undefined, instanceUUID: undefined } as never);
  await world.settle();
  assert.is(world.vm.spec?.biosUUID, world.vm.status?.biosUUID);
  assert.is(world.vm.spec?.instanceUUID, world.vm.status?.instanceUUID);
  assert.is(world.vm.metadata.annotations?.["vmoperator.vmware.com/upgraded-to-schema-version"], "v1alpha5");
});

test("a deleted machine is powered off and destroyed before its object goes", async () => {
  const world = await running();
  world.edit({}, { deletionTimestamp: "2026-01-02T05:00:00Z" });
  await world.settle();
  assert.equal(world.effects, ["powerOff", "destroy", "patch"]);
  assert.equal(await world.driver.listVms(), []);
  assert.equal(world.vm.metadata.finalizers, []);
});

test("a delete check keeps the machine until it is gone", async () => {
  const world = await running();
  const annotations = { ...world.vm.metadata.annotations, "delete.check.vmoperator.vmware.com/ad": "x" };
  world.edit({}, { deletionTimestamp: "2026-01-02T05:00:00Z", annotations });
  await world.settle(2_000);
  assert.is(world.condition("VirtualMachineDeletionHeld")?.status, "True");
  assert.equal(world.effects, []);
  world.edit({}, { annotations: {} });
  await world.settle();
  assert.equal(world.vm.metadata.finalizers, []);
});

test("a paused machine is left alone", async () => {
  const world = await running();
  world.edit({ powerState: "PoweredOff" }, { annotations: { "vmoperator.vmware.com/paused": "" } });
  await world.settle(2_000);
  assert.equal(world.effects, []);
});

test.run();
