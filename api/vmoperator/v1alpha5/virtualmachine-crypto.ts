/** Encryption of a VirtualMachine: what is asked for, and what is. */

/** What becomes of the virtual TPM of an encrypted machine that an image was made of. */
export type VTPMMode =
  /** The new machine gets it, secrets included. */
  | "Clone"
  /** The new machine does not get it. */
  | "New";

/** How the machine is encrypted. */
export interface VirtualMachineCryptoSpec {
  /** Name of the EncryptionClass with the key; needs an encrypted storage class or a virtual TPM. A change rekeys. @maxLength 253 */
  encryptionClassName?: string;
  /** Without `encryptionClassName`, uses the default key provider where there is one; true when left out. @default true */
  useDefaultKeyProvider?: boolean;
  /** Whether a new machine gets the virtual TPM of its image; `New` when left out. @default "New" */
  vTPMMode?: VTPMMode;
}

/** What is encrypted. */
export type VirtualMachineEncryptionType =
  /** All files but the disks. */
  | "Config"
  /** At least one disk; `status.volumes` says which. */
  | "Disks";

/** How the machine was last seen to be encrypted. */
export interface VirtualMachineCryptoStatus {
  /** The encrypted parts: `Config`, `Disks` or both. */
  encrypted?: VirtualMachineEncryptionType[];
  /** Whether the machine has a virtual TPM. */
  hasVTPM?: boolean;
  /** Identifier of the key. */
  keyID?: string;
  /** Identifier of the key provider. */
  providerID?: string;
}
