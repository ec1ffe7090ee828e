/** Shapes that several kinds of this version share. */

/** A key of a Secret in the same namespace. */
export interface SecretKeySelector {
  /** Name of the Secret. @maxLength 253 */
  name: string;
  /** Key inside the Secret. @maxLength 253 */
  key: string;
}

/** The kinds an image reference may name. */
export type ImageKind = "VirtualMachineImage" | "ClusterVirtualMachineImage";

/** A VirtualMachineImage of the same namespace, or a ClusterVirtualMachineImage. */
export interface VirtualMachineImageRef {
  /** Which of the two kinds. */
  kind: ImageKind;
  /** Name of the image. @maxLength 253 */
  name: string;
}

/** Which kind of storage controller a device hangs on. */
export type ControllerType = "IDE" | "NVME" | "SCSI" | "SATA";
