/** Where our VirtualMachineClassInstance differs from the published one. */
import type { Difference } from "../compare.ts";

// biome-ignore format: a table
export const virtualMachineClassInstance: readonly Difference[] = [
  { path: "spec.hardware.cpus", differs: "fact:minimum", reason: "a machine has at least one virtual CPU" },
];
