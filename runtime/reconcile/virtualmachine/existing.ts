/** A machine that exists: upgraded, then its hardware version, then restarts and power, one thing at a time. */
import type { CompiledRules } from "../../../rules/lang/compiled.ts";
import type { VmState } from "../../driver/vm.ts";
import { fails, holds, type NewCondition } from "../conditions.ts";
import { type Decision, retried, withConditions } from "./decision.ts";
import { hardwareUpgrade } from "./hardware-version.ts";
import { powerCondition, powerMove } from "./power.ts";
import { prerequisites } from "./prerequisites.ts";
import { ledger, restartMove } from "./restart.ts";
import type { Snapshot } from "./snapshot.ts";
import { upgradePatch } from "./upgrade.ts";

export function decideExisting(snapshot: Snapshot, machine: VmState, rules: CompiledRules): Decision {
  const upgrade = upgradePatch(rules.upgrade, snapshot);
  const running = machine.tasks.find((task) => task.state === "running");
  const hardware = hardwareUpgrade(snapshot, machine);
  const power = powerMove(snapshot, machine, rules);
  const restart = restartMove(snapshot, machine, rules);
  const conditions = [
    ...prerequisites(snapshot),
    holds("VirtualMachineConditionPlacementReady"),
    holds("VirtualMachineCreated"),
    toolsCondition(machine),
    hardware.condition,
    powerCondition(snapshot, machine, power, restart, hardware),
  ];
  const status = withConditions(snapshot, conditions, ["VirtualMachineDeletionHeld"]);
  if (upgrade) return { action: { do: "patch", patch: upgrade }, status };
  if (running) return { status };
  if (hardware.action) return { ...retried(machine.tasks, snapshot.now, hardware.action), status };
  if (restart.kind === "done")
    return { ...retried(machine.tasks, snapshot.now, ledger(snapshot, machine)), status };
  const move = power.kind === "rest" ? restart : power;
  switch (move.kind) {
    case "act":
      return { action: { do: "effect", effect: move.effect, vm: machine.id, key: move.key }, status };
    case "wait":
      return { status, ...(move.at === undefined ? {} : { lookAgainAt: move.at }) };
    case "rest":
    case "done":
    case "end":
      return { status };
  }
}

function toolsCondition({ power, guest }: VmState): NewCondition {
  const type = "VirtualMachineTools";
  if (power !== "PoweredOn") return fails(type, "NoGuestInfo", "the machine does not run");
  return guest.tools === "Running"
    ? holds(type, "VirtualMachineToolsRunning")
    : fails(type, "VirtualMachineToolsNotRunning", "the guest tools do not answer");
}
