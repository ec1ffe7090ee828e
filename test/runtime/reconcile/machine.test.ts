/** What a machine is made of: its size, its place, its upgrade, and what is told about it. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { VirtualMachineStatus } from "../../../api/vmoperator/v1alpha5/virtualmachine.ts";
import { rules } from "../../../generated/rules/vmoperator.vmware.com/v1alpha5/virtualmachine.js";
import type { CompiledUpgrade } from "../../../rules/lang/compiled.ts";
import type { Inventory, LibraryItem } from "../../../runtime/driver/inventory.ts";
import type { VmState } from "../../../runtime/driver/vm.ts";
import { createSpec, placeRequest, ZONE_LABEL } from "../../../runtime/reconcile/virtualmachine/create.ts";
import { eventsBetween } from "../../../runtime/reconcile/virtualmachine/events.ts";
import { hardwareOf } from "../../../runtime/reconcile/virtualmachine/hardware.ts";
import { observe } from "../../../runtime/reconcile/virtualmachine/observe.ts";
import { restartDue } from "../../../runtime/reconcile/virtualmachine/restart.ts";
import type { Snapshot } from "../../../runtime/reconcile/virtualmachine/snapshot.ts";
import { upgradePatch } from "../../../runtime/reconcile/virtualmachine/upgrade.ts";
import { newWorld, photon, put, type World } from "./world.ts";

// ── Size ────────────────────────────────────────────────────────────────────────────────────────────────────────

const size = (spec: object) => hardwareOf({ metadata: { name: "c" }, spec } as never, 3_000);
const hardware = { cpus: 2, memory: "4Gi" };

for (const [what, spec, expected] of [
  ["its hardware", { hardware }, { cpus: 2, memoryMB: 4096 }],
  ["its configSpec", { configSpec: { numCPUs: 4, memoryMB: 512 } }, { cpus: 4, memoryMB: 512 }],
  [
    "hardware before configSpec",
    { hardware: { cpus: 2 }, configSpec: { numCPUs: 4, memoryMB: 512 } },
    { cpus: 2, memoryMB: 512 },
  ],
  [
    "cores as MHz",
    { hardware, policies: { resources: { requests: { cpu: "1100m" }, limits: { cpu: "2" } } } },
    { cpus: 2, memoryMB: 4096, cpuAllocation: { reservation: 3300, limit: 6000 } },
  ],
  [
    "a part of a MHz as a whole one",
    { hardware, policies: { resources: { requests: { cpu: "1u" } } } },
    { cpus: 2, memoryMB: 4096, cpuAllocation: { reservation: 1 } },
  ],
  [
    "memory in MB",
    { hardware, policies: { resources: { requests: { memory: "1Gi" }, limits: { memory: "2Gi" } } } },
    { cpus: 2, memoryMB: 4096, memoryAllocation: { reservation: 1024, limit: 2048 } },
  ],
  [
    "policies before configSpec, each on its own",
    {
      hardware,
      policies: { resources: { limits: { cpu: "1" } } },
      configSpec: { cpuAllocation: { reservation: 500, limit: 900 } },
    },
    { cpus: 2, memoryMB: 4096, cpuAllocation: { reservation: 500, limit: 3000 } },
  ],
  [
    "no limit where vSphere says -1 or nothing is asked",
    { hardware, configSpec: { cpuAllocation: { reservation: 0, limit: -1 } } },
    { cpus: 2, memoryMB: 4096 },
  ],
  ["nothing without a size", {}, undefined],
  ["nothing without memory", { hardware: { cpus: 2 } }, undefined],
  ["nothing where memory is no quantity", { hardware: { cpus: 2, memory: "much" } }, undefined],
] as const) {
  test(`a class says ${what}`, () => {
    assert.equal(size(spec), expected);
  });
}

// ── Place ───────────────────────────────────────────────────────────────────────────────────────────────────────

const item: LibraryItem = {
  id: "item-1",
  name: "photon",
  type: "OVF",
  version: "1",
  sizeBytes: 10,
  hwVersion: 15,
  guestId: "vmwarePhoton64Guest",
  firmware: "efi",
  disks: [
    { name: "disk-0", capacityBytes: 100, sizeBytes: 10 },
    { name: "disk-1", capacityBytes: 20, sizeBytes: 2 },
  ],
};
const host = { cluster: "c", maintenance: false, cpuCores: 8, memoryMB: 65536 };
const inventory: Inventory = {
  clusters: [
    { id: "c1", name: "c1", zone: "zone-a", rootPool: "pool-1" },
    { id: "c2", name: "c2", zone: "zone-b", rootPool: "pool-2" },
    { id: "c3", name: "c3", zone: "zone-a", rootPool: "pool-3" },
    { id: "c4", name: "c4", rootPool: "pool-4" },
  ],
  hosts: [
    { ...host, id: "h1", name: "h1", cpuMHz: 3_000 },
    { ...host, id: "h2", name: "h2", cpuMHz: 2_000 },
  ],
  pools: [],
  datastores: [],
  networks: [
    { id: "net-1", name: "first" },
    { id: "net-2", name: "second" },
  ],
  policies: [{ id: "policy-1", name: "p", datastores: [] }],
  maxHwVersion: 21,
};

const snapshotOf = (spec: object = {}, labels: { [name: string]: string } = {}): Snapshot => ({
  vm: { metadata: { name: "vm", namespace: "ns", uid: "u", labels }, spec },
  class: {
    found: {
      metadata: { name: "small" },
      spec: { hardware, policies: { resources: { requests: { cpu: "1", memory: "1Gi" } } } },
    },
  },
  storageClass: { found: { name: "standard", parameters: { storagePolicyID: "policy-1" } } },
  item,
  secrets: {},
  inventory,
  creations: [],
  now: 0,
  upgradeTo: { build: "v1", schema: "v1alpha5" },
});

test("a place is looked for in every zone, with room for what the class reserves", () => {
  assert.equal(placeRequest(snapshotOf()), {
    cpus: 2,
    memoryMB: 4096,
    cpuReservationMHz: 2000,
    memoryReservationMB: 1024,
    diskBytes: 120,
    policyId: "policy-1",
    candidates: [
      { zone: "zone-a", pools: ["pool-1", "pool-3"] },
      { zone: "zone-b", pools: ["pool-2"] },
    ],
  });
});

test("the zone label narrows the search, and an unknown zone leaves nothing", () => {
  const zones = (zone: string) => placeRequest(snapshotOf({}, { [ZONE_LABEL]: zone })).candidates;
  assert.equal(zones("zone-b"), [{ zone: "zone-b", pools: ["pool-2"] }]);
  assert.equal(zones("zone-z"), []);
});

test("the machine is made as image, class and object say, the object first", () => {
  const place = { pool: "pool-1", host: "h1", datastore: "ds" };
  const made = createSpec(snapshotOf({ biosUUID: "b", instanceUUID: "i", minHardwareVersion: 19 }), place);
  assert.equal(made, {
    name: "vm",
    folder: "ns",
    instanceUuid: "i",
    biosUuid: "b",
    hw: {
      cpus: 2,
      memoryMB: 4096,
      cpuAllocation: { reservation: 2000 },
      memoryAllocation: { reservation: 1024 },
      hwVersion: 19,
      guestId: "vmwarePhoton64Guest",
      firmware: "efi",
    },
    extraConfig: { "vmservice.namespace": "ns", "vmservice.uid": "u" },
    disks: [
      { image: { item: "item-1", disk: "disk-0" }, policyId: "policy-1" },
      { image: { item: "item-1", disk: "disk-1" }, policyId: "policy-1" },
    ],
    nics: [{ network: "net-1" }],
    cdroms: [],
    place,
  });
  const { hw } = createSpec(snapshotOf({ guestID: "other", minHardwareVersion: 13 }), place);
  assert.equal([hw.guestId, hw.hwVersion], ["other", 15]);
});

// ── Upgrade ─────────────────────────────────────────────────────────────────────────────────────────────────────

const mark = (name: string) => `vmoperator.vmware.com/upgraded-to-${name}-version`;
const marks = (feature: string) => ({
  [mark("build")]: "v1",
  [mark("schema")]: "v1alpha5",
  [mark("feature")]: feature,
});
const machine = {
  id: "vm-1",
  biosUuid: "seen-b",
  instanceUuid: "seen-i",
  extraConfig: {},
} as unknown as VmState;

const upgrade = (
  feature: string | undefined,
  spec: object,
  seen: VmState | undefined,
  steps = rules.upgrade,
) => {
  const snapshot = snapshotOf(spec);
  const annotations = feature === undefined ? {} : marks(feature);
  const vm = { ...snapshot.vm, metadata: { ...snapshot.vm.metadata, annotations } };
  return upgradePatch(steps, { ...snapshot, vm, ...(seen ? { machine: seen } : {}) });
};
const whole = { biosUUID: "b", instanceUUID: "i" };

test("a machine with every mark needs no upgrade", () => {
  assert.is(upgrade("1", whole, machine), undefined);
});

test("a step fills what is unset and leaves what is there", () => {
  assert.equal(upgrade(undefined, { instanceUUID: "i", biosUUID: "" }, machine), {
    metadata: { annotations: marks("1") },
    spec: { biosUUID: "seen-b" },
  });
});

test("the instance id of Cloud-Init is noted where there is one and nothing was noted", () => {
  const cloudInit = { ...whole, bootstrap: { cloudInit: { instanceID: "i-1" } } };
  assert.equal(upgrade(undefined, cloudInit, undefined), {
    metadata: { annotations: { ...marks("1"), "vmoperator.vmware.com/instance-id": "i-1" } },
  });
  assert.equal(upgrade(undefined, { ...whole, bootstrap: { cloudInit: {} } }, undefined), {
    metadata: { annotations: marks("1") },
  });
});

test("a step that has nothing to fill needs no machine; one that has waits for it", () => {
  assert.equal(upgrade(undefined, whole, undefined), { metadata: { annotations: marks("1") } });
  assert.is(upgrade(undefined, {}, undefined), undefined);
});

test("a mask that cannot be read is none, and bits of a newer operator are kept", () => {
  for (const mask of ["", "many", "-1", "1.0", "9999999999"])
    assert.equal(upgrade(mask, whole, machine), { metadata: { annotations: marks("1") } }, mask);
  assert.is(upgrade("5", whole, machine), undefined);
  assert.equal(upgrade("4", whole, machine), { metadata: { annotations: marks("5") } });
});

test("only the steps that are missing are taken", () => {
  const steps: CompiledUpgrade[] = [
    { id: "a", bit: 0, fill: { "spec.biosUUID": "observed.biosUUID" } },
    { id: "b", bit: 1, fill: { "spec.instanceUUID": "observed.instanceUUID" } },
  ];
  assert.equal(upgrade("1", {}, machine, steps), {
    metadata: { annotations: marks("3") },
    spec: { instanceUUID: "seen-i" },
  });
});

// ── Restart ─────────────────────────────────────────────────────────────────────────────────────────────────────

for (const [asked, last, due] of [
  [undefined, undefined, false],
  ["2026-01-02T03:04:05.000000006Z", undefined, true],
  ["2026-01-02T03:04:05.000000006Z", "2026-01-02T03:04:05.000000005Z", true],
  ["2026-01-02T03:04:05.000000006Z", "2026-01-02T03:04:05.000000006Z", false],
  ["2026-01-02T03:04:05Z", "2026-01-02T03:04:06Z", false],
  ["2026-01-02T03:04:05Z", "unreadable", true],
  ["now", undefined, false],
] as const) {
  test(`a restart asked for at ${asked} after ${last} is ${due ? "due" : "not due"}`, () => {
    const vm = { metadata: {}, spec: asked ? { nextRestartTime: asked } : {} };
    const extraConfig = last ? { "vmservice.lastRestartTime": last } : {};
    assert.is(restartDue(vm as never, { ...machine, extraConfig } as never), due);
  });
}

// ── Events ──────────────────────────────────────────────────────────────────────────────────────────────────────

const condition = (type: string, status: string, reason: string, message = "") =>
  ({ type, status, reason, message, lastTransitionTime: "" }) as never;
const told = (before: VirtualMachineStatus | undefined, after: VirtualMachineStatus) =>
  eventsBetween(before, after).map(({ type, reason, message }) => `${type} ${reason}: ${message}`);

test("a machine that was created, changed its state, or was restarted is told of once", () => {
  const created: VirtualMachineStatus = {
    uniqueID: "vm-1",
    zone: "zone-a",
    nodeName: "h1",
    powerState: "PoweredOff",
    conditions: [condition("VirtualMachineCreated", "True", "True")],
  };
  assert.equal(told(undefined, created), ["Normal Created: Created vm-1 in zone zone-a on h1"]);
  const running: VirtualMachineStatus = { ...created, powerState: "PoweredOn" };
  assert.equal(told(created, running), ["Normal PoweredOn: Changed from PoweredOff to PoweredOn"]);
  const again = { ...running, lastRestartTime: "2026-01-02T03:04:05Z" };
  assert.equal(told(running, again), ["Normal Restarted: Restarted as asked for at 2026-01-02T03:04:05Z"]);
  assert.equal(told(again, again), []);
});

test("a condition that fails is a warning, once a reason; what is under way is none", () => {
  const missing = { conditions: [condition("VirtualMachineClassReady", "False", "NotFound", "no class")] };
  assert.equal(told(undefined, missing), ["Warning NotFound: no class"]);
  assert.equal(told(missing, missing), []);
  const other = { conditions: [condition("VirtualMachineClassReady", "False", "NotFound", "no other")] };
  assert.equal(told(missing, other), ["Warning NotFound: no other"]);
  assert.equal(
    told(undefined, { conditions: [condition("VirtualMachineCreated", "False", "Creating")] }),
    [],
  );
  assert.equal(
    told(undefined, { conditions: [condition("VirtualMachineTools", "False", "NoGuestInfo")] }),
    [],
  );
  const heldBack = { conditions: [condition("VirtualMachineDeletionHeld", "True", "DeleteCheck", "waits")] };
  assert.equal(told(undefined, heldBack), ["Warning DeleteCheck: waits"]);
});

// ── Images ──────────────────────────────────────────────────────────────────────────────────────────────────────

const image = (name: string, namespace: string | undefined, displayName?: string) => ({
  metadata: { name, ...(namespace ? { namespace } : {}) },
  status: { ...photon.status, ...(displayName ? { name: displayName } : {}) },
});

async function found(world: World, spec: object): Promise<string> {
  const observer = {
    sources: world.sources as never,
    driver: world.driver,
    inventory: { inventory: async () => inventory, item: async () => undefined, forget: () => {} },
    now: () => 0,
    upgradeTo: { build: "v1", schema: "v1alpha5" },
  };
  const { storageClass: _, ...rest } = world.vm.spec!;
  const vm = { ...world.vm, spec: { ...rest, imageName: undefined, ...spec } };
  const lookup = (await observe(observer, vm as never)).image;
  if (!lookup) return "none named";
  if (!("found" in lookup)) return Object.keys(lookup)[0]!;
  return [lookup.found.metadata.namespace, lookup.found.metadata.name].filter(Boolean).join("/");
}

test("an image is found by reference, then by name in the namespace before the cluster, then by display name", async () => {
  const world = await newWorld();
  put(world, "images", image("both", "ns"));
  put(world, "clusterImages", image("both", undefined));
  put(world, "clusterImages", image("shared", undefined, "Shared Photon"));
  put(world, "images", image("twin", "ns", "Photon"));
  put(world, "clusterImages", image("other-twin", undefined, "Photon"));
  put(world, "images", image("hidden", "elsewhere", "Hidden"));
  for (const [spec, expected] of [
    [{}, "none named"],
    [{ imageName: "both" }, "ns/both"],
    [{ imageName: "shared" }, "shared"],
    [{ imageName: "Shared Photon" }, "shared"],
    [{ imageName: "Photon" }, "ambiguous"],
    [{ imageName: "Hidden" }, "missing"],
    [{ imageName: "absent" }, "missing"],
    [{ image: { kind: "ClusterVirtualMachineImage", name: "both" }, imageName: "twin" }, "both"],
    [{ image: { kind: "VirtualMachineImage", name: "shared" } }, "missing"],
  ] as const)
    assert.is(await found(world, spec), expected, JSON.stringify(spec));
});

test.run();
