/** Where our VirtualMachineSnapshot differs from the published one. */
import type { Difference } from "../compare.ts";
import { DEFAULTED, NAME } from "./reasons.ts";

// biome-ignore format: a table
export const virtualMachineSnapshot: readonly Difference[] = [
  { path: "spec.vmName",            differs: "fact:maxLength", reason: NAME },
  { path: "spec.quiesce.timeout",   differs: ["fact:pattern", "fact:maxLength"], reason: "a length of time as Go writes it: anything else fails where it is read, and here at once" },
  { path: "status.children[].type", differs: "required",       reason: DEFAULTED },
];
