/** Where our VirtualMachineWebConsoleRequest differs from the published one. */
import type { Difference } from "../compare.ts";
import { COST, NAME } from "./reasons.ts";

// biome-ignore format: a table
export const virtualMachineWebConsoleRequest: readonly Difference[] = [
  { path: "spec.name",      differs: "fact:maxLength", reason: NAME },
  { path: "spec.publicKey", differs: "fact:maxLength", reason: COST },
];
