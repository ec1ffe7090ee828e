/** Going back to a snapshot. */
import type { VirtualMachine } from "../../api/vmoperator/v1alpha5/virtualmachine.ts";
import type { ValidationTable } from "../lang/tables.ts";

// biome-ignore format: a table
export const snapshots = {
  kind: "validation",
  doc: "When a machine may be reverted.",
  hit: "collect",
  rows: [
    { id: "vm/no-revert-on-create", at: "spec", field: "currentSnapshotName", on: ["create"],
      require: "!has(self.currentSnapshotName) || self.currentSnapshotName == ''",
      reason: "Forbidden", message: "a new machine has no snapshot to revert to",
      doc: "Only an existing machine can be reverted.", source: "upstream:V250",
      admits: [{ new: {} }],
      refuses: [{ new: { currentSnapshotName: "snap-1" } }] },
    { id: "vm/revert-stays-on-course", at: "spec", field: "currentSnapshotName", on: ["update"],
      require: "!has(oldSelf.currentSnapshotName) || oldSelf.currentSnapshotName == '' || !has(self.currentSnapshotName) || self.currentSnapshotName == '' || self.currentSnapshotName == oldSelf.currentSnapshotName",
      reason: "Forbidden", message: "cannot name another snapshot while a revert is under way; empty it first",
      doc: "A revert may be asked for and called off, but not turned to another snapshot.", source: "upstream:V252",
      admits: [{ old: { currentSnapshotName: "snap-1" }, new: {} }, { old: {}, new: { currentSnapshotName: "snap-1" } }],
      refuses: [{ old: { currentSnapshotName: "snap-1" }, new: { currentSnapshotName: "snap-2" } }] },
    { id: "vm/cluster-nodes-not-reverted", field: "spec.currentSnapshotName", on: ["update"],
      require: "!['capv.vmware.com/cluster.role', 'capw.vmware.com/cluster.role'].exists(label, label in self.?metadata.?labels.orValue({})) || self.?spec.?currentSnapshotName.orValue('') == '' || self.?spec.?currentSnapshotName == oldSelf.?spec.?currentSnapshotName",
      reason: "Forbidden", message: "cannot name a snapshot of a node of a Kubernetes cluster, whose state is not the node's alone; replace the node instead",
      doc: "Nodes of Kubernetes clusters are replaced, and not reverted.", source: "upstream:V253",
      admits: [{ old: { metadata: {} }, new: { metadata: {}, spec: { currentSnapshotName: "snap-1" } } },
               { old: { metadata: { labels: { "capw.vmware.com/cluster.role": "worker" } }, spec: { currentSnapshotName: "snap-1" } }, new: { metadata: { labels: { "capw.vmware.com/cluster.role": "worker" } } } }],
      refuses: [{ old: { metadata: {} }, new: { metadata: { labels: { "capw.vmware.com/cluster.role": "worker" } }, spec: { currentSnapshotName: "snap-1" } } }] },
  ],
} as const satisfies ValidationTable<VirtualMachine>;
