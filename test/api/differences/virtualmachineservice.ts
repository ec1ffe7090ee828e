/** Where our VirtualMachineService differs from the published one. */
import type { Difference } from "../compare.ts";
import { CLOSED, COST } from "./reasons.ts";

// biome-ignore format: a table
export const virtualMachineService: readonly Difference[] = [
  { path: "spec.clusterIp",                  differs: "fact:maxLength",                    reason: COST },
  { path: "spec.externalName",               differs: "fact:maxLength",                    reason: CLOSED },
  { path: "spec.loadBalancerIP",             differs: "fact:maxLength",                    reason: COST },
  { path: "spec.loadBalancerSourceRanges",   differs: "fact:maxItems",                     reason: COST },
  { path: "spec.loadBalancerSourceRanges[]", differs: "fact:maxLength",                    reason: COST },
  { path: "spec.ports",                      differs: ["fact:x-kubernetes-list-type", "fact:x-kubernetes-list-map-keys"], reason: "upstream's admission demands that port and protocol are unique; the list is shared as that of a Service is" },
  { path: "spec.ports",                      differs: "fact:maxItems",                     reason: COST },
  { path: "spec.ports[].name",               differs: ["fact:maxLength", "fact:pattern"],  reason: CLOSED },
  { path: "spec.ports[].port",               differs: ["fact:minimum", "fact:maximum"],    reason: CLOSED },
  { path: "spec.ports[].protocol",           differs: "fact:enum",                         reason: CLOSED },
  { path: "spec.ports[].targetPort",         differs: ["fact:minimum", "fact:maximum"],    reason: CLOSED },
  { path: "spec.selector",                   differs: "fact:maxProperties",                reason: COST },
  { path: "spec.selector{}",                 differs: ["fact:maxLength", "fact:pattern"],  reason: CLOSED },
  { path: "spec.type",                       differs: "fact:enum",                         reason: CLOSED },
];
