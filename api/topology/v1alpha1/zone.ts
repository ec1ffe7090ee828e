/** The Zone: an availability zone as one namespace may use it. */
import type { Condition, ObjectMeta, Quantity } from "../../meta.ts";
import type { VirtualMachineReservation } from "./common.ts";

/**
 * An availability zone as one namespace may use it. Machines of the namespace are placed in its zones.
 * @resource plural=zones singular=zone scope=Namespaced
 * @administered
 * @statusSubresource
 */
export interface Zone {
  metadata: ObjectMeta;
  /** What the namespace has in the zone. */
  spec?: ZoneSpec;
  /** The zone as it was last seen. */
  status?: ZoneStatus;
}

/** What the namespace has in the zone. */
export interface ZoneSpec {
  /** The AvailabilityZone behind it. */
  availabilityZoneReference: AvailabilityZoneReference;
  /** Where the namespace's objects live. */
  namespace?: VSphereEntityInfo;
  /** Where its pods live. */
  vSpherePods?: VSphereEntityInfo;
  /** Where its machines live. */
  managedVMs?: VSphereEntityInfo;
  /**
   * Managed object IDs of the clusters that the namespace may use; all of the zone when left out.
   * @example ["domain-c1"]
   */
  allowedClusterComputeResourceMoIDs?: string[];
  /**
   * CPU bandwidth of the namespace in the zone beside reserved classes, in hertz.
   * @example {"reservation":"4G","limit":"20G"}
   */
  cpu?: ResourceAllocation;
  /**
   * Memory of the namespace in the zone beside reserved classes, in bytes.
   * @example {"reservation":"8Gi","limit":"64Gi"}
   */
  memory?: ResourceAllocation;
  /** Machines that room is reserved for. */
  virtualMachineReservations?: VirtualMachineReservation[];
  /** Whether passed-through devices may be used only by machines that room is reserved for. */
  disallowUnreservedDirectPathUsage?: boolean;
  /**
   * Who pays for the memory that running a machine takes beside its own; when left out, the namespace where it has
   * memory reserved, else the system.
   */
  overheadMemoryProvidedBy?: OverheadMemoryProvider;
}

/** An AvailabilityZone. */
export interface AvailabilityZoneReference {
  /** API group and version of the AvailabilityZone. @example "topology.tanzu.vmware.com/v1alpha1" */
  apiVersion: string;
  /** Name of the AvailabilityZone. @selectable @example "zone-a" */
  name: string;
}

/** Where objects live on the hypervisor. */
export interface VSphereEntityInfo {
  /** Managed object ID of the folder. @example "group-v1" */
  folderMoID?: string;
  /** Managed object IDs of the resource pools, one a cluster. @example ["resgroup-1"] */
  poolMoIDs?: string[];
  /** Managed object IDs of the clusters. @example ["domain-c1"] */
  clusterMoIDs?: string[];
}

/** What is guaranteed, and what is never exceeded. */
export interface ResourceAllocation {
  /** Guaranteed. */
  reservation?: Quantity;
  /** Never exceeded; no limit when left out. */
  limit?: Quantity;
}

/** Who pays for the memory that running a machine takes. */
export type OverheadMemoryProvider =
  /** The system; nothing is taken from the namespace's reservation. */
  | "System"
  /** The namespace, from its own reservation. */
  | "Namespace";

/** The zone as it was last seen. */
export interface ZoneStatus {
  /** Whether the zone is going away; nothing new is placed in it. @selectable */
  markedForRemoval?: boolean;
  /** CPU bandwidth of the namespace in the zone, in hertz. */
  cpu?: ResourceAllocation;
  /** Memory of the namespace in the zone, in bytes. */
  memory?: ResourceAllocation;
  /** Room that is reserved for the namespace. */
  virtualMachineReservations?: VirtualMachineReservation[];
  /** Whether passed-through devices may be used only by machines that room is reserved for. */
  disallowUnreservedDirectPathUsage?: boolean;
  /**
   * Observations about the zone, one a type.
   * @listType map
   * @listMapKey type
   */
  conditions?: Condition[];
}
