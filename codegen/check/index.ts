/** Every proof that must hold before anything is written. Each is loaded when it runs, for some bring heavy libraries. */
import type { EmitterName } from "../emit/index.ts";
import type { Check } from "./check.ts";

// biome-ignore format: a table
export const checks: readonly (() => Promise<Check>)[] = [
  async () => (await import("./structural.ts")).checkSchemas,
  async () => (await import("./schema-rules.ts")).checkSchemaRules,
  async () => (await import("./nested-bounds.ts")).checkNestedBounds,
  async () => (await import("./example-values.ts")).checkExampleValues,
  async () => (await import("./made-parents.ts")).noteMadeParents,
  async () => (await import("./size.ts")).checkSize,
];

/** Proofs about one output, which run when it is made. */
// biome-ignore format: a table
export const outputChecks: { readonly [output in EmitterName]?: () => Promise<Check> } = {
  jsonSchemas: async () => (await import("./json-schemas.ts")).checkJsonSchemas,
  samples:     async () => (await import("./samples.ts")).checkSamples,
};
