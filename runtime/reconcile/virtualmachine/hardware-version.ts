/** The virtual hardware version, which rises while the machine is off. */
import type { VmState } from "../../driver/vm.ts";
import { fails, holds, type NewCondition } from "../conditions.ts";
import type { Action } from "./decision.ts";
import type { Snapshot } from "./snapshot.ts";

export interface HardwareUpgrade {
  condition: NewCondition;
  action?: Action & { key: string };
  /** Why the last attempt failed. */
  error?: string;
}

const HARDWARE_SYNCED = "VirtualMachineHardwareVersionSynced";

/** What the version needs, and the condition for it. The machine is not powered on below its minimum. */
export function hardwareUpgrade({ vm }: Snapshot, machine: VmState): HardwareUpgrade {
  const wanted = vm.spec?.minHardwareVersion;
  const have = machine.hw.hwVersion;
  if (wanted === undefined || have >= wanted) return { condition: holds(HARDWARE_SYNCED) };
  if (machine.power !== "PoweredOff") {
    return {
      condition: fails(
        HARDWARE_SYNCED,
        "PowerOffRequired",
        `version ${have} rises to ${wanted} when the machine is powered off`,
      ),
    };
  }
  const key = `${vm.metadata.uid}/${machine.id}/hardware/${wanted}/${machine.version}`;
  const error = machine.tasks.findLast((task) => task.key === key)?.error;
  const message = error?.message ?? `version ${have} is being raised to ${wanted}`;
  return {
    condition: fails(HARDWARE_SYNCED, error ? "Error" : "PowerOffRequired", message),
    action: { do: "upgradeHardware", vm: machine.id, hwVersion: wanted, key },
    ...(error ? { error: error.message } : {}),
  };
}
