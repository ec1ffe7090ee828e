/** Uniqueness of lists with `x-kubernetes-list-type` set or map. */

import { duplicate, invalid } from "./field-error.ts";
import { child, key as keyed } from "./field-path.ts";
import { getKey, isObject, type JsonObject } from "./json.ts";
import type { SchemaNode } from "./prepare.ts";
import type { FieldError } from "./types.ts";

/** Complaints about repeated items and about items of a map list that are no objects. */
export function checkLists(node: SchemaNode, value: unknown, path: string): FieldError[] {
  const errors: FieldError[] = [];
  visit(node, value, path, errors);
  return errors;
}

function visit(node: SchemaNode, value: unknown, path: string, errors: FieldError[]): void {
  if (!node.has.uniqueLists || typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    if (node.listType === "set") {
      for (const index of repeated(value)) errors.push(duplicate(keyed(path, index), value[index]));
    } else if (node.listType === "map") {
      checkMapList(node.mapKeys, value, path, errors);
    }
    const items = node.items;
    if (items?.has.uniqueLists)
      for (const [index, item] of value.entries()) visit(items, item, keyed(path, index), errors);
  } else if (isObject(value)) {
    for (const name of Object.keys(value)) {
      const property = node.properties.get(name);
      if (property?.has.uniqueLists) visit(property, getKey(value, name), child(path, name), errors);
      if (typeof node.additional === "object")
        visit(node.additional, getKey(value, name), keyed(path, name), errors);
    }
  }
}

function checkMapList(
  keys: readonly string[],
  list: readonly unknown[],
  path: string,
  errors: FieldError[],
): void {
  const stranger = list.findIndex((item) => item !== null && !isObject(item));
  if (stranger >= 0) {
    const at = keyed(path, stranger);
    errors.push(invalid(at, list[stranger], "must be an object for an array of list-type map"));
    return;
  }
  if (list.length <= 1) return;
  const composite = list.map((item) => keysOf(keys, item));
  for (const index of repeated(composite)) errors.push(duplicate(keyed(path, index), composite[index]));
}

function keysOf(keys: readonly string[], item: unknown): JsonObject {
  const present = isObject(item)
    ? keys.filter((name) => Object.hasOwn(item, name)).map((name) => [name, item[name]])
    : [];
  return Object.fromEntries(present);
}

/** The index of the second appearance of every value that appears more than once. */
function repeated(list: readonly unknown[]): number[] {
  if (list.length <= 1) return [];
  const times = new Map<unknown, number>();
  const found: number[] = [];
  list.forEach((item, index) => {
    const identity = typeof item === "object" && item !== null ? `\0${canonical(item)}` : item;
    const before = times.get(identity) ?? 0;
    if (before === 1) found.push(index);
    times.set(identity, before + 1);
  });
  return found;
}

/** JSON with sorted keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item) =>
    isObject(item) ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))) : item,
  );
}
