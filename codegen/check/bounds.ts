/** Bounds: which are missing around a rule, and how a marker states one. */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import { fieldPath, itemsOf, valuesOf } from "../schema-tree.ts";
import { schemaOf } from "./locate.ts";

export interface Bound {
  /** `spec.parts[].labels`. */
  path: string;
  keyword: "maxItems" | "maxProperties" | "maxLength";
}

/**
 * The bounds that are missing at lists and maps on the way from the root to `path`, at the node there, and below it at
 * what the rule names; outer ones first.
 */
export function missingBounds(root: JSONSchemaProps, path: string, rule: string): Bound[] {
  const missing = new Map<string, Bound>();
  const look = (node: JSONSchemaProps, at: string): void => {
    const keyword = missingBound(node);
    if (keyword) missing.set(at, { path: at, keyword });
  };
  for (const around of listsAround(path)) {
    const node = schemaOf(around, root);
    if (node) look(node, around);
  }
  const node = schemaOf(path, root);
  if (node) lookAt(node, path, new Set(rule.match(/\w+/g)), look);
  return [...missing.values()];
}

/** `spec.parts[].labels{}` → `spec.parts`, `spec.parts[].labels`. */
const listsAround = (path: string): string[] =>
  [...path.matchAll(/\[\]|\{\}/g)].map((match) => path.slice(0, match.index));

function missingBound(node: JSONSchemaProps): Bound["keyword"] | undefined {
  if (node.type === "array") return node.maxItems === undefined ? "maxItems" : undefined;
  if (node.type === "object" && node.additionalProperties)
    return node.maxProperties === undefined ? "maxProperties" : undefined;
  if (node.type !== "string" || node.enum || node.format) return undefined;
  return node.maxLength === undefined ? "maxLength" : undefined;
}

/** The node, its items and values, and the fields that the rule names. */
function lookAt(
  node: JSONSchemaProps,
  at: string,
  names: ReadonlySet<string>,
  look: (node: JSONSchemaProps, at: string) => void,
): void {
  look(node, at);
  for (const [name, inner] of Object.entries(node.properties ?? {})) {
    if (names.has(name)) lookAt(inner, fieldPath(at, name), names, look);
  }
  const [items, values] = [itemsOf(node), valuesOf(node)];
  if (items) lookAt(items, `${at}[]`, names, look);
  if (values) lookAt(values, `${at}{}`, names, look);
}

/** `@maxItems 24 to spec.parts`, `@items maxLength=63 to spec.names`. */
export function markerText({ path, keyword }: Bound, value: number): string {
  const [, outer, level] = /^(.*?)(\[\]|\{\})$/.exec(path) ?? [];
  if (outer === undefined) return `@${keyword} ${value} to ${path}`;
  return `@${level === "[]" ? "items" : "values"} ${keyword}=${value} to ${outer}`;
}
