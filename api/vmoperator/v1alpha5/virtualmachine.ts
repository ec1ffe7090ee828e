/** The VirtualMachine: what a person asks for, and what the operator found. */
import type { Condition, Int32, LocalObjectRef, ObjectMeta, Time, UUID } from "../../meta.ts";
import type { VirtualMachineImageRef } from "./common.ts";
import type { VirtualMachineAdvancedSpec, VirtualMachineReservedSpec } from "./virtualmachine-advanced.ts";
import type { VirtualMachineAffinity } from "./virtualmachine-affinity.ts";
import type { VirtualMachineBootOptions } from "./virtualmachine-boot.ts";
import type { VirtualMachineBootstrap } from "./virtualmachine-bootstrap.ts";
import type { VirtualMachineCryptoSpec, VirtualMachineCryptoStatus } from "./virtualmachine-crypto.ts";
import type { VirtualMachineHardwareSpec, VirtualMachineHardwareStatus } from "./virtualmachine-hardware.ts";
import type { VirtualMachineNetworkSpec } from "./virtualmachine-network.ts";
import type { VirtualMachineNetworkStatus } from "./virtualmachine-network-status.ts";
import type { VirtualMachinePolicyStatus } from "./virtualmachine-policy.ts";
import type { VirtualMachineReadinessProbe } from "./virtualmachine-readiness.ts";
import type {
  PromoteDisksMode,
  VirtualMachineStorageStatus,
  VirtualMachineVolume,
  VirtualMachineVolumeStatus,
} from "./virtualmachine-storage.ts";
import type { VirtualMachineSnapshotReference } from "./virtualmachinesnapshot.ts";

/** Whether a machine runs. */
export type PowerState = "PoweredOff" | "PoweredOn" | "Suspended";

/** How a power operation treats the guest. */
export type PowerOpMode =
  /** At once, without asking the guest. */
  | "Hard"
  /** By the guest itself; needs guest tools. */
  | "Soft"
  /** By the guest, and without it where it has no tools or takes longer than five minutes. */
  | "TrySoft";

/**
 * A virtual machine.
 *
 * Its hardware comes from a VirtualMachineClass, its disks from an image.
 * @resource plural=virtualmachines singular=virtualmachine shortNames=vm scope=Namespaced
 * @statusSubresource
 * @column name="Power-State" type=string path=.status.powerState
 * @column name="Class" type=string path=.spec.className priority=1
 * @column name="Image" type=string path=.spec.imageName priority=1
 * @column name="Zone" type=string path=.status.zone priority=1
 * @column name="Primary-IP4" type=string path=.status.network.primaryIP4 priority=1
 * @column name="Age" type=date path=.metadata.creationTimestamp
 */
export interface VirtualMachine {
  metadata: ObjectMeta;
  /** The machine as it should be. @default {} */
  spec?: VirtualMachineSpec;
  /** The machine as it was last seen. */
  status?: VirtualMachineStatus;
}

/** The machine as it should be. */
export interface VirtualMachineSpec {
  /** Name of the VirtualMachineClass that supplies the hardware; another one resizes the machine. @maxLength 253 @selectable */
  className?: string;
  /**
   * The class instance that supplies the hardware; the active one of `className` when left out.
   * @example {"apiVersion":"vmoperator.vmware.com/v1alpha5","kind":"VirtualMachineClassInstance","name":"my-class-1"}
   */
  class?: LocalObjectRef;
  /** The image that supplies the disks, by kind and name. */
  image?: VirtualMachineImageRef;
  /** Name of the image that supplies the disks: an image of the namespace, else one of the cluster. A display name will do where one image alone has it. @maxLength 253 @selectable */
  imageName?: string;
  /** Name of the StorageClass for the machine's files and disks. @maxLength 253 @selectable */
  storageClass?: string;
  /** How the guest is customised at its first boot. */
  bootstrap?: VirtualMachineBootstrap;
  /** Interfaces, and what the guest is told about the network. */
  network?: VirtualMachineNetworkSpec;
  /**
   * Disks: claims, and the disks of the image.
   * @listType map
   * @listMapKey name
   * @maxItems 636
   */
  volumes?: VirtualMachineVolume[];
  /** When disks that are linked clones of the image's become independent of them; `Online` when left out. @default "Online" */
  promoteDisksMode?: PromoteDisksMode;
  /** Storage controllers and CD-ROM drives. */
  hardware?: VirtualMachineHardwareSpec;
  /** Lowest virtual hardware version the machine may have. It can rise while the machine is off. @minimum 13 */
  minHardwareVersion?: Int32;
  /** Identifier of the guest operating system, such as `ubuntu64Guest`. @maxLength 128 @example "ubuntu64Guest" */
  guestID?: string;
  /** Firmware, and what the machine boots from. @presence */
  bootOptions?: VirtualMachineBootOptions;
  /** How the machine is encrypted. @presence */
  crypto?: VirtualMachineCryptoSpec;
  /** Whether the machine should run; `PoweredOn` when left out on create. */
  powerState?: PowerState;
  /** How the machine is powered off; `TrySoft` when left out. */
  powerOffMode?: PowerOpMode;
  /** How the machine is suspended; `TrySoft` when left out. */
  suspendMode?: PowerOpMode;
  /** How the machine is restarted; `TrySoft` when left out. */
  restartMode?: PowerOpMode;
  /** `now` restarts a running machine once; the field then holds the time of that request (RFC 3339). @maxLength 64 */
  nextRestartTime?: string;
  /** When the machine counts as ready. */
  readinessProbe?: VirtualMachineReadinessProbe;
  /** The BIOS UUID; a random version 4 UUID when left out. */
  biosUUID?: UUID;
  /** The instance UUID, unique across the hypervisor; a random version 4 UUID when left out. */
  instanceUUID?: UUID;
  /** Name of the VirtualMachineGroup the machine belongs to. @maxLength 253 @selectable */
  groupName?: string;
  /** Which machines should, or should not, run close by; needs `groupName`. */
  affinity?: VirtualMachineAffinity;
  /**
   * Policies to apply, beside the mandatory ones: optional ComputePolicies.
   * @example [{"apiVersion":"vsphere.policy.vmware.com/v1alpha1","kind":"ComputePolicy","name":"my-policy"}]
   */
  policies?: LocalObjectRef[];
  /** Name of a VirtualMachineSnapshot to revert to; removed when that is done. @maxLength 253 @pattern ^([a-z0-9]([-.a-z0-9]*[a-z0-9])?)?$ */
  currentSnapshotName?: string;
  /** Size of the boot disk, provisioning and change tracking. */
  advanced?: VirtualMachineAdvancedSpec;
  /** The resource policy; usually set by trusted services. */
  reserved?: VirtualMachineReservedSpec;
}

/** The machine as it was last seen. */
export interface VirtualMachineStatus {
  /** The hypervisor's own identifier of the machine. */
  uniqueID?: string;
  /** BIOS UUID found on the machine. */
  biosUUID?: string;
  /** Instance UUID found on the machine. */
  instanceUUID?: string;
  /** Whether the machine runs. @selectable */
  powerState?: PowerState;
  /** When the operator last restarted the machine. */
  lastRestartTime?: Time;
  /** The host the machine is on. @selectable */
  nodeName?: string;
  /** The availability zone the machine is in. @selectable */
  zone?: string;
  /** The VirtualMachineClass or class instance the machine was last sized by. */
  class?: LocalObjectRef;
  /** Virtual hardware version of the machine. */
  hardwareVersion?: Int32;
  /** CPU, memory, graphics and controllers of the machine. */
  hardware?: VirtualMachineHardwareStatus;
  /** What the guest says about itself. */
  guest?: VirtualMachineGuestStatus;
  /** The network as it was handed to the guest, and as the guest reports it. */
  network?: VirtualMachineNetworkStatus;
  /**
   * All disks, of the image and of claims, and those that could not be attached.
   * @listType map
   * @listMapKey name
   * @listMapKey type
   * @maxItems 700
   */
  volumes?: VirtualMachineVolumeStatus[];
  /** The space the machine takes, without its claims. */
  storage?: VirtualMachineStorageStatus;
  /** Whether changed blocks are recorded. */
  changeBlockTracking?: boolean;
  /** How the machine is encrypted; absent when it is not. */
  crypto?: VirtualMachineCryptoStatus;
  /** The policies that were applied: those of `spec.policies`, and mandatory ones. */
  policies?: VirtualMachinePolicyStatus[];
  /** The snapshot the machine's disks are based on. */
  currentSnapshot?: VirtualMachineSnapshotReference;
  /** Snapshots that are based on no other. */
  rootSnapshots?: VirtualMachineSnapshotReference[];
  /** What the hypervisor says about the machine. */
  provider?: VirtualMachineProviderStatus;
  /**
   * Observations about the machine, one a type.
   * @listType map
   * @listMapKey type
   * @maxItems 64
   */
  conditions?: Condition[];
}

/** What the guest says about itself. */
export interface VirtualMachineGuestStatus {
  /** Identifier of the guest operating system. */
  guestID?: string;
  /** Its full name. */
  guestFullName?: string;
}

/** What the hypervisor says about the machine. */
export interface VirtualMachineProviderStatus {
  /** When the machine was made on the hypervisor. */
  creationTimestamp?: Time;
}
