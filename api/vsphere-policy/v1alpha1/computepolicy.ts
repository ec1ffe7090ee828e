/** The ComputePolicy: a vSphere policy that workloads ask for, or that is laid upon them. */
import type { Condition, Int64, ObjectMeta } from "../../meta.ts";
import type { MatchSpec } from "./match.ts";

/**
 * A vSphere policy about where and how workloads run, which they ask for or which is laid upon them.
 * @resource plural=computepolicies singular=computepolicy scope=Namespaced
 * @administered
 * @statusSubresource
 * @column name="Enforcement-Mode" type=string path=.spec.enforcementMode
 * @column name="Description" type=string path=.spec.description
 */
export interface ComputePolicy {
  metadata: ObjectMeta;
  /** The policy. */
  spec?: ComputePolicySpec;
  /** The policy as it was last seen. */
  status?: ComputePolicyStatus;
}

/** Who decides that a policy applies. */
export type PolicyEnforcementMode =
  /** It applies to every workload that it matches. */
  | "Mandatory"
  /** It applies to workloads that name it in `spec.policies`. */
  | "Optional";

/** The policy. */
export interface ComputePolicySpec {
  /** What the policy is for. @example "Database machines on hosts with local disks" */
  description?: string;
  /**
   * The hypervisor's identifier of the policy, where it has one.
   * @selectable
   * @example "4a6f1b2c-0d3e-4f5a-9b8c-7d6e5f4a3b2c"
   */
  policyID?: string;
  /**
   * Who decides that the policy applies; `Mandatory` when left out.
   * @default "Mandatory"
   * @selectable
   * @example "Optional"
   */
  enforcementMode?: PolicyEnforcementMode;
  /**
   * Workloads the policy is for; all of the namespace when left out. Others cannot ask for it either.
   * @presence
   */
  match?: MatchSpec;
  /**
   * Names of TagPolicies whose tags make the policy apply to a workload.
   * @listType set
   * @example ["local-disks"]
   */
  tags?: string[];
}

/** The policy as it was last seen. */
export interface ComputePolicyStatus {
  /** The generation of the policy that was last looked at. */
  observedGeneration?: Int64;
  /**
   * Observations about the policy, one a type.
   * @listType map
   * @listMapKey type
   */
  conditions?: Condition[];
}
