/** Conditions as Kubernetes keeps them: one a type, with the time of the last change of its status. */
import type { Condition, ConditionStatus } from "../../api/meta.ts";
import type { ConditionReasons, ConditionType } from "../../generated/conditions.ts";

export interface NewCondition {
  type: ConditionType;
  status: ConditionStatus;
  /** "True" when left out of a condition that holds. */
  reason?: string;
  message?: string;
}

/** A condition that is True. */
export const holds = <T extends ConditionType>(
  type: T,
  reason?: ConditionReasons[T],
  message?: string,
): NewCondition => ({
  type,
  status: "True",
  ...(reason ? { reason } : {}),
  ...(message ? { message } : {}),
});

/** A condition that is False. */
export const fails = <T extends ConditionType>(
  type: T,
  reason: ConditionReasons[T],
  message: string,
): NewCondition => ({ type, status: "False", reason, message });

/**
 * The list with the given conditions set and the `gone` types removed. A condition that says the same as before is the
 * same object, time included; the order is that of the types, so that equal situations give equal lists.
 */
export function mergeConditions(
  old: readonly Condition[],
  set: readonly NewCondition[],
  gone: readonly ConditionType[],
  now: string,
): Condition[] {
  const merged = new Map<string, Condition>(old.map((condition) => [condition.type, condition]));
  for (const type of gone) merged.delete(type);
  for (const { type, status, reason = status, message = "" } of set) {
    const before = merged.get(type);
    if (before?.status === status && before.reason === reason && before.message === message) continue;
    const lastTransitionTime = before?.status === status ? before.lastTransitionTime : now;
    merged.set(type, { type, status, reason, message, lastTransitionTime });
  }
  return [...merged.values()].sort((a, b) => (a.type < b.type ? -1 : 1));
}

export const findCondition = (
  conditions: readonly Condition[] | undefined,
  type: ConditionType,
): Condition | undefined => conditions?.find((condition) => condition.type === type);
