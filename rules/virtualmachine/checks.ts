/** Annotations that hold a power-on or a delete until somebody else is done. */
import type { VirtualMachine } from "../../api/vmoperator/v1alpha5/virtualmachine.ts";
import type { ValidationTable } from "../lang/tables.ts";

// biome-ignore format: a table
export const checks = {
  kind: "validation",
  doc: "Who may hold a power-on or a delete, and let go.",
  hit: "collect",
  rows: [
    { id: "vm/power-on-check-guarded", at: "metadata", field: "annotations", on: ["update"],
      require: "fact.privileged || (self.?annotations.orValue({}).all(k, !k.startsWith('poweron.check.vmoperator.vmware.com/') || oldSelf.?annotations[?k] == self.?annotations[?k]) && oldSelf.?annotations.orValue({}).all(k, !k.startsWith('poweron.check.vmoperator.vmware.com/') || self.?annotations[?k].hasValue()))",
      reason: "Forbidden", message: "only privileged users may add, change or remove a power-on check of an existing machine",
      doc: "A power-on check may be set by anybody on create, and afterwards only by privileged users.", source: "spec:vm-v1alpha5#power-on-check/3",
      admits: [{ old: { annotations: { "poweron.check.vmoperator.vmware.com/ad": "x" } }, new: { annotations: { "poweron.check.vmoperator.vmware.com/ad": "x", other: "y" } } },
               { old: { annotations: { "poweron.check.vmoperator.vmware.com/ad": "x" } }, new: {}, facts: { privileged: true } }],
      refuses: [{ old: { annotations: { "poweron.check.vmoperator.vmware.com/ad": "x" } }, new: {} },
                { old: { annotations: { "poweron.check.vmoperator.vmware.com/ad": "x" } }, new: { annotations: { "poweron.check.vmoperator.vmware.com/ad": "y" } } },
                { old: {}, new: { annotations: { "poweron.check.vmoperator.vmware.com/ad": "-" } } }] },
    { id: "vm/delete-check-guarded-new", at: "metadata", field: "annotations", on: ["create"],
      require: "fact.privileged || self.?annotations.orValue({}).all(k, !k.startsWith('delete.check.vmoperator.vmware.com/'))",
      reason: "Forbidden", message: "only privileged users may add a delete check",
      doc: "A delete check on a new machine comes from a privileged user.", source: "spec:vm-v1alpha5#delete-check/3",
      admits: [{ new: { annotations: { other: "x" } } }, { new: { annotations: { "delete.check.vmoperator.vmware.com/ad": "x" } }, facts: { privileged: true } }],
      refuses: [{ new: { annotations: { "delete.check.vmoperator.vmware.com/ad": "x" } } }] },
    { id: "vm/delete-check-guarded", at: "metadata", field: "annotations", on: ["update"],
      require: "fact.privileged || (self.?annotations.orValue({}).all(k, !k.startsWith('delete.check.vmoperator.vmware.com/') || oldSelf.?annotations[?k] == self.?annotations[?k]) && oldSelf.?annotations.orValue({}).all(k, !k.startsWith('delete.check.vmoperator.vmware.com/') || self.?annotations[?k].hasValue()))",
      reason: "Forbidden", message: "only privileged users may add, change or remove a delete check",
      doc: "A delete check is added, changed and removed only by privileged users.", source: "spec:vm-v1alpha5#delete-check/4",
      admits: [{ old: { annotations: { "delete.check.vmoperator.vmware.com/ad": "x" } }, new: { annotations: { "delete.check.vmoperator.vmware.com/ad": "x" } } }],
      refuses: [{ old: { annotations: { "delete.check.vmoperator.vmware.com/ad": "x" } }, new: {} }] },
  ],
} as const satisfies ValidationTable<VirtualMachine>;
