/** Images: what the disks of a machine are made from, for one namespace or for the whole cluster. */
import type { Condition, Int32, LocalObjectRef, ObjectMeta, Quantity } from "../../meta.ts";
import type { ControllerType } from "./common.ts";

/**
 * An image for the machines of one namespace.
 * @resource plural=virtualmachineimages singular=virtualmachineimage shortNames=vmi,vmimage scope=Namespaced
 * @administered
 * @statusSubresource
 * @column name="Display Name" type=string path=.status.name
 * @column name="Type" type=string path=.status.type
 * @column name="Image Version" type=string path=.status.productInfo.version
 * @column name="OS Name" type=string path=.status.osInfo.type
 * @column name="OS Version" type=string path=.status.osInfo.version
 * @column name="Hardware Version" type=string path=.status.hardwareVersion
 * @column name="Capabilities" type=string path=.status.capabilities
 */
export interface VirtualMachineImage {
  metadata: ObjectMeta;
  /** Where the image comes from. */
  spec?: VirtualMachineImageSpec;
  /** What is in the image. */
  status?: VirtualMachineImageStatus;
}

/**
 * An image for the machines of every namespace.
 * @resource plural=clustervirtualmachineimages singular=clustervirtualmachineimage shortNames=cvmi,cvmimage,clustervmi,clustervmimage scope=Cluster
 * @administered
 * @statusSubresource
 * @column name="Display Name" type=string path=.status.name
 * @column name="Type" type=string path=.status.type
 * @column name="Image Version" type=string path=.status.productInfo.version
 * @column name="OS Name" type=string path=.status.osInfo.type
 * @column name="OS Version" type=string path=.status.osInfo.version
 * @column name="Hardware Version" type=string path=.status.hardwareVersion
 */
export interface ClusterVirtualMachineImage {
  metadata: ObjectMeta;
  /** Where the image comes from. */
  spec?: VirtualMachineImageSpec;
  /** What is in the image. */
  status?: VirtualMachineImageStatus;
}

/** Where the image comes from. */
export interface VirtualMachineImageSpec {
  /**
   * The library item behind the image.
   * @example {"apiVersion":"imageregistry.vmware.com/v1alpha1","kind":"ContentLibraryItem","name":"clitem-0a0044d7c690bcbea"}
   */
  providerRef?: LocalObjectRef;
}

/** What is in the image. */
export interface VirtualMachineImageStatus {
  /** Name in the library, shown to people. @selectable */
  name?: string;
  /** What the image is made of: `OVF`, `ISO` or `VM`. @selectable */
  type?: string;
  /** The library's identifier of the item. @selectable */
  providerItemID?: string;
  /** Version of the item's content in the library. */
  providerContentVersion?: string;
  /** Firmware that the guest boots with: `bios` or `efi`. */
  firmware?: string;
  /** Virtual hardware version of the image. */
  hardwareVersion?: Int32;
  /** The operating system in the image. */
  osInfo?: VirtualMachineImageOSInfo;
  /** What the maker says about the image. */
  productInfo?: VirtualMachineImageProductInfo;
  /** OVF properties that a person may set when a machine is made. */
  ovfProperties?: OVFProperty[];
  /** OVF properties that VMware products set in the image for themselves. */
  vmwareSystemProperties?: VMwareSystemProperty[];
  /**
   * Abilities of the image, such as `cloud-init`, `nvidia-gpu` and `sriov-net`; each is a label of the image too.
   * @listType set
   */
  capabilities?: string[];
  /**
   * The image's disks.
   * @listType map
   * @listMapKey name
   */
  disks?: VirtualMachineImageDisk[];
  /**
   * Observations about the image, one a type; `Ready` says whether machines can be made from it.
   * @listType map
   * @listMapKey type
   */
  conditions?: Condition[];
}

/** The operating system in an image. */
export interface VirtualMachineImageOSInfo {
  /** Number of the operating system in the OVF's table. */
  id?: string;
  /** Guest identifier, such as `vmwarePhoton64Guest`. */
  type?: string;
  /** Version of the operating system. */
  version?: string;
}

/** What the maker says about an image. */
export interface VirtualMachineImageProductInfo {
  /** Name of the product. */
  product?: string;
  /** Who makes it. */
  vendor?: string;
  /** Short version of the product. */
  version?: string;
  /** Full version, with the build. */
  fullVersion?: string;
}

/** An OVF property that a person may set. */
export interface OVFProperty {
  /** Name of the property. */
  key: string;
  /** OVF type of its value, such as `string`, `boolean` or `ip`. */
  type: string;
  /** Value when nobody sets one. */
  default?: string;
}

/** An OVF property with the value that the image gives it. */
export interface VMwareSystemProperty {
  /** Name of the property. */
  key: string;
  /** Its value. */
  value?: string;
}

/** A disk of an image. */
export interface VirtualMachineImageDisk {
  /** Name of the disk in the image. */
  name: string;
  /** Size the disk can grow to. */
  limit?: Quantity;
  /** Size the disk takes today. */
  requested?: Quantity;
  /** Controller the disk hangs on. */
  controllerType?: ControllerType;
  /** Bus number of that controller. */
  controllerBusNumber?: Int32;
  /** Slot on that controller. */
  unitNumber?: Int32;
}
