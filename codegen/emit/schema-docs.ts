/** The page of what a CRD's schema may say, and what an API server does with it. */
import { type JSONSchemaProps, stringFormats } from "../../rules/lang/schema/index.ts";
import type { Files } from "./emitter.ts";
import { MADE_BY } from "./header.ts";
import { code, table } from "./markdown.ts";

/** What comes of each keyword. */
// biome-ignore format: a table
const KEYWORDS: { readonly [keyword in keyof Required<JSONSchemaProps>]: string } = {
  type:                 "Needed at every place of the shape, but for int-or-string and preserved unknown fields; not in branches of `allOf` and the like. There is no `null`.",
  format:               "Enforced as below; others are kept and mean nothing.",
  nullable:             "Lets `null` stay. Elsewhere a `null` for which there is a default is dropped. Not at the root.",
  default:              "Filled in when objects are written and read. Must itself be valid and without unknown fields; not at the root's metadata.",
  enum:                 "Enforced.",
  required:             "Enforced, after defaults.",
  properties:           "The shape: fields that are not listed are dropped. Not beside `additionalProperties`.",
  additionalProperties: "A map of values of one schema. Not at the root, not beside `properties`.",
  items:                "One schema, needed for every array.",
  minimum:              "Enforced.",
  maximum:              "Enforced.",
  exclusiveMinimum:     "Enforced; true or false, beside `minimum`.",
  exclusiveMaximum:     "Enforced; true or false, beside `maximum`.",
  multipleOf:           "Enforced.",
  minLength:            "Enforced, in characters.",
  maxLength:            "Enforced, in characters; rules cost less with it.",
  pattern:              "Enforced, in RE2's syntax; matches anywhere unless anchored.",
  minItems:             "Enforced.",
  maxItems:             "Enforced; rules cost less with it.",
  uniqueItems:          "Refused unless false: use `x-kubernetes-list-type: set`.",
  minProperties:        "Enforced.",
  maxProperties:        "Enforced; rules cost less with it.",
  allOf:                "Enforced. Branches only say more of fields that the shape has: no type, description, default or `nullable` in them, save for the two branches of int-or-string.",
  anyOf:                "As `allOf`.",
  oneOf:                "As `allOf`.",
  not:                  "As `allOf`.",
  title:                "Kept.",
  description:          "Kept, and shown by kubectl explain.",
  example:              "Kept.",
  externalDocs:         "Kept.",
  "x-kubernetes-preserve-unknown-fields": "Fields that are not listed stay. Rules do not see them.",
  "x-kubernetes-embedded-resource":       "An object with apiVersion, kind and metadata, which are validated.",
  "x-kubernetes-int-or-string":           "An integer or a string; `dyn` to rules.",
  "x-kubernetes-list-type":               "`atomic`: replaced as a whole. `set`: no item twice. `map`: no key twice, and old items are told by their keys, which rules with `oldSelf` below need.",
  "x-kubernetes-list-map-keys":           "The fields that tell the items of a list of type `map` apart: scalars that are required or have defaults.",
  "x-kubernetes-map-type":                "`granular`: merged field by field. `atomic`: replaced as a whole.",
  "x-kubernetes-validations":             "Rules: see [CEL](cel.md).",
};

/** Keywords of JSON Schema that make a CRD invalid. */
export const REFUSED = [
  "$ref",
  "$schema",
  "additionalItems",
  "definitions",
  "dependencies",
  "id",
  "patternProperties",
] as const;

/** Formats of numbers, which are told from the type. */
const NUMBER_FORMATS: readonly (readonly [string, string])[] = [
  ["int32", "integer"],
  ["int64", "integer"],
  ["float", "number"],
  ["double", "number"],
];

/** The one page. */
export function emitSchemaDocs(): Files {
  const text = `<!-- ${MADE_BY} From rules/lang/schema. -->
# Schemas of CRDs

What a schema in a CRD may say and what follows, on an API server and on the embedded one alike. A value that an update
does not change is not held against it, even if it is not valid any more.

${table(
  ["Keyword", "What follows"],
  Object.entries(KEYWORDS).map(([keyword, says]) => [code(keyword), says]),
)}
A CRD is refused that has one of ${REFUSED.map(code).join(", ")}. Keywords that are not listed at all are dropped.

## Formats

Dashes do not count: \`date-time\` is \`datetime\`. A format is enforced from the Kubernetes release on that knows it; an
older one keeps it and does nothing.

${table(["Format", "Of a", "From"], formatRows())}`;
  return new Map([["generated/docs/schemas.md", text]]);
}

const formatRows = (): string[][] => [
  ...NUMBER_FORMATS.map(([name, type]) => [code(name), type, "any"]),
  // A server judges by the minor version before its own.
  ...stringFormats().map(([name, since]) => [code(name), "string", since === 0 ? "any" : `1.${since + 1}`]),
];
