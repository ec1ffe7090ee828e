/** The size of a machine from its class. Source: spec:README#class-size, spec:vm-v1alpha5#cpu-and-memory. */
import type { VirtualMachineClass } from "../../../api/vmoperator/v1alpha5/virtualmachineclass.ts";
import type { Allocation } from "../../driver/vm.ts";
import { mebibytes, parseQuantity } from "../quantity.ts";

export interface ClassHardware {
  cpus: number;
  memoryMB: number;
  /** MHz. */
  cpuAllocation?: Allocation;
  /** MB. */
  memoryAllocation?: Allocation;
}

interface ConfigSpec {
  numCPUs?: number;
  memoryMB?: number;
  cpuAllocation?: { reservation?: number; limit?: number };
  memoryAllocation?: { reservation?: number; limit?: number };
}

/**
 * What the class says: `spec.hardware` and `spec.policies` win where set, `spec.configSpec` fills the rest.
 * Undefined when it says no size.
 * @param coreMHz speed of a host's core: `spec.policies` counts CPU in cores, the hypervisor in MHz
 */
export function hardwareOf(vmClass: VirtualMachineClass, coreMHz: number): ClassHardware | undefined {
  const { hardware, policies } = vmClass.spec ?? {};
  const configSpec: ConfigSpec = vmClass.spec?.configSpec ?? {};
  const cpus = hardware?.cpus ?? configSpec.numCPUs;
  const memoryMB = mebibytes(hardware?.memory) ?? configSpec.memoryMB;
  if (!cpus || !memoryMB) return undefined;
  const { requests, limits } = policies?.resources ?? {};
  const cpu = allocation(
    megahertz(requests?.cpu, coreMHz),
    megahertz(limits?.cpu, coreMHz),
    configSpec.cpuAllocation,
  );
  const memory = allocation(
    mebibytes(requests?.memory),
    mebibytes(limits?.memory),
    configSpec.memoryAllocation,
  );
  return {
    cpus,
    memoryMB,
    ...(cpu ? { cpuAllocation: cpu } : {}),
    ...(memory ? { memoryAllocation: memory } : {}),
  };
}

function megahertz(cores: string | number | undefined, coreMHz: number): number | undefined {
  const amount = parseQuantity(cores);
  // 1.1 cores of 3,000 MHz are 3,300 MHz, not a little more.
  return amount === undefined ? undefined : Math.ceil(Number((amount * coreMHz).toFixed(3)));
}

/** Zero and vSphere's -1 mean none. */
function allocation(
  reservation: number | undefined,
  limit: number | undefined,
  fallback: Allocation | undefined,
): Allocation | undefined {
  const wanted = {
    reservation: positive(reservation ?? fallback?.reservation),
    limit: positive(limit ?? fallback?.limit),
  };
  if (wanted.reservation === undefined && wanted.limit === undefined) return undefined;
  return {
    ...(wanted.reservation === undefined ? {} : { reservation: wanted.reservation }),
    ...(wanted.limit === undefined ? {} : { limit: wanted.limit }),
  };
}

const positive = (value: number | undefined): number | undefined =>
  value !== undefined && value > 0 ? value : undefined;
