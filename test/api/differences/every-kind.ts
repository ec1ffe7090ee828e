/** Differences that follow from a rule of ours and may stand in any kind. */
import type { Difference } from "../compare.ts";
import { DURATION } from "./reasons.ts";

// biome-ignore format: a table
export const everyKind: readonly Difference[] = [
  { path: "**.conditions", differs: ["fact:x-kubernetes-list-type", "fact:x-kubernetes-list-map-keys"], reason: "there is one condition a type, and two writers can share the list by server-side apply" },
  { path: "**.*Delay", differs: ["fact:pattern", "fact:maxLength"], reason: DURATION },
];
