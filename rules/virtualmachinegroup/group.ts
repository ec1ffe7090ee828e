/** Groups: their members and parent, and how a power state is asked for. */
import type { VirtualMachineGroup } from "../../api/vmoperator/v1alpha5/virtualmachinegroup.ts";
import type { DefaultingTable, ImmutabilityTable, ValidationTable } from "../lang/tables.ts";

// biome-ignore format: a table
export const groupImmutability = {
  kind: "immutability",
  doc: "What cannot change of a group.",
  hit: "collect",
  rows: [
    { id: "group/parent-may-change", field: "spec.groupName", forbid: [],
      doc: "A group may join, change and leave its parent.", source: "ours:level-based" },
    { id: "group/boot-order-may-change", field: "spec.bootOrder", forbid: [],
      doc: "The boot order counts when the group is next powered on.", source: "ours:read-when-used" },
    { id: "group/power-state-stays-said", field: "spec.powerState", forbid: ["unset"],
      doc: "A group that has said a power state always says one.", source: "upstream:G3" },
    { id: "group/sync-time-stays", field: "spec.nextForcePowerStateSyncTime", forbid: ["unset"],
      doc: "The time of the last forced sync stays on the group.", source: "upstream:3.1/1" },
    { id: "group/modes-may-change/off", field: "spec.powerOffMode", forbid: [],
      doc: "The mode counts when the members are next powered off.", source: "ours:read-when-used" },
    { id: "group/modes-may-change/suspend", field: "spec.suspendMode", forbid: [],
      doc: "The mode counts when the members are next suspended.", source: "ours:read-when-used" },
  ],
} as const satisfies ImmutabilityTable<VirtualMachineGroup>;

// biome-ignore format: a table
export const groupDefaults = {
  kind: "defaulting",
  doc: "What a group gets when it is written.",
  hit: "unique",
  rows: [
    { id: "group/sync-now", field: "spec.nextForcePowerStateSyncTime", on: ["create", "update"], replace: true, generate: "now",
      when: "self.?spec.?nextForcePowerStateSyncTime.orValue('').lowerAscii() == 'now'",
      doc: "`now` becomes the time of the request.", source: "upstream:3.1/1",
      example: { old: { spec: {} }, before: { spec: { nextForcePowerStateSyncTime: "Now" } }, after: { spec: { nextForcePowerStateSyncTime: "<now>" } } } },
  ],
} as const satisfies DefaultingTable<VirtualMachineGroup>;

// biome-ignore format: a table
export const groupValidation = {
  kind: "validation",
  doc: "What must hold of a group.",
  hit: "collect",
  rows: [
    { id: "group/sync-only-now", at: "spec", field: "nextForcePowerStateSyncTime", on: ["create", "update"],
      require: "wrote.?nextForcePowerStateSyncTime.orValue('').lowerAscii() in ['', 'now', oldSelf.?nextForcePowerStateSyncTime.orValue('').lowerAscii()]",
      reason: "Invalid", message: "may only be set to \"now\"",
      doc: "A sync is forced now and cannot be scheduled.", source: "upstream:3.1/1",
      admits: [{ new: {}, wrote: { nextForcePowerStateSyncTime: "NOW" } }, { old: { nextForcePowerStateSyncTime: "t" }, new: {}, wrote: { nextForcePowerStateSyncTime: "t" } }],
      refuses: [{ new: {}, wrote: { nextForcePowerStateSyncTime: "2030-01-01T00:00:00Z" } }] },
    { id: "group/not-its-own-parent", at: "spec", field: "groupName", on: ["create", "update"],
      require: "!has(self.groupName) || self.groupName == '' || self.groupName != root.?metadata.?name.orValue('')",
      reason: "Invalid", message: "must name another group, for a group cannot belong to itself",
      doc: "A group is not its own parent.", source: "upstream:G6",
      admits: [{ new: { groupName: "shop" }, root: { metadata: { name: "web" } } }, { new: {}, root: { metadata: { name: "web" } } }],
      refuses: [{ new: { groupName: "web" }, root: { metadata: { name: "web" } } }] },
    { id: "group/not-its-own-member", at: "spec.bootOrder[].members[]", on: ["create", "update"],
      require: "self.?kind.orValue('VirtualMachine') != 'VirtualMachineGroup' || self.name != root.?metadata.?name.orValue('')",
      reason: "Invalid", message: "must be another group, for a group cannot be its own member",
      doc: "A group is not its own member.", source: "upstream:G5",
      admits: [{ new: { kind: "VirtualMachine", name: "web" }, root: { metadata: { name: "web" } } }, { new: { kind: "VirtualMachineGroup", name: "db" }, root: { metadata: { name: "web" } } }],
      refuses: [{ new: { kind: "VirtualMachineGroup", name: "web" }, root: { metadata: { name: "web" } } }] },
    { id: "group/machine-listed-once", at: "spec.bootOrder[]", field: "members", on: ["create", "update"],
      require: "[self.members.filter(m, m.kind == 'VirtualMachine').transformMapEntry(i, m, {m.name: true})].all(own, root.spec.bootOrder.filter(other, other.members.exists(m, m.kind == 'VirtualMachine' && m.name in own)).size() <= 1)",
      reason: "Duplicate", message: "must not list a machine that another boot group lists",
      doc: "A machine stands once in the whole boot order.", source: "upstream:G4",
      admits: [{ new: { members: [{ kind: "VirtualMachine", name: "db" }] }, root: { spec: { bootOrder: [{ members: [{ kind: "VirtualMachine", name: "db" }] }, { members: [{ kind: "VirtualMachineGroup", name: "db" }] }] } } }],
      refuses: [{ new: { members: [{ kind: "VirtualMachine", name: "db" }] }, root: { spec: { bootOrder: [{ members: [{ kind: "VirtualMachine", name: "db" }] }, { members: [{ kind: "VirtualMachine", name: "web" }, { kind: "VirtualMachine", name: "db" }] }] } } }] },
    { id: "group/group-listed-once", at: "spec.bootOrder[]", field: "members", on: ["create", "update"],
      require: "[self.members.filter(m, m.kind == 'VirtualMachineGroup').transformMapEntry(i, m, {m.name: true})].all(own, root.spec.bootOrder.filter(other, other.members.exists(m, m.kind == 'VirtualMachineGroup' && m.name in own)).size() <= 1)",
      reason: "Duplicate", message: "must not list a group that another boot group lists",
      doc: "A group stands once in the whole boot order of its parent.", source: "upstream:G4",
      admits: [{ new: { members: [{ kind: "VirtualMachineGroup", name: "db" }] }, root: { spec: { bootOrder: [{ members: [{ kind: "VirtualMachineGroup", name: "db" }] }, { members: [{ kind: "VirtualMachine", name: "db" }] }] } } }],
      refuses: [{ new: { members: [{ kind: "VirtualMachineGroup", name: "db" }] }, root: { spec: { bootOrder: [{ members: [{ kind: "VirtualMachineGroup", name: "db" }] }, { members: [{ kind: "VirtualMachineGroup", name: "web" }, { kind: "VirtualMachineGroup", name: "db" }] }] } } }] },
    { id: "group/power-change-dated-by-it", at: "metadata", field: "annotations[vmoperator.vmware.com.protected/last-updated-power-state-time]", on: ["create", "update"],
      require: "fact.privileged || self.?annotations[?'vmoperator.vmware.com.protected/last-updated-power-state-time'].orValue('') == oldRoot.?metadata.?annotations[?'vmoperator.vmware.com.protected/last-updated-power-state-time'].orValue('') || root.?spec.?powerState.orValue('') != oldRoot.?spec.?powerState.orValue('') || root.?spec.?nextForcePowerStateSyncTime.orValue('') != oldRoot.?spec.?nextForcePowerStateSyncTime.orValue('')",
      reason: "Forbidden", message: "only privileged users change it without a change of the group's power state or a forced sync",
      doc: "Only privileged users date a power change that there is not.", source: "upstream:G1",
      admits: [{ new: { annotations: { "vmoperator.vmware.com.protected/last-updated-power-state-time": "2026-01-02T15:04:05.1Z" } }, root: { spec: { powerState: "PoweredOn" } } },
               { new: { annotations: { "vmoperator.vmware.com.protected/last-updated-power-state-time": "2026-01-02T15:04:05.1Z" } }, facts: { privileged: true } }],
      refuses: [{ new: { annotations: { "vmoperator.vmware.com.protected/last-updated-power-state-time": "2026-01-02T15:04:05.1Z" } } },
                { oldRoot: { metadata: { annotations: { "vmoperator.vmware.com.protected/last-updated-power-state-time": "2026-01-02T15:04:05.1Z" } } }, new: {} }] },
    { id: "group/power-change-dated-by-a-time", at: "metadata", field: "annotations[vmoperator.vmware.com.protected/last-updated-power-state-time]", on: ["create", "update"],
      require: "self.?annotations[?'vmoperator.vmware.com.protected/last-updated-power-state-time'].orValue('') == oldSelf.?annotations[?'vmoperator.vmware.com.protected/last-updated-power-state-time'].orValue('') || self.?annotations[?'vmoperator.vmware.com.protected/last-updated-power-state-time'].orValue('').matches('^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$')",
      reason: "Invalid", message: "must be a time such as 2026-01-02T15:04:05.123456789Z",
      doc: "The date of a power change is a time with nanoseconds.", source: "upstream:G2",
      admits: [{ new: {} }, { new: { annotations: { "vmoperator.vmware.com.protected/last-updated-power-state-time": "2026-01-02T15:04:05.123456789Z" } } }],
      refuses: [{ new: { annotations: { "vmoperator.vmware.com.protected/last-updated-power-state-time": "yesterday" } } }] },
  ],
} as const satisfies ValidationTable<VirtualMachineGroup>;
