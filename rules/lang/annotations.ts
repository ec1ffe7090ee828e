/** Annotations with a meaning of their own. */

/** Names of the three that record a machine's schema upgrades. Source: spec:vm-v1alpha5#upgrade-tracking. */
export const upgradeMarks = {
  build: "vmoperator.vmware.com/upgraded-to-build-version",
  schema: "vmoperator.vmware.com/upgraded-to-schema-version",
  feature: "vmoperator.vmware.com/upgraded-to-feature-version",
} as const;

/** The schema version that an upgraded machine is marked with. */
export const SCHEMA_VERSION = "v1alpha5";

/** The bits of all steps of the machine's upgrade table. A proof compares them. */
export const UPGRADE_BITS: readonly number[] = [0];

/** What the annotations begin with that hold a power-on. Source: spec:vm-v1alpha5#power-on-check. */
export const POWER_ON_CHECK = "poweron.check.vmoperator.vmware.com/";

/** What the annotations begin with that hold a delete. Source: spec:vm-v1alpha5#delete-check. */
export const DELETE_CHECK = "delete.check.vmoperator.vmware.com/";

/** While it is there the operator leaves the machine alone. */
export const PAUSED = "vmoperator.vmware.com/paused";
