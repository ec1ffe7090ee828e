/** Zones: the infrastructure as administrators arrange it. */
import type { AvailabilityZone } from "../../api/topology/v1alpha1/availabilityzone.ts";
import type { Zone } from "../../api/topology/v1alpha1/zone.ts";
import type { ImmutabilityTable } from "../lang/tables.ts";

// biome-ignore format: a table
export const availabilityZoneImmutability = {
  kind: "immutability",
  doc: "What cannot change of an availability zone: nothing.",
  hit: "collect",
  rows: [
    { id: "availabilityzone/clusters-may-change", field: "spec.clusterComputeResourceMoIDs", forbid: [],
      doc: "Clusters join and leave a zone.", source: "ours:follows-the-infrastructure" },
    { id: "availabilityzone/cluster-may-change", field: "spec.clusterComputeResourceMoId", forbid: [],
      doc: "Another cluster may be the only one of a zone.", source: "ours:follows-the-infrastructure" },
    { id: "availabilityzone/namespaces-may-change", field: "spec.namespaces", forbid: [],
      doc: "Namespaces come to a zone and go.", source: "ours:follows-the-infrastructure" },
    { id: "availabilityzone/system-may-change", field: "spec.systemInfo", forbid: [],
      doc: "The system's own workloads may move.", source: "ours:follows-the-infrastructure" },
    { id: "availabilityzone/reservations-may-change", field: "spec.virtualMachineReservations", forbid: [],
      doc: "Room may be reserved and freed.", source: "ours:follows-the-infrastructure" },
  ],
} as const satisfies ImmutabilityTable<AvailabilityZone>;

// biome-ignore format: a table
export const zoneImmutability = {
  kind: "immutability",
  doc: "What cannot change of a namespace's zone: nothing.",
  hit: "collect",
  rows: [
    { id: "zone/availability-zone-may-change", field: "spec.availabilityZoneReference", forbid: [],
      doc: "Another availability zone may stand behind a zone.", source: "ours:follows-the-infrastructure" },
    { id: "zone/namespace-may-change", field: "spec.namespace", forbid: [],
      doc: "The namespace's objects may move.", source: "ours:follows-the-infrastructure" },
    { id: "zone/pods-may-change", field: "spec.vSpherePods", forbid: [],
      doc: "The namespace's pods may move.", source: "ours:follows-the-infrastructure" },
    { id: "zone/machines-may-change", field: "spec.managedVMs", forbid: [],
      doc: "The namespace's machines may move.", source: "ours:follows-the-infrastructure" },
    { id: "zone/clusters-may-change", field: "spec.allowedClusterComputeResourceMoIDs", forbid: [],
      doc: "More or fewer clusters may be allowed.", source: "ours:follows-the-infrastructure" },
    { id: "zone/cpu-may-change", field: "spec.cpu", forbid: [],
      doc: "The namespace's CPU bandwidth may change.", source: "ours:follows-the-infrastructure" },
    { id: "zone/memory-may-change", field: "spec.memory", forbid: [],
      doc: "The namespace's memory may change.", source: "ours:follows-the-infrastructure" },
    { id: "zone/reservations-may-change", field: "spec.virtualMachineReservations", forbid: [],
      doc: "Room may be reserved and freed.", source: "ours:follows-the-infrastructure" },
    { id: "zone/direct-path-may-change", field: "spec.disallowUnreservedDirectPathUsage", forbid: [],
      doc: "Devices may be kept for machines that room is reserved for.", source: "ours:follows-the-infrastructure" },
    { id: "zone/overhead-may-change", field: "spec.overheadMemoryProvidedBy", forbid: [],
      doc: "Another may pay for the overhead.", source: "ours:follows-the-infrastructure" },
  ],
} as const satisfies ImmutabilityTable<Zone>;
