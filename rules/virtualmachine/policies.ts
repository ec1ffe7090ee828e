/** vSphere policies. */
import type { VirtualMachine } from "../../api/vmoperator/v1alpha5/virtualmachine.ts";
import type { ValidationTable } from "../lang/tables.ts";

// biome-ignore format: a table
export const policies = {
  kind: "validation",
  doc: "Which policies a machine may ask for.",
  hit: "collect",
  rows: [
    { id: "vm/policies-are-compute-policies", at: "spec.policies[]", field: "kind", on: ["create", "update"],
      require: "self.kind == 'ComputePolicy' && self.apiVersion.startsWith('vsphere.policy.vmware.com/')",
      reason: "NotSupported", message: "can only be ComputePolicy of vsphere.policy.vmware.com, which brings the tags that it needs",
      doc: "A machine asks for compute policies; tag policies come with them.", source: "spec:vm-v1alpha5#policy-types/2",
      admits: [{ new: { apiVersion: "vsphere.policy.vmware.com/v1alpha1", kind: "ComputePolicy", name: "p" } }],
      refuses: [{ new: { apiVersion: "vsphere.policy.vmware.com/v1alpha1", kind: "TagPolicy", name: "p" } }, { new: { apiVersion: "v1", kind: "ComputePolicy", name: "p" } }] },
    { id: "vm/policies-are-optional", at: "spec.policies[]", field: "name", on: ["create", "update"],
      require: "!(self.name in fact.computePolicies) || fact.computePolicies[self.name].?spec.?enforcementMode.orValue('') == 'Optional' || oldRoot.?spec.?policies.orValue([]).exists(was, was.name == self.name)",
      reason: "Invalid", message: "must name a ComputePolicy with enforcementMode Optional; mandatory ones apply by themselves",
      doc: "A machine asks only for optional policies; those it had already may stay.", source: ["spec:vm-v1alpha5#policy-types/2", "upstream:D50"],
      admits: [{ new: { apiVersion: "vsphere.policy.vmware.com/v1alpha1", kind: "ComputePolicy", name: "p" }, facts: { computePolicies: { p: { spec: { enforcementMode: "Optional" } } } } },
               { new: { apiVersion: "vsphere.policy.vmware.com/v1alpha1", kind: "ComputePolicy", name: "p" }, facts: { computePolicies: {} } },
               { new: { apiVersion: "vsphere.policy.vmware.com/v1alpha1", kind: "ComputePolicy", name: "p" }, facts: { computePolicies: { p: { spec: { enforcementMode: "Mandatory" } } } }, oldRoot: { spec: { policies: [{ apiVersion: "vsphere.policy.vmware.com/v1alpha1", kind: "ComputePolicy", name: "p" }] } } }],
      refuses: [{ new: { apiVersion: "vsphere.policy.vmware.com/v1alpha1", kind: "ComputePolicy", name: "p" }, facts: { computePolicies: { p: { spec: { enforcementMode: "Mandatory" } } } } }] },
  ],
} as const satisfies ValidationTable<VirtualMachine>;
