/** Names of the three annotations that record a machine's schema upgrades. Source: spec:vm-v1alpha5#upgrade-tracking. */
export const upgradeMarks = {
  build: "vmoperator.vmware.com/upgraded-to-build-version",
  schema: "vmoperator.vmware.com/upgraded-to-schema-version",
  feature: "vmoperator.vmware.com/upgraded-to-feature-version",
} as const;
