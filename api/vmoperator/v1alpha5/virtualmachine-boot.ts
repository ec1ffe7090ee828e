/** Firmware, and what the machine boots from. */
import type { Duration } from "../../meta.ts";

/** Firmware of a machine. */
export type FirmwareType = "bios" | "efi";

/** Which kind of device can be booted from. */
export type BootableDeviceType = "Disk" | "Network" | "CDRom";

/** Firmware, and what the machine boots from. */
export interface VirtualMachineBootOptions {
  /** How long the firmware waits before it boots, such as `10s`. @example "10s" */
  bootDelay?: Duration;
  /**
   * Devices to boot from, first to last. Cannot be set on create.
   * @example [{"type":"Disk","name":"my-disk"},{"type":"CDRom"}]
   * @maxItems 64
   */
  bootOrder?: BootableDevice[];
  /** `Enabled` boots again when booting has failed; `Disabled` when left out. @default "Disabled" */
  bootRetry?: string;
  /** How long to wait before booting again; needs `bootRetry: Enabled`. @example "10s" */
  bootRetryDelay?: Duration;
  /** `Enabled` refuses unsigned boot loaders and needs firmware `efi`; `Disabled` when left out. @default "Disabled" */
  efiSecureBoot?: "Enabled" | "Disabled";
  /** Firmware; when left out the image's, else the class's, else `bios`. */
  firmware?: FirmwareType;
  /** Protocol of booting from the network; `IP4` when left out. `IP6` needs firmware `efi`. @default "IP4" */
  networkBootProtocol?: "IP4" | "IP6";
}

/** A device to boot from. */
export interface BootableDevice {
  /** Name in `status.volumes` of a disk, or in `spec.network.interfaces`; not needed for `CDRom`. @maxLength 253 */
  name?: string;
  /** Kind of the device. */
  type: BootableDeviceType;
}
