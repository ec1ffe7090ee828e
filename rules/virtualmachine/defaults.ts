import type { VirtualMachine } from "../../api/vmoperator/v1alpha5/virtualmachine.ts";
import type { DefaultingTable } from "../lang/tables.ts";

// biome-ignore format: a table
export const defaults = {
  kind: "defaulting",
  doc: "What a machine gets when its manifest does not say.",
  hit: "unique",
  rows: [
    { id: "vm/on-by-default", field: "spec.powerState", on: ["create"], value: "PoweredOn",
      doc: "A new machine is powered on unless it says otherwise.", source: "spec:vm-v1alpha5#default-power-state-on-create/1",
      example: { before: { spec: {} }, after: { spec: { powerState: "PoweredOn" } } } },
    { id: "vm/off-tries-softly", field: "spec.powerOffMode", on: ["create", "update"], value: "TrySoft",
      doc: "Powering off asks the guest first and insists after five minutes.", source: "spec:vm-v1alpha5#power-op-mode/4",
      example: { before: { spec: {} }, after: { spec: { powerOffMode: "TrySoft" } } } },
    { id: "vm/suspend-tries-softly", field: "spec.suspendMode", on: ["create", "update"], value: "TrySoft",
      doc: "Suspending asks the guest first and insists after five minutes.", source: "spec:vm-v1alpha5#power-op-mode/4",
      example: { before: { spec: {} }, after: { spec: { suspendMode: "TrySoft" } } } },
    { id: "vm/restart-tries-softly", field: "spec.restartMode", on: ["create", "update"], value: "TrySoft",
      doc: "Restarting asks the guest first and insists after five minutes.", source: "spec:vm-v1alpha5#power-op-mode/4",
      example: { before: { spec: {} }, after: { spec: { restartMode: "TrySoft" } } } },
    { id: "vm/random-bios-uuid", field: "spec.biosUUID", on: ["create"], generate: "uuid4",
      doc: "A machine without a BIOS UUID gets a random one.", source: "spec:vm-v1alpha5#bios-uuid/1",
      example: { before: { spec: {} }, after: { spec: { biosUUID: "<uuid4>" } } } },
    { id: "vm/random-instance-uuid", field: "spec.instanceUUID", on: ["create"], generate: "uuid4",
      doc: "A machine without an instance UUID gets a random one.", source: "spec:vm-v1alpha5#instance-uuid/1",
      example: { before: { spec: {} }, after: { spec: { instanceUUID: "<uuid4>" } } } },
    { id: "vm/cloud-init-identity", field: "spec.bootstrap.cloudInit.instanceID", on: ["create"],
      when: "has(self.spec.bootstrap) && has(self.spec.bootstrap.cloudInit)", from: "self.spec.biosUUID",
      doc: "Cloud-Init takes the BIOS UUID as its instance id.", source: "upstream:M9",
      example: { before: { spec: { bootstrap: { cloudInit: {} }, biosUUID: "6f0e0a0c-8a43-4d5c-9d5a-0f6b6f6f0a01" } },
                 after: { spec: { bootstrap: { cloudInit: { instanceID: "6f0e0a0c-8a43-4d5c-9d5a-0f6b6f6f0a01" } }, biosUUID: "6f0e0a0c-8a43-4d5c-9d5a-0f6b6f6f0a01" } } } },
    { id: "vm/restart-now", field: "spec.nextRestartTime", on: ["update"], replace: true, generate: "now",
      when: "has(self.spec.nextRestartTime) && self.spec.nextRestartTime.lowerAscii() == 'now'",
      doc: "`now` becomes the time of the request.", source: "spec:vm-v1alpha5#restart/1",
      example: { old: { spec: {} }, before: { spec: { nextRestartTime: "Now" } }, after: { spec: { nextRestartTime: "<now>" } } } },
  ],
} as const satisfies DefaultingTable<VirtualMachine>;
