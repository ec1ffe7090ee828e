/** Published kinds and versions that we do not declare, with the reason. */
const OLDER = "an older version, which comes with conversion";
const NETWORK =
  "the specification names interfaces and networks, and leaves the provider's own resources to it";

const older = (version: string, names: readonly string[]): { [name: string]: string } =>
  Object.fromEntries(names.map((name) => [`vmoperator.vmware.com/${version}/${name}`, OLDER]));

/** `group/version/Kind` → why it is not declared. */
export const undeclared: { readonly [name: string]: string } = {
  ...older("v1alpha3", [
    "ClusterVirtualMachineImage",
    "VirtualMachine",
    "VirtualMachineClass",
    "VirtualMachineGroup",
    "VirtualMachineImage",
    "VirtualMachineImageCache",
    "VirtualMachinePublishRequest",
    "VirtualMachineReplicaSet",
    "VirtualMachineService",
    "VirtualMachineSetResourcePolicy",
    "VirtualMachineWebConsoleRequest",
  ]),
  ...older("v1alpha4", [
    "ClusterVirtualMachineImage",
    "VirtualMachine",
    "VirtualMachineClass",
    "VirtualMachineClassInstance",
    "VirtualMachineGroup",
    "VirtualMachineImage",
    "VirtualMachineImageCache",
    "VirtualMachinePublishRequest",
    "VirtualMachineReplicaSet",
    "VirtualMachineService",
    "VirtualMachineSetResourcePolicy",
    "VirtualMachineWebConsoleRequest",
  ]),
  "cns.vmware.com/v1alpha1/CnsNodeVMBatchAttachment":
    "the specification attaches through CnsNodeVmAttachment",
  "cns.vmware.com/v1alpha1/StoragePolicyQuota": "v1alpha2 has the same fields and is stored",
  "cns.vmware.com/v1alpha1/StoragePolicyUsage": "v1alpha2 has these fields and more, and is stored",
  "infra.vmware.com/v1alpha1/StoragePolicy":
    "the specification knows storage policies only through StorageClasses",
  "netoperator.vmware.com/v1alpha1/NetworkInterface": NETWORK,
  "netoperator.vmware.com/v1alpha1/NetworkSettings": NETWORK,
  "netoperator.vmware.com/v1alpha1/WorkloadNetworkConfiguration": NETWORK,
  "topology.tanzu.vmware.com/v1alpha1/VSphereZone": "it holds a description and nothing that placement reads",
  "vsphere.policy.vmware.com/v1alpha1/ControlledRebalancingPolicy": "the specification has no such policy",
  "vsphere.policy.vmware.com/v1alpha1/RequiredDuringExecutionVMPlacementPolicy":
    "the specification has no such policy",
};
