/** Classes, and classes as they once were. */
import type { VirtualMachineClass } from "../../api/vmoperator/v1alpha5/virtualmachineclass.ts";
import type { VirtualMachineClassInstance } from "../../api/vmoperator/v1alpha5/virtualmachineclassinstance.ts";
import type { DefaultingTable, ImmutabilityTable, ValidationTable } from "../lang/tables.ts";

// biome-ignore format: a table
export const classImmutability = {
  kind: "immutability",
  doc: "What cannot change of a class: nothing. A machine takes a change with its next resize.",
  hit: "collect",
  rows: [
    { id: "class/controller-may-change", field: "spec.controllerName", forbid: [],
      doc: "Another controller may take over the class.", source: "upstream:3.3/3" },
    { id: "class/description-may-change", field: "spec.description", forbid: [],
      doc: "The description may change.", source: "upstream:3.3/3" },
    { id: "class/hardware-may-change", field: "spec.hardware", forbid: [],
      doc: "Size and devices may change.", source: "upstream:3.3/3" },
    { id: "class/policies-may-change", field: "spec.policies", forbid: [],
      doc: "Reservations and limits may change.", source: "upstream:3.3/3" },
    { id: "class/config-may-change", field: "spec.configSpec", forbid: [],
      doc: "The hypervisor's own settings may change.", source: "upstream:3.3/3" },
    { id: "class/profile-may-change", field: "spec.reservedProfileID", forbid: [],
      doc: "Another profile may hold the room.", source: "upstream:3.3/3" },
    { id: "class/slots-may-change", field: "spec.reservedSlots", forbid: [],
      doc: "The room may grow and shrink.", source: "upstream:3.3/3" },
  ],
} as const satisfies ImmutabilityTable<VirtualMachineClass>;

// biome-ignore format: a table
export const classDefaults = {
  kind: "defaulting",
  doc: "What a class keeps.",
  hit: "unique",
  rows: [
    { id: "class/controller-kept", field: "spec.controllerName", on: ["update"], from: "oldSelf.spec.controllerName",
      doc: "A class keeps its controller when a change leaves it out.", source: "upstream:3.3/1",
      example: { old: { spec: { controllerName: "vmoperator.vmware.com/vsphere" } }, before: { spec: {} }, after: { spec: { controllerName: "vmoperator.vmware.com/vsphere" } } } },
  ],
} as const satisfies DefaultingTable<VirtualMachineClass>;

// biome-ignore format: a table
export const classValidation = {
  kind: "validation",
  doc: "What must hold of a class.",
  hit: "collect",
  rows: [
    { id: "class/cpu-within-limit", at: "spec.policies.resources", field: "requests.cpu", on: ["create", "update"],
      require: "!has(self.requests) || !has(self.requests.cpu) || !has(self.limits) || !has(self.limits.cpu) || !isQuantity(string(self.requests.cpu)) || !isQuantity(string(self.limits.cpu)) || quantity(string(self.limits.cpu)).compareTo(quantity('0')) == 0 || quantity(string(self.requests.cpu)).compareTo(quantity(string(self.limits.cpu))) <= 0",
      reason: "Invalid", message: "must not be more than the limit, limits.cpu",
      doc: "No more CPU is guaranteed than the limit allows; a limit of 0 is none.", source: "upstream:3.3/2",
      admits: [{ new: { requests: { cpu: "500m" }, limits: { cpu: 1 } } }, { new: { requests: { cpu: 2 }, limits: { cpu: "0" } } }, { new: { requests: { cpu: 2 } } }],
      refuses: [{ new: { requests: { cpu: "2Gi" }, limits: { cpu: "1Gi" } } }] },
    { id: "class/memory-within-limit", at: "spec.policies.resources", field: "requests.memory", on: ["create", "update"],
      require: "!has(self.requests) || !has(self.requests.memory) || !has(self.limits) || !has(self.limits.memory) || !isQuantity(string(self.requests.memory)) || !isQuantity(string(self.limits.memory)) || quantity(string(self.limits.memory)).compareTo(quantity('0')) == 0 || quantity(string(self.requests.memory)).compareTo(quantity(string(self.limits.memory))) <= 0",
      reason: "Invalid", message: "must not be more than the limit, limits.memory",
      doc: "No more memory is guaranteed than the limit allows; a limit of 0 is none.", source: "upstream:3.3/2",
      admits: [{ new: { requests: { memory: "2Gi" }, limits: { memory: "4Gi" } } }, { new: { requests: { memory: "2Gi" }, limits: { memory: 0 } } }],
      refuses: [{ new: { requests: { memory: "4Gi" }, limits: { memory: "1Gi" } } }] },
  ],
} as const satisfies ValidationTable<VirtualMachineClass>;

// biome-ignore format: a table
export const classInstanceImmutability = {
  kind: "immutability",
  doc: "What cannot change of a class as it once was: all of it, but by privileged users.",
  hit: "collect",
  rows: [
    { id: "classinstance/controller-fixed", field: "spec.controllerName", forbid: ["set", "modify", "unset"], unless: "privileged",
      doc: "An instance keeps the controller of its moment.", source: "ours:an-instance-is-a-moment" },
    { id: "classinstance/description-fixed", field: "spec.description", forbid: ["set", "modify", "unset"], unless: "privileged",
      doc: "An instance keeps the description of its moment.", source: "ours:an-instance-is-a-moment" },
    { id: "classinstance/hardware-fixed", field: "spec.hardware", forbid: ["set", "modify", "unset"], unless: "privileged",
      doc: "An instance keeps the size and devices of its moment.", source: "ours:an-instance-is-a-moment" },
    { id: "classinstance/policies-fixed", field: "spec.policies", forbid: ["set", "modify", "unset"], unless: "privileged",
      doc: "An instance keeps the reservations and limits of its moment.", source: "ours:an-instance-is-a-moment" },
    { id: "classinstance/config-fixed", field: "spec.configSpec", forbid: ["set", "modify", "unset"], unless: "privileged",
      doc: "An instance keeps the hypervisor's settings of its moment.", source: "ours:an-instance-is-a-moment" },
    { id: "classinstance/profile-fixed", field: "spec.reservedProfileID", forbid: ["set", "modify", "unset"], unless: "privileged",
      doc: "An instance keeps the profile of its moment.", source: "ours:an-instance-is-a-moment" },
    { id: "classinstance/slots-fixed", field: "spec.reservedSlots", forbid: ["set", "modify", "unset"], unless: "privileged",
      doc: "An instance keeps the room of its moment.", source: "ours:an-instance-is-a-moment" },
  ],
} as const satisfies ImmutabilityTable<VirtualMachineClassInstance>;
