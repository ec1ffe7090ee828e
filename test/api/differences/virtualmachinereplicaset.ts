/** Where our VirtualMachineReplicaSet differs from the published one. */
import type { Difference } from "../compare.ts";
import { machineSpec } from "./machine-spec.ts";

const MODES = "the machine gets it when it is made from the template";

// biome-ignore format: a table
export const virtualMachineReplicaSet: readonly Difference[] = [
  ...machineSpec("spec.template.spec"),
  { path: "spec", differs: "fact:default", reason: "a set without spec has one replica, too" },
  { path: "spec.template.spec.powerOffMode", differs: "fact:default", reason: MODES },
  { path: "spec.template.spec.restartMode", differs: "fact:default", reason: MODES },
  { path: "spec.template.spec.suspendMode", differs: "fact:default", reason: MODES },
  { path: "status.conditions", differs: "fact:maxItems", reason: "far more than there are types" },
];
