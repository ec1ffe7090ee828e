/** One machine on a simulated hypervisor under a clock that the test turns, reconciled without a server. */

import type { ObjectMeta } from "../../../api/meta.ts";
import type { VirtualMachine, VirtualMachineSpec } from "../../../api/vmoperator/v1alpha5/virtualmachine.ts";
import { rules } from "../../../generated/rules/vmoperator.vmware.com/v1alpha5/virtualmachine.js";
import { applyMergePatch } from "../../../runtime/apiserver/patch/merge-patch.ts";
import { createStore } from "../../../runtime/client/store.ts";
import { ManualClock } from "../../../runtime/driver/simulated/manual-clock.ts";
import { simulatedDriver } from "../../../runtime/driver/simulated/simulated.ts";
import { createInventoryCache } from "../../../runtime/reconcile/inventory-cache.ts";
import { act } from "../../../runtime/reconcile/virtualmachine/act.ts";
import { decide } from "../../../runtime/reconcile/virtualmachine/decide.ts";
import type { Decision } from "../../../runtime/reconcile/virtualmachine/decision.ts";
import { observe } from "../../../runtime/reconcile/virtualmachine/observe.ts";
import type { VmObject, VmSources } from "../../../runtime/reconcile/virtualmachine/sources.ts";

const API = "vmoperator.vmware.com/v1alpha5";
const namespace = "ns";
const displayName = (image: { status?: { name?: string } }) =>
  image.status?.name ? [image.status.name] : [];

export interface World {
  vm: VmObject;
  clock: ManualClock;
  driver: ReturnType<typeof simulatedDriver>;
  sources: ReturnType<typeof newSources>;
  /** Patches of the object and its status so far. */
  writes: number;
  /** What was asked of the hypervisor, in order. */
  effects: string[];
  /** Changes the object as a user would. */
  edit(spec: Partial<VirtualMachineSpec>, metadata?: Partial<ObjectMeta>): void;
  /** One observe → decide → act → report. */
  step(): Promise<Decision>;
  /** Reconciles until nothing changes any more, letting up to that much time pass. */
  settle(withinMs?: number): Promise<void>;
  condition(type: string): { status: string; reason: string; message: string } | undefined;
}

function newSources() {
  const indexes = { displayName };
  return {
    classes: { store: createStore<never>({}) },
    images: { store: createStore<never, "displayName">(indexes) },
    clusterImages: { store: createStore<never, "displayName">(indexes) },
    storageClasses: { store: createStore<never>({}) },
    secrets: { store: createStore<never>({}) },
  };
}

type Kind = keyof ReturnType<typeof newSources>;

/** Puts an object where the informers would have it. */
export function put(
  world: Pick<World, "sources">,
  kind: Kind,
  object: { metadata: { name: string; namespace?: string } },
): void {
  world.sources[kind].store.put({ apiVersion: API, kind, ...object } as never);
}

export const small = {
  metadata: { name: "small", namespace },
  spec: { hardware: { cpus: 2, memory: "4Gi" } },
};
export const photon = {
  metadata: { name: "vmi-1", namespace },
  status: { type: "OVF", providerItemID: "item-photon-5" },
};
export const toolless = {
  metadata: { name: "vmi-1", namespace },
  status: { type: "OVF", providerItemID: "item-appliance-no-tools" },
};
export const standard = {
  metadata: { name: "standard" },
  provisioner: "p",
  parameters: { storagePolicyID: "policy-standard" },
};

/** A world with a class, an image and a storage class, and a machine that wants to run. */
export async function newWorld(spec: Partial<VirtualMachineSpec> = {}): Promise<World> {
  const clock = new ManualClock(Date.parse("2026-01-02T03:04:05Z"));
  const driver = simulatedDriver({ clock, seed: 7 });
  await driver.open();
  const vm: VirtualMachine = {
    metadata: {
      name: "vm",
      namespace,
      uid: "uid-1",
      generation: 1,
      resourceVersion: "1",
      creationTimestamp: "2026-01-02T03:04:05Z",
    },
    spec: {
      className: "small",
      imageName: "vmi-1",
      storageClass: "standard",
      powerState: "PoweredOn",
      powerOffMode: "TrySoft",
      suspendMode: "TrySoft",
      restartMode: "TrySoft",
      biosUUID: "6f0e0a0c-8a43-4d5c-9d5a-0f6b6f6f0a01",
      instanceUUID: "6f0e0a0c-8a43-4d5c-9d5a-0f6b6f6f0a02",
      ...spec,
    },
  };
  const sources = newSources();
  const inventory = createInventoryCache(driver);
  const world: World = {
    vm: { apiVersion: API, kind: "VirtualMachine", ...vm } as VmObject,
    clock,
    driver,
    sources,
    writes: 0,
    effects: [],
    edit(change, metadata = {}) {
      const { generation = 1 } = world.vm.metadata;
      world.vm = {
        ...world.vm,
        spec: { ...world.vm.spec, ...change },
        metadata: { ...world.vm.metadata, generation: generation + 1, ...metadata },
      } as VmObject;
    },
    async step() {
      const observer = {
        sources: sources as unknown as VmSources,
        driver,
        inventory,
        now: () => clock.now(),
        upgradeTo: { build: "v1", schema: "v1alpha5" },
      };
      const decision = decide(await observe(observer, world.vm as never), rules);
      const status = decision.status;
      if (status && JSON.stringify(status) !== JSON.stringify(world.vm.status)) {
        world.vm = { ...world.vm, status } as VmObject;
        world.writes++;
      }
      if (decision.action) {
        world.effects.push(decision.action.do === "effect" ? decision.action.effect : decision.action.do);
        await act(decision.action, world.vm, {
          driver,
          vms: patcher(world) as never,
          freshness: { wrote() {}, isFresh: () => true, forget() {} },
        });
      }
      return decision;
    },
    async settle(withinMs = 60_000) {
      const end = clock.now() + withinMs;
      for (let idle = 0; idle < 3; ) {
        const before = JSON.stringify([world.vm, world.effects.length]);
        await world.step();
        idle = before === JSON.stringify([world.vm, world.effects.length]) ? idle + 1 : 0;
        if (clock.now() < end) {
          idle = Math.min(idle, 1);
          await clock.advance(500);
        }
      }
    },
    condition: (type) => world.vm.status?.conditions?.find((condition) => condition.type === type),
  };
  put(world, "classes", small);
  put(world, "images", photon);
  put(world, "storageClasses", standard);
  return world;
}

/** The object's server, as far as patches go. */
function patcher(world: World) {
  return {
    async patch(_: unknown, { merge }: { merge: { metadata?: { resourceVersion?: string } } }) {
      world.vm = applyMergePatch(world.vm, merge) as VmObject;
      world.writes++;
      return world.vm;
    },
  };
}
