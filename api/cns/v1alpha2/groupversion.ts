/** Storage quotas, and what counts against them. */
export const groupVersion = {
  group: "cns.vmware.com",
  version: "v1alpha2",
  storage: true,
  served: true,
} as const;
