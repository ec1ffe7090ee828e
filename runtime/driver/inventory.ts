/** What a hypervisor has to offer. */
import type { Firmware, Id } from "./vm.ts";

export interface Inventory {
  clusters: Cluster[];
  hosts: Host[];
  pools: Pool[];
  datastores: Datastore[];
  networks: Network[];
  policies: StoragePolicy[];
  /** The newest virtual hardware it runs. */
  maxHwVersion: number;
}

export interface Cluster {
  id: Id;
  name: string;
  /** The zone it is configured to be, where the hypervisor knows of one. */
  zone?: string;
  rootPool: Id;
}

export interface Host {
  id: Id;
  name: string;
  cluster: Id;
  maintenance: boolean;
  cpuCores: number;
  cpuMHz: number;
  memoryMB: number;
}

export interface Pool {
  id: Id;
  name: string;
  cluster: Id;
}

export interface Datastore {
  id: Id;
  name: string;
  capacityBytes: number;
  freeBytes: number;
  /** The clusters whose hosts all reach it. */
  clusters: Id[];
}

export interface Network {
  id: Id;
  name: string;
}

export interface StoragePolicy {
  id: Id;
  name: string;
  datastores: Id[];
}

/** An image: what a machine is made from, or what its CD-ROM drive holds. */
export interface LibraryItem {
  id: Id;
  name: string;
  type: "OVF" | "ISO";
  /** Changes with its content. */
  version: string;
  sizeBytes: number;
  /** Of an OVF: what the machine inside wants. */
  guestId?: string;
  firmware?: Firmware;
  hwVersion?: number;
  disks: LibraryDisk[];
}

export interface LibraryDisk {
  /** Unique within its item. */
  name: string;
  capacityBytes: number;
  /** What a copy occupies. */
  sizeBytes: number;
}
