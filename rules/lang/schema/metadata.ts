/** Brings `metadata`, `kind` and `apiVersion` of an object and of its embedded resources into their known form. */

import { invalid } from "./field-error.ts";
import { child, key as keyed, ROOT } from "./field-path.ts";
import { getKey, isObject, type JsonObject, setKey } from "./json.ts";
import { decodeObjectMeta } from "./object-meta-decode.ts";
import type { PreparedSchema, SchemaNode } from "./prepare.ts";
import type { FieldError } from "./types.ts";

/** `error` is the first wrong kind of value; `value` is then of no use. */
export interface Coerced {
  readonly value: unknown;
  readonly unknown: string[];
  readonly error?: FieldError;
}

interface Walk {
  readonly dropInvalid: boolean;
  readonly unknown: string[];
  error: FieldError | undefined;
}

/**
 * The object with metadata as the API server keeps it, at the root and in embedded resources: unknown fields dropped and
 * recorded (sorted paths), empty ones left out, instants in UTC. A value of the wrong kind is an error, or with
 * `dropInvalid` (reading from storage) dropped. The argument is not changed.
 */
export function coerceMetadata(
  schema: PreparedSchema,
  object: unknown,
  options: { dropInvalid?: boolean } = {},
): Coerced {
  const walk: Walk = { dropInvalid: options.dropInvalid === true, unknown: [], error: undefined };
  const value = isObject(object) ? coerceObject(schema.root, object, true, ROOT, walk) : object;
  return walk.error === undefined
    ? { value, unknown: walk.unknown.sort() }
    : { value: object, unknown: [], error: walk.error };
}

function coerceNode(node: SchemaNode | undefined, value: unknown, path: string, walk: Walk): unknown {
  if (!node?.has.embedded || typeof value !== "object" || value === null) return value;
  if (!Array.isArray(value)) {
    return isObject(value) ? coerceObject(node, value, node.embedded, path, walk) : value;
  }
  let out: unknown[] | undefined;
  value.forEach((item, index) => {
    const coerced = coerceNode(node.items, item, keyed(path, index), walk);
    if (coerced === item) return;
    out ??= [...value];
    out[index] = coerced;
  });
  return out ?? value;
}

function coerceObject(
  node: SchemaNode,
  object: JsonObject,
  isResource: boolean,
  path: string,
  walk: Walk,
): JsonObject {
  let out: JsonObject | undefined;
  const put = (name: string, value: unknown): void => {
    out ??= { ...object };
    if (value === undefined) delete out[name];
    else setKey(out, name, value);
  };
  if (isResource) {
    for (const name of ["apiVersion", "kind"]) {
      const value = object[name];
      if (!Object.hasOwn(object, name) || typeof value === "string") continue;
      if (walk.dropInvalid) put(name, undefined);
      else walk.error ??= invalid(child(path, name), value, "must be a string");
    }
    if (Object.hasOwn(object, "metadata"))
      put("metadata", coerceMeta(object.metadata, child(path, "metadata"), walk));
  }
  if (node.has.embedded) {
    for (const name of Object.keys(out ?? object)) {
      const property = node.properties.get(name);
      const additional = typeof node.additional === "object" ? node.additional : undefined;
      const value = getKey(out ?? object, name);
      const at = property === undefined ? keyed(path, name) : child(path, name);
      const coerced = coerceNode(property ?? additional, value, at, walk);
      if (coerced !== value) put(name, coerced);
    }
  }
  return out ?? object;
}

/** The metadata as kept; what cannot be read at all stays as it is when invalid values are dropped. */
function coerceMeta(metadata: unknown, path: string, walk: Walk): unknown {
  const { value, unknown, problem } = decodeObjectMeta(metadata, path, walk.dropInvalid);
  walk.unknown.push(...unknown);
  if (problem === undefined) return value;
  if (!walk.dropInvalid) walk.error ??= invalid(path, metadata, problem);
  return metadata;
}
