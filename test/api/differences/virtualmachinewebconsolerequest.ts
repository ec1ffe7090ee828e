/** Where our VirtualMachineWebConsoleRequest differs from the published one. */
import type { Difference } from "../compare.ts";
import { CLOSED, COST, NAME } from "./reasons.ts";

// biome-ignore format: a table
export const virtualMachineWebConsoleRequest: readonly Difference[] = [
  { path: "spec.name",      differs: "fact:maxLength", reason: NAME },
  { path: "spec.name",      differs: "fact:minLength", reason: CLOSED },
  { path: "spec.publicKey", differs: "fact:maxLength", reason: COST },
  { path: "spec.publicKey", differs: "fact:pattern",   reason: CLOSED },
];
