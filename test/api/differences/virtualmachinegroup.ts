/** Where our VirtualMachineGroup differs from the published one. */
import type { Difference } from "../compare.ts";
import { COST, NAME } from "./reasons.ts";

// biome-ignore format: a table
export const virtualMachineGroup: readonly Difference[] = [
  { path: "spec.bootOrder",                  differs: "fact:maxItems",  reason: COST },
  { path: "spec.bootOrder[].members",        differs: "fact:maxItems",  reason: COST },
  { path: "spec.bootOrder[].members[].name", differs: "fact:maxLength", reason: NAME },
  { path: "spec.bootOrder[].members",        differs: ["required", "fact:minItems"], reason: "the specification: each boot group has one or more members" },
  { path: "spec.groupName",                  differs: "fact:maxLength", reason: NAME },
  { path: "spec.nextForcePowerStateSyncTime", differs: "fact:maxLength", reason: COST },
];
