/** The VirtualMachineClass: a size and its policies, chosen by an administrator. */
import type { Int64, ObjectMeta, OpenObject, Quantity } from "../../meta.ts";

/**
 * A size of virtual machines, with its reservations and limits.
 * @resource plural=virtualmachineclasses singular=virtualmachineclass shortNames=vmclass scope=Namespaced
 * @statusSubresource
 * @column name="CPU" type=string path=.spec.hardware.cpus
 * @column name="Memory" type=string path=.spec.hardware.memory
 */
export interface VirtualMachineClass {
  metadata: ObjectMeta;
  /** What machines of this class get. */
  spec?: VirtualMachineClassSpec;
  /** Nothing is observed about a class yet. */
  status?: VirtualMachineClassStatus;
}

/** What machines of this class get. */
export interface VirtualMachineClassSpec {
  /** For whom or what the class is. @maxLength 4096 */
  description?: string;
  /** Size of the machine; wins over `configSpec` where set. */
  hardware?: VirtualMachineClassHardware;
  /** Reservations and limits. */
  policies?: VirtualMachineClassPolicies;
  /** A vSphere VirtualMachineConfigSpec as JSON, with `_typeName`. */
  configSpec?: OpenObject;
}

/** Size of the machine. */
export interface VirtualMachineClassHardware {
  /** Number of virtual CPUs. @minimum 1 */
  cpus?: Int64;
  /** Memory. */
  memory?: Quantity;
}

/** Reservations and limits. */
export interface VirtualMachineClassPolicies {
  resources?: VirtualMachineClassResources;
}

/** What is guaranteed, and what is never exceeded. */
export interface VirtualMachineClassResources {
  /** Guaranteed. */
  requests?: VirtualMachineResourceSpec;
  /** Never exceeded. */
  limits?: VirtualMachineResourceSpec;
}

/** CPU bandwidth and memory. */
export interface VirtualMachineResourceSpec {
  /** CPU bandwidth. */
  cpu?: Quantity;
  /** Memory. */
  memory?: Quantity;
}

/** Nothing is observed about a class yet. */
export type VirtualMachineClassStatus = {};
