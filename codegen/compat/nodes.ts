/** What a schema node is, in the few words in which changes are told. */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import { itemsOf, valuesOf } from "../schema-tree.ts";

export type NodeKind =
  | "object"
  | "map"
  | "list"
  | "string"
  | "integer"
  | "number"
  | "boolean"
  | "int-or-string"
  | "any value";

/** What values of the node are, as far as its type says. */
export function kindOf(node: JSONSchemaProps): NodeKind {
  if (node["x-kubernetes-int-or-string"]) return "int-or-string";
  switch (node.type) {
    case "array":
      return "list";
    case "object":
      return node.additionalProperties ? "map" : "object";
    case "string":
    case "integer":
    case "number":
    case "boolean":
      return node.type;
    default:
      return "any value";
  }
}

/** Every value of the old node is one of the new node, as far as their types go. */
export function isWider(old: JSONSchemaProps, now: JSONSchemaProps): boolean {
  const [was, is] = [kindOf(old), kindOf(now)];
  if (is === "any value") return true;
  if (is === "number") return was === "integer";
  if (is === "int-or-string") return was === "integer" || was === "string";
  // Nothing was kept in an object without fields.
  return is === "map" && was === "object" && !keepsUnknown(old) && old.properties === undefined;
}

/** `list of string`, `map of integer`, `"a" | "b"`. */
export function typeText(node: JSONSchemaProps): string {
  if (node.enum) return node.enum.map((value) => JSON.stringify(value)).join(" | ");
  const kind = kindOf(node);
  if (kind === "list") return `list of ${typeText(itemsOf(node) ?? {})}`;
  const values = valuesOf(node);
  return kind === "map" && values ? `map of ${typeText(values)}` : kind;
}

/** Fields that nobody declared are kept. */
export const keepsUnknown = (node: JSONSchemaProps): boolean =>
  node["x-kubernetes-preserve-unknown-fields"] === true || node.additionalProperties === true;

/** A schema as text, its descriptions left out: equal where two say the same of values. */
export const withoutProse = (schema: unknown): string | undefined =>
  schema === undefined
    ? undefined
    : JSON.stringify(schema, (key, inner) =>
        // A field may be called description.
        key === "description" && typeof inner === "string" ? undefined : inner,
      );
