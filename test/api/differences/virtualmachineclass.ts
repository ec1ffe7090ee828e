/** Where our VirtualMachineClass differs from the published one. */
import type { Difference } from "../compare.ts";

// biome-ignore format: a table
export const virtualMachineClass: readonly Difference[] = [
  { path: "resource",            differs: "column:Capabilities", reason: "it would show a field that the status has in no version" },
  { path: "spec.hardware.cpus",  differs: "fact:minimum",        reason: "a machine has at least one virtual CPU" },
];
