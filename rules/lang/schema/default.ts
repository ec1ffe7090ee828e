/** Fills in the defaults a schema declares. */

import { clone, getKey, isObject, type JsonObject, setKey } from "./json.ts";
import type { PreparedSchema, SchemaNode } from "./prepare.ts";

/**
 * The object with defaults where a key is missing, or null without being nullable. Parents are not created: a default
 * applies only inside an object that exists or has a default itself. The argument is not changed; what needs no default
 * is shared with the result, and defaults are copied.
 */
export function applyDefaults(schema: PreparedSchema, object: unknown): unknown {
  return fill(schema.root, object);
}

function fill(node: SchemaNode | undefined, value: unknown): unknown {
  if (node === undefined || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return fillItems(node.items, value);
  return isObject(value) ? fillObject(node, value) : value;
}

/** A null that may not stay becomes the default, or null again where there is none. */
const instead = (node: SchemaNode, value: unknown): unknown =>
  value === null && !node.nullable ? clone(node.default ?? null) : value;

function fillItems(items: SchemaNode | undefined, list: readonly unknown[]): unknown {
  if (items === undefined) return list;
  let out: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const filled = fill(items, instead(items, list[index]));
    if (filled === list[index]) continue;
    out ??= [...list];
    out[index] = filled;
  }
  return out ?? list;
}

function fillObject(node: SchemaNode, object: JsonObject): JsonObject {
  let out: JsonObject | undefined;
  for (const [key, property] of node.properties) {
    if (!Object.hasOwn(object, key)) {
      if (property.default === undefined) continue;
      out ??= { ...object };
      setKey(out, key, fill(property, clone(property.default)));
      continue;
    }
    const value = object[key];
    const filled = fill(property, property.default === undefined ? value : instead(property, value));
    if (filled === value) continue;
    out ??= { ...object };
    setKey(out, key, filled);
  }
  if (typeof node.additional === "object") {
    for (const key of Object.keys(object)) {
      if (node.properties.has(key)) continue;
      const value = getKey(object, key);
      const filled = fill(node.additional, instead(node.additional, value));
      if (filled === value) continue;
      out ??= { ...object };
      setKey(out, key, filled);
    }
  }
  return out ?? object;
}
