/** Shapes that several kinds of this version share. */

/** A key of a Secret in the same namespace. */
export interface SecretKeySelector {
  /** Name of the Secret. @maxLength 253 */
  name: string;
  /** Key inside the Secret. @maxLength 253 */
  key: string;
}

/** A text, written here or kept in a Secret; not both. */
export interface ValueOrSecretKey {
  /** The Secret that holds it. */
  from?: SecretKeySelector;
  /** The text itself. */
  value?: string;
}

/** A setting and its value. */
export interface KeyValuePair {
  /** Name of the setting. */
  key: string;
  /** What it is set to. */
  value?: string;
}

/** The kinds an image reference may name. */
export type ImageKind = "VirtualMachineImage" | "ClusterVirtualMachineImage";

/** A VirtualMachineImage of the same namespace, or a ClusterVirtualMachineImage. */
export interface VirtualMachineImageRef {
  /** VirtualMachineImage for one of the namespace, ClusterVirtualMachineImage for one of the cluster. */
  kind: ImageKind;
  /** Name of the image. @maxLength 253 */
  name: string;
}

/** Which kind of storage controller a device hangs on. */
export type ControllerType = "IDE" | "NVME" | "SCSI" | "SATA";

/** Whether a disk keeps what is written to it, and whether snapshots include it. */
export type DiskMode =
  /** Changes are lost at power-off; snapshots leave the disk out. */
  | "IndependentNonPersistent"
  /** Changes are kept; snapshots leave the disk out. */
  | "IndependentPersistent"
  /** Changes are lost at power-off. */
  | "NonPersistent"
  /** Changes are kept. */
  | "Persistent";

/** Whether several machines may write to a disk at the same time. */
export type VolumeSharingMode =
  /** They may; its claim must be ReadWriteMany. */
  | "MultiWriter"
  /** One machine at a time. */
  | "None";
