/** The CnsRegisterVolume: makes a disk that exists a persistent volume. */
import type { ObjectMeta } from "../../meta.ts";

/**
 * Makes a disk that exists a PersistentVolume and binds a claim to it. It is deleted once the claim is bound.
 * @resource plural=cnsregistervolumes singular=cnsregistervolume scope=Namespaced
 * @statusSubresource
 */
export interface CnsRegisterVolume {
  metadata: ObjectMeta;
  /** The disk and the claim. */
  spec?: CnsRegisterVolumeSpec;
  /** Whether the disk is registered. */
  status?: CnsRegisterVolumeStatus;
}

/** The disk and the claim. */
export interface CnsRegisterVolumeSpec {
  /**
   * Name of the PersistentVolumeClaim that is bound to the disk.
   * @selectable
   * @example "disk-5f0d9a1c-3c1b-4e0a-9d3e-2b7f6a8c1d20"
   */
  pvcName: string;
  /** The storage provider's identifier of the volume. */
  volumeID?: string;
  /**
   * URL of the disk's file: `https://HOST/folder/PATH.vmdk?dcPath=DATACENTER&dsName=DATASTORE`.
   * @example "https://vcenter.example.com/folder/my-vm/my-vm_1.vmdk?dcPath=dc&dsName=vsan"
   */
  diskURLPath?: string;
  /**
   * How the volume may be mounted: `ReadWriteOnce`, or `ReadWriteMany` for a shared disk.
   * @example "ReadWriteOnce"
   */
  accessMode?: string;
  /** `Block` or `Filesystem`. @example "Block" */
  volumeMode?: string;
  /** How the disk is backed, such as `FlatVer2`. @example "FlatVer2" */
  backingType?: string;
}

/** Whether the disk is registered. */
export interface CnsRegisterVolumeStatus {
  /** Whether the disk is registered and the claim bound. @selectable */
  registered: boolean;
  /** Why registering failed last. */
  error?: string;
}
