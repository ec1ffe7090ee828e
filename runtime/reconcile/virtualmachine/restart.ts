/** Restarts: asked for in `spec.nextRestartTime`, remembered on the machine. Source: spec:vm-v1alpha5#restart. */
import type { VirtualMachine } from "../../../api/vmoperator/v1alpha5/virtualmachine.ts";
import type { CompiledRules } from "../../../rules/lang/compiled.ts";
import type { VmState } from "../../driver/vm.ts";
import { type Move, nextMove } from "../moves.ts";
import { parseNanos } from "../nanotime.ts";
import type { Action } from "./decision.ts";
import type { Snapshot } from "./snapshot.ts";

/** The key-value pair on the machine that holds the time of the last restart that was carried out, RFC 3339. */
export const RESTART_LEDGER = "vmservice.lastRestartTime";

/** Whether a restart was asked for after the last one. */
export function restartDue(vm: VirtualMachine, machine: VmState): boolean {
  const asked = parseNanos(vm.spec?.nextRestartTime);
  if (asked === undefined) return false;
  const last = parseNanos(machine.extraConfig[RESTART_LEDGER]);
  return last === undefined || asked > last;
}

/** The next step of a restart that is due. */
export function restartMove(snapshot: Snapshot, machine: VmState, rules: CompiledRules): Move {
  const { vm, now } = snapshot;
  return nextMove(rules.moves.restartMoves!, {
    object: { spec: vm.spec, status: { powerState: machine.power } },
    facts: { restartDue: restartDue(vm, machine) },
    attempt: `${vm.metadata.uid}/${machine.id}/${vm.spec?.nextRestartTime}`,
    tasks: machine.tasks,
    now,
  });
}

/** The restart was delivered: remember which request it was, on the machine. */
export function ledger({ vm }: Snapshot, machine: VmState): Action & { key: string } {
  const time = vm.spec!.nextRestartTime!;
  return {
    do: "reconfigure",
    vm: machine.id,
    change: { extraConfig: { [RESTART_LEDGER]: time } },
    key: `${vm.metadata.uid}/${machine.id}/ledger/${time}`,
  };
}
