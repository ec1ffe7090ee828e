/** The newest version of VM Operator's API, and the one that is stored. */
export const groupVersion = {
  group: "vmoperator.vmware.com",
  version: "v1alpha5",
  storage: true,
  served: true,
} as const;
