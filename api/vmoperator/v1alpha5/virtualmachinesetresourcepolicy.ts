/**
 * The VirtualMachineSetResourcePolicy: where a set of machines lives on the hypervisor, and what it may take
 * there.
 */
import type { ObjectMeta } from "../../meta.ts";
import type { VirtualMachineResourceSpec } from "./virtualmachineclass.ts";

/**
 * Where a set of machines lives on the hypervisor and what it may take there. Machines name it in
 * `spec.reserved.resourcePolicyName`.
 * @resource plural=virtualmachinesetresourcepolicies singular=virtualmachinesetresourcepolicy scope=Namespaced
 * @statusSubresource
 */
export interface VirtualMachineSetResourcePolicy {
  metadata: ObjectMeta;
  /** The policy. Cannot be changed. */
  spec?: VirtualMachineSetResourcePolicySpec;
  /** What was made on the hypervisor for the policy. */
  status?: VirtualMachineSetResourcePolicyStatus;
}

/** The policy. */
export interface VirtualMachineSetResourcePolicySpec {
  /** Resource pool of the machines, below the namespace's pool. */
  resourcePool?: ResourcePoolSpec;
  /** Name of the folder of the machines, below the namespace's folder. @maxLength 80 @example "my-folder" */
  folder?: string;
  /**
   * Names of the groups whose machines are kept on different hosts, one cluster module each.
   * @listType set
   * @example ["control-plane"]
   */
  clusterModuleGroups?: string[];
}

/** A resource pool. */
export interface ResourcePoolSpec {
  /** Name of the pool. @maxLength 80 @example "my-pool" */
  name?: string;
  /** Guaranteed. */
  reservations?: VirtualMachineResourceSpec;
  /** Never exceeded; no limit when left out. */
  limits?: VirtualMachineResourceSpec;
}

/** What was made on the hypervisor for the policy. */
export interface VirtualMachineSetResourcePolicyStatus {
  /** A pool for each cluster. */
  resourcePools?: ResourcePoolStatus[];
  /** A module for each group and cluster. */
  clustermodules?: VSphereClusterModuleStatus[];
}

/** A resource pool in a cluster. */
export interface ResourcePoolStatus {
  /** Managed object ID of the cluster. */
  clusterMoID: string;
  /** Managed object ID of the pool. */
  childResourcePoolMoID: string;
}

/** A cluster module: machines that are kept on different hosts. */
export interface VSphereClusterModuleStatus {
  /** Name of the group, from `spec.clusterModuleGroups`. */
  groupName: string;
  /** UUID of the module. */
  moduleUUID: string;
  /** Managed object ID of the cluster. */
  clusterMoID: string;
}
