/** Whether a machine has reached what its object asks for. */

import { findCondition } from "../reconcile/conditions.ts";
import type { VmObject } from "../reconcile/virtualmachine/sources.ts";
import { blocking } from "./machine-table.ts";

export type Progress =
  | { state: "settled" }
  /** What keeps it, where something says so. */
  | { state: "waiting"; condition?: { type: string; reason: string; message: string } };

export function progress(vm: VmObject): Progress {
  const wanted = vm.spec?.powerState;
  const created = findCondition(vm.status?.conditions, "VirtualMachineCreated")?.status === "True";
  const synced = findCondition(vm.status?.conditions, "VirtualMachinePowerStateSynced")?.status === "True";
  if (created && synced && (wanted === undefined || vm.status?.powerState === wanted))
    return { state: "settled" };
  const condition = blocking(vm.status?.conditions)[0];
  return condition ? { state: "waiting", condition } : { state: "waiting" };
}

/** Reasons that only mean "under way". */
const UNDER_WAY: readonly string[] = ["Creating", "NotSynced"];

/** Whether a condition is worth telling a person who waits. */
export const isTelling = (condition: { reason: string }): boolean => !UNDER_WAY.includes(condition.reason);
