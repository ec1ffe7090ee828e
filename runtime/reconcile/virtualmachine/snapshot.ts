/** All that one reconcile of a machine knows, gathered before anything is decided. Plain data. */
import type { VirtualMachine } from "../../../api/vmoperator/v1alpha5/virtualmachine.ts";
import type { VirtualMachineClass } from "../../../api/vmoperator/v1alpha5/virtualmachineclass.ts";
import type {
  ClusterVirtualMachineImage,
  VirtualMachineImage,
} from "../../../api/vmoperator/v1alpha5/virtualmachineimage.ts";
import type { PlaceAnswer } from "../../driver/driver.ts";
import type { Inventory, LibraryItem } from "../../driver/inventory.ts";
import type { Task } from "../../driver/task.ts";
import type { VmState } from "../../driver/vm.ts";

/** An object named by the machine: found, or not, or several under one name. */
export type Lookup<T> = { found: T } | { missing: true } | { ambiguous: true };

export interface StorageClassInfo {
  name: string;
  parameters: { [key: string]: string };
}

export interface Snapshot {
  vm: VirtualMachine;
  /** Undefined where the machine names none; so below. */
  class?: Lookup<VirtualMachineClass>;
  image?: Lookup<VirtualMachineImage | ClusterVirtualMachineImage>;
  storageClass?: Lookup<StorageClassInfo>;
  /** Secrets that the bootstrap names, by name, with the keys each holds. */
  secrets: { [name: string]: Lookup<readonly string[]> };
  /** The library item behind the image. */
  item?: LibraryItem;
  inventory: Inventory;
  /** The machine on the hypervisor. */
  machine?: VmState;
  /** Attempts to create the machine, oldest first. */
  creations: readonly Task[];
  /** Where the machine could be made now; only looked up when it could be. */
  place?: PlaceAnswer;
  /** Milliseconds since the epoch. */
  now: number;
  /** What a schema upgrade records. */
  upgradeTo: { build: string; schema: string };
}
