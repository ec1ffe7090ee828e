/** A schema prepared once for many objects: a tree of nodes with everything resolved that does not depend on the object. */

import { isDeclarable } from "./cel-type.ts";
import { type FormatCheck, stringFormat } from "./formats.ts";
import { type NodeRules, nodeRules } from "./node-rules.ts";
import { pattern } from "./pattern.ts";
import { pruneDefaults } from "./prune.ts";
import type { JSONSchemaProps } from "./types.ts";

/** One schema, structural or inside allOf, anyOf, oneOf or not. */
export interface SchemaNode {
  readonly schema: JSONSchemaProps;
  /** What `type` allows: none, one, or integer and string. */
  readonly types: readonly string[];
  /** The format that is enforced; empty for one that is not. */
  readonly format: string;
  readonly checkFormat: FormatCheck | undefined;
  readonly properties: ReadonlyMap<string, SchemaNode>;
  /** A schema for other keys, true for any, false for none; undefined when the schema says nothing. */
  readonly additional: SchemaNode | boolean | undefined;
  readonly items: SchemaNode | undefined;
  readonly allOf: readonly SchemaNode[];
  readonly anyOf: readonly SchemaNode[];
  readonly oneOf: readonly SchemaNode[];
  readonly not: SchemaNode | undefined;
  /** Problem of a pattern that does not compile, or its test; undefined without a pattern. */
  readonly pattern: ReturnType<typeof pattern> | undefined;
  readonly nullable: boolean;
  readonly preserve: boolean;
  readonly embedded: boolean;
  readonly listType: string | undefined;
  readonly mapKeys: readonly string[];
  /** undefined when there is none. */
  default: unknown;
  /** What is found at this node or below, so that walks can stop early. */
  readonly has: { readonly rules: boolean; readonly embedded: boolean; readonly uniqueLists: boolean };
  /** Rules with their programs, compiled when first asked for. */
  readonly rules: NodeRules;
}

export interface PreparedSchema {
  readonly schema: JSONSchemaProps;
  readonly compat: string;
  readonly root: SchemaNode;
}

/**
 * Prepares a schema that `checkStructural` accepts; `compat` is the Kubernetes version whose formats apply. Defaults are
 * trimmed to what the schema knows, as when a CRD is first served. The schema must not be changed afterwards.
 */
export function prepare(schema: JSONSchemaProps, options: { compat: string }): PreparedSchema {
  const root = buildNode(schema, options.compat, true);
  pruneDefaults(root);
  return { schema, compat: options.compat, root };
}

const NO_NODES: readonly SchemaNode[] = [];
const NO_PROPERTIES: ReadonlyMap<string, SchemaNode> = new Map();

/** The tree of a schema, its defaults as they are written. */
export function buildNode(schema: JSONSchemaProps, compat: string, isRoot: boolean): SchemaNode {
  const many = (schemas: readonly JSONSchemaProps[] | undefined): readonly SchemaNode[] =>
    schemas === undefined || schemas.length === 0
      ? NO_NODES
      : schemas.map((one) => buildNode(one, compat, false));
  const types = schema["x-kubernetes-int-or-string"]
    ? ["integer", "string"]
    : schema.type
      ? [schema.type]
      : [];
  const entries = Object.entries(schema.properties ?? {});
  const properties =
    entries.length === 0
      ? NO_PROPERTIES
      : new Map(entries.map(([name, one]) => [name, buildNode(one, compat, false)]));
  const { additionalProperties, items: declared } = schema;
  const additional =
    typeof additionalProperties === "object"
      ? buildNode(additionalProperties, compat, false)
      : additionalProperties;
  const items =
    declared === undefined || Array.isArray(declared) ? undefined : buildNode(declared, compat, false);
  const children = [...properties.values(), additional, items].filter((one) => typeof one === "object");
  const listType = schema["x-kubernetes-list-type"];
  const enforced = format(schema.format ?? "", types, compat);
  const embedded = schema["x-kubernetes-embedded-resource"] === true;
  return {
    schema,
    types,
    format: enforced,
    checkFormat: enforced === "" ? undefined : stringFormat(enforced, compat),
    properties,
    additional,
    items,
    allOf: many(schema.allOf),
    anyOf: many(schema.anyOf),
    oneOf: many(schema.oneOf),
    not: schema.not === undefined ? undefined : buildNode(schema.not, compat, false),
    pattern: schema.pattern ? pattern(schema.pattern) : undefined,
    nullable: schema.nullable === true,
    preserve: schema["x-kubernetes-preserve-unknown-fields"] === true,
    embedded,
    listType,
    mapKeys: schema["x-kubernetes-list-map-keys"] ?? [],
    default: schema.default === null ? undefined : schema.default,
    has: {
      // Expressions are not run on what they cannot see.
      rules:
        isDeclarable(schema) &&
        ((schema["x-kubernetes-validations"] ?? []).length > 0 || children.some((one) => one.has.rules)),
      embedded: embedded || children.some((one) => one.has.embedded),
      uniqueLists: listType === "set" || listType === "map" || children.some((one) => one.has.uniqueLists),
    },
    rules: nodeRules(schema, { isResource: isRoot || embedded }),
  };
}

/** The format as far as the API server enforces it for these types. */
function format(name: string, types: readonly string[], compat: string): string {
  const type = types.length === 1 ? types[0] : "";
  switch (type) {
    case "":
    case "string":
      return stringFormat(name, compat) === undefined ? "" : name;
    case "integer":
      return name === "int32" || name === "int64" ? name : "";
    case "number":
      return name === "float" || name === "double" ? name : "";
    default:
      return "";
  }
}
