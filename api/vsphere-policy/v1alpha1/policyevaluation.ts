/** The PolicyEvaluation: which policies apply to a workload. */
import type { Condition, Int64, LocalObjectRef, ObjectMeta } from "../../meta.ts";
import type { GuestFamily } from "./match.ts";

/**
 * Asks which policies apply to a workload, and holds the answer.
 * @resource plural=policyevaluations singular=policyevaluation shortNames=policyeval scope=Namespaced
 * @administered
 * @statusSubresource
 */
export interface PolicyEvaluation {
  metadata: ObjectMeta;
  /** The workload. */
  spec?: PolicyEvaluationSpec;
  /** The policies that apply to it. */
  status?: PolicyEvaluationStatus;
}

/** The workload. */
export interface PolicyEvaluationSpec {
  /** Its image. */
  image?: PolicyEvaluationImageSpec;
  /** The workload itself. */
  workload?: PolicyEvaluationWorkloadSpec;
  /**
   * Policies that the workload asks for.
   * @listType map
   * @listMapKey name
   * @listMapKey kind
   * @example [{"apiVersion":"vsphere.policy.vmware.com/v1alpha1","kind":"ComputePolicy","name":"my-compute-policy"}]
   */
  policies?: LocalObjectRef[];
}

/** The image of a workload. */
export interface PolicyEvaluationImageSpec {
  /** Name of the image. @example "vmi-0a0044d7c690bcbea" */
  name?: string;
  /** Labels of the image. */
  labels?: { [key: string]: string };
}

/** What is known of a workload. */
export interface PolicyEvaluationWorkloadSpec {
  /** Labels of the workload. */
  labels?: { [key: string]: string };
  /** Its guest operating system. */
  guest?: PolicyEvaluationGuestSpec;
}

/** The guest operating system of a workload. */
export interface PolicyEvaluationGuestSpec {
  /** Guest identifier, such as `ubuntu64Guest`. @example "ubuntu64Guest" */
  guestID?: string;
  /** Family of the guest operating system. @example "Linux" */
  guestFamily?: GuestFamily;
}

/** The policies that apply to a workload. */
export interface PolicyEvaluationStatus {
  /** The generation of the evaluation that was last looked at. */
  observedGeneration?: Int64;
  /**
   * The policies that apply, asked for or mandatory.
   * @listType map
   * @listMapKey name
   * @listMapKey kind
   */
  policies?: PolicyEvaluationResult[];
  /**
   * Observations about the evaluation, one a type; `Ready` says whether it is done.
   * @listType map
   * @listMapKey type
   */
  conditions?: Condition[];
}

/** A policy that applies. */
export interface PolicyEvaluationResult extends LocalObjectRef {
  /** The generation of the policy that was evaluated. */
  observedGeneration?: Int64;
  /**
   * UUIDs of the tags that make the policy apply.
   * @listType set
   */
  tags?: string[];
}
