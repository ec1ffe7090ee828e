/** What a reconcile may decide: one thing to do at most, what to say, and when to look again. */
import type { VirtualMachineStatus } from "../../../api/vmoperator/v1alpha5/virtualmachine.ts";
import type { ConditionType } from "../../../generated/conditions.ts";
import type { EffectName } from "../../../rules/lang/effects.ts";
import type { ChangeSet, CreateSpec } from "../../driver/spec.ts";
import type { Task } from "../../driver/task.ts";
import { mergeConditions, type NewCondition } from "../conditions.ts";
import { backoff } from "../moves.ts";
import type { Snapshot } from "./snapshot.ts";
import { observedStatus } from "./status.ts";

export const FINALIZER = "vmoperator.vmware.com/virtualmachine";

export type Action =
  /** A merge patch of the object itself. */
  | { do: "patch"; patch: { [key: string]: unknown } }
  | { do: "create"; spec: CreateSpec; key: string }
  | { do: "effect"; effect: EffectName; vm: string; key: string }
  | { do: "reconfigure"; vm: string; change: ChangeSet; key: string }
  | { do: "upgradeHardware"; vm: string; hwVersion: number; key: string }
  | { do: "destroy"; vm: string; key: string };

export interface Decision {
  action?: Action;
  /** The whole status, or undefined to leave it as it is. */
  status?: VirtualMachineStatus;
  /** Milliseconds since the epoch at which to look again although nothing happened. */
  lookAgainAt?: number;
}

/** The action, or a later look when its last attempts failed a moment ago. */
export function retried(tasks: readonly Task[], now: number, action: Action & { key: string }): Decision {
  const failures = tasks.filter((task) => task.key === action.key && task.state === "error");
  const at = failures.length > 0 ? Date.parse(failures.at(-1)!.completed!) + backoff(failures.length) : now;
  return now >= at ? { action } : { lookAgainAt: at };
}

/** The status seen, with these conditions set and those types gone. */
export function withConditions(
  snapshot: Snapshot,
  conditions: NewCondition[],
  gone: ConditionType[],
): VirtualMachineStatus {
  const { vm, machine, now } = snapshot;
  const old = vm.status?.conditions ?? [];
  const time = `${new Date(now).toISOString().slice(0, 19)}Z`;
  // The last identifier stays until there is a new machine: it tells one attempt to create it from the next.
  const kept = !machine && vm.status?.uniqueID ? { uniqueID: vm.status.uniqueID } : {};
  return { ...kept, ...observedStatus(machine), conditions: mergeConditions(old, conditions, gone, time) };
}
