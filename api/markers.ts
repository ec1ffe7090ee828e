/**
 * The marker vocabulary: every JSDoc tag that means something to the generator, in one table. A tag that is not here
 * is an error. One fact a tag; limits that need an expression are rows under `rules/`, not markers.
 */
import { formats } from "./formats.ts";

/** Where a marker may stand: on a root interface, on a field, on an exported type that fields refer to. */
export type MarkerPlace = "root" | "field" | "type";

/**
 * What a marker's schema node must be. `number` covers integers; `string` covers int-or-string; `sized` is a string, a
 * list, an object or a map.
 */
export type MarkerTarget = "any" | "string" | "number" | "list" | "object" | "map" | "scalar" | "sized";

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
  /** One `key=value`; a value with blanks stands in double quotes. */
  | "assignment"
  /** Names of at least this many fields; where it has encodings, `encoding=…` may follow, the first being the default. */
  | { readonly fields: number; readonly encodings?: readonly string[] }
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
  /** The keywords depend on what the node is. */
  | { readonly derives: "size" | "bytes" | "format" }
  /** How many of the named fields of the object are set. */
  | { readonly groups: "exactlyOneOf" | "atMostOneOf" | "atLeastOneOf" }
  /** What else the object around the field must have, or must not. */
  | { readonly relates: "dependentRequired" | "dependentForbidden" }
  /** A fact about the resource, the document or how the schema is made, not a keyword of the node. */
  | { readonly tells: Fact };

type Fact =
  | "names"
  | "labels"
  | "annotations"
  | "storage"
  | "served"
  | "writers"
  | "status"
  | "scale"
  | "column"
  | "selectable"
  | "deprecated"
  | "descriptions"
  | "shape"
  | "presence";

export interface Marker {
  readonly on: readonly MarkerPlace[];
  readonly target: MarkerTarget;
  readonly takes: MarkerArgument;
  readonly effect: MarkerEffect;
  /** May stand more than once in one comment. */
  readonly repeatable?: true;
  /** One sentence in the present tense; the manual is made of these. */
  readonly doc: string;
  /** The tag as somebody would write it; where it takes nothing, that is its name. */
  readonly example?: string;
}

const ROOT = ["root"] as const;
const FIELD = ["field"] as const;
const NODE = ["field", "type"] as const;
const EVERYWHERE = ["root", "field", "type"] as const;
const FORMATS = Object.keys(formats);
const ENCODINGS = ["cel", "schema"] as const;
const COLUMN_TYPE = { oneOf: ["string", "integer", "number", "boolean", "date"] } as const;

// biome-ignore format: a table
export const markers = {
  resource:              { on: ROOT,  target: "any",    effect: { tells: "names" }, takes: { pairs: { plural: "text", singular: "text", shortNames: "words", categories: "words", scope: { oneOf: ["Namespaced", "Cluster"] } }, required: ["plural"] }, example: "@resource plural=widgets shortNames=wd categories=all,shop", doc: "The interface is a resource: its names and its scope (Namespaced unless said)." },
  label:                 { on: ROOT,  target: "any",    effect: { tells: "labels" }, takes: "assignment", repeatable: true, example: "@label app.kubernetes.io/part-of=shop", doc: "A label of the CRD object." },
  annotation:            { on: ROOT,  target: "any",    effect: { tells: "annotations" }, takes: "assignment", repeatable: true, example: '@annotation shop.example.com/owner="the shop team"', doc: "An annotation of the CRD object." },
  storageVersion:        { on: ROOT,  target: "any",    effect: { tells: "storage" }, takes: "none", doc: "Objects of this kind are stored in this version, whatever the `groupversion.ts` files say." },
  unserved:              { on: ROOT,  target: "any",    effect: { tells: "served" }, takes: "none", doc: "This version of the kind is not served, whatever `groupversion.ts` says." },
  administered:          { on: ROOT,  target: "any",    effect: { tells: "writers" }, takes: "none", doc: "Administrators write objects of this kind, in namespaces too: its editor role is not part of Kubernetes' `edit`." },
  statusSubresource:     { on: ROOT,  target: "any",    effect: { tells: "status" }, takes: "none", doc: "`status` is written through its own subresource." },
  scale:                 { on: ROOT,  target: "any",    effect: { tells: "scale" }, takes: { pairs: { spec: "text", status: "text", selector: "text" }, required: ["spec", "status"] }, example: "@scale spec=.spec.replicas status=.status.replicas selector=.status.selector", doc: "The scale subresource by paths, for fields of shared types: 32-bit integers under `spec` and `status`, and a string." },
  scaleReplicas:         { on: FIELD, target: "number", effect: { tells: "scale" }, takes: "none", doc: "The scale subresource reads the field, and writes it when it is under `spec`; one under `spec` and one under `status`, 32-bit integers." },
  scaleSelector:         { on: FIELD, target: "string", effect: { tells: "scale" }, takes: "none", doc: "The scale subresource finds the label selector of the scaled objects here, as a string." },
  column:                { on: ["root", "field"], target: "any", effect: { tells: "column" }, takes: { pairs: { name: "text", type: COLUMN_TYPE, path: "text", format: "text", priority: "count", description: "text" }, required: ["name"], first: "name" }, repeatable: true, example: '@column "Wanted count" priority=1', doc: "A column of `kubectl get`. On a field, path and type are derived; columns of fields come first, in field order." },
  selectable:            { on: FIELD, target: "scalar", effect: { tells: "selectable" }, takes: "none", doc: "The field can be used in field selectors; at most eight of a version." },

  default:               { on: NODE,  target: "any",    effect: { sets: "default" }, takes: "json", example: '@default "fast"', doc: "The value the API server writes where the field is absent; the field is optional. It does so only inside an object that is there, so an optional object around it gets `{}` by default, up to the root, unless it is marked @presence or is not valid when empty." },
  nullable:              { on: NODE,  target: "any",    effect: { merges: { nullable: true } }, takes: "none", doc: "The field may be null." },
  title:                 { on: NODE,  target: "any",    effect: { sets: "title" }, takes: "text", example: "@title Size of a part", doc: "A short name for people." },
  example:               { on: NODE,  target: "any",    effect: { sets: "example" }, takes: "json", example: '@example "large"', doc: "A value that documents and samples show." },
  externalDocs:          { on: NODE,  target: "any",    effect: { sets: "externalDocs" }, takes: { pairs: { url: "text", description: "text" }, required: ["url"], first: "url" }, example: '@externalDocs https://example.com/sizes description="All sizes"', doc: "Where more is written." },
  deprecated:            { on: EVERYWHERE, target: "any", effect: { tells: "deprecated" }, takes: "text", example: "@deprecated use size", doc: "Still accepted; the text says what to use instead and joins the description. On a resource, its version is deprecated and clients are warned." },
  descriptions:          { on: EVERYWHERE, target: "any", effect: { tells: "descriptions" }, takes: { oneOf: ["full", "brief", "none"] }, example: "@descriptions brief", doc: "How much prose the CRD carries from here down: all, the first sentence, or nothing. Types, schemas and reference keep all of it. `full` also stays where a CRD is too large and the generator cuts descriptions by itself." },

  integer:               { on: NODE,  target: "number", effect: { merges: { type: "integer" } }, takes: "none", doc: "A whole number." },
  format:                { on: NODE,  target: "scalar", effect: { derives: "format" }, takes: { oneOf: FORMATS }, example: "@format k8s-short-name", doc: "The format of the value, one of the table below." },
  minimum:               { on: NODE,  target: "number", effect: { sets: "minimum" }, takes: "number", example: "@minimum 1", doc: "The smallest value." },
  maximum:               { on: NODE,  target: "number", effect: { sets: "maximum" }, takes: "number", example: "@maximum 65535", doc: "The largest value." },
  exclusiveMinimum:      { on: NODE,  target: "number", effect: { merges: { exclusiveMinimum: true } }, takes: "none", doc: "`@minimum` itself is not allowed." },
  exclusiveMaximum:      { on: NODE,  target: "number", effect: { merges: { exclusiveMaximum: true } }, takes: "none", doc: "`@maximum` itself is not allowed." },
  multipleOf:            { on: NODE,  target: "number", effect: { sets: "multipleOf" }, takes: "number", example: "@multipleOf 4", doc: "The value is a multiple of this." },

  size:                  { on: NODE,  target: "sized",  effect: { derives: "size" }, takes: { pairs: { min: "count", max: "count" }, required: [] }, example: "@size min=1 max=63", doc: "How many characters, items or fields, whichever the value has: the same as `@minLength`, `@minItems` or `@minProperties`, and their maxima." },
  minLength:             { on: NODE,  target: "string", effect: { sets: "minLength" }, takes: "count", example: "@minLength 1", doc: "The fewest characters." },
  maxLength:             { on: NODE,  target: "string", effect: { sets: "maxLength" }, takes: "count", example: "@maxLength 63", doc: "The most characters." },
  maxBytes:              { on: NODE,  target: "string", effect: { derives: "bytes" }, takes: "count", example: "@maxBytes 1024", doc: "The most bytes in UTF-8; a CEL rule, and `maxLength` to bound its cost." },
  pattern:               { on: NODE,  target: "string", effect: { sets: "pattern" }, takes: "text", example: "@pattern ^[a-z]+$", doc: "An RE2 expression that some part of the value matches; anchor it." },
  intOrString:           { on: NODE,  target: "any",    effect: { merges: { "x-kubernetes-int-or-string": true } }, takes: "none", doc: "A whole number or a string." },

  minItems:              { on: NODE,  target: "list",   effect: { sets: "minItems" }, takes: "count", example: "@minItems 1", doc: "The fewest items." },
  maxItems:              { on: NODE,  target: "list",   effect: { sets: "maxItems" }, takes: "count", example: "@maxItems 16", doc: "The most items." },
  listType:              { on: NODE,  target: "list",   effect: { sets: "x-kubernetes-list-type" }, takes: { oneOf: ["map", "set", "atomic"] }, example: "@listType map", doc: "How two writers share the list, and whether its items are unique." },
  listMapKey:            { on: NODE,  target: "list",   effect: { appends: "x-kubernetes-list-map-keys" }, takes: "word", repeatable: true, example: "@listMapKey name", doc: "A field that identifies an item of a list of type map: a scalar that is required or has a default." },
  items:                 { on: NODE,  target: "list",   effect: { constrains: "items" }, takes: "constraints", example: "@items maxLength=63 pattern=^[a-z]+$", doc: "Limits on every item." },

  exactlyOneOf:          { on: NODE,  target: "object", effect: { groups: "exactlyOneOf" }, takes: { fields: 2, encodings: ENCODINGS }, repeatable: true, example: "@exactlyOneOf url file", doc: "One of these optional fields is set: a CEL rule with a clear message, or, with `encoding=schema`, an OpenAPI `oneOf` that costs nothing of the CEL budget. Each tag is a group of its own." },
  atMostOneOf:           { on: NODE,  target: "object", effect: { groups: "atMostOneOf" }, takes: { fields: 2, encodings: ENCODINGS }, repeatable: true, example: "@atMostOneOf url file encoding=schema", doc: "One of these optional fields is set, or none." },
  atLeastOneOf:          { on: NODE,  target: "object", effect: { groups: "atLeastOneOf" }, takes: { fields: 2, encodings: ENCODINGS }, repeatable: true, example: "@atLeastOneOf cpu memory", doc: "One of these optional fields is set, or more." },
  dependentRequired:     { on: FIELD, target: "any",    effect: { relates: "dependentRequired" }, takes: { fields: 1 }, example: "@dependentRequired keyRef", doc: "When the field is set, these fields beside it are too; a CEL rule." },
  dependentForbidden:    { on: FIELD, target: "any",    effect: { relates: "dependentForbidden" }, takes: { fields: 1 }, example: "@dependentForbidden size", doc: "When the field is set, these fields beside it are not; a CEL rule." },

  minProperties:         { on: NODE,  target: "object", effect: { sets: "minProperties" }, takes: "count", example: "@minProperties 1", doc: "The fewest fields or entries." },
  maxProperties:         { on: NODE,  target: "object", effect: { sets: "maxProperties" }, takes: "count", example: "@maxProperties 64", doc: "The most fields or entries." },
  mapType:               { on: NODE,  target: "object", effect: { sets: "x-kubernetes-map-type" }, takes: { oneOf: ["granular", "atomic"] }, example: "@mapType atomic", doc: "How two writers share the object." },
  values:                { on: NODE,  target: "map",    effect: { constrains: "values" }, takes: "constraints", example: "@values maxLength=256", doc: "Limits on every value of a map." },
  keys:                  { on: NODE,  target: "map",    effect: { constrains: "keys" }, takes: "constraints", example: "@keys format=k8s-label-key", doc: "Limits on every key of a map: `minLength`, `maxLength`, `pattern`, and a `format` that is a pattern; a CEL rule, for structural schemas have no keyword." },
  preserveUnknownFields: { on: NODE,  target: "any",    effect: { merges: { "x-kubernetes-preserve-unknown-fields": true } }, takes: "none", doc: "Fields that the type does not name are kept." },
  opaque:                { on: NODE,  target: "any",    effect: { tells: "shape" }, takes: "none", doc: "The value is kept as open JSON; what the type says inside is not part of the schema. Cuts recursion and trims types of others." },
  depth:                 { on: NODE,  target: "any",    effect: { tells: "shape" }, takes: "count", example: "@depth 3", doc: "A type that contains itself is unrolled this many times; below that it is open JSON." },
  presence:              { on: FIELD, target: "object", effect: { tells: "presence" }, takes: "none", doc: "That the object is there means something by itself (a feature is on, a form is chosen), so defaults inside do not make it appear; they apply where it is written." },
  embeddedResource:      { on: NODE,  target: "object", effect: { merges: { "x-kubernetes-embedded-resource": true } }, takes: "none", doc: "The object is a whole Kubernetes object with apiVersion, kind and metadata." },
} as const satisfies { readonly [name: string]: Marker };

export type MarkerName = keyof typeof markers;
