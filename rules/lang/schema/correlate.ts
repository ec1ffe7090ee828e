/** Which old value belongs to which new one, along a schema; the ground of ratcheting and of `oldSelf`. */

import { equal, isObject, type JsonObject } from "./json.ts";
import type { SchemaNode } from "./prepare.ts";

/** A lookup of list items by their `x-kubernetes-list-map-keys`; undefined where the node is no such list. */
export type ItemLookup = (item: unknown) => JsonObject | undefined;

/** The composite key of an item; undefined when a key is missing or no scalar. */
function compositeKey(keys: readonly string[], item: JsonObject): string | undefined {
  let composite = "";
  for (const name of keys) {
    const value = Object.hasOwn(item, name) ? item[name] : undefined;
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean")
      return undefined;
    composite += typeof value === "string" ? `\0"${value}` : `\0${value}`;
  }
  return composite;
}

/** Looks up items of `old` by the keys of a new item; the first of several with equal keys. */
export function itemLookup(node: SchemaNode, old: unknown): ItemLookup | undefined {
  const keys = node.mapKeys;
  if (node.listType !== "map" || keys.length === 0 || !Array.isArray(old) || old.length === 0)
    return undefined;
  let byKey: Map<string, JsonObject> | undefined;
  return (item) => {
    if (!isObject(item)) return undefined;
    const wanted = compositeKey(keys, item);
    if (wanted === undefined) return undefined;
    if (byKey === undefined) {
      byKey = new Map();
      for (const candidate of old) {
        if (!isObject(candidate)) continue;
        const composite = compositeKey(keys, candidate);
        if (composite !== undefined && !byKey.has(composite)) byKey.set(composite, candidate);
      }
    }
    return byKey.get(wanted);
  };
}

/** A pair of values that belong together. Children and the comparison are found on demand and remembered. */
export interface Correlated {
  readonly node: SchemaNode;
  readonly value: unknown;
  readonly old: unknown;
  children?: Map<string | number, Correlated | undefined>;
  lookup?: ItemLookup | undefined;
  unchanged?: boolean;
}

export const correlate = (node: SchemaNode, value: unknown, old: unknown): Correlated => ({
  node,
  value,
  old,
});

/** The pair under a key both objects have and the schema defines. */
export function childByKey(pair: Correlated, name: string): Correlated | undefined {
  const known = pair.children?.get(name);
  if (known !== undefined || pair.children?.has(name)) return known;
  const { value, old, node } = pair;
  let found: Correlated | undefined;
  if (isObject(value) && isObject(old) && Object.hasOwn(value, name) && Object.hasOwn(old, name)) {
    const schema = node.properties.get(name) ?? node.additional;
    if (typeof schema === "object") found = correlate(schema, value[name], old[name]);
  }
  pair.children ??= new Map();
  pair.children.set(name, found);
  return found;
}

/** The pair of item `index` of the new list: only items of list-type map have one. */
export function childByIndex(pair: Correlated, index: number): Correlated | undefined {
  const known = pair.children?.get(index);
  if (known !== undefined || pair.children?.has(index)) return known;
  const { value, node } = pair;
  let found: Correlated | undefined;
  if (Array.isArray(value) && index < value.length && node.items !== undefined) {
    pair.lookup ??= itemLookup(node, pair.old);
    const old = pair.lookup?.(value[index]);
    if (old !== undefined) found = correlate(node.items, value[index], old);
  }
  pair.children ??= new Map();
  pair.children.set(index, found);
  return found;
}

/** True when the pair is deep-equal, as far as the schema describes it: a key without a schema counts as changed. */
export function isUnchanged(pair: Correlated | undefined): boolean {
  if (pair === undefined) return false;
  pair.unchanged ??= compare(pair);
  return pair.unchanged;
}

function compare(pair: Correlated): boolean {
  const { value, old } = pair;
  if (value === null || old === null || value === undefined || old === undefined) return value === old;
  if (Array.isArray(value)) {
    if (!Array.isArray(old) || old.length !== value.length) return false;
    if (value.length > 0 && itemLookup(pair.node, old) === undefined) return equal(value, old);
    return value.every((_, index) => isUnchanged(childByIndex(pair, index)));
  }
  if (!isObject(value)) return equal(value, old);
  if (!isObject(old)) return false;
  const keys = Object.keys(value);
  return keys.length === Object.keys(old).length && keys.every((name) => isUnchanged(childByKey(pair, name)));
}
