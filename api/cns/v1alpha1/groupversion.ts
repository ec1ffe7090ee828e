/** Volumes as the storage provider's driver sees them. */
export const groupVersion = {
  group: "cns.vmware.com",
  version: "v1alpha1",
  storage: true,
  served: true,
} as const;
