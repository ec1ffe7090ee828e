/** Which machines should, or should not, run close to each other. */

/** How much is shared by being close. */
export type AffinityTopologyKey =
  /** A zone. */
  | "topology.kubernetes.io/zone"
  /** A host; only for machines to stay away from. */
  | "kubernetes.io/hostname";

/** How a label of another machine is compared: it has one of the values. */
export type AffinityOperator = "In";

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
  labelSelector?: AffinityLabelSelector;
  /** What is shared: `topology.kubernetes.io/zone` a zone, `kubernetes.io/hostname` a host. @example "topology.kubernetes.io/zone" */
  topologyKey: AffinityTopologyKey;
}

/**
 * Machines with these labels: all of them. An empty selector means every machine.
 * @mapType atomic
 */
export interface AffinityLabelSelector {
  /**
   * Labels a machine must have, beside those of `matchLabels`.
   * @listType atomic
   * @maxItems 64
   */
  matchExpressions?: AffinityLabelRequirement[];
  /** Labels and their exact values. @maxProperties 64 */
  matchLabels?: { [key: string]: string };
}

/** A label, and the values that it may have. */
export interface AffinityLabelRequirement {
  /** The label's key. @maxLength 317 */
  key: string;
  /** `In`, the only comparison there is. */
  operator: AffinityOperator;
  /**
   * Values to compare with.
   * @listType atomic
   */
  values?: string[];
}
