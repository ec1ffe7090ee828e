/** Availability zones. */
export const groupVersion = {
  group: "topology.tanzu.vmware.com",
  version: "v1alpha1",
  storage: true,
  served: true,
} as const;
