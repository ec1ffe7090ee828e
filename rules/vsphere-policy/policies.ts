/** Policies of vSphere: administrators change them, and workloads follow. */
import type { OpenObject } from "../../api/meta.ts";
import type { ComputePolicy, ComputePolicySpec } from "../../api/vsphere-policy/v1alpha1/computepolicy.ts";
import type { PolicyEvaluation } from "../../api/vsphere-policy/v1alpha1/policyevaluation.ts";
import type { TagPolicy } from "../../api/vsphere-policy/v1alpha1/tagpolicy.ts";
import type { ImmutabilityTable } from "../lang/tables.ts";

/** A match contains matches, so that its paths have no end: here it is closed. */
type ClosedPolicy = { spec?: Omit<ComputePolicySpec, "match"> & { match?: OpenObject } } & Omit<
  ComputePolicy,
  "spec"
>;

// biome-ignore format: a table
export const computePolicyImmutability = {
  kind: "immutability",
  doc: "What cannot change of a compute policy: nothing.",
  hit: "collect",
  rows: [
    { id: "computepolicy/description-may-change", field: "spec.description", forbid: [],
      doc: "The description may change.", source: "ours:follows-the-administrator" },
    { id: "computepolicy/policy-may-change", field: "spec.policyID", forbid: [],
      doc: "Another policy of the hypervisor may stand behind it.", source: "ours:follows-the-administrator" },
    { id: "computepolicy/mode-may-change", field: "spec.enforcementMode", forbid: [],
      doc: "A policy may become mandatory or optional.", source: "ours:follows-the-administrator" },
    { id: "computepolicy/match-may-change", field: "spec.match", forbid: [],
      doc: "A policy may be for other workloads.", source: "ours:follows-the-administrator" },
    { id: "computepolicy/tags-may-change", field: "spec.tags", forbid: [],
      doc: "Other tags may make a policy apply.", source: "ours:follows-the-administrator" },
  ],
} as const satisfies ImmutabilityTable<ClosedPolicy>;

// biome-ignore format: a table
export const tagPolicyImmutability = {
  kind: "immutability",
  doc: "What cannot change of a tag policy: nothing.",
  hit: "collect",
  rows: [
    { id: "tagpolicy/tags-may-change", field: "spec.tags", forbid: [],
      doc: "Other tags may be put on workloads.", source: "ours:follows-the-administrator" },
  ],
} as const satisfies ImmutabilityTable<TagPolicy>;

// biome-ignore format: a table
export const policyEvaluationImmutability = {
  kind: "immutability",
  doc: "What cannot change of a question for policies: nothing. It is asked again when the workload changes.",
  hit: "collect",
  rows: [
    { id: "policyevaluation/image-may-change", field: "spec.image", forbid: [],
      doc: "What is known of the image may change.", source: "ours:follows-the-workload" },
    { id: "policyevaluation/workload-may-change", field: "spec.workload", forbid: [],
      doc: "What is known of the workload may change.", source: "ours:follows-the-workload" },
    { id: "policyevaluation/policies-may-change", field: "spec.policies", forbid: [],
      doc: "The workload may ask for other policies.", source: "ours:follows-the-workload" },
  ],
} as const satisfies ImmutabilityTable<PolicyEvaluation>;
