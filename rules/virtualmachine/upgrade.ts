import type { VirtualMachine } from "../../api/vmoperator/v1alpha5/virtualmachine.ts";
import type { UpgradeTable } from "../lang/tables.ts";

// biome-ignore format: a table
export const upgrade = {
  kind: "upgrade",
  doc: "What the operator fills in on machines that an older operator made.",
  hit: "unique",
  rows: [
    { id: "vm/upgrade/identity", bit: 0, after: [],
      fill: { "spec.biosUUID": "observed.biosUUID", "spec.instanceUUID": "observed.instanceUUID" },
      freeze: ["spec.biosUUID"],
      doc: "Identity found on the hypervisor is written back.", source: "spec:vm-v1alpha5#base-upgrade",
      example: { before: { spec: { instanceUUID: "mine" } }, observed: { biosUUID: "seen-1", instanceUUID: "seen-2" },
                 after: { spec: { instanceUUID: "mine", biosUUID: "seen-1" } } } },
  ],
} as const satisfies UpgradeTable<VirtualMachine>;
