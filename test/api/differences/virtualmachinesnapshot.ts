/** Where our VirtualMachineSnapshot differs from the published one. */
import type { Difference } from "../compare.ts";
import { DEFAULTED, DURATION, NAME } from "./reasons.ts";

// biome-ignore format: a table
export const virtualMachineSnapshot: readonly Difference[] = [
  { path: "spec.vmName",            differs: "fact:maxLength", reason: NAME },
  { path: "spec.quiesce.timeout",   differs: ["fact:pattern", "fact:maxLength"], reason: DURATION },
  { path: "status.children[].type", differs: "required",       reason: DEFAULTED },
];
