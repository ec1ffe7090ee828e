/** Schema keywords in one order, so that the output does not depend on the order of markers. */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";

const ORDER: readonly (keyof JSONSchemaProps)[] = [
  "description",
  "title",
  "externalDocs",
  "type",
  "format",
  "nullable",
  "enum",
  "default",
  "example",
  "minimum",
  "exclusiveMinimum",
  "maximum",
  "exclusiveMaximum",
  "multipleOf",
  "minLength",
  "maxLength",
  "pattern",
  "minItems",
  "maxItems",
  "uniqueItems",
  "minProperties",
  "maxProperties",
  "x-kubernetes-int-or-string",
  "x-kubernetes-preserve-unknown-fields",
  "x-kubernetes-embedded-resource",
  "x-kubernetes-list-type",
  "x-kubernetes-list-map-keys",
  "x-kubernetes-map-type",
  "x-kubernetes-validations",
  "not",
  "allOf",
  "anyOf",
  "oneOf",
  "required",
  "properties",
  "additionalProperties",
  "items",
];

/** The schema with its keywords in order, at every level. Properties keep the order of the type. */
export function sortSchema(schema: JSONSchemaProps): JSONSchemaProps {
  const sorted: { [keyword: string]: unknown } = {};
  for (const keyword of ORDER) {
    const value = schema[keyword];
    if (value !== undefined) sorted[keyword] = sortValue(keyword, value);
  }
  return sorted;
}

function sortValue(keyword: keyof JSONSchemaProps, value: unknown): unknown {
  switch (keyword) {
    case "properties":
      return Object.fromEntries(
        Object.entries(value as { [name: string]: JSONSchemaProps }).map(([name, inner]) => [
          name,
          sortSchema(inner),
        ]),
      );
    case "items":
    case "not":
    case "additionalProperties":
      return typeof value === "object" && !Array.isArray(value)
        ? sortSchema(value as JSONSchemaProps)
        : value;
    case "allOf":
    case "anyOf":
    case "oneOf":
      return (value as JSONSchemaProps[]).map(sortSchema);
    default:
      return value;
  }
}
