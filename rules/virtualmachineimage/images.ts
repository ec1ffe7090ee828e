/** Images, of a namespace and of the cluster: they follow their library. */
import type {
  ClusterVirtualMachineImage,
  VirtualMachineImage,
} from "../../api/vmoperator/v1alpha5/virtualmachineimage.ts";
import type { ImmutabilityTable } from "../lang/tables.ts";

// biome-ignore format: a table
export const imageImmutability = {
  kind: "immutability",
  doc: "What cannot change of an image: nothing.",
  hit: "collect",
  rows: [
    { id: "image/item-may-change", field: "spec.providerRef", forbid: [],
      doc: "Another item of the library may stand behind an image.", source: "ours:follows-the-library" },
  ],
} as const satisfies ImmutabilityTable<VirtualMachineImage>;

// biome-ignore format: a table
export const clusterImageImmutability = {
  kind: "immutability",
  doc: "What cannot change of an image of the cluster: nothing.",
  hit: "collect",
  rows: [
    { id: "clusterimage/item-may-change", field: "spec.providerRef", forbid: [],
      doc: "Another item of the library may stand behind an image of the cluster.", source: "ours:follows-the-library" },
  ],
} as const satisfies ImmutabilityTable<ClusterVirtualMachineImage>;
