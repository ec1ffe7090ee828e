/** What made values read by themselves, which stands in no expression. */
import type { KnownImage } from "./place-devices.ts";
import type { GeneratorName } from "./tables.ts";

interface GeneratorReads {
  /** Dotted paths of fields that are read after other defaults filled them; what is below them too. */
  readonly fields: readonly string[];
  /** Objects that are looked up. */
  readonly facts: readonly (keyof KnownImage)[];
}

const nothing: GeneratorReads = { fields: [], facts: [] };

export const generatorReads: { readonly [name in GeneratorName]: GeneratorReads } = {
  uuid4: nothing,
  now: nothing,
  build: nothing,
  placement: { fields: ["spec.volumes", "spec.hardware"], facts: ["image", "clusterImage"] },
};
