/** The StoragePolicyQuota: how much a namespace may take of a storage policy. */
import type { ObjectMeta, Quantity } from "../../meta.ts";
import type { QuotaUsage } from "./storagepolicyusage.ts";

/**
 * How much a namespace may take of a storage policy, and what it takes.
 * @resource plural=storagepolicyquotas singular=storagepolicyquota scope=Namespaced
 * @administered
 * @statusSubresource
 */
export interface StoragePolicyQuota {
  metadata: ObjectMeta;
  /** The policy and its limit. */
  spec?: StoragePolicyQuotaSpec;
  /** What the namespace takes. */
  status?: StoragePolicyQuotaStatus;
}

/** The policy and its limit. */
export interface StoragePolicyQuotaSpec {
  /**
   * Identifier of the storage policy. Cannot be changed.
   * @maxLength 128
   * @selectable
   * @example "aa6d5a82-1c88-45da-85d3-3d74b91a5bad"
   */
  storagePolicyId: string;
  /** Space the namespace may take; no limit when left out. @example "500Gi" */
  limit?: Quantity;
}

/** What the namespace takes. */
export interface StoragePolicyQuotaStatus {
  /** What is taken in each storage class. */
  total?: StorageClassQuotaUsage[];
  /** The same, one entry for each extension that takes space. */
  extensions?: ExtensionQuotaUsage[];
}

/** What one extension takes. */
export interface ExtensionQuotaUsage {
  /** Name of the extension. @maxLength 64 */
  extensionName: string;
  /** What it takes in each storage class. */
  extensionQuotaUsage?: StorageClassQuotaUsage[];
}

/** What is taken in one storage class. */
export interface StorageClassQuotaUsage {
  /** Name of the StorageClass. @maxLength 64 */
  storageClassName: string;
  /** Reserved and used space. */
  scQuotaUsage?: QuotaUsage;
}
