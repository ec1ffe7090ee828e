/** The VirtualMachineGroupPublishRequest: makes an image from each machine of a group, once. */
import type { Condition, Int64, ObjectMeta, Time } from "../../meta.ts";

/**
 * Makes an image from each machine of a group, once.
 * @resource plural=virtualmachinegrouppublishrequests singular=virtualmachinegrouppublishrequest shortNames=vmgpub scope=Namespaced
 * @statusSubresource
 */
export interface VirtualMachineGroupPublishRequest {
  metadata: ObjectMeta;
  /** What is published, and where. Cannot be changed. */
  spec?: VirtualMachineGroupPublishRequestSpec;
  /** How far publishing has come. */
  status?: VirtualMachineGroupPublishRequestStatus;
}

/** What is published, and where. */
export interface VirtualMachineGroupPublishRequestSpec {
  /**
   * Name of the group; the request's own name when left out.
   * @maxLength 253
   * @selectable
   * @example "my-application"
   */
  source?: string;
  /**
   * Names of the machines, each a member of the group or of a group in it; all of them when left out.
   * @listType set
   * @items maxLength=253
   * @example ["my-vm"]
   */
  virtualMachines?: string[];
  /**
   * Name of the ContentLibrary; the one labelled `imageregistry.vmware.com/default` when left out.
   * @maxLength 253
   * @example "my-library"
   */
  target?: string;
  /**
   * Seconds after which a finished request, and each machine's own, is deleted; kept when left out.
   * @minimum 0
   * @example 3600
   */
  ttlSecondsAfterFinished?: Int64;
}

/** How far publishing has come. */
export interface VirtualMachineGroupPublishRequestStatus {
  /** Name of the group that is published. */
  source?: string;
  /** Name of the ContentLibrary the images go to. */
  target?: string;
  /** When the request was first worked on. */
  startTime?: Time;
  /** When the request was finished. */
  completionTime?: Time;
  /**
   * How far each machine has come.
   * @listType map
   * @listMapKey source
   */
  images?: VirtualMachineGroupPublishRequestImageStatus[];
  /**
   * Observations about the request, one a type; `Complete` says whether it is finished.
   * @listType map
   * @listMapKey type
   */
  conditions?: Condition[];
}

/** The image of one machine. */
export interface VirtualMachineGroupPublishRequestImageStatus {
  /** Name of the machine. */
  source: string;
  /** Name of the VirtualMachinePublishRequest that makes its image. */
  publishRequestName: string;
  /** Name of the VirtualMachineImage, once it is there. */
  imageName?: string;
  /**
   * Observations about that request, one a type.
   * @listType map
   * @listMapKey type
   */
  conditions?: Condition[];
}
