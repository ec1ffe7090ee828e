/** Where the spec of a machine differs from the published one, wherever it stands. */
import type { Difference } from "../compare.ts";

/** The differences below `spec`, the path of a machine's spec. */
// biome-ignore format: a table
export const machineSpec = (spec: string): readonly Difference[] => [
  { path: `${spec}.image.kind`, differs: "fact:enum", reason: "the two kinds that admission accepts, known to editors and to kubectl explain" },
  { path: `${spec}.hardware.cdrom[].image.kind`, differs: "fact:enum", reason: "the two kinds that admission accepts, known to editors and to kubectl explain" },
  { path: `${spec}.volumes[].name`, differs: ["fact:pattern", "fact:maxLength"], reason: "the specification wants a DNS label" },
  { path: `${spec}.bootstrap.sysprep.sysprep.**.key`, differs: "required", reason: "has a default, so nobody has to write it" },

  { path: `${spec}.volumes`, differs: "fact:maxItems", reason: "as many as all controllers have slots" },
  { path: `${spec}.hardware.cdrom`, differs: "fact:maxItems", reason: "as many as IDE and SATA controllers have slots" },
  { path: `${spec}.volumes[].persistentVolumeClaim.claimName`, differs: "fact:minLength", reason: "an empty name names no claim" },
  { path: `${spec}.bootOptions.bootOrder`, differs: "fact:maxItems", reason: "rules look at every pair, and their cost needs a bound; nothing real reaches it" },
  { path: `${spec}.guestID`, differs: "fact:maxLength", reason: "rules compare it, and their cost needs a bound" },
  { path: `${spec}.nextRestartTime`, differs: "fact:maxLength", reason: "rules compare it, and their cost needs a bound" },
  { path: `${spec}.bootstrap.cloudInit.instanceID`, differs: "fact:maxLength", reason: "rules compare it, and their cost needs a bound" },
  { path: `${spec}.affinity.**`, differs: ["fact:maxItems", "fact:maxLength", "fact:maxProperties"], reason: "rules may look at every entry, and their cost needs a bound; nothing real reaches it" },
  { path: `${spec}.affinity.**`, differs: "fact:enum", reason: "what admission accepts, known to editors and to kubectl explain" },
  { path: `${spec}.currentSnapshotName`, differs: "fact:pattern", reason: "a snapshot is an object, and this its name; upstream's admission refuses a blank one" },
  { path: `${spec}.network.interfaces[].network.apiVersion`, differs: "fact:pattern", reason: "a group and a version, which upstream's admission wants" },
  { path: `${spec}.network.interfaces[].network.name`, differs: "fact:pattern", reason: "a network is an object, and upstream's admission wants its name to be one of an object" },
  { path: `${spec}.bootstrap.vAppConfig.properties[].key`, differs: "fact:minLength", reason: "upstream's admission refuses a property without a key" },
  { path: `${spec}.network.**`, differs: ["fact:maxItems", "fact:maxLength"], reason: "rules may look at every entry, and their cost needs a bound; nothing real reaches it" },
  { path: `${spec}.bootstrap.cloudInit.cloudConfig.**`, differs: ["fact:maxItems", "fact:maxLength"], reason: "rules may look at every entry, and their cost needs a bound; nothing real reaches it" },
  { path: `${spec}.**.*Name`, differs: "fact:maxLength", reason: "no name of an object is longer" },
  { path: `${spec}.**.storageClass`, differs: "fact:maxLength", reason: "no name of an object is longer" },
  { path: `${spec}.**.name`, differs: "fact:maxLength", reason: "no name of an object is longer" },
  { path: `${spec}.bootstrap.**.key`, differs: "fact:maxLength", reason: "no key of a Secret is longer" },
];
