/** Volumes and storage of a VirtualMachine: what is asked for, and what is there. */
import type { Int32, Quantity } from "../../meta.ts";
import type { ControllerType, DiskMode, VolumeSharingMode } from "./common.ts";

/** How a machine frees its disks of those of its image. */
export type PromoteDisksMode =
  /** While it runs; not with snapshots. */
  | "Online"
  /** While it is off. */
  | "Offline"
  /** Never. */
  | "Disabled";

/** The application that a volume is for. */
export type VolumeApplicationType =
  /** Independent and persistent, MultiWriter, on a controller that is not shared. */
  | "OracleRAC"
  /** Independent and persistent, on a controller with physical sharing. */
  | "MicrosoftWSFC";

/** A disk of the machine: a claim, or a disk of its image. Its place and modes stay once they are set. */
export interface VirtualMachineVolume {
  /** Name of the volume; a DNS label. @maxLength 63 @pattern ^[a-z0-9]([-a-z0-9]*[a-z0-9])?$ */
  name: string;
  /** The claim that holds the disk. Filled in once a disk of the image is registered. */
  persistentVolumeClaim?: PersistentVolumeClaimVolumeSource;
  /** The application the volume is for; sets modes and controller. */
  applicationType?: VolumeApplicationType;
  /** Kind of the controller; `SCSI` when left out. @example "SCSI" */
  controllerType?: ControllerType;
  /** Bus number of the controller; the first with a free slot when left out. @example 0 */
  controllerBusNumber?: Int32;
  /** Slot on the controller; the lowest free one when left out. 7 is taken on SCSI. @example 0 */
  unitNumber?: Int32;
  /** Whether changes are kept and snapshots include the disk; `Persistent` unless `applicationType` says otherwise. @example "IndependentPersistent" */
  diskMode?: DiskMode;
  /** Whether other machines may write to it too; `None` unless `applicationType` says otherwise. @example "MultiWriter" */
  sharingMode?: VolumeSharingMode;
  /** Whether the volume may be taken off the list; true when left out. Can be changed at any time. @default true */
  removable?: boolean;
}

/** A PersistentVolumeClaim of the same namespace. */
export interface PersistentVolumeClaimVolumeSource {
  /** Name of the claim. @minLength 1 @maxLength 253 */
  claimName: string;
  /** Storage on the machine's own host; written by the operator. */
  instanceVolumeClaim?: InstanceVolumeClaimVolumeSource;
  /** Only false is supported. @example false */
  readOnly?: boolean;
}

/** Storage on the machine's own host. */
export interface InstanceVolumeClaimVolumeSource {
  /** Size of the volume. */
  size: Quantity;
  /** Name of the StorageClass. @maxLength 253 */
  storageClass: string;
}

/** Where a disk comes from. */
export type VolumeType =
  /** From the image. */
  | "Classic"
  /** From a claim. */
  | "Managed";

/** A disk found on the machine. */
export interface VirtualMachineVolumeStatus {
  /** Name in `spec.volumes`, or of the disk on the hypervisor. @maxLength 253 */
  name: string;
  /** Where it comes from, also after it was registered. @default "Managed" */
  type?: VolumeType;
  /** Whether it is attached. */
  attached?: boolean;
  /** Bus number of its controller. */
  controllerBusNumber?: Int32;
  /** Kind of its controller. */
  controllerType?: ControllerType;
  /** Its slot on the controller. */
  unitNumber?: Int32;
  /** Whether changes are kept and snapshots include it. */
  diskMode?: DiskMode;
  /** Whether other machines may write to it too. */
  sharingMode?: VolumeSharingMode;
  /** Identifier of the disk. */
  diskUUID?: string;
  /** Most space it may take. */
  limit?: Quantity;
  /** Space asked for; counts against the quota for disks of the image. */
  requested?: Quantity;
  /** Space it takes, without what it shares with others. */
  used?: Quantity;
  /** How it is encrypted; absent when it is not. */
  crypto?: VirtualMachineVolumeCryptoStatus;
  /** Why it could not be attached or detached. */
  error?: string;
}

/** How a disk is encrypted. */
export interface VirtualMachineVolumeCryptoStatus {
  /** Identifier of the key. */
  keyID?: string;
  /** Identifier of the key provider. */
  providerID?: string;
}

/** The space the machine takes, without its claims. */
export interface VirtualMachineStorageStatus {
  /** What counts against the quota: `requested.disks` and `used.other`. */
  total?: Quantity;
  /** Space asked for. */
  requested?: VirtualMachineStorageStatusRequested;
  /** Space taken. */
  used?: VirtualMachineStorageStatusUsed;
}

/** Space asked for. */
export interface VirtualMachineStorageStatusRequested {
  /** By the disks of the image. */
  disks?: Quantity;
}

/** Space taken. */
export interface VirtualMachineStorageStatusUsed {
  /** By the disks of the image. */
  disks?: Quantity;
  /** By all other files: configuration, logs, swap, snapshots. */
  other?: Quantity;
  /** By snapshots alone; part of `other`. */
  snapshots?: VirtualMachineStorageStatusUsedSnapshots;
}

/** Space taken by snapshots. */
export interface VirtualMachineStorageStatusUsedSnapshots {
  /** Of the machine: metadata, memory and delta disks. */
  vm?: Quantity;
  /** Of its claims' volumes. */
  volume?: Quantity;
}
