import { DriverError } from "../errors.ts";
import type { TaskKind } from "../task.ts";
import type { Id, PowerState } from "../vm.ts";
import { apply } from "./changes.ts";
import { check } from "./checks.ts";
import type { Engine } from "./engine.ts";
import { silence } from "./guest.ts";
import { kindOfPower, type SimulatedInventory } from "./model.ts";
import type { Behaviour } from "./profile.ts";

/** What can happen to a hypervisor without its driver being asked. Rejects when there is no such machine. */
export interface Admin {
  /** The machine is in that state at once. Rejects where `power` would be refused. */
  setPower(vm: Id, to: PowerState): Promise<void>;
  /** The machine is no more, running or not. */
  remove(vm: Id): Promise<void>;
  /** The guest stops without powering off: no tools, no address. */
  crashGuest(vm: Id): Promise<void>;
  /** The guest takes requests but ignores them, until told otherwise. */
  hangGuest(vm: Id, hangs?: boolean): Promise<void>;
  /** From now on, until the driver is opened anew, this is what the hypervisor has. */
  setInventory(inventory: SimulatedInventory): void;
  /** Tasks of that kind do not end until released. */
  holdTasks(kind: TaskKind): void;
  releaseTasks(kind: TaskKind): void;
  /** From now on tasks of that kind take that long and fail that often. */
  setBehaviour(kind: TaskKind, behaviour: Behaviour): void;
  /** Every event stream loses what it has and says `resync`. */
  dropEvents(): void;
  /** While unreachable every call rejects with Disconnected; tasks and guests go on. */
  setReachable(reachable: boolean): void;
}

export function adminOf(engine: () => Engine, setReachable: (reachable: boolean) => void): Admin {
  return {
    setPower: (vm, to) =>
      engine().meddle(vm, "power", (_, at) => {
        const request = { kind: kindOfPower[to], vm };
        const verdict = check(engine().world, request);
        if (typeof verdict === "object") throw new DriverError(verdict);
        if (verdict === "go") apply(engine().world, request, at);
      }),
    remove: (vm) =>
      engine().meddle(vm, "power", (_, at) => apply(engine().world, { kind: "destroy", vm }, at)),
    crashGuest: (vm) => engine().meddle(vm, "guest", silence),
    hangGuest: (vm, hangs = true) =>
      engine().meddle(vm, "guest", (machine) => {
        machine.hangs = hangs;
      }),
    setInventory(inventory) {
      engine().world.inventory = inventory;
      engine().watchers.inventory();
    },
    holdTasks: (kind) => engine().hold(kind),
    releaseTasks: (kind) => engine().release(kind),
    setBehaviour: (kind, behaviour) => engine().setBehaviour(kind, behaviour),
    dropEvents: () => engine().watchers.resync(),
    setReachable,
  };
}
