/**
 * What only some hypervisors can do. An ability is an interface and one line in `Abilities`; a driver that has it holds
 * it in `abilities`. The general rules of changes in `driver.ts` hold here too.
 */
import type { HypervisorDriver } from "./driver.ts";
import type { LibraryItem } from "./inventory.ts";
import type { Op, Task } from "./task.ts";
import type { Id } from "./vm.ts";

export interface Abilities {
  guestPower: GuestPower;
  reset: Reset;
  hardwareUpgrade: HardwareUpgrade;
  library: Library;
}

/** The driver's ability of that name, or undefined when it lacks it. */
export function ability<N extends keyof Abilities>(
  driver: HypervisorDriver,
  name: N,
): Abilities[N] | undefined {
  return driver.abilities[name];
}

/**
 * Asks the guest. Success means that the request was delivered, not that the guest obeyed: that shows in
 * `VmState.power` and `powerVersion`, possibly never.
 * Errors of each: NotFound, ToolsUnavailable, InvalidPowerState.
 */
export interface GuestPower {
  /** The guest will power off. Off already: `changed: false`. */
  shutdown(vm: Id, op: Op): Promise<Task>;
  /** The guest will suspend. Suspended already: `changed: false`. */
  standby(vm: Id, op: Op): Promise<Task>;
  /** The guest will restart. */
  reboot(vm: Id, op: Op): Promise<Task>;
}

export interface Reset {
  /** After success the machine has started anew without the guest's help. Errors: NotFound, InvalidPowerState (not on). */
  reset(vm: Id, op: Op): Promise<Task>;
}

export interface HardwareUpgrade {
  /**
   * After success the virtual hardware has at least this version; at least that before: `changed: false`.
   * Errors: NotFound, NeedsPowerOff, InvalidArgument (newer than the hypervisor knows).
   */
  upgradeHardware(vm: Id, hwVersion: number, op: Op): Promise<Task>;
}

export interface Library {
  listItems(): Promise<LibraryItem[]>;
  getItem(id: Id): Promise<LibraryItem | undefined>;
}
