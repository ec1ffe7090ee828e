/** Where our VirtualMachine differs from the published one. */
import type { Difference } from "../compare.ts";
import { machineSpec } from "./machine-spec.ts";

// biome-ignore format: a table
export const virtualMachine: readonly Difference[] = [
  ...machineSpec("spec"),
  { path: "resource", differs: "column:Image", reason: "shows the name that a person wrote; spec.image, which the published one shows, is not filled in from it" },
  { path: "resource", differs: "column:Zone", reason: "says where the machine is" },
  { path: "spec", differs: "fact:default", reason: "a machine without spec gets its defaults, and is told what is missing" },
  { path: "status.conditions", differs: "fact:maxItems", reason: "far more than there are types" },
  { path: "status.crypto.encrypted[]", differs: "fact:enum", reason: "the specification names the two" },
  { path: "status.hardware.controllers", differs: "fact:maxItems", reason: "no machine has more" },
  { path: "status.hardware.controllers[].devices", differs: "fact:maxItems", reason: "no controller has more slots" },
  { path: "status.volumes", differs: "fact:maxItems", reason: "more than all controllers have slots" },
  { path: "status.volumes[].name", differs: "fact:maxLength", reason: "rules compare it, and their cost needs a bound" },
  { path: "status.**.type", differs: "required", reason: "has a default, so nobody has to write it" },
  { path: "status.storage.usage", differs: "missing", reason: "the specification calls it used" },
  { path: "status.storage.used", differs: "added", reason: "the specification's name for usage; the fields are the same" },
];
