/** The VirtualMachine: what a person asks for, and what the operator found. */
import type { Condition, Int32, Int64, ObjectMeta, Quantity, Time, UUID } from "../../meta.ts";
import type { CloudInitBootstrap } from "./cloudinit.ts";
import type { ControllerType, VirtualMachineImageRef } from "./common.ts";

/** Whether a machine runs. */
export type PowerState = "PoweredOff" | "PoweredOn" | "Suspended";

/** How a power operation treats the guest: without it, with it, or with it for five minutes and then without. */
export type PowerOpMode = "Hard" | "Soft" | "TrySoft";

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
  /** The machine as it should be. */
  spec?: VirtualMachineSpec;
  /** The machine as it was last seen. */
  status?: VirtualMachineStatus;
}

/** The machine as it should be. */
export interface VirtualMachineSpec {
  /** Name of the VirtualMachineClass that supplies the hardware. @maxLength 253 @selectable */
  className?: string;
  /** The image that supplies the disks, by kind and name. */
  image?: VirtualMachineImageRef;
  /** Name of the image that supplies the disks: an image of the namespace, else one of the cluster. @maxLength 253 */
  imageName?: string;
  /** Name of the StorageClass for the machine's files and disks. @maxLength 253 */
  storageClass?: string;
  /** How the guest is customised at its first boot. */
  bootstrap?: VirtualMachineBootstrap;
  /** Identifier of the guest operating system, such as `ubuntu64Guest`. @maxLength 128 */
  guestID?: string;
  /** Whether the machine should run. On when left out on create. */
  powerState?: PowerState;
  /** How the machine is powered off. */
  powerOffMode?: PowerOpMode;
  /** How the machine is suspended. */
  suspendMode?: PowerOpMode;
  /** How the machine is restarted. */
  restartMode?: PowerOpMode;
  /** Set to `now` to restart a running machine once; it then holds the time of that request (RFC 3339, nanoseconds). @maxLength 64 */
  nextRestartTime?: string;
  /** The BIOS UUID; a random version 4 UUID when left out. */
  biosUUID?: UUID;
  /** The instance UUID, unique across the hypervisor; a random version 4 UUID when left out. */
  instanceUUID?: UUID;
  /** Lowest virtual hardware version the machine may have. It can rise while the machine is off. @minimum 13 */
  minHardwareVersion?: Int32;
}

/** How the guest is customised at its first boot. */
export interface VirtualMachineBootstrap {
  /** With Cloud-Init. */
  cloudInit?: CloudInitBootstrap;
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
  /** The host the machine is on. */
  nodeName?: string;
  /** The availability zone the machine is in. @selectable */
  zone?: string;
  /** Virtual hardware version of the machine. */
  hardwareVersion?: Int32;
  /** CPU, memory and controllers of the machine. */
  hardware?: VirtualMachineHardwareStatus;
  /** What the guest says about itself. */
  guest?: VirtualMachineGuestStatus;
  /** What the guest says about its network. */
  network?: VirtualMachineNetworkStatus;
  /**
   * Observations about the machine, one a type.
   * @listType map
   * @listMapKey type
   * @maxItems 64
   */
  conditions?: Condition[];
}

/** CPU, memory and controllers of the machine. */
export interface VirtualMachineHardwareStatus {
  cpu?: VirtualMachineCPUStatus;
  memory?: VirtualMachineMemoryStatus;
  /**
   * Storage controllers and what hangs on them.
   * @listType map
   * @listMapKey busNumber
   * @listMapKey type
   * @maxItems 16
   */
  controllers?: VirtualControllerStatus[];
}

/** The processors of a machine. */
export interface VirtualMachineCPUStatus {
  /** Number of virtual CPUs. */
  total?: Int32;
  /** Guaranteed bandwidth in MHz. */
  reservation?: Int64;
}

/** The memory of a machine. */
export interface VirtualMachineMemoryStatus {
  /** Configured memory. */
  total?: Quantity;
  /** Guaranteed memory. */
  reservation?: Quantity;
}

/** A storage controller found on the machine. */
export interface VirtualControllerStatus {
  busNumber: Int32;
  type: ControllerType;
  /** The hypervisor's key of the controller. */
  deviceKey: Int32;
  /**
   * Devices on the controller.
   * @listType map
   * @listMapKey unitNumber
   * @maxItems 65
   */
  devices?: VirtualDeviceStatus[];
}

/** What a device on a controller is. */
export type VirtualDeviceType = "CDROM" | "Disk";

/** A device on a controller. */
export interface VirtualDeviceStatus {
  type: VirtualDeviceType;
  unitNumber: Int32;
}

/** What the guest says about itself. */
export interface VirtualMachineGuestStatus {
  /** Identifier of the guest operating system. */
  guestID?: string;
  /** Its full name. */
  guestFullName?: string;
}

/** What the guest says about its network. */
export interface VirtualMachineNetworkStatus {
  /** Host name in the guest. */
  hostName?: string;
  /** First IPv4 address of the guest. */
  primaryIP4?: string;
  /** First IPv6 address of the guest. */
  primaryIP6?: string;
}
