/** Resource policies: what is made on the hypervisor from them stays as it is. */
import type { VirtualMachineSetResourcePolicy } from "../../api/vmoperator/v1alpha5/virtualmachinesetresourcepolicy.ts";
import type { ImmutabilityTable, ValidationTable } from "../lang/tables.ts";

// biome-ignore format: a table
export const resourcePolicyImmutability = {
  kind: "immutability",
  doc: "What cannot change of a resource policy: all of it.",
  hit: "collect",
  rows: [
    { id: "resourcepolicy/pool-fixed", field: "spec.resourcePool", forbid: ["set", "modify", "unset"],
      doc: "A policy keeps its resource pool.", source: "upstream:3.5/3" },
    { id: "resourcepolicy/folder-fixed", field: "spec.folder", forbid: ["set", "modify", "unset"],
      doc: "A policy keeps its folder.", source: "upstream:3.5/3" },
    { id: "resourcepolicy/modules-fixed", field: "spec.clusterModuleGroups", forbid: ["set", "modify", "unset"],
      doc: "A policy keeps its cluster modules.", source: "upstream:3.5/3" },
  ],
} as const satisfies ImmutabilityTable<VirtualMachineSetResourcePolicy>;

// biome-ignore format: a table
export const resourcePolicyValidation = {
  kind: "validation",
  doc: "What must hold of a resource policy.",
  hit: "collect",
  rows: [
    { id: "resourcepolicy/cpu-within-limit", at: "spec.resourcePool", field: "reservations.cpu", on: ["create", "update"],
      require: "!has(self.reservations) || !has(self.reservations.cpu) || !has(self.limits) || !has(self.limits.cpu) || !isQuantity(string(self.reservations.cpu)) || !isQuantity(string(self.limits.cpu)) || quantity(string(self.limits.cpu)).compareTo(quantity('0')) == 0 || quantity(string(self.reservations.cpu)).compareTo(quantity(string(self.limits.cpu))) <= 0",
      reason: "Invalid", message: "must not be more than the limit, limits.cpu",
      doc: "No more CPU is guaranteed than the limit allows; a limit of 0 is none.", source: "upstream:3.5/1",
      admits: [{ new: { reservations: { cpu: "1Gi" }, limits: { cpu: "2Gi" } } }, { new: { reservations: { cpu: 2 }, limits: { cpu: 0 } } }],
      refuses: [{ new: { reservations: { cpu: "2Gi" }, limits: { cpu: "1Gi" } } }] },
    { id: "resourcepolicy/memory-within-limit", at: "spec.resourcePool", field: "reservations.memory", on: ["create", "update"],
      require: "!has(self.reservations) || !has(self.reservations.memory) || !has(self.limits) || !has(self.limits.memory) || !isQuantity(string(self.reservations.memory)) || !isQuantity(string(self.limits.memory)) || quantity(string(self.limits.memory)).compareTo(quantity('0')) == 0 || quantity(string(self.reservations.memory)).compareTo(quantity(string(self.limits.memory))) <= 0",
      reason: "Invalid", message: "must not be more than the limit, limits.memory",
      doc: "No more memory is guaranteed than the limit allows; a limit of 0 is none.", source: "upstream:3.5/1",
      admits: [{ new: { reservations: { memory: "1Gi" }, limits: { memory: "2Gi" } } }, { new: { reservations: { memory: "2Gi" }, limits: { memory: "0" } } }],
      refuses: [{ new: { reservations: { memory: "4Gi" }, limits: { memory: "1Gi" } } }] },
  ],
} as const satisfies ValidationTable<VirtualMachineSetResourcePolicy>;
