import type { VirtualMachine } from "../../api/vmoperator/v1alpha5/virtualmachine.ts";
import type { DefaultingTable, ImmutabilityTable, UpgradeTable, ValidationTable } from "../lang/tables.ts";

// biome-ignore format: a table
export const upgrade = {
  kind: "upgrade",
  doc: "What the operator fills in on machines that an older operator made.",
  hit: "unique",
  rows: [
    { id: "vm/upgrade/identity", bit: 0, after: [],
      fill: { "spec.biosUUID": "observed.biosUUID", "spec.instanceUUID": "observed.instanceUUID",
              "metadata.annotations[vmoperator.vmware.com/instance-id]": "self.spec.bootstrap.cloudInit.instanceID" },
      freeze: ["spec.biosUUID"],
      doc: "Identity found on the hypervisor is written back, and the instance id of Cloud-Init is noted.",
      source: ["spec:vm-v1alpha5#base-upgrade/1", "spec:vm-v1alpha5#base-upgrade/2", "spec:vm-v1alpha5#upgrade-tracking/3"],
      example: { before: { metadata: {}, spec: { instanceUUID: "mine", bootstrap: { cloudInit: { instanceID: "i-1" } } } }, observed: { biosUUID: "seen-1", instanceUUID: "seen-2" },
                 after: { metadata: { annotations: { "vmoperator.vmware.com/instance-id": "i-1" } }, spec: { instanceUUID: "mine", biosUUID: "seen-1", bootstrap: { cloudInit: { instanceID: "i-1" } } } } } },
  ],
} as const satisfies UpgradeTable<VirtualMachine>;

// biome-ignore format: a table
export const newMarks = {
  kind: "defaulting",
  doc: "What a new machine does not have: the record of an upgrade, which a copied manifest brings along.",
  hit: "unique",
  rows: [
    { id: "vm/new-is-not-upgraded/build", field: "metadata.annotations[vmoperator.vmware.com/upgraded-to-build-version]", on: ["create"], remove: true,
      doc: "A new machine was upgraded to no build.", source: "upstream:0.4/2",
      example: { before: { metadata: { annotations: { team: "web", "vmoperator.vmware.com/upgraded-to-build-version": "v1" } } }, after: { metadata: { annotations: { team: "web" } } } } },
    { id: "vm/new-is-not-upgraded/schema", field: "metadata.annotations[vmoperator.vmware.com/upgraded-to-schema-version]", on: ["create"], remove: true,
      doc: "A new machine was upgraded to no schema.", source: "upstream:0.4/2",
      example: { before: { metadata: { annotations: { "vmoperator.vmware.com/upgraded-to-schema-version": "v1alpha5" } } }, after: { metadata: { annotations: {} } } } },
    { id: "vm/new-is-not-upgraded/feature", field: "metadata.annotations[vmoperator.vmware.com/upgraded-to-feature-version]", on: ["create"], remove: true,
      doc: "A new machine has had no step of the upgrade.", source: "upstream:0.4/2",
      example: { before: { metadata: { annotations: { "vmoperator.vmware.com/upgraded-to-feature-version": "7" } } }, after: { metadata: { annotations: {} } } } },
  ],
} as const satisfies DefaultingTable<VirtualMachine>;

// biome-ignore format: a table
export const upgradeMarks = {
  kind: "validation",
  doc: "Who may change the record of a machine's upgrades.",
  hit: "collect",
  rows: [
    { id: "vm/upgrade-marks-guarded", at: "metadata", field: "annotations", on: ["update"],
      require: "fact.privileged || self.?annotations.orValue({}).all(k, !k.startsWith('vmoperator.vmware.com/upgraded-to-') || oldSelf.?annotations[?k] == self.?annotations[?k])",
      reason: "Forbidden", message: "only the operator records schema upgrades; remove the annotation to ask for the upgrade again",
      doc: "Only privileged users change the upgrade annotations of a machine; anybody may remove them.", source: ["spec:vm-v1alpha5#upgrade-tracking/2", "upstream:V270"],
      admits: [{ old: { annotations: { "vmoperator.vmware.com/upgraded-to-schema-version": "v1alpha5" } }, new: {} }],
      refuses: [{ old: {}, new: { annotations: { "vmoperator.vmware.com/upgraded-to-feature-version": "1" } } },
                { old: {}, new: { annotations: { "vmoperator.vmware.com/upgraded-to-build-version": "-" } } }] },
  ],
} as const satisfies ValidationTable<VirtualMachine>;

// biome-ignore format: a table
export const upgradeWindow = {
  kind: "immutability",
  doc: "What stays as it is until a machine is upgraded, beside what a step of its own holds.",
  hit: "collect",
  rows: [
    { id: "vm/upgrade-holds-controllers/ide", field: "spec.hardware.ideControllers", forbid: ["set", "modify", "unset"], unless: "privileged",
      when: "!fact.upgraded", holds: {}, lifts: { facts: { upgraded: true } }, message: "cannot change until the operator has upgraded the machine",
      doc: "Until the upgrade has told which IDE controllers a machine has, nobody but the operator touches them.", source: ["spec:decisions#upgrade-window/2", "upstream:V272"] },
    { id: "vm/upgrade-holds-controllers/nvme", field: "spec.hardware.nvmeControllers", forbid: ["set", "modify", "unset"], unless: "privileged",
      when: "!fact.upgraded", holds: {}, lifts: { facts: { upgraded: true } }, message: "cannot change until the operator has upgraded the machine",
      doc: "Until the upgrade has told which NVME controllers a machine has, nobody but the operator touches them.", source: ["spec:decisions#upgrade-window/2", "upstream:V272"] },
    { id: "vm/upgrade-holds-controllers/sata", field: "spec.hardware.sataControllers", forbid: ["set", "modify", "unset"], unless: "privileged",
      when: "!fact.upgraded", holds: {}, lifts: { facts: { upgraded: true } }, message: "cannot change until the operator has upgraded the machine",
      doc: "Until the upgrade has told which SATA controllers a machine has, nobody but the operator touches them.", source: ["spec:decisions#upgrade-window/2", "upstream:V272"] },
    { id: "vm/upgrade-holds-controllers/scsi", field: "spec.hardware.scsiControllers", forbid: ["set", "modify", "unset"], unless: "privileged",
      when: "!fact.upgraded", holds: {}, lifts: { facts: { upgraded: true } }, message: "cannot change until the operator has upgraded the machine",
      doc: "Until the upgrade has told which SCSI controllers a machine has, nobody but the operator touches them.", source: ["spec:decisions#upgrade-window/2", "upstream:V272"] },
  ],
} as const satisfies ImmutabilityTable<VirtualMachine>;
