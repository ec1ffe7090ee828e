/** LinuxPrep as a bootstrap provider: vSphere's own customisation of Linux guests. */
import type { ValueOrSecretKey } from "./common.ts";

/** Customises a Linux guest with vSphere's LinuxPrep. */
export interface LinuxPrepBootstrap {
  /**
   * `true` customises the guest at the next power-on and becomes `false`; `false` leaves the guest alone. When left out,
   * a power-on customises the guest if what it would be told has changed.
   */
  customizeAtNextPowerOn?: boolean;
  /** Makes root choose a new password at the next log-in. */
  expirePasswordAfterNextLogin?: boolean;
  /** The hardware clock runs in UTC, not in local time. */
  hardwareClockIsUTC?: boolean;
  /** Password of root. */
  password?: LinuxPrepPasswordSelector;
  /** Script that runs before and after customisation. */
  scriptText?: ValueOrSecretKey;
  /** The guest's time zone, as in `/usr/share/zoneinfo`. @example "Etc/UTC" */
  timeZone?: string;
}

/** A key of a Secret that holds a password. */
export interface LinuxPrepPasswordSelector {
  /** Name of the Secret. @maxLength 253 */
  name: string;
  /** Key inside the Secret; `password` when left out. @maxLength 253 @default "password" */
  key?: string;
}
