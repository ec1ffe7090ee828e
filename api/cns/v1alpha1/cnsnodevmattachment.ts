/** The CnsNodeVmAttachment: attaches a persistent volume to a machine. */
import type { ObjectMeta } from "../../meta.ts";

/**
 * Attaches a claim's volume to a machine; deleting it detaches the volume.
 * @resource plural=cnsnodevmattachments singular=cnsnodevmattachment scope=Namespaced
 * @administered
 * @statusSubresource
 */
export interface CnsNodeVmAttachment {
  metadata: ObjectMeta;
  /** The machine and the claim. */
  spec?: CnsNodeVmAttachmentSpec;
  /** Whether the volume is attached. */
  status?: CnsNodeVmAttachmentStatus;
}

/** The machine and the claim. */
export interface CnsNodeVmAttachmentSpec {
  /** BIOS UUID of the machine. @selectable @example "5f0d9a1c-3c1b-4e0a-9d3e-2b7f6a8c1d20" */
  nodeuuid: string;
  /** Name of the PersistentVolumeClaim. @selectable @example "my-claim" */
  volumename: string;
}

/** Whether the volume is attached. */
export interface CnsNodeVmAttachmentStatus {
  /** Whether the volume is attached. @selectable */
  attached: boolean;
  /** What the storage provider says about the attachment, such as the disk's UUID under `diskUUID`. */
  metadata?: { [key: string]: string };
  /** Why attaching or detaching failed last. */
  error?: string;
}
