/** Carries out one action. What came of it shows in the next snapshot. */
import { keyOf } from "../../client/object.ts";
import type { Resource } from "../../client/resource.ts";
import { ability } from "../../driver/abilities.ts";
import type { HypervisorDriver } from "../../driver/driver.ts";
import { perform } from "../../driver/effects.ts";
import { DriverError, driverError } from "../../driver/errors.ts";
import type { Task } from "../../driver/task.ts";
import type { Freshness } from "../freshness.ts";
import type { Action } from "./decision.ts";
import type { VmObject } from "./sources.ts";

/** What an action is carried out with. */
export interface Hands {
  driver: HypervisorDriver;
  vms: Resource<VmObject>;
  freshness: Freshness;
}

/** The task that was started or found again; undefined for an action on the object itself. */
export async function act(
  action: Action,
  vm: VmObject,
  { driver, vms, freshness }: Hands,
): Promise<Task | undefined> {
  switch (action.do) {
    case "patch":
      freshness.wrote(await vms.patch(keyOf(vm), { merge: action.patch }));
      return undefined;
    case "create":
      return driver.createVm(action.spec, { key: action.key, actId: vm.metadata.uid! });
    case "effect":
      return capable(perform(driver, action.effect, action.vm, { key: action.key }), action.effect);
    case "reconfigure":
      return driver.reconfigure(action.vm, action.change, { key: action.key });
    case "upgradeHardware":
      return capable(
        ability(driver, "hardwareUpgrade")?.upgradeHardware(action.vm, action.hwVersion, { key: action.key }),
        "upgradeHardware",
      );
    case "destroy":
      return driver.destroy(action.vm, { key: action.key });
  }
}

function capable(task: Promise<Task> | undefined, what: string): Promise<Task> {
  return task ?? Promise.reject(new DriverError(driverError("Internal", `this hypervisor has no ${what}`)));
}
