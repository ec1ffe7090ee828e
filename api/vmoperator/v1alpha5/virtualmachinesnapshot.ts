/** The VirtualMachineSnapshot: a machine's state at one moment, to which it can be reverted. */
import type { Condition, Duration, ObjectMeta, Quantity } from "../../meta.ts";
import type { PowerState } from "./virtualmachine.ts";

/**
 * The state of a machine at one moment. `spec.currentSnapshotName` of the machine brings it back to that state.
 * @resource plural=virtualmachinesnapshots singular=virtualmachinesnapshot shortNames=vmsnapshot scope=Namespaced
 * @statusSubresource
 */
export interface VirtualMachineSnapshot {
  metadata: ObjectMeta;
  /** What is to be captured. */
  spec?: VirtualMachineSnapshotSpec;
  /** What was captured. */
  status?: VirtualMachineSnapshotStatus;
}

/** What is to be captured. */
export interface VirtualMachineSnapshotSpec {
  /**
   * Whether the memory of a running machine is captured too; a reverted machine then goes on running. That of a
   * suspended machine always is. Cannot be changed.
   */
  memory?: boolean;
  /**
   * Brings the guest's file systems to rest first, where the machine runs and has guest tools. Cannot be
   * changed.
   */
  quiesce?: QuiesceSpec;
  /** What the snapshot is for. @example "Before the upgrade" */
  description?: string;
  /**
   * Name of the machine in the same namespace. Cannot be changed.
   * @maxLength 253
   * @selectable
   * @example "my-vm"
   */
  vmName?: string;
}

/** How the guest's file systems are brought to rest. */
export interface QuiesceSpec {
  /** How long that may take, in whole minutes from `5m` to `240m`. @example "10m" */
  timeout?: Duration;
}

/** What was captured. */
export interface VirtualMachineSnapshotStatus {
  /** Whether the machine ran when it was captured. */
  powerState?: PowerState;
  /** Whether the guest's file systems were at rest. */
  quiesced?: boolean;
  /** The hypervisor's identifier of the snapshot. */
  uniqueID?: string;
  /** Snapshots that were taken on top of this one. */
  children?: VirtualMachineSnapshotReference[];
  /**
   * Observations about the snapshot, one a type.
   * @listType map
   * @listMapKey type
   */
  conditions?: Condition[];
  /** Space the snapshot takes and may take. */
  storage?: VirtualMachineSnapshotStorageStatus;
}

/** Who knows a snapshot. */
export type VirtualMachineSnapshotReferenceType =
  /** A VirtualMachineSnapshot stands for it. */
  | "Managed"
  /** Only the hypervisor knows it. */
  | "Unmanaged";

/** A snapshot in a machine's tree of snapshots. */
export interface VirtualMachineSnapshotReference {
  /** Who knows the snapshot. @default "Managed" */
  type?: VirtualMachineSnapshotReferenceType;
  /** Name of the VirtualMachineSnapshot, or the hypervisor's name of an unmanaged one. */
  name: string;
}

/** Space that a snapshot takes and may take. */
export interface VirtualMachineSnapshotStorageStatus {
  /** Space taken today. */
  used?: Quantity;
  /** Space that was reserved for the snapshot, one entry a storage class. */
  requested?: VirtualMachineSnapshotStorageStatusRequested[];
}

/** Space reserved for a snapshot in one storage class. */
export interface VirtualMachineSnapshotStorageStatusRequested {
  /** Name of the StorageClass. */
  storageClass: string;
  /** Space the snapshot may take at worst. */
  total: Quantity;
}
