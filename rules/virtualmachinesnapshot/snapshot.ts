/** Snapshots: of which machine, and what is captured. */
import type { VirtualMachineSnapshot } from "../../api/vmoperator/v1alpha5/virtualmachinesnapshot.ts";
import type { DefaultingTable, ImmutabilityTable, ValidationTable } from "../lang/tables.ts";

// biome-ignore format: a table
export const snapshotImmutability = {
  kind: "immutability",
  doc: "What cannot change of a snapshot.",
  hit: "collect",
  rows: [
    { id: "snapshot/machine-fixed", field: "spec.vmName", forbid: ["set", "modify", "unset"],
      doc: "A snapshot is of one machine.", source: "upstream:3.2/7" },
    { id: "snapshot/memory-fixed", field: "spec.memory", forbid: ["set", "modify", "unset"],
      doc: "Whether memory is captured is said before the snapshot is taken.", source: "upstream:3.2/7" },
    { id: "snapshot/quiesce-fixed", field: "spec.quiesce", forbid: ["set", "modify", "unset"],
      doc: "Whether the guest comes to rest is said before the snapshot is taken.", source: "upstream:3.2/7" },
    { id: "snapshot/description-may-change", field: "spec.description", forbid: [],
      doc: "The description may change.", source: "upstream:3.2/7" },
  ],
} as const satisfies ImmutabilityTable<VirtualMachineSnapshot>;

// biome-ignore format: a table
export const snapshotDefaults = {
  kind: "defaulting",
  doc: "What a snapshot gets when it is written.",
  hit: "unique",
  rows: [
    { id: "snapshot/labelled", field: "metadata.labels[snapshot.vmoperator.vmware.com/vm-name]", on: ["create", "update"],
      when: "self.?spec.?vmName.orValue('').matches('^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$')", from: "self.spec.vmName",
      doc: "A snapshot is labelled with its machine's name, so that those of a machine can be listed; a name that is too long for a label is none.", source: "upstream:3.2/1",
      example: { before: { metadata: { labels: { team: "web" } }, spec: { vmName: "web-01" } },
                 after: { metadata: { labels: { team: "web", "snapshot.vmoperator.vmware.com/vm-name": "web-01" } }, spec: { vmName: "web-01" } } } },
  ],
} as const satisfies DefaultingTable<VirtualMachineSnapshot>;

// biome-ignore format: a table
export const snapshotValidation = {
  kind: "validation",
  doc: "What must hold of a snapshot.",
  hit: "collect",
  rows: [
    { id: "snapshot/machine-named", field: "spec.vmName", on: ["create"],
      require: "self.?spec.?vmName.orValue('') != ''",
      reason: "Required", message: "must name the machine to capture",
      doc: "A snapshot names its machine.", source: "upstream:3.2/2",
      admits: [{ new: { spec: { vmName: "web-01" } } }],
      refuses: [{ new: { spec: {} } }, { new: {} }, { new: { spec: { vmName: "" } } }] },
    { id: "snapshot/label-names-machine", at: "metadata", field: "labels[snapshot.vmoperator.vmware.com/vm-name]", on: ["create", "update"],
      require: "!self.?labels[?'snapshot.vmoperator.vmware.com/vm-name'].hasValue() || self.labels['snapshot.vmoperator.vmware.com/vm-name'] == root.?spec.?vmName.orValue('')",
      reason: "Invalid", message: "must be the name in spec.vmName; leave it out to have it set",
      doc: "The label names the machine that spec names.", source: "upstream:3.2/3",
      admits: [{ new: { labels: { "snapshot.vmoperator.vmware.com/vm-name": "web-01" } }, root: { spec: { vmName: "web-01" } } }, { new: {}, root: { spec: { vmName: "web-01" } } }],
      refuses: [{ new: { labels: { "snapshot.vmoperator.vmware.com/vm-name": "db-01" } }, root: { spec: { vmName: "web-01" } } }] },
    { id: "snapshot/not-of-cluster-nodes", at: "spec", field: "vmName", on: ["create"],
      require: "!has(fact.captured) || !fact.captured.metadata.?labels.orValue({}).exists(key, key in ['capw.vmware.com/cluster.role', 'capv.vmware.com/cluster.role'])",
      reason: "Forbidden", message: "must name a machine that is no node of a Kubernetes cluster, for nodes are replaced and not reverted",
      doc: "Nodes of Kubernetes clusters have no snapshots.", source: "upstream:3.2/4",
      admits: [{ new: { vmName: "web-01" } }, { new: { vmName: "web-01" }, facts: { captured: { metadata: { labels: { app: "web" } } } } }],
      refuses: [{ new: { vmName: "node-01" }, facts: { captured: { metadata: { labels: { "capw.vmware.com/cluster.role": "worker" } } } } }] },
    { id: "snapshot/no-shared-controllers", at: "spec", field: "vmName", on: ["create"],
      require: "!has(fact.captured) || fact.captured.?spec.?hardware.?scsiControllers.orValue([]).all(controller, controller.?sharingMode.orValue('None') == 'None')",
      reason: "NotSupported", message: "must name a machine whose SCSI controllers all have the sharing mode None, for a shared bus cannot be captured",
      doc: "A machine with a shared SCSI controller has no snapshots.", source: "upstream:3.2/5",
      admits: [{ new: { vmName: "web-01" }, facts: { captured: { metadata: {}, spec: { hardware: { scsiControllers: [{ busNumber: 0 }, { busNumber: 1, sharingMode: "None" }] } } } } }],
      refuses: [{ new: { vmName: "db-01" }, facts: { captured: { metadata: {}, spec: { hardware: { scsiControllers: [{ busNumber: 0, sharingMode: "Physical" }] } } } } }] },
    { id: "snapshot/quiesce-timeout-possible", at: "spec.quiesce", field: "timeout", on: ["create", "update"],
      require: "!has(self.timeout) || (duration(self.timeout) >= duration('5m') && duration(self.timeout) <= duration('240m') && duration(self.timeout).getSeconds() % 60 == 0)",
      reason: "Invalid", message: "must be whole minutes from 5m to 240m, which is what the hypervisor can wait for the guest",
      doc: "The guest has 5 to 240 minutes to come to rest.", source: "ours:what-the-hypervisor-takes",
      admits: [{ new: {} }, { new: { timeout: "10m0s" } }, { new: { timeout: "4h" } }],
      refuses: [{ new: { timeout: "4m" } }, { new: { timeout: "5h" } }, { new: { timeout: "5m30s" } }] },
  ],
} as const satisfies ValidationTable<VirtualMachineSnapshot>;
