/** Where our VirtualMachinePublishRequest differs from the published one. */
import type { Difference } from "../compare.ts";
import { CLOSED, EFFECTIVE, NAME } from "./reasons.ts";

// biome-ignore format: a table
export const virtualMachinePublishRequest: readonly Difference[] = [
  { path: "spec",                           differs: "fact:default",   reason: EFFECTIVE },
  { path: "spec.source",                    differs: "fact:default",   reason: EFFECTIVE },
  { path: "spec.target",                    differs: "fact:default",   reason: EFFECTIVE },
  { path: "spec.target.location",           differs: "fact:default",   reason: EFFECTIVE },
  { path: "status.targetRef.location",      differs: "fact:default",   reason: EFFECTIVE },
  { path: "**.apiVersion",                  differs: "fact:default",   reason: "the published default names a version that is not served here" },
  { path: "**.apiVersion",                  differs: ["fact:pattern", "fact:maxLength"], reason: CLOSED },
  { path: "**.kind",                        differs: "fact:enum",      reason: CLOSED },
  { path: "spec.source.name",               differs: "fact:maxLength", reason: NAME },
  { path: "spec.target.location.name",      differs: "fact:maxLength", reason: NAME },
  { path: "status.sourceRef.name",          differs: "fact:maxLength", reason: NAME },
  { path: "status.targetRef.location.name", differs: "fact:maxLength", reason: NAME },
];
