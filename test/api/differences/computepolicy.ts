/** Where our ComputePolicy differs from the published one. */
import type { Difference } from "../compare.ts";
import { EFFECTIVE } from "./reasons.ts";

// biome-ignore format: a table
export const computePolicy: readonly Difference[] = [
  { path: "spec",               differs: "fact:default", reason: EFFECTIVE },
  { path: "spec.match.match",   differs: ["type", "fact:x-kubernetes-preserve-unknown-fields"], reason: "it is a list in every version; only its items are open, for they are of the same form again" },
  { path: "spec.match.match[]", differs: "added",        reason: "the items of that list, open" },
];
