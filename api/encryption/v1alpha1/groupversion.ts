/** Keys that machines and disks are encrypted with. */
export const groupVersion = {
  group: "encryption.vmware.com",
  version: "v1alpha1",
  storage: true,
  served: true,
} as const;
