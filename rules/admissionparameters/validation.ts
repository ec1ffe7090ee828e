import type { AdmissionParameters } from "../../api/admission/v1alpha1/admissionparameters.ts";
import type { ValidationTable } from "../lang/tables.ts";

// biome-ignore format: a table
export const validation = {
  kind: "validation",
  doc: "What must hold of the parameters of admission.",
  hit: "collect",
  rows: [
    { id: "params/default-stays", at: "metadata", field: "name", on: ["delete"],
      require: "self.name != 'default'",
      reason: "Forbidden", message: "the parameters in force cannot be deleted while policies need them; empty its spec to have the defaults, or delete the policies first",
      doc: "The parameters in force stay, for an API server has no policy that works without its parameters.", source: "ours:policies-need-their-parameters",
      admits: [{ new: { name: "tried" } }],
      refuses: [{ new: { name: "default" } }] },
  ],
} as const satisfies ValidationTable<AdmissionParameters>;
