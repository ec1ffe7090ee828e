/** Where our VirtualMachineSetResourcePolicy differs from the published one. */
import type { Difference } from "../compare.ts";
import { CLOSED } from "./reasons.ts";

// biome-ignore format: a table
export const virtualMachineSetResourcePolicy: readonly Difference[] = [
  { path: "spec.clusterModuleGroups", differs: "fact:x-kubernetes-list-type", reason: CLOSED },
  { path: "spec.folder",              differs: "fact:maxLength",              reason: "names on the hypervisor have at most 80 characters" },
  { path: "spec.resourcePool.name",   differs: "fact:maxLength",              reason: "names on the hypervisor have at most 80 characters" },
];
