/** Copies of images: what is copied, and where to. */
import type { VirtualMachineImageCache } from "../../api/vmoperator/v1alpha5/virtualmachineimagecache.ts";
import type { ImmutabilityTable } from "../lang/tables.ts";

// biome-ignore format: a table
export const imageCacheImmutability = {
  kind: "immutability",
  doc: "What cannot change of the copies of an image: nothing.",
  hit: "collect",
  rows: [
    { id: "imagecache/item-may-change", field: "spec.providerID", forbid: [],
      doc: "What is copied follows the library.", source: "ours:follows-the-library" },
    { id: "imagecache/version-may-change", field: "spec.providerVersion", forbid: [],
      doc: "New content of the image is copied again.", source: "ours:follows-the-library" },
    { id: "imagecache/places-may-change", field: "spec.locations", forbid: [],
      doc: "Copies are made where machines need them.", source: "ours:read-when-used" },
  ],
} as const satisfies ImmutabilityTable<VirtualMachineImageCache>;
