/** What a person would want to be told, from the difference between two statuses. */
import type { VirtualMachineStatus } from "../../../api/vmoperator/v1alpha5/virtualmachine.ts";
import type { ConditionReasons, ConditionType } from "../../../generated/conditions.ts";
import { findCondition } from "../conditions.ts";

export interface Told {
  type: "Normal" | "Warning";
  reason: string;
  message: string;
}

/** Conditions whose failing is worth a warning; the others show work under way. */
const WARNED: readonly ConditionType[] = [
  "VirtualMachineClassReady",
  "VirtualMachineImageReady",
  "VirtualMachineStorageReady",
  "VirtualMachineBootstrapReady",
  "VirtualMachineConditionPlacementReady",
  "VirtualMachineDeletionHeld",
  "VirtualMachineCreated",
  "VirtualMachinePowerStateSynced",
  "VirtualMachineHardwareVersionSynced",
];

/** Reasons that show work under way, although the condition does not hold. */
const QUIET: readonly string[] = [
  "NotSynced",
  "Creating",
  "Waiting",
  "PowerOffRequired",
] satisfies ConditionReasons[ConditionType][];

export function eventsBetween(before: VirtualMachineStatus | undefined, after: VirtualMachineStatus): Told[] {
  const told: Told[] = [];
  const created = findCondition(after.conditions, "VirtualMachineCreated");
  if (
    created?.status === "True" &&
    findCondition(before?.conditions, "VirtualMachineCreated")?.status !== "True"
  ) {
    told.push({
      type: "Normal",
      reason: "Created",
      message: `Created ${after.uniqueID} in zone ${after.zone} on ${after.nodeName}`,
    });
  }
  if (after.powerState && after.powerState !== before?.powerState && before?.powerState !== undefined) {
    told.push({
      type: "Normal",
      reason: after.powerState,
      message: `Changed from ${before.powerState} to ${after.powerState}`,
    });
  }
  if (after.lastRestartTime && after.lastRestartTime !== before?.lastRestartTime) {
    told.push({
      type: "Normal",
      reason: "Restarted",
      message: `Restarted as asked for at ${after.lastRestartTime}`,
    });
  }
  for (const type of WARNED) {
    const condition = findCondition(after.conditions, type);
    const bad = type === "VirtualMachineDeletionHeld" ? "True" : "False";
    if (condition?.status !== bad || QUIET.includes(condition.reason)) continue;
    const old = findCondition(before?.conditions, type);
    if (old?.reason === condition.reason && old.message === condition.message) continue;
    told.push({ type: "Warning", reason: condition.reason, message: condition.message });
  }
  return told;
}
