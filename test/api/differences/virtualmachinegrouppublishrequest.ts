/** Where our VirtualMachineGroupPublishRequest differs from the published one. */
import type { Difference } from "../compare.ts";
import { CLOSED, NAME } from "./reasons.ts";

// biome-ignore format: a table
export const virtualMachineGroupPublishRequest: readonly Difference[] = [
  { path: "spec.source",            differs: "fact:maxLength",              reason: NAME },
  { path: "spec.target",            differs: "fact:maxLength",              reason: NAME },
  { path: "spec.virtualMachines",   differs: "fact:x-kubernetes-list-type", reason: CLOSED },
  { path: "spec.virtualMachines[]", differs: "fact:maxLength",              reason: NAME },
];
