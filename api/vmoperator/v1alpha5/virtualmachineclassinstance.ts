/** The VirtualMachineClassInstance: a class as it once was, so that machines can keep to it. */
import type { ObjectMeta } from "../../meta.ts";
import type { VirtualMachineClassSpec } from "./virtualmachineclass.ts";

/**
 * A VirtualMachineClass as it was at one moment. Machines can be made or resized from those that carry the label
 * `vmoperator.vmware.com/active`, whatever its value.
 * @resource plural=virtualmachineclassinstances singular=virtualmachineclassinstance shortNames=vmclassinstance scope=Namespaced
 * @administered
 * @statusSubresource
 * @column name="CPU" type=string path=.spec.hardware.cpus
 * @column name="Memory" type=string path=.spec.hardware.memory
 * @column name="Active" type=string path=.metadata.labels['vmoperator\.vmware\.com/active']
 */
export interface VirtualMachineClassInstance {
  metadata: ObjectMeta;
  /** What the class said at that moment. */
  spec?: VirtualMachineClassSpec;
  /** Nothing is observed about an instance. */
  status?: VirtualMachineClassInstanceStatus;
}

/** Nothing is observed about an instance. */
// biome-ignore lint/complexity/noBannedTypes: an object without fields
export type VirtualMachineClassInstanceStatus = {};
