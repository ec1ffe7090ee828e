/** Every proof that must hold before anything is written. Each is loaded when it runs, for some bring heavy libraries. */
import type { Check } from "./check.ts";

// biome-ignore format: a table
export const checks: readonly (() => Promise<Check>)[] = [
  async () => (await import("./structural.ts")).checkSchemas,
  async () => (await import("./schema-rules.ts")).checkSchemaRules,
  async () => (await import("./json-schemas.ts")).checkJsonSchemas,
  async () => (await import("./effective-defaults.ts")).noteWaitingDefaults,
  async () => (await import("./size.ts")).checkSize,
];
