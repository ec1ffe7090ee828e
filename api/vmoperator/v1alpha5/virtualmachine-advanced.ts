/** Size of the boot disk, provisioning, change tracking, and what trusted services set. */
import type { Quantity } from "../../meta.ts";

/** How the space of a volume is set aside. */
export type VolumeProvisioningMode =
  /** As it is written. */
  | "Thin"
  /** At once; blocks are zeroed when first written. */
  | "Thick"
  /** At once, and zeroed at once. */
  | "ThickEagerZero";

/** Size of the boot disk, provisioning and change tracking. */
export interface VirtualMachineAdvancedSpec {
  /** Size the boot disk grows to; a multiple of 1 MiB, not below the image's. */
  bootDiskCapacity?: Quantity;
  /** Records which blocks change, for incremental backups. */
  changeBlockTracking?: boolean;
  /** How the space of volumes is set aside. */
  defaultVolumeProvisioningMode?: VolumeProvisioningMode;
}

/** The resource policy; usually set by trusted services. */
export interface VirtualMachineReservedSpec {
  /** Name of a VirtualMachineSetResourcePolicy in the namespace. @maxLength 253 */
  resourcePolicyName?: string;
}
