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
  /** Devices to boot from, first to last. Not on create. @example [{"type":"Disk","name":"my-disk"},{"type":"CDRom"}] */
  bootOrder?: BootableDevice[];
  /** `Enabled` boots again when no device was found. @default "Disabled" */
  bootRetry?: string;
  /** How long to wait before that; needs `bootRetry: Enabled`. @example "10s" */
  bootRetryDelay?: Duration;
  /** Refuses unsigned boot loaders; needs firmware `efi`. @default "Disabled" */
  efiSecureBoot?: "Enabled" | "Disabled";
  /** Firmware; the image's when left out. */
  firmware?: FirmwareType;
  /** Protocol of booting from the network. @default "IP4" */
  networkBootProtocol?: "IP4" | "IP6";
}

/** A device to boot from. */
export interface BootableDevice {
  /** Name of the volume or of the network interface; not needed for `CDRom`. */
  name?: string;
  /** Kind of the device. */
  type: BootableDeviceType;
}
