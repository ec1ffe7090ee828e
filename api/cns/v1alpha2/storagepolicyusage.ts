/** The StoragePolicyUsage: what one kind of resource takes of a storage policy. */
import type { ObjectMeta, Quantity } from "../../meta.ts";

/**
 * What one kind of resource takes of a storage policy in a namespace. Quotas add these up.
 * @resource plural=storagepolicyusages singular=storagepolicyusage scope=Namespaced
 * @administered
 * @statusSubresource
 */
export interface StoragePolicyUsage {
  metadata: ObjectMeta;
  /** Which resources, and which storage. */
  spec?: StoragePolicyUsageSpec;
  /** What they take. */
  status?: StoragePolicyUsageStatus;
}

/** Which resources, and which storage. */
export interface StoragePolicyUsageSpec {
  /**
   * Identifier of the storage policy. Cannot be changed.
   * @maxLength 128
   * @selectable
   * @example "aa6d5a82-1c88-45da-85d3-3d74b91a5bad"
   */
  storagePolicyId: string;
  /** Name of the StorageClass. Cannot be changed. @maxLength 64 @selectable */
  storageClassName: string;
  /** API group of the resources. Cannot be changed. @example "vmoperator.vmware.com" */
  resourceApiGroup?: string;
  /** Kind of the resources. Cannot be changed. @maxLength 64 @selectable @example "VirtualMachine" */
  resourceKind: string;
  /** Name of the extension that says what a new resource will take. Cannot be changed. @example "vmop" */
  resourceExtensionName: string;
  /** Namespace of the extension. Cannot be changed. @example "vmop-system" */
  resourceExtensionNamespace?: string;
  /** Certificates in PEM form that the extension's own is checked against, in base64. @format byte */
  caBundle?: string;
}

/** What the resources take. */
export interface StoragePolicyUsageStatus {
  /** Reserved and used space. */
  quotaUsage?: QuotaUsage;
}

/** Reserved and used space. */
export interface QuotaUsage {
  /** Space of what is being made. */
  reserved?: Quantity;
  /** Space of what is there. */
  used?: Quantity;
}
