/** The TagPolicy: vSphere tags that make policies apply. */
import type { ObjectMeta } from "../../meta.ts";

/**
 * vSphere tags that are put on workloads to make a policy apply. ComputePolicies name it; workloads do not.
 * @resource plural=tagpolicies singular=tagpolicy scope=Namespaced
 * @administered
 * @statusSubresource
 */
export interface TagPolicy {
  metadata: ObjectMeta;
  /** The tags. */
  spec?: TagPolicySpec;
  /** Nothing is observed about a tag policy. */
  status?: TagPolicyStatus;
}

/** The tags. */
export interface TagPolicySpec {
  /**
   * UUIDs of the tags.
   * @listType set
   * @example ["urn:vmomi:InventoryServiceTag:4a6f1b2c-0d3e-4f5a-9b8c-7d6e5f4a3b2c:GLOBAL"]
   */
  tags?: string[];
}

/** Nothing is observed about a tag policy. */
// biome-ignore lint/complexity/noBannedTypes: an object without fields
export type TagPolicyStatus = {};
