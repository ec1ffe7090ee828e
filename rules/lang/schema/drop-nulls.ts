/** Removes nulls that the schema neither allows nor replaces. */

import { getKey, isObject, type JsonObject, setKey } from "./json.ts";
import type { PreparedSchema, SchemaNode } from "./prepare.ts";

/**
 * Without its null entries the object, where the schema of the entry is not nullable and has no default. Null items of
 * lists stay. The argument is not changed; what has nothing to drop is shared with the result.
 */
export function dropNulls(schema: PreparedSchema, object: unknown): unknown {
  return drop(schema.root, object);
}

function drop(node: SchemaNode | undefined, value: unknown): unknown {
  if (node === undefined || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    let out: unknown[] | undefined;
    for (let index = 0; index < value.length; index++) {
      const kept = drop(node.items, value[index]);
      if (kept === value[index]) continue;
      out ??= [...value];
      out[index] = kept;
    }
    return out ?? value;
  }
  return isObject(value) ? dropEntries(node, value) : value;
}

function dropEntries(node: SchemaNode, object: JsonObject): JsonObject {
  let out: JsonObject | undefined;
  for (const key of Object.keys(object)) {
    const value = getKey(object, key);
    const schema =
      node.properties.get(key) ?? (typeof node.additional === "object" ? node.additional : undefined);
    if (schema === undefined) continue;
    if (value === null && !schema.nullable && schema.default === undefined) {
      out ??= { ...object };
      delete out[key];
      continue;
    }
    const kept = drop(schema, value);
    if (kept === value) continue;
    out ??= { ...object };
    setKey(out, key, kept);
  }
  return out ?? object;
}
