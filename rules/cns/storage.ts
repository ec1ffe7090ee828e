/** Objects of the storage provider: it judges its own; here stands what our use of them relies on. */
import type { CnsNodeVmAttachment } from "../../api/cns/v1alpha1/cnsnodevmattachment.ts";
import type { CnsRegisterVolume } from "../../api/cns/v1alpha1/cnsregistervolume.ts";
import type { StoragePolicyQuota } from "../../api/cns/v1alpha2/storagepolicyquota.ts";
import type { StoragePolicyUsage } from "../../api/cns/v1alpha2/storagepolicyusage.ts";
import type { ImmutabilityTable } from "../lang/tables.ts";

// biome-ignore format: a table
export const attachmentImmutability = {
  kind: "immutability",
  doc: "What cannot change of an attachment: nothing that the storage provider allows.",
  hit: "collect",
  rows: [
    { id: "attachment/machine-left-to-provider", field: "spec.nodeuuid", forbid: [],
      doc: "Whether the machine may change is the storage provider's decision.", source: "ours:the-provider-judges" },
    { id: "attachment/claim-left-to-provider", field: "spec.volumename", forbid: [],
      doc: "Whether the claim may change is the storage provider's decision.", source: "ours:the-provider-judges" },
  ],
} as const satisfies ImmutabilityTable<CnsNodeVmAttachment>;

// biome-ignore format: a table
export const registrationImmutability = {
  kind: "immutability",
  doc: "What cannot change of the registration of a disk: nothing that the storage provider allows.",
  hit: "collect",
  rows: [
    { id: "registration/claim-left-to-provider", field: "spec.pvcName", forbid: [],
      doc: "Whether the claim may change is the storage provider's decision.", source: "ours:the-provider-judges" },
    { id: "registration/volume-left-to-provider", field: "spec.volumeID", forbid: [],
      doc: "Whether the volume may change is the storage provider's decision.", source: "ours:the-provider-judges" },
    { id: "registration/disk-left-to-provider", field: "spec.diskURLPath", forbid: [],
      doc: "Whether the disk may change is the storage provider's decision.", source: "ours:the-provider-judges" },
    { id: "registration/access-left-to-provider", field: "spec.accessMode", forbid: [],
      doc: "Whether the access mode may change is the storage provider's decision.", source: "ours:the-provider-judges" },
    { id: "registration/mode-left-to-provider", field: "spec.volumeMode", forbid: [],
      doc: "Whether the volume mode may change is the storage provider's decision.", source: "ours:the-provider-judges" },
    { id: "registration/backing-left-to-provider", field: "spec.backingType", forbid: [],
      doc: "Whether the backing may change is the storage provider's decision.", source: "ours:the-provider-judges" },
  ],
} as const satisfies ImmutabilityTable<CnsRegisterVolume>;

// biome-ignore format: a table
export const storageQuotaImmutability = {
  kind: "immutability",
  doc: "What cannot change of a storage quota.",
  hit: "collect",
  rows: [
    { id: "storagequota/policy-fixed", field: "spec.storagePolicyId", forbid: ["modify"],
      doc: "A quota is for one storage policy.", source: "ours:a-quota-of-one-policy" },
    { id: "storagequota/limit-may-change", field: "spec.limit", forbid: [],
      doc: "The limit may rise and fall.", source: "ours:follows-the-administrator" },
  ],
} as const satisfies ImmutabilityTable<StoragePolicyQuota>;

// biome-ignore format: a table
export const storageUsageImmutability = {
  kind: "immutability",
  doc: "What cannot change of a count of storage.",
  hit: "collect",
  rows: [
    { id: "storageusage/policy-fixed", field: "spec.storagePolicyId", forbid: ["modify"],
      doc: "A count is for one storage policy.", source: "ours:a-count-of-one-thing" },
    { id: "storageusage/storage-class-fixed", field: "spec.storageClassName", forbid: ["modify"],
      doc: "A count is for one storage class.", source: "ours:a-count-of-one-thing" },
    { id: "storageusage/resource-group-fixed", field: "spec.resourceApiGroup", forbid: ["set", "modify", "unset"],
      doc: "A count is for resources of one group.", source: "ours:a-count-of-one-thing" },
    { id: "storageusage/resource-kind-fixed", field: "spec.resourceKind", forbid: ["modify"],
      doc: "A count is for resources of one kind.", source: "ours:a-count-of-one-thing" },
    { id: "storageusage/extension-fixed", field: "spec.resourceExtensionName", forbid: ["modify"],
      doc: "One extension answers for a count.", source: "ours:a-count-of-one-thing" },
    { id: "storageusage/extension-namespace-fixed", field: "spec.resourceExtensionNamespace", forbid: ["set", "modify", "unset"],
      doc: "One extension answers for a count.", source: "ours:a-count-of-one-thing" },
    { id: "storageusage/certificates-may-change", field: "spec.caBundle", forbid: [],
      doc: "Certificates are renewed.", source: "ours:read-when-used" },
  ],
} as const satisfies ImmutabilityTable<StoragePolicyUsage>;
