/** The VirtualMachinePublishRequest: makes an image from a machine, once. */
import type { Condition, Int64, ObjectMeta, Time } from "../../meta.ts";

/**
 * Makes an image from a machine and puts it into a content library, once.
 * @resource plural=virtualmachinepublishrequests singular=virtualmachinepublishrequest shortNames=vmpub scope=Namespaced
 * @statusSubresource
 */
export interface VirtualMachinePublishRequest {
  metadata: ObjectMeta;
  /** What is published, and where. */
  spec?: VirtualMachinePublishRequestSpec;
  /** How far publishing has come. */
  status?: VirtualMachinePublishRequestStatus;
}

/** What is published, and where. */
export interface VirtualMachinePublishRequestSpec {
  /** The machine. Cannot be changed. @default {} */
  source?: VirtualMachinePublishRequestSource;
  /** The item that is made, and the library it goes to. Cannot be changed. @default {} */
  target?: VirtualMachinePublishRequestTarget;
  /**
   * Seconds after which a finished request is deleted; kept when left out, deleted at once when 0.
   * @minimum 0
   * @example 3600
   */
  ttlSecondsAfterFinished?: Int64;
  /** How often a failed upload is tried again; 3 when left out. @minimum 0 @default 3 */
  backoffLimit?: Int64;
}

/** The machine that is published. */
export interface VirtualMachinePublishRequestSource {
  /**
   * Name of the machine; the request's own name when left out.
   * @maxLength 253
   * @selectable
   * @example "my-vm"
   */
  name?: string;
  /**
   * API group and version of the machine; `vmoperator.vmware.com/v1alpha5` when left out.
   * @default "vmoperator.vmware.com/v1alpha5"
   * @maxLength 64
   * @pattern ^vmoperator\.vmware\.com/v[a-z0-9]+$
   */
  apiVersion?: string;
  /** Kind of the source; `VirtualMachine` when left out, and no other. @default "VirtualMachine" */
  kind?: "VirtualMachine";
}

/** Where the image goes. */
export interface VirtualMachinePublishRequestTarget {
  /** The item that is made in the library. */
  item?: VirtualMachinePublishRequestTargetItem;
  /** The library. @default {} */
  location?: VirtualMachinePublishRequestTargetLocation;
}

/** The item that is made in the library. */
export interface VirtualMachinePublishRequestTargetItem {
  /**
   * Name of the item in the library; the machine's name and `-image` when left out.
   * @example "my-vm-image"
   */
  name?: string;
  /** What the item is for. @example "my-vm with its data" */
  description?: string;
}

/** A content library. */
export interface VirtualMachinePublishRequestTargetLocation {
  /**
   * Name of the library; must be said.
   * @maxLength 253
   * @example "my-library"
   */
  name?: string;
  /**
   * API group and version of the library; `imageregistry.vmware.com/v1alpha1` when left out.
   * @default "imageregistry.vmware.com/v1alpha1"
   * @maxLength 64
   * @pattern ^imageregistry\.vmware\.com/v[a-z0-9]+$
   */
  apiVersion?: string;
  /** Kind of the target; `ContentLibrary` when left out, and no other. @default "ContentLibrary" */
  kind?: "ContentLibrary";
}

/** How far publishing has come. */
export interface VirtualMachinePublishRequestStatus {
  /** The machine that is published. */
  sourceRef?: VirtualMachinePublishRequestSource;
  /** Where the image goes. */
  targetRef?: VirtualMachinePublishRequestTarget;
  /** When the request was first worked on. */
  startTime?: Time;
  /** When the request was finished. */
  completionTime?: Time;
  /** How often an upload was tried. */
  attempts?: Int64;
  /** When an upload was last tried. */
  lastAttemptTime?: Time;
  /** Name of the VirtualMachineImage that was made. @selectable */
  imageName?: string;
  /** Whether the image can be used. @selectable */
  ready?: boolean;
  /**
   * Observations about the request, one a type: `SourceValid`, `TargetValid`, `Uploaded`, `ImageAvailable`, `Complete`.
   * @listType map
   * @listMapKey type
   */
  conditions?: Condition[];
}
