/** The readiness probe: it may change, and what it may ask. */
import type { VirtualMachine } from "../../api/vmoperator/v1alpha5/virtualmachine.ts";
import type { ImmutabilityTable, ValidationTable } from "../lang/tables.ts";

// biome-ignore format: a table
export const readinessImmutability = {
  kind: "immutability",
  doc: "What cannot change about a readiness probe: nothing.",
  hit: "collect",
  rows: [
    { id: "vm/readiness-may-change", field: "spec.readinessProbe", forbid: [],
      doc: "The probe only observes.", source: "ours:read-when-used" },
  ],
} as const satisfies ImmutabilityTable<VirtualMachine>;

// biome-ignore format: a table
export const readiness = {
  kind: "validation",
  doc: "What a readiness probe may ask.",
  hit: "collect",
  rows: [
    { id: "vm/one-probe", at: "spec.readinessProbe", on: ["create", "update"],
      require: "[has(self.guestHeartbeat), has(self.guestInfo) && size(self.guestInfo) > 0, has(self.tcpSocket)].filter(asked, asked).size() <= 1",
      reason: "Forbidden", message: "takes only one of guestHeartbeat, guestInfo and tcpSocket",
      doc: "A machine shows in one way that it is ready.", source: "upstream:V230",
      admits: [{ new: {} }, { new: { guestHeartbeat: {}, guestInfo: [] } }, { new: { tcpSocket: { port: 22 } } }],
      refuses: [{ new: { guestHeartbeat: {}, tcpSocket: { port: 22 } } }, { new: { guestHeartbeat: {}, guestInfo: [{ key: "ready" }] } }] },
    { id: "vm/no-tcp-probe-in-a-vpc", at: "spec.readinessProbe", field: "tcpSocket", on: ["create", "update"],
      require: "!has(self.tcpSocket) || !has(fact.networkSettings) || !('vpc' in [fact.networkSettings.?provider.orValue(''), fact.networkSettings.?legacyProvider.orValue('')])",
      reason: "Forbidden", message: "cannot reach machines on a VPC network; use guestHeartbeat or guestInfo",
      doc: "VPC networks keep the operator from connecting to machines.", source: "upstream:V231",
      admits: [{ new: { tcpSocket: { port: 22 } } }, { new: { tcpSocket: { port: 22 } }, facts: { networkSettings: { provider: "nsx-tier1" } } }, { new: {}, facts: { networkSettings: { provider: "vpc" } } }],
      refuses: [{ new: { tcpSocket: { port: 22 } }, facts: { networkSettings: { provider: "vpc" } } }] },
    { id: "vm/restricted-network-probe-port", at: "spec.readinessProbe", field: "tcpSocket.port", on: ["create", "update"],
      require: "!has(self.tcpSocket) || !has(fact.networkConfig) || fact.networkConfig.?data.?IsRestrictedNetwork.orValue('') != 'true' || self.tcpSocket.port == 6443",
      reason: "NotSupported", message: "must be 6443, the only port that a restricted network lets through",
      doc: "On a restricted network a machine is reached on port 6443 only.", source: "upstream:V232",
      admits: [{ new: { tcpSocket: { port: 22 } } }, { new: { tcpSocket: { port: 22 } }, facts: { networkConfig: { data: {} } } }, { new: { tcpSocket: { port: 6443 } }, facts: { networkConfig: { data: { IsRestrictedNetwork: "true" } } } }],
      refuses: [{ new: { tcpSocket: { port: 22 } }, facts: { networkConfig: { data: { IsRestrictedNetwork: "true" } } } }] },
  ],
} as const satisfies ValidationTable<VirtualMachine>;
