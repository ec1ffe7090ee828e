/** What callers ask of a driver. */
import type { Allocation, Firmware, Hardware, Id } from "./vm.ts";

/** A machine to be made. */
export interface CreateSpec {
  name: string;
  /** A path below the driver's root; made when missing. A name is unique within its folder. */
  folder: string;
  /** The machine's identity, in lower or upper case; made up when absent. */
  instanceUuid?: string;
  biosUuid?: string;
  annotation?: string;
  hw: Hardware;
  extraConfig?: { [key: string]: string };
  disks: NewDisk[];
  nics: NewNic[];
  cdroms: NewCdrom[];
  /** As `place` answered. */
  place: { pool: Id; host?: Id; datastore: Id };
}

/** A copy of an image's disk, or an empty one. */
export interface NewDisk {
  /** A disk of a library item. */
  image?: { item: Id; disk: string };
  /** Required of an empty disk; of a copy, may be larger than the original. */
  capacityBytes?: number;
  policyId?: Id;
}

export interface NewNic {
  network: Id;
  /** In lower or upper case; made up when absent. */
  mac?: string;
}

export interface NewCdrom {
  /** A library item of type ISO; empty when absent. */
  iso?: Id;
}

/** A change of one machine, applied as a whole or not at all; absent members stay as they are. */
export interface ChangeSet {
  /** Refused with Conflict unless the machine still has this `version`. */
  ifVersion?: string;
  name?: string;
  annotation?: string;
  hw?: HardwareChange;
  /** null removes the key. */
  extraConfig?: { [key: string]: string | null };
}

export interface HardwareChange {
  cpus?: number;
  coresPerSocket?: number;
  memoryMB?: number;
  cpuAllocation?: Allocation;
  memoryAllocation?: Allocation;
  guestId?: string;
  firmware?: Firmware;
}

/** One machine that looks for a place. */
export interface PlaceRequest {
  cpus: number;
  memoryMB: number;
  cpuReservationMHz?: number;
  memoryReservationMB?: number;
  diskBytes: number;
  /** The datastore must satisfy this policy. */
  policyId?: Id;
  /** Zones are the caller's idea: the answer stays within these pools. */
  candidates: { zone: string; pools: Id[] }[];
}

export interface Placement {
  zone: string;
  pool: Id;
  host: Id;
  datastore: Id;
}
