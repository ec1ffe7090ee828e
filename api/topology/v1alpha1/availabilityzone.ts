/** The AvailabilityZone: a part of the infrastructure that fails on its own. */
import type { Condition, ObjectMeta } from "../../meta.ts";
import type { VirtualMachineReservation } from "./common.ts";

/**
 * A part of the infrastructure that fails on its own: one or more vSphere clusters.
 * @resource plural=availabilityzones singular=availabilityzone shortNames=az scope=Cluster
 * @administered
 * @statusSubresource
 */
export interface AvailabilityZone {
  metadata: ObjectMeta;
  /** The clusters, and what namespaces have there. */
  spec?: AvailabilityZoneSpec;
  /** The zone as it was last seen. */
  status?: AvailabilityZoneStatus;
}

/** The clusters, and what namespaces have there. */
export interface AvailabilityZoneSpec {
  /** Managed object IDs of the zone's clusters. @example ["domain-c1"] */
  clusterComputeResourceMoIDs?: string[];
  /**
   * Managed object ID of the zone's only cluster; `clusterComputeResourceMoIDs` wins.
   * @example "domain-c1"
   */
  clusterComputeResourceMoId?: string;
  /**
   * What each namespace has in the zone, by the namespace's name.
   * @example {"my-namespace":{"folderMoId":"group-v1","poolMoIDs":["resgroup-1"]}}
   */
  namespaces?: { [namespace: string]: NamespaceInfo };
  /** Where the system's own workloads live. @example {"folderMoID":"group-v2","poolMoIDs":["resgroup-2"]} */
  systemInfo?: SystemInfo;
  /** Room that is reserved in the zone. */
  virtualMachineReservations?: VirtualMachineReservation[];
}

/** What a namespace has in a zone. */
export interface NamespaceInfo {
  /** Managed object ID of the namespace's folder. */
  folderMoId?: string;
  /** Managed object IDs of its resource pools, one a cluster. */
  poolMoIDs?: string[];
  /** Managed object ID of its only pool; `poolMoIDs` wins. */
  poolMoId?: string;
}

/** Where the system's own workloads live. */
export interface SystemInfo {
  /** Managed object ID of their folder. */
  folderMoID?: string;
  /** Managed object IDs of their resource pools, one a cluster. */
  poolMoIDs?: string[];
}

/** The zone as it was last seen. */
export interface AvailabilityZoneStatus {
  /** Whether the zone is going away; nothing new is placed in it. @selectable */
  markedForRemoval?: boolean;
  /** Room that is reserved in the zone. */
  virtualMachineReservations?: VirtualMachineReservation[];
  /**
   * Observations about the zone, one a type.
   * @listType map
   * @listMapKey type
   */
  conditions?: Condition[];
}
