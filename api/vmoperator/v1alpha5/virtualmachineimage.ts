/** Images: what the disks of a machine are made from, for one namespace or for the whole cluster. */
import type { Condition, Int32, ObjectMeta, Quantity } from "../../meta.ts";
import type { ControllerType } from "./common.ts";

/**
 * An image for the machines of one namespace.
 * @resource plural=virtualmachineimages singular=virtualmachineimage shortNames=vmi,vmimage scope=Namespaced
 * @statusSubresource
 * @column name="Display Name" type=string path=.status.name
 * @column name="Type" type=string path=.status.type
 * @column name="Image Version" type=string path=.status.productInfo.version
 * @column name="OS Name" type=string path=.status.osInfo.type
 * @column name="OS Version" type=string path=.status.osInfo.version
 * @column name="Hardware Version" type=string path=.status.hardwareVersion
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
  /** The library item behind the image. */
  providerRef?: ImageProviderRef;
}

/** The library item behind an image. */
export interface ImageProviderRef {
  apiVersion: string;
  kind: string;
  name: string;
}

/** What is in the image. */
export interface VirtualMachineImageStatus {
  /** Name in the library. */
  name?: string;
  /** `OVF`, `ISO` or `VM`. */
  type?: string;
  /** The library's identifier of the item. */
  providerItemID?: string;
  /** Version of the item's content. */
  providerContentVersion?: string;
  /** `bios` or `efi`. */
  firmware?: string;
  /** Virtual hardware version of the image. */
  hardwareVersion?: Int32;
  osInfo?: VirtualMachineImageOSInfo;
  productInfo?: VirtualMachineImageProductInfo;
  /**
   * Abilities of the image, such as `cloud-init`.
   * @listType set
   * @maxItems 64
   */
  capabilities?: string[];
  /**
   * The image's disks.
   * @listType map
   * @listMapKey name
   * @maxItems 256
   */
  disks?: VirtualMachineImageDisk[];
  /**
   * Observations about the image, one a type.
   * @listType map
   * @listMapKey type
   * @maxItems 64
   */
  conditions?: Condition[];
}

/** The operating system in an image. */
export interface VirtualMachineImageOSInfo {
  /** Guest identifier, such as `vmwarePhoton64Guest`. */
  id?: string;
  type?: string;
  version?: string;
}

/** What the maker says about an image. */
export interface VirtualMachineImageProductInfo {
  product?: string;
  vendor?: string;
  version?: string;
  fullVersion?: string;
}

/** A disk of an image. */
export interface VirtualMachineImageDisk {
  name: string;
  /** Size the disk can grow to. */
  limit?: Quantity;
  /** Size the disk takes today. */
  requested?: Quantity;
  controllerType?: ControllerType;
  controllerBusNumber?: Int32;
  unitNumber?: Int32;
}
