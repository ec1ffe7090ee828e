/** Which driver call an effect of the rule tables is. */
import type { EffectName } from "../../rules/lang/effects.ts";
import { ability } from "./abilities.ts";
import type { HypervisorDriver } from "./driver.ts";
import type { Op, Task } from "./task.ts";
import type { Id } from "./vm.ts";

type Call = (driver: HypervisorDriver, vm: Id, op: Op) => Promise<Task> | undefined;

// biome-ignore format: table
const calls: { readonly [E in EffectName]: Call } = {
  powerOn:       (driver, vm, op) => driver.power(vm, "PoweredOn", op),
  powerOff:      (driver, vm, op) => driver.power(vm, "PoweredOff", op),
  suspend:       (driver, vm, op) => driver.power(vm, "Suspended", op),
  reset:         (driver, vm, op) => ability(driver, "reset")?.reset(vm, op),
  shutdownGuest: (driver, vm, op) => ability(driver, "guestPower")?.shutdown(vm, op),
  standbyGuest:  (driver, vm, op) => ability(driver, "guestPower")?.standby(vm, op),
  rebootGuest:   (driver, vm, op) => ability(driver, "guestPower")?.reboot(vm, op),
};

/** Asks the driver for that effect; undefined when the driver lacks the ability. */
export function perform(
  driver: HypervisorDriver,
  effect: EffectName,
  vm: Id,
  op: Op,
): Promise<Task> | undefined {
  return calls[effect](driver, vm, op);
}
