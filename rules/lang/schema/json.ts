/** Small helpers for plain JSON values. Nothing here changes its argument. */

export type JsonObject = { [key: string]: unknown };

/** True for a JSON object: not null, not a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The kinds of JSON value that a schema distinguishes; an integer is a number that fits a signed 64-bit one. */
export type JsonKind = "null" | "boolean" | "integer" | "number" | "string" | "array" | "object";

const INT64 = 2 ** 63;

export function kindOf(value: unknown): JsonKind {
  switch (typeof value) {
    case "string":
      return "string";
    case "number":
      return Number.isInteger(value) && value >= -INT64 && value < INT64 ? "integer" : "number";
    case "boolean":
      return "boolean";
    case "bigint":
      return "integer";
    default:
      if (value === null || value === undefined) return "null";
      return Array.isArray(value) ? "array" : "object";
  }
}

/** A deep copy. */
export function clone<T>(value: T): T {
  if (Array.isArray(value)) return value.map(clone) as T;
  if (!isObject(value)) return value;
  const out: JsonObject = {};
  for (const key of Object.keys(value)) setKey(out, key, clone(value[key]));
  return out as T;
}

/** Sets an own property, also one called `__proto__`. */
export function setKey(object: JsonObject, key: string, value: unknown): void {
  if (key === "__proto__") {
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  } else {
    object[key] = value;
  }
}

/** The own property `key`; undefined when there is none. */
export function getKey(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Deep equality; the order of keys does not matter. Plain loops: every update compares two whole objects. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && listsEqual(a, b);
  return isObject(a) && isObject(b) && objectsEqual(a, b);
}

function listsEqual(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!equal(a[i], b[i])) return false;
  return true;
}

function objectsEqual(a: JsonObject, b: JsonObject): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  for (const key of keys) if (!Object.hasOwn(b, key) || !equal(a[key], b[key])) return false;
  return true;
}
