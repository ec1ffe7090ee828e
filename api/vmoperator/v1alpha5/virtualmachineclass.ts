/** The VirtualMachineClass: a size and its policies, chosen by an administrator. */
import type { Int32, Int64, ObjectMeta, OpenObject, Quantity } from "../../meta.ts";

/**
 * A size of virtual machines, with its devices, reservations and limits.
 * @resource plural=virtualmachineclasses singular=virtualmachineclass shortNames=vmclass scope=Namespaced
 * @administered
 * @statusSubresource
 * @column name="CPU" type=string path=.spec.hardware.cpus
 * @column name="Memory" type=string path=.spec.hardware.memory
 */
export interface VirtualMachineClass {
  metadata: ObjectMeta;
  /** What machines of this class get. */
  spec?: VirtualMachineClassSpec;
  /** Nothing is observed about a class yet. */
  status?: VirtualMachineClassStatus;
}

/** What machines of this class get. */
export interface VirtualMachineClassSpec {
  /**
   * Name of the controller of the machines, such as `vmoperator.vmware.com/vsphere`. Cannot be emptied.
   * @selectable
   * @example "vmoperator.vmware.com/vsphere"
   */
  controllerName?: string;
  /** For whom or what the class is. @example "General purpose, two CPUs" */
  description?: string;
  /** Size and devices of the machine; wins over `configSpec` where set. */
  hardware?: VirtualMachineClassHardware;
  /** Reservations and limits. */
  policies?: VirtualMachineClassPolicies;
  /**
   * A vSphere VirtualMachineConfigSpec as JSON; every object in it names its type in `_typeName`. `numCPUs` and
   * `memoryMB` size the machine where `hardware` does not; CPU allocations are in MHz, memory allocations in MiB.
   * @example {"_typeName":"VirtualMachineConfigSpec","numCPUs":2,"memoryMB":4096}
   */
  configSpec?: OpenObject;
  /**
   * Identifier of the reservation profile that holds room for machines of this class.
   * @example "profile-1"
   */
  reservedProfileID?: string;
  /** Number of machines of this class that the profile holds room for. @minimum 0 @example 4 */
  reservedSlots?: Int32;
}

/** Size and devices of the machine. */
export interface VirtualMachineClassHardware {
  /** Number of virtual CPUs. @minimum 1 @example 2 */
  cpus?: Int64;
  /** Memory, such as `4Gi`. @example "4Gi" */
  memory?: Quantity;
  /** Accelerators and PCI devices. */
  devices?: VirtualDevices;
  /** Volumes on disks of the host, which go away with the machine. */
  instanceStorage?: InstanceStorage;
}

/** Accelerators and PCI devices. */
export interface VirtualDevices {
  /**
   * Virtual GPUs, one a profile.
   * @listType map
   * @listMapKey profileName
   */
  vgpuDevices?: VGPUDevice[];
  /** PCI devices of the host that are passed through. */
  dynamicDirectPathIODevices?: DynamicDirectPathIODevice[];
}

/** A virtual GPU. */
export interface VGPUDevice {
  /** Name of the vGPU profile, such as `grid_v100-4q`. @example "grid_v100-4q" */
  profileName: string;
}

/** A kind of PCI device; the host's device is chosen when the machine is powered on. */
export interface DynamicDirectPathIODevice {
  /** PCI vendor of the device, as a decimal number. @example 4318 */
  vendorID: Int64;
  /** PCI device number, as a decimal number. @example 7864 */
  deviceID: Int64;
  /** Label that an administrator gave the devices to choose from. @example "gpu-small" */
  customLabel?: string;
}

/** Volumes on disks of the host. */
export interface InstanceStorage {
  /** Name of the StorageClass of the volumes, whatever the machine's own is. @example "local-nvme" */
  storageClass?: string;
  /** Each volume, by its size. */
  volumes?: InstanceStorageVolume[];
}

/** A volume on a disk of the host. */
export interface InstanceStorageVolume {
  /** Capacity, such as `256Gi`. @example "256Gi" */
  size: Quantity;
}

/** Reservations and limits. */
export interface VirtualMachineClassPolicies {
  /** CPU and memory. */
  resources?: VirtualMachineClassResources;
}

/** What is guaranteed, and what is never exceeded. */
export interface VirtualMachineClassResources {
  /** Guaranteed. */
  requests?: VirtualMachineResourceSpec;
  /** Never exceeded; no limit when left out. */
  limits?: VirtualMachineResourceSpec;
}

/** CPU bandwidth and memory. */
export interface VirtualMachineResourceSpec {
  /** CPU bandwidth, in cores of the slowest host: `500m` is half of one. @example "500m" */
  cpu?: Quantity;
  /** Memory, such as `2Gi`. @example "2Gi" */
  memory?: Quantity;
}

/** Nothing is observed about a class yet. */
// biome-ignore lint/complexity/noBannedTypes: an object without fields
export type VirtualMachineClassStatus = {};
