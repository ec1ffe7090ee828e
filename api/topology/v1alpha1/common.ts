/** Shapes that both kinds of zone share. */
import type { Int64 } from "../../meta.ts";

/** Machines of a class that room is reserved for. */
export interface VirtualMachineReservation {
  /** Name of the VirtualMachineClass. @example "my-vm-class" */
  reservedVmClass: string;
  /** Number of machines. @example 4 */
  count: Int64;
}
