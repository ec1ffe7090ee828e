/** Every output, by name. Each is loaded when it runs, for some bring heavy libraries. */
import type { Emitter } from "./emitter.ts";

// biome-ignore format: a table
export const emitters = {
  crds:         async () => (await import("./crd.ts")).emitCrds,
  types:        async () => (await import("./types.ts")).emitTypes,
  resources:    async () => (await import("./resources.ts")).emitResources,
  jsonSchemas:  async () => (await import("./json-schema.ts")).emitJsonSchemas,
  openApi:      async () => (await import("./openapi.ts")).emitOpenApi,
  openApiTypes: async () => (await import("./openapi-types.ts")).emitOpenApiTypes,
  typesBack:    async () => (await import("./types-back.ts")).emitTypesBack,
  constructs:   async () => (await import("./constructs.ts")).emitConstructs,
  rbac:         async () => (await import("./rbac.ts")).emitRbac,
  reference:    async () => (await import("./reference.ts")).emitReference,
  fuzzers:      async () => (await import("./fuzzers.ts")).emitFuzzers,
  samples:      async () => (await import("./samples.ts")).emitSamples,
  sizeDocs:     async () => (await import("./size-docs.ts")).emitSizeDocs,
  compatDocs:   async () => (await import("./compat-docs.ts")).emitCompatDocs,
  markerDocs:   async () => (await import("./marker-docs.ts")).emitMarkerDocs,
  celDocs:      async () => (await import("./cel-docs.ts")).emitCelDocs,
  schemaDocs:   async () => (await import("./schema-docs.ts")).emitSchemaDocs,
  docsIndex:    async () => (await import("./docs-index.ts")).emitDocsIndex,
} as const satisfies { readonly [name: string]: () => Promise<Emitter> };

export type EmitterName = keyof typeof emitters;

/** Those that a heavy library makes, and pages for people: `--watch` writes the others first. */
export const slowEmitters: readonly EmitterName[] = [
  "openApiTypes",
  "typesBack",
  "reference",
  "sizeDocs",
  "compatDocs",
  "markerDocs",
  "celDocs",
  "schemaDocs",
  "docsIndex",
];
