/** Equality and order. */

import { compareBytes } from "./bytes.ts";
import { CelError, noSuchOverload } from "./errors.ts";
import { isList, items, ListView, MapView, ObjectView, toPlain } from "./json.ts";
import { Double, Duration, isInt, MapValue, Opaque, Optional, Timestamp, TypeValue, Uint } from "./values.ts";

const isNumber = (value: unknown): boolean =>
  isInt(value) || value instanceof Double || value instanceof Uint;
const numeric = (value: unknown): number | bigint =>
  value instanceof Double || value instanceof Uint ? value.value : (value as number | bigint);

/** Two numbers made comparable: beside a double an integer counts as the double nearest to it, as in cel-go. */
function numericPair(a: unknown, b: unknown): [number | bigint, number | bigint] {
  const [x, y] = [numeric(a), numeric(b)];
  return a instanceof Double || b instanceof Double ? [Number(x), Number(y)] : [x, y];
}

/** CEL's `==`: numbers across their types by value, values of different types unequal. */
export function equals(a: unknown, b: unknown): boolean {
  if (isNumber(a)) return isNumber(b) && numbersEqual(a, b);
  if (typeof a !== "object" || a === null) return a === b;
  if (isList(a)) return isList(b) && listEquals(a, b);
  if (a instanceof MapValue) return b instanceof MapValue && mapEquals(a, b);
  if (a instanceof Uint8Array) return b instanceof Uint8Array && compareBytes(a, b) === 0;
  if (a instanceof Timestamp) return b instanceof Timestamp && a.nanos === b.nanos;
  if (a instanceof Duration) return b instanceof Duration && a.nanos === b.nanos;
  if (a instanceof TypeValue) return b instanceof TypeValue && a.name === b.name;
  if (a instanceof Optional) return b instanceof Optional && optionalEquals(a, b);
  if (a instanceof Opaque) return b instanceof Opaque && a.typeName === b.typeName && a.equals(b);
  return false;
}

/** `a == b` of an expression: lists and objects under a schema cannot be compared with anything else, but for null. */
export function equalsOrFails(a: unknown, b: unknown): boolean {
  if (b !== null && isTyped(a) && !(a instanceof ListView ? isList(b) : b instanceof MapValue))
    throw noSuchOverload();
  return equals(a, b);
}

const isTyped = (value: unknown): value is ListView | MapView | ObjectView =>
  value instanceof ObjectView ||
  ((value instanceof ListView || value instanceof MapView) && !value.isSchemaless);

/** `a != b` of an expression: what cannot be compared is not equal. */
export function isUnequal(a: unknown, b: unknown): boolean {
  try {
    return !equals(a, b);
  } catch (error) {
    if (error instanceof CelError) return true;
    throw error;
  }
}

function numbersEqual(a: unknown, b: unknown): boolean {
  const [x, y] = numericPair(a, b);
  // biome-ignore lint/suspicious/noDoubleEquals: number and bigint compare by value only so
  return x == y;
}

function optionalEquals(a: Optional, b: Optional): boolean {
  if (a.value === undefined || b.value === undefined) return a.value === b.value;
  return equals(a.value, b.value);
}

function listEquals(a: readonly unknown[] | ListView, b: readonly unknown[] | ListView): boolean {
  if (a.length !== b.length) return false;
  const [left, right] = [items(a), items(b)];
  const semantics = a instanceof ListView ? a.type.semantics : undefined;
  if (semantics?.type === "set") return left.every((item) => contains(right, item));
  if (semantics?.type === "map") {
    const byKey = new Map(right.map((item) => [elementKey(item, semantics.keys), item]));
    return left.every((item) => {
      const key = elementKey(item, semantics.keys);
      return byKey.has(key) && equals(item, byKey.get(key));
    });
  }
  return left.every((item, i) => equals(item, right[i]));
}

export function contains(list: readonly unknown[], item: unknown): boolean {
  return list.some((other) => equals(item, other));
}

/** The identity of an element of a map-list: the JSON of its key properties. */
function elementKey(item: unknown, keys: readonly string[]): string {
  const raw = item instanceof ObjectView || item instanceof MapView ? item.raw : {};
  return JSON.stringify(keys.map((key) => (Object.hasOwn(raw, key) ? raw[key] : null)));
}

function mapEquals(a: MapValue, b: MapValue): boolean {
  if (a.size !== b.size) return false;
  if (a instanceof ObjectView && b instanceof ObjectView) return objectEquals(a, b);
  return a.keys().every((key) => {
    const other = b.find(key);
    return other !== undefined && equals(a.find(key), other);
  });
}

/** Sizes count undeclared properties, yet one that only one side has is passed over, as in the API server. */
function objectEquals(a: ObjectView, b: ObjectView): boolean {
  const declared = new Map(Object.entries(a.fields).map(([celName, { json }]) => [json, celName]));
  return Object.keys(a.raw).every((json) => {
    const celName = declared.get(json);
    if (celName === undefined) return !Object.hasOwn(b.raw, json) || jsonEquals(a.raw[json], b.raw[json]);
    const [left, right] = [a.find(celName), b.find(celName)];
    return left === undefined || right === undefined ? left === right : equals(left, right);
  });
}

function jsonEquals(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((k) => Object.hasOwn(right, k) && jsonEquals(left[k], right[k]))
  );
}

/** Two lists added: plain lists one after the other, sets as a union, map-lists merged by key (the right one wins). */
export function addLists(a: unknown, b: unknown): unknown {
  const [left, right] = [items(a), items(b)];
  const semantics = a instanceof ListView ? a.type.semantics : undefined;
  if (!(a instanceof ListView) || !semantics) return [...left, ...right];
  if (semantics.type === "set") {
    const union = [...left];
    for (const item of right) if (!contains(union, item)) union.push(item);
    return computed(a, union);
  }
  const byKey = new Map(left.map((item) => [elementKey(item, semantics.keys), item]));
  for (const item of right) byKey.set(elementKey(item, semantics.keys), item);
  return computed(a, [...byKey.values()]);
}

const computed = (like: ListView, all: unknown[]): ListView => new ListView(all.map(toPlain), like.type, all);

/** Negative, zero or positive; NaN where a NaN takes part. Values without a common order are an error. */
export function compare(a: unknown, b: unknown): number {
  if (isNumber(a) && isNumber(b)) {
    const [x, y] = numericPair(a, b);
    // biome-ignore lint/suspicious/noDoubleEquals: number and bigint compare by value only so
    return x < y ? -1 : x > y ? 1 : x == y ? 0 : Number.NaN;
  }
  if (typeof a === "string" && typeof b === "string") return compareText(a, b);
  if (typeof a === "boolean" && typeof b === "boolean") return Number(a) - Number(b);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return compareBytes(a, b);
  if (a instanceof Timestamp && b instanceof Timestamp)
    return a.nanos < b.nanos ? -1 : Number(a.nanos > b.nanos);
  if (a instanceof Duration && b instanceof Duration)
    return a.nanos < b.nanos ? -1 : Number(a.nanos > b.nanos);
  throw noSuchOverload();
}

/** By code points (as UTF-8 orders), which differs from UTF-16 order above the surrogates. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x === y) continue;
    const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;
    if (isHigh(x) !== isHigh(y)) return isHigh(x) ? 1 : -1;
    return x - y;
  }
  return a.length - b.length;
}
