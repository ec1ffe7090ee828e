/** A machine as the hypervisor sees it: plain JSON, complete, with none of the hypervisor's own types. */
import type { Task } from "./task.ts";

/** Opaque; unique within one driver instance. */
export type Id = string;

/** RFC 3339, UTC. */
export type Time = string;

export type PowerState = "PoweredOn" | "PoweredOff" | "Suspended";

export type Firmware = "bios" | "efi";

/** Everything observed of one machine at one moment. */
export interface VmState {
  id: Id;
  name: string;
  /** UUIDs and MAC addresses are in lower case, however they were given. */
  instanceUuid: string;
  biosUuid: string;
  /** Changes with every change of name, annotation, hardware, devices or extraConfig. Opaque. */
  version: string;
  /** Changes whenever the machine starts, stops, suspends, resumes or is reset. Opaque. */
  powerVersion: string;
  annotation?: string;
  /** Only a `connected` machine can be acted upon. */
  connection: "connected" | "disconnected" | "inaccessible" | "orphaned" | "invalid";
  power: PowerState;
  /** When it was last started from off; kept while suspended, absent when off. */
  bootTime?: Time;
  place: VmPlace;
  hw: Hardware;
  /** Free key-value pairs kept with the machine, e.g. the restart ledger. */
  extraConfig: { [key: string]: string };
  disks: Disk[];
  nics: Nic[];
  cdroms: Cdrom[];
  guest: Guest;
  /** Running tasks, and ended ones for ten minutes or until twenty newer ones have ended; oldest first. */
  tasks: Task[];
  observedAt: Time;
}

/** Where a machine is. */
export interface VmPlace {
  zone?: string;
  cluster: Id;
  pool: Id;
  /** The folder it is filed under: a path below the driver's root. */
  folder: string;
  /** Where it runs, or last ran. */
  host: Id;
  hostName: string;
  datastore: Id;
}

export interface Hardware {
  cpus: number;
  coresPerSocket?: number;
  memoryMB: number;
  cpuAllocation?: Allocation;
  memoryAllocation?: Allocation;
  /** The number in `vmx-NN`. */
  hwVersion: number;
  guestId: string;
  firmware: Firmware;
}

/** In MHz for CPU, in MB for memory. */
export interface Allocation {
  reservation?: number;
  limit?: number;
}

export interface Disk {
  key: number;
  uuid: string;
  capacityBytes: number;
  file: string;
  datastore: Id;
  policyId?: Id;
}

export interface Nic {
  key: number;
  mac: string;
  network: Id;
  connected: boolean;
}

export interface Cdrom {
  key: number;
  /** The library item inserted. */
  iso?: Id;
  connected: boolean;
}

/** What the guest tools report; absent members are not known. */
export interface Guest {
  tools: "NotInstalled" | "NotRunning" | "Running";
  hostName?: string;
  /** The primary address. */
  ip?: string;
  nics: { key: number; mac: string; addresses: string[] }[];
}
