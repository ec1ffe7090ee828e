/** A hypervisor without hardware: the strict reference of the driver contract. */
import { type Clock, formatMicroTime, systemClock } from "../../client/clock.ts";
import type { HypervisorDriver } from "../driver.ts";
import { DriverError, driverError } from "../errors.ts";
import type { Op, Task } from "../task.ts";
import type { Id, VmState } from "../vm.ts";
import { type Admin, adminOf } from "./admin.ts";
import { findPlace, freeBytes } from "./capacity.ts";
import { copy } from "./copy.ts";
import { Engine } from "./engine.ts";
import { defaultInventory } from "./inventory.ts";
import { kindOfPower, type Machine, type Request, type SimulatedInventory } from "./model.ts";
import { type Profile, realisticProfile } from "./profile.ts";
import { memoryStore, type StateStore } from "./store.ts";

export interface SimulatedOptions {
  /** Where everything is kept; opened by `open`, so that a driver closed can be opened again. In memory by default. */
  store?: () => StateStore;
  clock?: Clock;
  /** Of a new store; one that holds something already goes on with its own. */
  seed?: number;
  profile?: Profile;
  inventory?: SimulatedInventory;
}

export interface SimulatedDriver extends HypervisorDriver {
  /** Works on the machines out of band, as a person at the hypervisor's console could. */
  readonly admin: Admin;
}

export function simulatedDriver(options: SimulatedOptions = {}): SimulatedDriver {
  const clock = options.clock ?? systemClock;
  const inventory = options.inventory ?? defaultInventory;
  const memory = memoryStore();
  let opened: Engine | undefined;
  let reachable = true;

  function engine(): Engine {
    if (!opened) throw new DriverError(driverError("Disconnected", "The driver is not open."));
    if (!reachable) throw new DriverError(driverError("Disconnected", "The hypervisor does not answer."));
    return opened;
  }

  async function ask(request: Request, op: Op): Promise<Task> {
    return engine().request(() => request, op);
  }

  return {
    kind: "simulated",

    abilities: {
      guestPower: {
        shutdown: (vm, op) => ask({ kind: "shutdownGuest", vm }, op),
        standby: (vm, op) => ask({ kind: "standbyGuest", vm }, op),
        reboot: (vm, op) => ask({ kind: "rebootGuest", vm }, op),
      },
      reset: {
        reset: (vm, op) => ask({ kind: "reset", vm }, op),
      },
      hardwareUpgrade: {
        upgradeHardware: (vm, hwVersion, op) => ask({ kind: "upgradeHardware", vm, hwVersion }, op),
      },
      library: {
        listItems: async () => engine().world.inventory.images.map(itemOf),
        getItem: async (id) => {
          const image = engine().world.inventory.images.find((item) => item.id === id);
          return image && itemOf(image);
        },
      },
    },

    admin: adminOf(
      () => {
        if (!opened) throw new DriverError(driverError("Disconnected", "The driver is not open."));
        return opened;
      },
      (value) => {
        reachable = value;
        if (value) opened?.watchers.resync();
      },
    ),

    async open() {
      opened ??= new Engine({
        clock,
        store: options.store?.() ?? memory,
        seed: options.seed ?? 1,
        profile: options.profile ?? realisticProfile,
        inventory,
      });
      return { instanceId: opened.instanceId, product: "simulated hypervisor", apiVersion: "1" };
    },

    async close() {
      const closing = opened;
      opened = undefined;
      await closing?.close();
    },

    async health() {
      engine();
    },

    async inventory() {
      const { images: _, datastores, ...rest } = engine().world.inventory;
      const { world } = engine();
      return copy({
        ...rest,
        datastores: datastores.map((one) => ({ ...one, freeBytes: freeBytes(world, one.id) })),
      });
    },

    async place(request) {
      return findPlace(engine().world, request);
    },

    async findVm({ id, instanceUuid }) {
      const { machines, byUuid } = engine().world;
      if (id !== undefined && machines.has(id)) return id;
      const found = instanceUuid === undefined ? undefined : byUuid.get(instanceUuid.toLowerCase());
      return found !== undefined && machines.has(found) ? found : undefined;
    },

    async getVm(id) {
      const { world, jobs } = engine();
      const machine = world.machines.get(id);
      return (
        machine &&
        stateOf(
          machine,
          jobs.ofVm(id).map(({ task }) => task),
          clock.now(),
        )
      );
    },

    async listVms(folder) {
      const { machines } = engine().world;
      if (folder === undefined) return [...machines.keys()];
      const ids: Id[] = [];
      for (const [id, { state }] of machines) if (state.place.folder === folder) ids.push(id);
      return ids;
    },

    async getTask(id) {
      const job = engine().jobs.get(id);
      return job && copy(job.task);
    },

    async waitTask(id, ms) {
      const task = await engine().wait(id, ms);
      engine();
      if (!task) throw new DriverError(driverError("NotFound", `There is no task "${id}".`));
      return task;
    },

    async findTasks(query) {
      return engine()
        .jobs.find(query)
        .map(({ task }) => copy(task));
    },

    async createVm(spec, op) {
      const { world } = engine();
      return engine().request((newVm) => {
        const instanceUuid = spec.instanceUuid?.toLowerCase() ?? world.random.uuid();
        return {
          kind: "create",
          vm: world.byUuid.get(instanceUuid) ?? newVm(),
          spec: { ...spec, instanceUuid },
        };
      }, op);
    },

    power: (vm, to, op) => ask({ kind: kindOfPower[to], vm }, op),
    reconfigure: (vm, change, op) => ask({ kind: "reconfigure", vm, change }, op),
    destroy: (vm, op) => ask({ kind: "destroy", vm }, op),

    async *watch(signal) {
      yield* engine().watchers.watch(signal);
    },
  };
}

function stateOf(machine: Machine, tasks: Task[], now: number): VmState {
  return { ...copy(machine.state), tasks: copy(tasks), observedAt: formatMicroTime(now) };
}

/** The image as other drivers would show it. */
function itemOf({ tools: _, ...item }: SimulatedInventory["images"][number]) {
  return copy(item);
}
