/** By which numbers the hypervisor knows a machine. */
import type { VirtualMachine } from "../../api/vmoperator/v1alpha5/virtualmachine.ts";
import type { ValidationTable } from "../lang/tables.ts";

// biome-ignore format: a table
export const identity = {
  kind: "validation",
  doc: "Who chooses the identity of a machine.",
  hit: "collect",
  rows: [
    { id: "vm/bios-uuid-by-hand", at: "spec", field: "biosUUID", on: ["create"],
      require: "fact.privileged || !has(wrote.biosUUID)",
      reason: "Forbidden", message: "only privileged users may choose it; leave it out to get a random one",
      doc: "A BIOS UUID is set by hand only on create and only by a privileged user.", source: "spec:vm-v1alpha5#bios-uuid/3",
      admits: [{ new: {}, wrote: {} }, { new: {}, wrote: { biosUUID: "6f0e0a0c-8a43-4d5c-9d5a-0f6b6f6f0a01" }, facts: { privileged: true } }],
      refuses: [{ new: {}, wrote: { biosUUID: "6f0e0a0c-8a43-4d5c-9d5a-0f6b6f6f0a01" } }] },
    { id: "vm/instance-uuid-by-hand", at: "spec", field: "instanceUUID", on: ["create"],
      require: "fact.privileged || !has(wrote.instanceUUID)",
      reason: "Forbidden", message: "only privileged users may choose it; leave it out to get a random one",
      doc: "An instance UUID is set by hand only on create and only by a privileged user.", source: "spec:vm-v1alpha5#instance-uuid/3",
      admits: [{ new: {}, wrote: {} }, { new: {}, wrote: { instanceUUID: "6f0e0a0c-8a43-4d5c-9d5a-0f6b6f6f0a01" }, facts: { privileged: true } }],
      refuses: [{ new: {}, wrote: { instanceUUID: "6f0e0a0c-8a43-4d5c-9d5a-0f6b6f6f0a01" } }] },
  ],
} as const satisfies ValidationTable<VirtualMachine>;
