/** The way to the desired power state, and the condition that tells of it. */
import type { CompiledRules } from "../../../rules/lang/compiled.ts";
import { requestFacts } from "../../admission/facts.ts";
import type { VmState } from "../../driver/vm.ts";
import { fails, holds, type NewCondition } from "../conditions.ts";
import { type Move, nextMove } from "../moves.ts";
import type { HardwareUpgrade } from "./hardware-version.ts";
import type { Snapshot } from "./snapshot.ts";

/** A reconcile answers to nobody's request: only facts about the object hold. */
const NOBODY = { username: "", groups: [] };

/** The next step towards `spec.powerState`. */
export function powerMove(snapshot: Snapshot, machine: VmState, rules: CompiledRules): Move {
  const { uid, generation } = snapshot.vm.metadata;
  return nextMove(rules.moves.powerMoves!, {
    object: { spec: snapshot.vm.spec, status: { powerState: machine.power } },
    facts: requestFacts(rules, NOBODY, snapshot.vm),
    attempt: `${uid}/${machine.id}/${generation}/${machine.powerVersion}`,
    tasks: machine.tasks,
    now: snapshot.now,
  });
}

const POWER_SYNCED = "VirtualMachinePowerStateSynced";

export function powerCondition(
  { vm }: Snapshot,
  machine: VmState,
  power: Move,
  restart: Move,
  hardware: HardwareUpgrade,
): NewCondition {
  const wanted = vm.spec?.powerState;
  // A restart comes after the power state.
  const last = power.kind === "rest" ? restart : power;
  const ended = last.kind === "end" ? last : undefined;
  if (ended)
    return fails(
      POWER_SYNCED,
      ended.reason,
      [ended.message, ended.error?.message].filter(Boolean).join(": "),
    );
  if (power.kind === "rest" && (wanted === undefined || wanted === machine.power))
    return holds(POWER_SYNCED, "Synced", machine.power);
  if (hardware.error)
    return fails(POWER_SYNCED, "Error", `the hardware version comes first: ${hardware.error}`);
  if (power.kind === "wait" && power.error) return fails(POWER_SYNCED, "Error", power.error.message);
  return fails(POWER_SYNCED, "NotSynced", `spec.powerState=${wanted} != status.powerState=${machine.power}`);
}
