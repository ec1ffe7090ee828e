/** What the simulated hypervisor knows, as plain JSON plus indexes. */
import type { DriverErrorInfo } from "../errors.ts";
import type { Inventory, LibraryItem } from "../inventory.ts";
import type { ChangeSet, CreateSpec } from "../spec.ts";
import type { Task, TaskKind } from "../task.ts";
import type { Id, PowerState, VmState } from "../vm.ts";
import type { Profile } from "./profile.ts";
import type { Random } from "./random.ts";

/** An image of the simulated library. */
export interface SimulatedImage extends LibraryItem {
  /** Whether machines made from it run guest tools. */
  tools: boolean;
}

export interface SimulatedInventory extends Inventory {
  images: SimulatedImage[];
}

/** What a guest will do by itself. */
export interface GuestStep {
  at: number;
  what: "tools" | "address" | "shutdown" | "standby" | "reboot";
}

export interface Machine {
  state: Omit<VmState, "tasks" | "observedAt">;
  /** Occupied on its datastore. */
  usedBytes: number;
  /** By time. */
  steps: GuestStep[];
  /** The guest takes requests and does nothing about them. */
  hangs: boolean;
}

/** What a task was asked to do. */
export type Request =
  /** The machine of that instance UUID, be there one or not yet. */
  | { kind: "create"; vm: Id; spec: CreateSpec & { instanceUuid: string } }
  | { kind: "reconfigure"; vm: Id; change: ChangeSet }
  | { kind: "upgradeHardware"; vm: Id; hwVersion: number }
  | { kind: Exclude<TaskKind, "create" | "reconfigure" | "upgradeHardware">; vm: Id };

/** The kind of task that brings a machine into a power state. */
export const kindOfPower = {
  PoweredOn: "powerOn",
  PoweredOff: "powerOff",
  Suspended: "suspend",
} as const satisfies {
  [P in PowerState]: TaskKind;
};

/** A task and, while it runs, what it will do and when. */
export interface Job {
  task: Task;
  request: Request;
  due: number;
  fault?: DriverErrorInfo;
}

export interface World {
  inventory: SimulatedInventory;
  readonly guest: Profile["guest"];
  readonly random: Random;
  readonly machines: Map<Id, Machine>;
  /** By instance UUID, and by folder and name; a machine in creation is here but not in `machines`. */
  readonly byUuid: Map<string, Id>;
  readonly byName: Map<string, Id>;
  /** By host: MHz and MB reserved by running machines. */
  readonly reserved: Map<Id, { cpuMHz: number; memoryMB: number }>;
  /** By datastore: bytes occupied. */
  readonly used: Map<Id, number>;
}

/** The number of a machine: `vm-7` is 7. What the simulation makes up for a machine derives from it. */
export function serialOf(id: Id): number {
  return Number(id.slice("vm-".length));
}

export function nameKey(folder: string, name: string): string {
  return `${folder}\n${name}`;
}

/** Adds the machine to every index, or takes it out. */
export function enter(world: World, machine: Machine): void {
  const { id, instanceUuid, place, name } = machine.state;
  world.machines.set(id, machine);
  world.byUuid.set(instanceUuid, id);
  world.byName.set(nameKey(place.folder, name), id);
  world.used.set(place.datastore, (world.used.get(place.datastore) ?? 0) + machine.usedBytes);
  if (machine.state.power === "PoweredOn") reserve(world, machine, 1);
}

export function leave(world: World, machine: Machine): void {
  const { id, instanceUuid, place, name } = machine.state;
  if (machine.state.power === "PoweredOn") reserve(world, machine, -1);
  world.used.set(place.datastore, (world.used.get(place.datastore) ?? 0) - machine.usedBytes);
  world.machines.delete(id);
  world.byUuid.delete(instanceUuid);
  world.byName.delete(nameKey(place.folder, name));
}

/** Books what the machine reserves on its host (sign 1) or gives it back (sign -1). */
export function reserve(world: World, machine: Machine, sign: 1 | -1): void {
  const { hw, place } = machine.state;
  const before = world.reserved.get(place.host) ?? { cpuMHz: 0, memoryMB: 0 };
  world.reserved.set(place.host, {
    cpuMHz: before.cpuMHz + sign * (hw.cpuAllocation?.reservation ?? 0),
    memoryMB: before.memoryMB + sign * (hw.memoryAllocation?.reservation ?? 0),
  });
}
