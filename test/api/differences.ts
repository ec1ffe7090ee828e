/** Where our API differs from the published one, and why. One file a kind, one reason a line. */
import type { Difference } from "./compare.ts";
import { computePolicy } from "./differences/computepolicy.ts";
import { everyKind } from "./differences/every-kind.ts";
import { undeclared } from "./differences/undeclared.ts";
import { virtualMachine } from "./differences/virtualmachine.ts";
import { virtualMachineClass } from "./differences/virtualmachineclass.ts";
import { virtualMachineClassInstance } from "./differences/virtualmachineclassinstance.ts";
import { virtualMachineGroup } from "./differences/virtualmachinegroup.ts";
import { virtualMachineGroupPublishRequest } from "./differences/virtualmachinegrouppublishrequest.ts";
import { virtualMachinePublishRequest } from "./differences/virtualmachinepublishrequest.ts";
import { virtualMachineReplicaSet } from "./differences/virtualmachinereplicaset.ts";
import { virtualMachineService } from "./differences/virtualmachineservice.ts";
import { virtualMachineSetResourcePolicy } from "./differences/virtualmachinesetresourcepolicy.ts";
import { virtualMachineSnapshot } from "./differences/virtualmachinesnapshot.ts";
import { virtualMachineWebConsoleRequest } from "./differences/virtualmachinewebconsolerequest.ts";

/** `group/version/Kind` → its differences. A kind that is not here has none of its own. */
export const kinds: { readonly [name: string]: readonly Difference[] } = {
  "vmoperator.vmware.com/v1alpha5/VirtualMachine": virtualMachine,
  "vmoperator.vmware.com/v1alpha5/VirtualMachineClass": virtualMachineClass,
  "vmoperator.vmware.com/v1alpha5/VirtualMachineClassInstance": virtualMachineClassInstance,
  "vmoperator.vmware.com/v1alpha5/VirtualMachineGroup": virtualMachineGroup,
  "vmoperator.vmware.com/v1alpha5/VirtualMachineGroupPublishRequest": virtualMachineGroupPublishRequest,
  "vmoperator.vmware.com/v1alpha5/VirtualMachinePublishRequest": virtualMachinePublishRequest,
  "vmoperator.vmware.com/v1alpha5/VirtualMachineReplicaSet": virtualMachineReplicaSet,
  "vmoperator.vmware.com/v1alpha5/VirtualMachineService": virtualMachineService,
  "vmoperator.vmware.com/v1alpha5/VirtualMachineSetResourcePolicy": virtualMachineSetResourcePolicy,
  "vmoperator.vmware.com/v1alpha5/VirtualMachineSnapshot": virtualMachineSnapshot,
  "vmoperator.vmware.com/v1alpha5/VirtualMachineWebConsoleRequest": virtualMachineWebConsoleRequest,
  "vsphere.policy.vmware.com/v1alpha1/ComputePolicy": computePolicy,
};

/** `group/version/Kind` of a kind that is declared here and published nowhere → the reason. */
export const unpublished: { readonly [name: string]: string } = {
  "admission.vmoperator.vmware.com/v1alpha1/AdmissionParameters":
    "what our own policies ask beside the request: who is privileged and which features are off",
};

export { everyKind, undeclared };
