/** Restarts: asked for in `spec.nextRestartTime`, remembered on the machine. Source: spec:vm-v1alpha5#restart. */
import type { VirtualMachine } from "../../../api/vmoperator/v1alpha5/virtualmachine.ts";
import type { VmState } from "../../driver/vm.ts";
import { parseNanos } from "../nanotime.ts";

/** The key-value pair on the machine that holds the time of the last restart that was carried out, RFC 3339. */
export const RESTART_LEDGER = "vmservice.lastRestartTime";

/** Whether a restart was asked for after the last one. */
export function restartDue(vm: VirtualMachine, machine: VmState): boolean {
  const asked = parseNanos(vm.spec?.nextRestartTime);
  if (asked === undefined) return false;
  const last = parseNanos(machine.extraConfig[RESTART_LEDGER]);
  return last === undefined || asked > last;
}
