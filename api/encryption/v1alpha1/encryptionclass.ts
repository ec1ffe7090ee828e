/** The EncryptionClass: a key provider and a key. */
import type { ObjectMeta } from "../../meta.ts";

/**
 * A key provider, and perhaps a key of it, with which machines are encrypted.
 * @resource plural=encryptionclasses singular=encryptionclass shortNames=encclass scope=Namespaced
 * @administered
 * @statusSubresource
 * @column name="KeyProvider" type=string path=.spec.keyProvider
 * @column name="KeyID" type=string path=.spec.keyID
 */
export interface EncryptionClass {
  metadata: ObjectMeta;
  /** Provider and key. */
  spec?: EncryptionClassSpec;
  /** Nothing is observed about an encryption class. */
  status?: EncryptionClassStatus;
}

/** Provider and key. */
export interface EncryptionClassSpec {
  /** Identifier of the key provider, such as `local`. @selectable @example "local" */
  keyProvider: string;
  /**
   * Identifier of the key. When left out a key is generated, and a change to this class rekeys only where its provider
   * is another one.
   * @selectable
   * @example "key-1"
   */
  keyID?: string;
}

/** Nothing is observed about an encryption class. */
// biome-ignore lint/complexity/noBannedTypes: an object without fields
export type EncryptionClassStatus = {};
