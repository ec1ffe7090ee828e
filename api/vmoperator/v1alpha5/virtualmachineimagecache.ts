/** The VirtualMachineImageCache: copies of an image's files where machines are made from them. */
import type { Condition, ObjectMeta } from "../../meta.ts";

/**
 * Copies of an image's files on the datastores where machines are made from them.
 * @resource plural=virtualmachineimagecaches singular=virtualmachineimagecache shortNames=vmic,vmicache,vmimagecache scope=Namespaced
 * @administered
 * @statusSubresource
 */
export interface VirtualMachineImageCache {
  metadata: ObjectMeta;
  /** Which image, and where to. */
  spec?: VirtualMachineImageCacheSpec;
  /** What has been copied. */
  status?: VirtualMachineImageCacheStatus;
}

/** Which image, and where to. */
export interface VirtualMachineImageCacheSpec {
  /** Identifier of the image in its library. @selectable @example "0a0044d7-c690-4bcb-8ea1-2b7f6a8c1d20" */
  providerID: string;
  /** Version of the image's content; the newest when left out. @example "2" */
  providerVersion?: string;
  /**
   * Where copies are needed.
   * @listType map
   * @listMapKey datacenterID
   * @listMapKey datastoreID
   * @listMapKey profileID
   */
  locations?: VirtualMachineImageCacheLocationSpec[];
}

/** A place for a copy. */
export interface VirtualMachineImageCacheLocationSpec {
  /** Managed object ID of the datacenter. @minLength 1 @example "datacenter-1" */
  datacenterID: string;
  /** Managed object ID of the datastore. @minLength 1 @example "datastore-1" */
  datastoreID: string;
  /**
   * Identifier of the storage policy of the copy, which the datastore satisfies.
   * @minLength 1
   * @example "aa6d5a82-1c88-45da-85d3-3d74b91a5bad"
   */
  profileID: string;
}

/** What has been copied. */
export interface VirtualMachineImageCacheStatus {
  /**
   * Each place and the files there.
   * @listType map
   * @listMapKey datacenterID
   * @listMapKey datastoreID
   * @listMapKey profileID
   */
  locations?: VirtualMachineImageCacheLocationStatus[];
  /** The image's OVF envelope. */
  ovf?: VirtualMachineImageCacheOVFStatus;
  /**
   * Observations about the copies, one a type; `Ready` sums them up.
   * @listType map
   * @listMapKey type
   */
  conditions?: Condition[];
}

/** The files at one place. */
export interface VirtualMachineImageCacheLocationStatus {
  /** Managed object ID of the datacenter. */
  datacenterID: string;
  /** Managed object ID of the datastore. */
  datastoreID: string;
  /** Identifier of the storage policy of the copy. */
  profileID: string;
  /**
   * Each file that was copied there.
   * @listType map
   * @listMapKey id
   * @listMapKey type
   */
  files?: VirtualMachineImageCacheFileStatus[];
  /**
   * Observations about this place, one a type.
   * @listType map
   * @listMapKey type
   */
  conditions?: Condition[];
}

/** What a copied file is. */
export type VirtualMachineImageCacheFileType =
  /** A virtual disk. */
  | "Disk"
  /** Any other file, such as an ISO image or an NVRAM file. */
  | "Other";

/** Who looks after a copied disk. */
export type VirtualMachineImageCacheDiskType =
  /** A file on a datastore. */
  | "Classic"
  /** The storage provider. */
  | "Managed";

/** A copied file. */
export interface VirtualMachineImageCacheFileStatus {
  /** Path of the file on its datastore, or identifier of a managed disk. */
  id: string;
  /** What the file is. */
  type: VirtualMachineImageCacheFileType;
  /** Who looks after the disk; of disks only. */
  diskType?: VirtualMachineImageCacheDiskType;
  /** Name of the file in the image. */
  name?: string;
}

/** Where the image's OVF envelope is kept. */
export interface VirtualMachineImageCacheOVFStatus {
  /** Name of the ConfigMap that holds the envelope as YAML, under the key `value`. */
  configMapName?: string;
  /** Version of the image's content that the envelope belongs to. */
  providerVersion?: string;
}
