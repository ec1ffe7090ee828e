/**
 * The marker vocabulary: every JSDoc tag that means something to the generator, in one table. A tag that is not here
 * is an error. One fact a tag; limits that need an expression are rows under `rules/`, not markers.
 */

/** Where a marker may stand: on a root interface, on a field, on an exported type that fields refer to. */
export type MarkerPlace = "root" | "field" | "type";

/** What a marker's schema node must be. `number` covers integers; `string` covers int-or-string. */
export type MarkerTarget = "any" | "string" | "number" | "list" | "object" | "map" | "scalar";

/** What follows the tag name. */
export type MarkerArgument =
  /** Nothing. */
  | "none"
  | "number"
  /** A whole number, not negative. */
  | "count"
  /** The rest of the tag; backticks around it are removed. */
  | "text"
  /** One word. */
  | "word"
  /** A JSON value. */
  | "json"
  /** `name=value` pairs, each the name of another marker: `maxLength=63 pattern=^[a-z]+$`. */
  | "constraints"
  /** One of these words. */
  | { readonly oneOf: readonly string[] }
  /** `name=value` pairs; values with blanks stand in double quotes. `first` may be given without its name. */
  | {
      readonly pairs: { readonly [name: string]: PairKind };
      readonly required: readonly string[];
      readonly first?: string;
    };

export type PairKind = "text" | "words" | "count" | { readonly oneOf: readonly string[] };

/** What a marker does to the schema node it stands on, or to the resource. */
export type MarkerEffect =
  /** The keyword takes the argument. */
  | { readonly sets: string }
  /** The keywords take these values; the last tag wins over what the TypeScript type says. */
  | { readonly merges: { readonly [keyword: string]: unknown } }
  /** The argument joins a list under the keyword. */
  | { readonly appends: string }
  /** The constraints apply to the list's items, the map's values or the map's keys. */
  | { readonly constrains: "items" | "values" | "keys" }
  /** A fact about the resource or the document, not about the node. */
  | { readonly tells: "names" | "status" | "scale" | "column" | "selectable" | "deprecated" };

export interface Marker {
  readonly on: readonly MarkerPlace[];
  readonly target: MarkerTarget;
  readonly takes: MarkerArgument;
  readonly effect: MarkerEffect;
  /** May stand more than once in one comment. */
  readonly repeatable?: true;
  /** One sentence in the present tense; the manual is made of these. */
  readonly doc: string;
}

const ROOT = ["root"] as const;
const FIELD = ["field"] as const;
const NODE = ["field", "type"] as const;
const COLUMN_TYPE = { oneOf: ["string", "integer", "number", "boolean", "date"] } as const;

// biome-ignore format: a table
export const markers = {
  resource:              { on: ROOT,  target: "any",    effect: { tells: "names" }, takes: { pairs: { plural: "text", singular: "text", shortNames: "words", categories: "words", scope: { oneOf: ["Namespaced", "Cluster"] } }, required: ["plural"] }, doc: "The interface is a resource: its names and its scope (Namespaced unless said)." },
  statusSubresource:     { on: ROOT,  target: "any",    effect: { tells: "status" }, takes: "none", doc: "`status` is written through its own subresource." },
  scale:                 { on: ROOT,  target: "any",    effect: { tells: "scale" }, takes: { pairs: { spec: "text", status: "text", selector: "text" }, required: ["spec", "status"] }, doc: "The scale subresource and the fields it reads." },
  column:                { on: ["root", "field"], target: "any", effect: { tells: "column" }, takes: { pairs: { name: "text", type: COLUMN_TYPE, path: "text", format: "text", priority: "count", description: "text" }, required: ["name"], first: "name" }, repeatable: true, doc: "A column of `kubectl get`. On a field, path and type are derived; columns of fields come first, in field order." },
  selectable:            { on: FIELD, target: "scalar", effect: { tells: "selectable" }, takes: "none", doc: "The field can be used in field selectors." },

  default:               { on: NODE,  target: "any",    effect: { sets: "default" }, takes: "json", doc: "The value the API server writes when the field is absent and its parent is present." },
  nullable:              { on: NODE,  target: "any",    effect: { merges: { nullable: true } }, takes: "none", doc: "The field may be null." },
  title:                 { on: NODE,  target: "any",    effect: { sets: "title" }, takes: "text", doc: "A short name for people." },
  example:               { on: NODE,  target: "any",    effect: { sets: "example" }, takes: "json", doc: "A value that documents and samples show." },
  externalDocs:          { on: NODE,  target: "any",    effect: { sets: "externalDocs" }, takes: { pairs: { url: "text", description: "text" }, required: ["url"], first: "url" }, doc: "Where more is written." },
  deprecated:            { on: ["root", "field", "type"], target: "any", effect: { tells: "deprecated" }, takes: "text", doc: "Still accepted; the text says what to use instead and joins the description." },

  integer:               { on: NODE,  target: "number", effect: { merges: { type: "integer" } }, takes: "none", doc: "A whole number." },
  format:                { on: NODE,  target: "scalar", effect: { sets: "format" }, takes: "word", doc: "The format of the value: `int32`, `date-time`, `uuid` and so on." },
  minimum:               { on: NODE,  target: "number", effect: { sets: "minimum" }, takes: "number", doc: "The smallest value." },
  maximum:               { on: NODE,  target: "number", effect: { sets: "maximum" }, takes: "number", doc: "The largest value." },
  exclusiveMinimum:      { on: NODE,  target: "number", effect: { merges: { exclusiveMinimum: true } }, takes: "none", doc: "`@minimum` itself is not allowed." },
  exclusiveMaximum:      { on: NODE,  target: "number", effect: { merges: { exclusiveMaximum: true } }, takes: "none", doc: "`@maximum` itself is not allowed." },
  multipleOf:            { on: NODE,  target: "number", effect: { sets: "multipleOf" }, takes: "number", doc: "The value is a multiple of this." },

  minLength:             { on: NODE,  target: "string", effect: { sets: "minLength" }, takes: "count", doc: "The fewest characters." },
  maxLength:             { on: NODE,  target: "string", effect: { sets: "maxLength" }, takes: "count", doc: "The most characters." },
  pattern:               { on: NODE,  target: "string", effect: { sets: "pattern" }, takes: "text", doc: "An RE2 expression that some part of the value matches; anchor it." },
  intOrString:           { on: NODE,  target: "any",    effect: { merges: { "x-kubernetes-int-or-string": true } }, takes: "none", doc: "A whole number or a string." },

  minItems:              { on: NODE,  target: "list",   effect: { sets: "minItems" }, takes: "count", doc: "The fewest items." },
  maxItems:              { on: NODE,  target: "list",   effect: { sets: "maxItems" }, takes: "count", doc: "The most items." },
  listType:              { on: NODE,  target: "list",   effect: { sets: "x-kubernetes-list-type" }, takes: { oneOf: ["map", "set", "atomic"] }, doc: "How two writers share the list, and whether its items are unique." },
  listMapKey:            { on: NODE,  target: "list",   effect: { appends: "x-kubernetes-list-map-keys" }, takes: "word", repeatable: true, doc: "A field that identifies an item of a list of type map." },
  items:                 { on: NODE,  target: "list",   effect: { constrains: "items" }, takes: "constraints", doc: "Limits on every item." },

  minProperties:         { on: NODE,  target: "object", effect: { sets: "minProperties" }, takes: "count", doc: "The fewest fields or entries." },
  maxProperties:         { on: NODE,  target: "object", effect: { sets: "maxProperties" }, takes: "count", doc: "The most fields or entries." },
  mapType:               { on: NODE,  target: "object", effect: { sets: "x-kubernetes-map-type" }, takes: { oneOf: ["granular", "atomic"] }, doc: "How two writers share the object." },
  values:                { on: NODE,  target: "map",    effect: { constrains: "values" }, takes: "constraints", doc: "Limits on every value of a map." },
  keys:                  { on: NODE,  target: "map",    effect: { constrains: "keys" }, takes: "constraints", doc: "Limits on every key of a map: `minLength`, `maxLength`, `pattern`; enforced by a CEL rule, for structural schemas have no keyword." },
  preserveUnknownFields: { on: NODE,  target: "any",    effect: { merges: { "x-kubernetes-preserve-unknown-fields": true } }, takes: "none", doc: "Fields that the type does not name are kept." },
  embeddedResource:      { on: NODE,  target: "object", effect: { merges: { "x-kubernetes-embedded-resource": true } }, takes: "none", doc: "The object is a whole Kubernetes object with apiVersion, kind and metadata." },
} as const satisfies { readonly [name: string]: Marker };

export type MarkerName = keyof typeof markers;
