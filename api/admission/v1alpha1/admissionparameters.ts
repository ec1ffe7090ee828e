/** AdmissionParameters: who is privileged, and which features are off. */
import type { ObjectMeta } from "../../meta.ts";

/**
 * What admission policies and the admission webhook are told about a cluster. The object called `default` is in force;
 * it comes with the policies and stays as long as they do.
 * @resource plural=admissionparameters singular=admissionparameters scope=Cluster
 * @administered
 */
export interface AdmissionParameters {
  metadata: ObjectMeta;
  /** Who is privileged beside those who always are, and which features are off. */
  spec?: AdmissionParametersSpec;
}

/** Who is privileged beside those who always are, and which features are off. */
export interface AdmissionParametersSpec {
  /**
   * Names of users who are privileged, beside the operator and the cluster's administrator.
   * @listType set
   * @maxItems 64
   * @items maxLength=253
   * @example ["system:serviceaccount:backup:backup"]
   */
  privilegedUsers?: string[];
  /**
   * Groups whose members are privileged, beside `system:masters` and `vmoperator.vmware.com:privileged`.
   * @listType set
   * @maxItems 64
   * @items maxLength=253
   * @example ["backup-operators"]
   */
  privilegedGroups?: string[];
  /** Feature → whether it is on; what is left out is on. */
  features?: Features;
}

/** Features by name; one that is left out is on. */
export interface Features {
  /** Controllers, slots, disk modes and sharing are part of a machine's manifest. @example false */
  VMSharedDisks?: boolean;
  /** Disks of the image are registered as claims, and stand in the manifest like any other volume. @example false */
  AllDisksArePVCs?: boolean;
}
