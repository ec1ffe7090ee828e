/** Policies that vSphere applies to workloads. */
export const groupVersion = {
  group: "vsphere.policy.vmware.com",
  version: "v1alpha1",
  storage: true,
  served: true,
} as const;
