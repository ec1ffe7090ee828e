/** Schemas of every form, for what makes values of them. */
import type { JSONSchemaProps } from "../../rules/lang/schema/index.ts";

// biome-ignore format: a table
export const SHAPES: { readonly [title: string]: JSONSchemaProps } = {
  "a pattern":                { type: "string", pattern: "^[a-z]([-a-z0-9]*[a-z0-9])?$", maxLength: 6 },
  "a pattern of one length":  { type: "string", pattern: "^[0-9a-f]+$", minLength: 32, maxLength: 32 },
  "a pattern without case":   { type: "string", pattern: "(?i)^abc$" },
  "a quantity":               { "x-kubernetes-int-or-string": true, pattern: "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE])?$" },
  "a long text":              { type: "string", minLength: 100 },
  "open and closed bounds":   { type: "number", minimum: 0, exclusiveMinimum: true, maximum: 1, multipleOf: 0.25 },
  "a wide integer":           { type: "integer", format: "int64", minimum: 0 },
  "a set":                    { type: "array", "x-kubernetes-list-type": "set", minItems: 2, maxItems: 4, items: { type: "integer", minimum: 1, maximum: 9 } },
  "a list of type map":       { type: "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["a", "b"], minItems: 1, items: { type: "object", required: ["a"], properties: { a: { type: "string", enum: ["x", "y", "z"] }, b: { type: "integer", default: 1, minimum: 1, maximum: 3 } } } },
  "a map":                    { type: "object", minProperties: 1, maxProperties: 3, additionalProperties: { type: "boolean" } },
  "few fields":               { type: "object", minProperties: 1, maxProperties: 1, properties: { a: { type: "string" }, b: { type: "string" }, c: { type: "string" } } },
  "an open object":           { type: "object", "x-kubernetes-preserve-unknown-fields": true, properties: { a: { type: "string" } } },
  "anything":                 { "x-kubernetes-preserve-unknown-fields": true },
  "null":                     { type: "string", nullable: true },
  "an open object that is not empty": { type: "object", "x-kubernetes-preserve-unknown-fields": true, minProperties: 2 },
  "a map with keys of a form": { type: "object", minProperties: 1, maxProperties: 2, additionalProperties: { type: "integer", minimum: 7 }, "x-kubernetes-validations": [{ rule: "self.all(key, key.matches(\"^[a-z]{3,9}[0-9]*$\"))" }] },
  "an embedded object":       { type: "object", "x-kubernetes-embedded-resource": true, "x-kubernetes-preserve-unknown-fields": true },
  ...Object.fromEntries(["date-time", "date", "duration", "uuid", "ipv4", "ipv6", "cidr", "mac", "uri", "email", "hostname", "byte", "hexcolor", "isbn"].map((format) => [format, { type: "string", format }])),
};
