/** The VirtualMachineReplicaSet: a number of equal machines. */
import type { Condition, Int32, Int64, ObjectMeta } from "../../meta.ts";
import type { VirtualMachineSpec } from "./virtualmachine.ts";

/**
 * A number of equal machines, made from one template.
 * @resource plural=virtualmachinereplicasets singular=virtualmachinereplicaset shortNames=vmrs,vmreplicaset scope=Namespaced
 * @statusSubresource
 * @scale spec=.spec.replicas status=.status.replicas
 * @column name="Replicas" type=integer path=.status.replicas
 * @column name="Ready" type=integer path=.status.readyReplicas
 * @column name="Age" type=date path=.metadata.creationTimestamp
 */
export interface VirtualMachineReplicaSet {
  metadata: ObjectMeta;
  /** The machines as they should be. @default {} */
  spec?: VirtualMachineReplicaSetSpec;
  /** The machines as they were last seen. */
  status?: VirtualMachineReplicaSetStatus;
}

/** The machines as they should be. */
export interface VirtualMachineReplicaSetSpec {
  /** How many machines; 1 when left out. @default 1 */
  replicas?: Int32;
  /** Which machine goes first when there are too many. */
  deletePolicy?: ReplicaSetDeletePolicy;
  /** Labels of the machines that are counted; the template must carry them. */
  selector?: MachineSelector;
  /** What new machines are made from. @presence */
  template?: VirtualMachineTemplateSpec;
}

/**
 * Machines with these labels: all of them. An empty selector means every machine.
 * @mapType atomic
 */
export interface MachineSelector {
  /**
   * Labels a machine must have, beside those of `matchLabels`.
   * @listType atomic
   * @maxItems 32
   */
  matchExpressions?: MachineSelectorRequirement[];
  /**
   * Labels and their exact values.
   * @maxProperties 64
   * @keys format=k8s-label-key
   * @values format=k8s-label-value
   */
  matchLabels?: { [key: string]: string };
}

/** How a label is compared. `In` and `NotIn` need values; `Exists` and `DoesNotExist` take none. */
export interface MachineSelectorRequirement {
  /** The label's key. @format k8s-label-key */
  key: string;
  /** How the label is compared with `values`. */
  operator: LabelOperator;
  /**
   * Values to compare with.
   * @listType atomic
   * @maxItems 64
   * @items format=k8s-label-value
   */
  values?: string[];
}

/** How a label is compared. */
export type LabelOperator = "DoesNotExist" | "Exists" | "In" | "NotIn";

/** Which machine goes first. */
export type ReplicaSetDeletePolicy = "Random";

/** What new machines are made from. */
export interface VirtualMachineTemplateSpec {
  /** Labels and annotations of new machines. */
  metadata?: VirtualMachineTemplateMeta;
  /** The spec of new machines. @presence */
  spec?: VirtualMachineSpec;
}

/** Labels and annotations of new machines. */
export interface VirtualMachineTemplateMeta {
  /**
   * Annotations of new machines.
   * @maxProperties 256
   * @keys format=k8s-label-key
   */
  annotations?: { [key: string]: string };
  /**
   * Labels of new machines; `selector` must match them.
   * @maxProperties 64
   * @keys format=k8s-label-key
   * @values format=k8s-label-value
   */
  labels?: { [key: string]: string };
}

/** The machines as they were last seen. */
export interface VirtualMachineReplicaSetStatus {
  /** How many machines the selector counts. */
  replicas?: Int32;
  /** How many of them carry all labels of the template. */
  fullyLabeledReplicas?: Int32;
  /** How many of them are ready. */
  readyReplicas?: Int32;
  /** The generation of the set that this status is about. */
  observedGeneration?: Int64;
  /**
   * Observations about the set, one a type.
   * @listType map
   * @listMapKey type
   * @maxItems 64
   */
  conditions?: Condition[];
}
