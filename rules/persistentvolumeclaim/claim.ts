/** Claims for instance storage: the operator makes and removes them with their machine. */
import type { ObjectMeta } from "../../api/meta.ts";
import type { ValidationTable } from "../lang/tables.ts";

// biome-ignore format: a table
export const claimValidation = {
  kind: "validation",
  doc: "What must hold of a claim for instance storage.",
  hit: "collect",
  rows: [
    { id: "claim/instance-storage-kept", at: "metadata", field: "labels[vmoperator.vmware.com/instance-storage-resource]", on: ["create", "update", "delete"],
      require: "fact.privileged || fact.keepsClaims || (!self.?labels[?'vmoperator.vmware.com/instance-storage-resource'].hasValue() && !oldSelf.?labels[?'vmoperator.vmware.com/instance-storage-resource'].hasValue())",
      reason: "Forbidden", message: "only privileged users and the storage's own controllers make, change or delete a claim for instance storage; it goes with its machine",
      doc: "Claims for instance storage are the operator's, as long as they carry the label and where they get it.", source: ["upstream:3.10/1", "upstream:3.10/2"],
      admits: [{ new: { labels: { app: "web" } } },
               { new: { labels: { "vmoperator.vmware.com/instance-storage-resource": "true" } }, facts: { privileged: true } },
               { new: { labels: { "vmoperator.vmware.com/instance-storage-resource": "true" } }, facts: { keepsClaims: true } }],
      refuses: [{ new: { labels: { "vmoperator.vmware.com/instance-storage-resource": "true" } } },
                { old: {}, new: { labels: { "vmoperator.vmware.com/instance-storage-resource": "true" } } },
                { old: { labels: { "vmoperator.vmware.com/instance-storage-resource": "true" } }, new: {} }] },
  ],
} as const satisfies ValidationTable<{ metadata: ObjectMeta }>;
