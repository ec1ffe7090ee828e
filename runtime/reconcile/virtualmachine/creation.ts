/** A machine that does not exist yet: waits for what it needs, finds a place, is created. */
import type { ConditionType } from "../../../generated/conditions.ts";
import { fails, holds, type NewCondition } from "../conditions.ts";
import { backoff } from "../moves.ts";
import { createSpec } from "./create.ts";
import { type Decision, withConditions } from "./decision.ts";
import { prerequisites } from "./prerequisites.ts";
import type { Snapshot } from "./snapshot.ts";

const CREATED = "VirtualMachineCreated";
const PLACED = "VirtualMachineConditionPlacementReady";
/** No place now may be a place in a while. */
const PLACE_RETRY_MS = 30_000;

export function decideMissing(snapshot: Snapshot): Decision {
  const needs = prerequisites(snapshot);
  const unmet = needs.filter((need) => need.status !== "True");
  const say = (conditions: NewCondition[], gone: ConditionType[] = []) =>
    withConditions(
      snapshot,
      [...needs, ...conditions],
      ["VirtualMachinePowerStateSynced", "VirtualMachineTools", ...gone],
    );
  if (unmet.length > 0) {
    return {
      status: say([fails(CREATED, "Waiting", unmet.map((need) => need.message).join("; "))], [PLACED]),
    };
  }
  const last = snapshot.creations.at(-1);
  if (last?.state === "running")
    return { status: say([fails(CREATED, "Creating", "the hypervisor is creating the machine")]) };
  const made = snapshot.creations.findLast((task) => task.state === "success")?.target;
  const key = `${snapshot.vm.metadata.uid}/create/${made ?? snapshot.vm.status?.uniqueID ?? "first"}`;
  const failures = snapshot.creations.filter((task) => task.key === key && task.state === "error");
  if (failures.length > 0) {
    const at = Date.parse(failures.at(-1)!.completed!) + backoff(failures.length);
    if (snapshot.now < at) {
      return {
        status: say([
          fails(
            CREATED,
            "Error",
            failures.at(-1)!.error?.message ?? "the hypervisor could not create the machine",
          ),
        ]),
        lookAgainAt: at,
      };
    }
  }
  const place = snapshot.place;
  if (!place?.placement) {
    const reason = place?.error?.code === "NoCapacity" ? "NotReady" : "Error";
    const message = place?.error?.message ?? "no place was found";
    return {
      status: say([fails(PLACED, reason, message), fails(CREATED, "Waiting", message)]),
      lookAgainAt: snapshot.now + PLACE_RETRY_MS,
    };
  }
  return {
    action: { do: "create", spec: createSpec(snapshot, place.placement), key },
    status: say([holds(PLACED), fails(CREATED, "Creating", "the hypervisor is creating the machine")]),
  };
}
