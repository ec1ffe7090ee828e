/** Storage controllers and CD-ROM drives of a VirtualMachine, and the hardware that was found. */
import type { Int32, Int64, Quantity } from "../../meta.ts";
import type { ControllerType, VirtualMachineImageRef } from "./common.ts";

/** Storage controllers and CD-ROM drives. */
export interface VirtualMachineHardwareSpec {
  /**
   * CD-ROM drives. They need `spec.guestID`.
   * @listType map
   * @listMapKey name
   * @maxItems 124
   */
  cdrom?: VirtualMachineCdromSpec[];
  /**
   * IDE controllers, with 2 slots each.
   * @listType map
   * @listMapKey busNumber
   * @maxItems 2
   */
  ideControllers?: IDEControllerSpec[];
  /**
   * NVMe controllers, with 64 slots each.
   * @listType map
   * @listMapKey busNumber
   * @maxItems 4
   */
  nvmeControllers?: NVMEControllerSpec[];
  /**
   * SATA controllers, with 30 slots each.
   * @listType map
   * @listMapKey busNumber
   * @maxItems 4
   */
  sataControllers?: SATAControllerSpec[];
  /**
   * SCSI controllers, with 64 slots (ParaVirtual) or 15 each.
   * @listType map
   * @listMapKey busNumber
   * @maxItems 4
   */
  scsiControllers?: SCSIControllerSpec[];
}

/** An IDE controller. */
export interface IDEControllerSpec {
  /** Bus number, 0 or 1. @example 0 @minimum 0 @maximum 1 */
  busNumber: Int32;
}

/** An NVMe controller. */
export interface NVMEControllerSpec {
  /** Bus number, 0 to 3. @example 0 @minimum 0 @maximum 3 */
  busNumber: Int32;
  /** Whether machines share the bus; `None` when left out. @default "None" */
  sharingMode?: NVMEControllerSharingMode;
}

/** A SATA controller. */
export interface SATAControllerSpec {
  /** Bus number, 0 to 3. @example 0 @minimum 0 @maximum 3 */
  busNumber: Int32;
}

/** A SCSI controller. */
export interface SCSIControllerSpec {
  /** Bus number, 0 to 3. @example 0 @minimum 0 @maximum 3 */
  busNumber: Int32;
  /** Whether machines share the bus; `None` when left out. @default "None" */
  sharingMode?: SCSIControllerSharingMode;
  /** Model of the adapter; `ParaVirtual` when left out. @default "ParaVirtual" */
  type?: SCSIControllerType;
}

/** How an NVMe bus is shared. */
export type NVMEControllerSharingMode =
  /** Not at all. */
  | "None"
  /** By machines on any host. */
  | "Physical";

/** How a SCSI bus is shared. */
export type SCSIControllerSharingMode =
  /** Not at all. */
  | "None"
  /** By machines on any host. */
  | "Physical"
  /** By machines on the same host. */
  | "Virtual";

/** Model of a SCSI adapter. */
export type SCSIControllerType =
  /** 64 slots. */
  | "ParaVirtual"
  /** 15 slots. */
  | "BusLogic"
  /** 15 slots. */
  | "LsiLogic"
  /** 15 slots. */
  | "LsiLogicSAS";

/** A CD-ROM drive with an ISO image. */
export interface VirtualMachineCdromSpec {
  /** Name of the drive. @example "cdrom1" @pattern ^[a-z0-9]{2,}$ @maxLength 253 */
  name: string;
  /** The ISO image; another one for every drive. */
  image: VirtualMachineImageRef;
  /** Whether the drive is connected; true when left out. A disconnected one is on the machine all the same. @default true */
  connected?: boolean;
  /** Whether the guest may connect and disconnect the drive; true when left out. @default true */
  allowGuestControl?: boolean;
  /** Kind of the controller, IDE or SATA; chosen when left out. */
  controllerType?: ControllerType;
  /** Bus number of the controller; chosen when left out. @example 0 */
  controllerBusNumber?: Int32;
  /** Slot on the controller; chosen when left out. @example 0 */
  unitNumber?: Int32;
}

/** CPU, memory, graphics and controllers of the machine. */
export interface VirtualMachineHardwareStatus {
  /** How many virtual CPUs there are, and what they are guaranteed. */
  cpu?: VirtualMachineCPUStatus;
  /** How much memory there is, and how much of it is guaranteed. */
  memory?: VirtualMachineMemoryStatus;
  /** Virtual GPUs. */
  vGPUs?: VirtualMachineVGPUStatus[];
  /**
   * Storage controllers, and what hangs on each.
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

/** A virtual GPU found on the machine. */
export interface VirtualMachineVGPUStatus {
  /** How it takes part in live migration: `None`, `Normal` or `Enhanced`. */
  migrationType?: string;
  /** Profile, such as `grid_p40-1q`. */
  profile?: string;
  /** Maker, such as `Nvidia`. */
  type?: string;
}

/** A storage controller found on the machine. */
export interface VirtualControllerStatus {
  /** Number of its bus among those of its kind. */
  busNumber: Int32;
  /** Kind of the controller. */
  type: ControllerType;
  /** The hypervisor's key of the controller. */
  deviceKey: Int32;
  /**
   * What its slots hold.
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
  /** Kind of the device. */
  type: VirtualDeviceType;
  /** Its slot on the controller. */
  unitNumber: Int32;
}
