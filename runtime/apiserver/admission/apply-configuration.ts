/** The merge of a mutating policy's partial object into the live one, guided by the kind's schema. */
import type { JSONSchemaProps } from "../../../rules/lang/schema/types.ts";
import { cloneJson, field, isObject, type JsonObject, jsonEqual, setField } from "../patch/json.ts";
import { misfitText } from "./misfits.ts";

export type Merged = { value: JsonObject; error?: undefined } | { value?: undefined; error: string };

const TEXT: JSONSchemaProps = { type: "string" };
const TEXTS: JSONSchemaProps = { type: "object", additionalProperties: TEXT };

/** What the schema of a kind leaves out: the metadata every object has. */
const METADATA: JSONSchemaProps = {
  type: "object",
  "x-kubernetes-preserve-unknown-fields": true,
  properties: {
    labels: TEXTS,
    annotations: TEXTS,
    finalizers: { type: "array", items: { type: "string" }, "x-kubernetes-list-type": "set" },
    ownerReferences: {
      type: "array",
      items: { type: "object", "x-kubernetes-map-type": "atomic" },
      "x-kubernetes-list-type": "map",
      "x-kubernetes-list-map-keys": ["uid"],
    },
  },
};

/**
 * `live` with `patch` merged in: objects by field, sets as a union, map lists by key. What the schema has no place for
 * is refused, and so are lists and objects that are atomic. Nothing can be removed this way.
 */
export function applyConfiguration(
  live: JsonObject,
  patch: JsonObject,
  schema: JSONSchemaProps | undefined,
): Merged {
  const whole: JSONSchemaProps = {
    ...(schema ?? {}),
    properties: { apiVersion: TEXT, kind: TEXT, ...(schema?.properties ?? {}), metadata: METADATA },
  };
  const misfit = misfitText(patch, whole);
  if (misfit !== undefined)
    return { error: `error applying patch: failed to convert patch object to typed object: ${misfit}` };
  const atomic = atomics(patch, whole, "");
  if (atomic.length > 0)
    return {
      error: `error applying patch: invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: ${atomic.join(", ")}`,
    };
  return { value: merge(live, patch, whole) as JsonObject };
}

function childSchema(schema: JSONSchemaProps | undefined, key: string): JSONSchemaProps | undefined {
  const property = schema?.properties?.[key];
  if (property !== undefined) return property;
  const additional = schema?.additionalProperties;
  return typeof additional === "object" ? additional : undefined;
}

const itemSchema = (schema: JSONSchemaProps | undefined): JSONSchemaProps | undefined =>
  Array.isArray(schema?.items) ? undefined : schema?.items;

/** Paths in `patch` of declared lists that do not merge and declared objects that are one value. */
function atomics(patch: unknown, schema: JSONSchemaProps | undefined, path: string): string[] {
  if (Array.isArray(patch)) {
    const inner = patch.flatMap((item, i) => atomics(item, itemSchema(schema), `${path}[${i}]`));
    const merges = schema === undefined || ["set", "map"].includes(schema["x-kubernetes-list-type"] ?? "");
    return merges ? inner : [path, ...inner];
  }
  if (!isObject(patch)) return [];
  const inner = Object.keys(patch).flatMap((key) => {
    const property = schema?.properties?.[key];
    return property === undefined ? [] : atomics(patch[key], property, `${path}.${key}`);
  });
  return schema?.["x-kubernetes-map-type"] === "atomic" && path !== "" ? [path, ...inner] : inner;
}

function merge(live: unknown, patch: unknown, schema: JSONSchemaProps | undefined): unknown {
  if (Array.isArray(patch)) return mergeList(Array.isArray(live) ? live : [], patch, schema);
  if (!isObject(patch)) return cloneJson(patch);
  const merged: JsonObject = isObject(live) ? cloneJson(live) : {};
  for (const key of Object.keys(patch))
    setField(merged, key, merge(field(merged, key), patch[key], childSchema(schema, key)));
  return merged;
}

function mergeList(
  live: readonly unknown[],
  patch: readonly unknown[],
  schema: JSONSchemaProps | undefined,
): unknown[] {
  const type = schema?.["x-kubernetes-list-type"] ?? "atomic";
  if (type === "atomic") return patch.map(cloneJson);
  const keys = schema?.["x-kubernetes-list-map-keys"] ?? [];
  const identity = (item: unknown): unknown =>
    type === "set"
      ? item
      : keys.map((key) => (isObject(item) ? (field(item, key) ?? keyDefault(schema, key)) : undefined));
  const merged = live.map(cloneJson);
  for (const item of patch) {
    const at = merged.findIndex((other) => jsonEqual(identity(other), identity(item)));
    if (at < 0) merged.push(cloneJson(item));
    else merged[at] = merge(merged[at], item, itemSchema(schema));
  }
  return merged;
}

const keyDefault = (schema: JSONSchemaProps | undefined, key: string) =>
  itemSchema(schema)?.properties?.[key]?.default;
