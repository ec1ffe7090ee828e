import type { AdmissionParameters } from "../../api/admission/v1alpha1/admissionparameters.ts";
import type { ImmutabilityTable } from "../lang/tables.ts";

// biome-ignore format: a table
export const immutability = {
  kind: "immutability",
  doc: "What cannot change of the parameters of admission.",
  hit: "collect",
  rows: [
    { id: "params/users-may-change", field: "spec.privilegedUsers", forbid: [],
      doc: "Who is privileged may change at any time.", source: "ours:read-when-used" },
    { id: "params/groups-may-change", field: "spec.privilegedGroups", forbid: [],
      doc: "Who is privileged may change at any time.", source: "ours:read-when-used" },
    { id: "params/features-may-change", field: "spec.features", forbid: [],
      doc: "A feature may be switched on and off at any time.", source: "ours:read-when-used" },
  ],
} as const satisfies ImmutabilityTable<AdmissionParameters>;
