/** What the machine's status says, from what was seen on the hypervisor. */
import type { VirtualMachineStatus } from "../../../api/vmoperator/v1alpha5/virtualmachine.ts";
import type { VmState } from "../../driver/vm.ts";
import { RESTART_LEDGER } from "./restart.ts";

/** Everything but the conditions. A machine that was not found has none of it. */
export function observedStatus(machine: VmState | undefined): Omit<VirtualMachineStatus, "conditions"> {
  if (!machine) return {};
  const restarted = machine.extraConfig[RESTART_LEDGER];
  return {
    uniqueID: machine.id,
    biosUUID: machine.biosUuid,
    instanceUUID: machine.instanceUuid,
    powerState: machine.power,
    ...(restarted ? { lastRestartTime: `${restarted.slice(0, 19)}Z` } : {}),
    nodeName: machine.place.hostName,
    ...(machine.place.zone ? { zone: machine.place.zone } : {}),
    hardwareVersion: machine.hw.hwVersion,
    hardware: {
      cpu: withReservation({ total: machine.hw.cpus }, machine.hw.cpuAllocation?.reservation),
      memory: withReservation(
        { total: `${machine.hw.memoryMB}Mi` },
        asMemory(machine.hw.memoryAllocation?.reservation),
      ),
    },
    guest: { guestID: machine.hw.guestId },
    ...networkStatus(machine),
  };
}

const withReservation = <T extends object, R>(status: T, reservation: R | undefined) => ({
  ...status,
  ...(reservation === undefined ? {} : { reservation }),
});

const asMemory = (mb: number | undefined): string | undefined => (mb === undefined ? undefined : `${mb}Mi`);

function networkStatus({ guest }: VmState): Pick<VirtualMachineStatus, "network"> {
  const isV6 = guest.ip?.includes(":");
  const network = {
    ...(guest.hostName ? { hostName: guest.hostName } : {}),
    ...(guest.ip ? (isV6 ? { primaryIP6: guest.ip } : { primaryIP4: guest.ip }) : {}),
  };
  return Object.keys(network).length > 0 ? { network } : {};
}
