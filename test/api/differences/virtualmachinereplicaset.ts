/** Where our VirtualMachineReplicaSet differs from the published one. */
import type { Difference } from "../compare.ts";
import { machineSpec } from "./machine-spec.ts";
import { CLOSED, COST } from "./reasons.ts";

const MODES = "the machine gets it when it is made from the template";

// biome-ignore format: a table
export const virtualMachineReplicaSet: readonly Difference[] = [
  ...machineSpec("spec.template.spec"),
  { path: "spec", differs: "fact:default", reason: "a set without spec has one replica, too" },
  { path: "spec.template.spec.powerOffMode", differs: "fact:default", reason: MODES },
  { path: "spec.template.spec.restartMode", differs: "fact:default", reason: MODES },
  { path: "spec.template.spec.suspendMode", differs: "fact:default", reason: MODES },
  { path: "spec.selector.**", differs: ["fact:maxItems", "fact:maxProperties"], reason: COST },
  { path: "spec.selector.**", differs: ["fact:pattern", "fact:enum", "fact:maxLength"], reason: CLOSED },
  { path: "spec.template.metadata.annotations", differs: "fact:maxProperties", reason: COST },
  { path: "spec.template.metadata.labels", differs: "fact:maxProperties", reason: COST },
  { path: "spec.template.metadata.labels{}", differs: ["fact:pattern", "fact:maxLength"], reason: CLOSED },
  { path: "status.conditions", differs: "fact:maxItems", reason: "far more than there are types" },
];
