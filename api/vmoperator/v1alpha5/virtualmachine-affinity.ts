/** Which machines should, or should not, run close to each other. */
import type { LabelSelector } from "../../meta.ts";

/** Placement relative to other machines; needs `spec.groupName`. */
export interface VirtualMachineAffinity {
  /** Machines to be close to. */
  vmAffinity?: VirtualMachineAffinityTerms;
  /** Machines to stay away from. */
  vmAntiAffinity?: VirtualMachineAffinityTerms;
}

/** Terms by how binding they are when the machine is placed; while it runs, all are preferences. */
export interface VirtualMachineAffinityTerms {
  /**
   * Terms that should hold when the machine is placed.
   * @listType atomic
   * @maxItems 64
   */
  preferredDuringSchedulingPreferredDuringExecution?: VirtualMachineAffinityTerm[];
  /**
   * Terms that must hold when the machine is placed.
   * @listType atomic
   * @maxItems 64
   */
  requiredDuringSchedulingPreferredDuringExecution?: VirtualMachineAffinityTerm[];
}

/** Other machines, and what being close to them means. */
export interface VirtualMachineAffinityTerm {
  /** Labels of the other machines, in the same namespace. */
  labelSelector?: LabelSelector;
  /** What is shared: `topology.kubernetes.io/zone` a zone, `kubernetes.io/hostname` a host. @maxLength 317 @example "topology.kubernetes.io/zone" */
  topologyKey: string;
}
