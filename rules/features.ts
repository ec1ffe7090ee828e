/**
 * What an administrator can switch off. A row asks for one as `feature.<name>`; all are on unless the parameters of
 * admission say otherwise, which have a field for each.
 */
import type { Features } from "../api/admission/v1alpha1/admissionparameters.ts";

export interface Feature {
  /** What works while it is on. */
  readonly doc: string;
}

export type FeatureName = keyof Features;

export const features = {
  VMSharedDisks: {
    doc: "Controllers, slots, disk modes and sharing are part of a machine's manifest.",
  },
  AllDisksArePVCs: {
    doc: "Disks of the image are registered as claims, and stand in the manifest like any other volume.",
  },
} as const satisfies Record<FeatureName, Feature>;
