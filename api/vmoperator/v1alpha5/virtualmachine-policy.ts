/** vSphere policies of a VirtualMachine. */
import type { Int64, LocalObjectRef } from "../../meta.ts";

/** A policy that was applied. */
export interface VirtualMachinePolicyStatus extends LocalObjectRef {
  /** Generation of the policy when it was applied. */
  generation: Int64;
}
