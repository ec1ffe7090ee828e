/** Removes what the schema does not know. */

import { getKey, isObject, type JsonObject, setKey } from "./json.ts";
import type { PreparedSchema, SchemaNode } from "./prepare.ts";

const META: ReadonlySet<string> = new Set(["apiVersion", "kind", "metadata"]);

/** The keys and indices on the way to the current value, and the unknown fields met so far. */
interface Walk {
  readonly path: (string | number)[];
  readonly unknown: string[];
}

/**
 * Without its unknown fields the object; `unknown` are their paths, sorted (`spec.list[0].foo`). The argument is not
 * changed; what has nothing to remove is shared with the result. `apiVersion`, `kind` and `metadata` of the root and of
 * embedded resources are kept as they are.
 */
export function prune(schema: PreparedSchema, object: unknown): { value: unknown; unknown: string[] } {
  const walk: Walk = { path: [], unknown: [] };
  const value = pruneNode(schema.root, object, true, walk);
  return { value, unknown: walk.unknown.sort() };
}

function pruneNode(node: SchemaNode | undefined, value: unknown, isResource: boolean, walk: Walk): unknown {
  const preserve = node?.preserve === true;
  if (Array.isArray(value)) {
    const items = node?.items;
    if (preserve && items === undefined) return value;
    return pruneItems(
      value,
      (item) =>
        preserve && items !== undefined
          ? keepUnknown(items, item, walk)
          : pruneNode(items, item, isEmbedded(items), walk),
      walk,
    );
  }
  return isObject(value) ? pruneObject(node, value, isResource, preserve, walk) : value;
}

const isEmbedded = (node: SchemaNode | undefined): boolean => node?.embedded === true;

/** Items of a list below a preserving node keep their unknown fields too. */
function keepUnknown(node: SchemaNode, value: unknown, walk: Walk): unknown {
  if (Array.isArray(value)) {
    const items = node.items;
    return items === undefined ? value : pruneItems(value, (item) => keepUnknown(items, item, walk), walk);
  }
  return isObject(value) ? pruneObject(node, value, node.embedded, true, walk) : value;
}

function pruneItems(list: readonly unknown[], step: (item: unknown) => unknown, walk: Walk): unknown {
  let out: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const item = list[index];
    if (typeof item !== "object" || item === null) continue;
    walk.path.push(index);
    const pruned = step(item);
    walk.path.pop();
    if (pruned !== item) {
      out ??= [...list];
      out[index] = pruned;
    }
  }
  return out ?? list;
}

function pruneObject(
  node: SchemaNode | undefined,
  object: JsonObject,
  isResource: boolean,
  preserve: boolean,
  walk: Walk,
): JsonObject {
  let out: JsonObject | undefined;
  for (const key of Object.keys(object)) {
    if (isResource && META.has(key)) continue;
    const value = getKey(object, key);
    const property = node?.properties.get(key);
    const additional = property === undefined ? node?.additional : undefined;
    if (property !== undefined || additional !== undefined) {
      if (typeof value !== "object" || value === null) continue;
      const schema = property ?? (typeof additional === "object" ? additional : undefined);
      walk.path.push(key);
      const pruned = pruneNode(schema, value, isEmbedded(schema), walk);
      walk.path.pop();
      if (pruned !== value) {
        out ??= { ...object };
        setKey(out, key, pruned);
      }
    } else if (!preserve) {
      walk.unknown.push(pathText(walk.path, key));
      out ??= { ...object };
      delete out[key];
    }
  }
  return out ?? object;
}

function pathText(path: readonly (string | number)[], key: string): string {
  let text = "";
  for (const part of path) text += typeof part === "number" ? `[${part}]` : text === "" ? part : `.${part}`;
  return text === "" ? key : `${text}.${key}`;
}

/** The value of a default or a nested field, pruned as the schema of that field prunes it. */
export function pruneAt(node: SchemaNode, value: unknown): unknown {
  return pruneNode(node, value, node.embedded, { path: [], unknown: [] });
}

/** Trims the defaults of a tree to what their own schemas know. */
export function pruneDefaults(node: SchemaNode): void {
  if (node.default !== undefined) node.default = pruneAt(node, node.default);
  for (const property of node.properties.values()) pruneDefaults(property);
  if (typeof node.additional === "object") pruneDefaults(node.additional);
  if (node.items !== undefined) pruneDefaults(node.items);
}
