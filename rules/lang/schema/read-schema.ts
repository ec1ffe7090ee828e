/** Reads untrusted JSON as a schema, so that everything else here may rely on the kinds of its keywords. */

import { isObject, type JsonObject, kindOf } from "./json.ts";
import type { JSONSchemaProps } from "./types.ts";

type Kind =
  | "string"
  | "boolean"
  | "int64"
  | "float64"
  | "any"
  | "schema"
  | "schemas"
  | "schemaMap"
  | "schemaOrBool";
type Keyword = Kind | "schemaOrList" | "strings" | "list" | "rules";

/** Keywords by the kind of their value; others are dropped, as the API server drops what it does not know. */
const KEYWORDS: { readonly [keyword: string]: Keyword } = {
  ...{
    id: "string",
    $schema: "string",
    $ref: "string",
    description: "string",
    title: "string",
    type: "string",
  },
  ...{
    format: "string",
    pattern: "string",
    default: "any",
    example: "any",
    externalDocs: "any",
    enum: "list",
  },
  ...{ maximum: "float64", minimum: "float64", multipleOf: "float64", required: "strings" },
  ...{
    exclusiveMaximum: "boolean",
    exclusiveMinimum: "boolean",
    uniqueItems: "boolean",
    nullable: "boolean",
  },
  ...{ maxLength: "int64", minLength: "int64", maxItems: "int64", minItems: "int64" },
  ...{ maxProperties: "int64", minProperties: "int64", not: "schema", items: "schemaOrList" },
  ...{ allOf: "schemas", anyOf: "schemas", oneOf: "schemas", properties: "schemaMap" },
  ...{ additionalProperties: "schemaOrBool", patternProperties: "any", dependencies: "any" },
  ...{ additionalItems: "any", definitions: "any", "x-kubernetes-validations": "rules" },
  ...{ "x-kubernetes-preserve-unknown-fields": "boolean", "x-kubernetes-embedded-resource": "boolean" },
  ...{ "x-kubernetes-int-or-string": "boolean", "x-kubernetes-list-type": "string" },
  ...{ "x-kubernetes-list-map-keys": "strings", "x-kubernetes-map-type": "string" },
};

const RULE: { readonly [keyword: string]: Keyword } = {
  ...{
    rule: "string",
    message: "string",
    messageExpression: "string",
    reason: "string",
    fieldPath: "string",
  },
  optionalOldSelf: "boolean",
};

class WrongKind {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** The schema without nulls and unknown keywords, or the first keyword whose value is of the wrong kind. Never throws. */
export function readSchema(value: unknown): { schema: JSONSchemaProps } | { problem: string } {
  try {
    return { schema: schemaOf(value, "schema") };
  } catch (error) {
    if (error instanceof WrongKind) return { problem: error.text };
    if (error instanceof RangeError) return { problem: "the schema is nested too deeply" };
    throw error;
  }
}

function fail(value: unknown, keyword: string, type: string): never {
  const found = kindOf(value);
  const name = found === "boolean" ? "bool" : found === "integer" ? "number" : found;
  throw new WrongKind(
    `json: cannot unmarshal ${name} into Go struct field JSONSchemaProps.${keyword} of type ${type}`,
  );
}

function fieldsOf(value: JsonObject, table: { readonly [keyword: string]: Keyword }): JsonObject {
  const known = Object.keys(value).filter((name) => Object.hasOwn(table, name) && value[name] !== null);
  return Object.fromEntries(known.map((name) => [name, read(table[name] ?? "any", value[name], name)]));
}

const schemaOf = (value: unknown, keyword: string): JSONSchemaProps =>
  isObject(value)
    ? (fieldsOf(value, KEYWORDS) as JSONSchemaProps)
    : fail(value, keyword, "v1.JSONSchemaProps");

const listOf = (value: unknown, keyword: string, type: string): readonly unknown[] =>
  Array.isArray(value) ? value : fail(value, keyword, type);

function read(kind: Keyword, value: unknown, keyword: string): unknown {
  switch (kind) {
    case "any":
      return value;
    case "string":
    case "boolean":
      return typeof value === kind ? value : fail(value, keyword, kind === "boolean" ? "bool" : kind);
    case "int64":
      return kindOf(value) === "integer" ? value : fail(value, keyword, kind);
    case "float64":
      return typeof value === "number" ? value : fail(value, keyword, kind);
    case "list":
      return listOf(value, keyword, "[]v1.JSON");
    case "strings":
      return listOf(value, keyword, "[]string").map((one) => read("string", one, keyword));
    case "schema":
      return schemaOf(value, keyword);
    case "schemas":
      return listOf(value, keyword, "[]v1.JSONSchemaProps").map((one) => schemaOf(one ?? {}, keyword));
    case "schemaOrList":
      return Array.isArray(value) ? read("schemas", value, keyword) : schemaOf(value, keyword);
    case "schemaOrBool":
      return typeof value === "boolean" ? value : schemaOf(value, keyword);
    case "schemaMap":
      if (!isObject(value)) return fail(value, keyword, "map[string]v1.JSONSchemaProps");
      return Object.fromEntries(
        Object.entries(value).map(([name, one]) => [name, schemaOf(one ?? {}, keyword)]),
      );
    case "rules":
      return listOf(value, keyword, "v1.ValidationRules").map((one) => {
        const fields = isObject(one) ? fieldsOf(one, RULE) : fail(one, keyword, "v1.ValidationRule");
        return { ...fields, rule: fields.rule ?? "" };
      });
  }
}
