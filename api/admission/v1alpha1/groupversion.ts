/** How admission is set up on a cluster. */
export const groupVersion = {
  group: "admission.vmoperator.vmware.com",
  version: "v1alpha1",
  storage: true,
  served: true,
} as const;
