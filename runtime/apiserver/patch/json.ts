/** The few things every patch needs to know about plain JSON values. */
import { isDeepStrictEqual } from "node:util";

export type JsonObject = { [key: string]: unknown };

/** Whether `value` is a JSON object: neither null, nor a list, nor a scalar. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Sets an own field. A plain assignment to `__proto__` would change the prototype instead. */
export function setField(target: JsonObject, key: string, value: unknown): void {
  if (key === "__proto__")
    Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  else target[key] = value;
}

/** The own field of that name, or undefined. */
export function field(target: JsonObject, key: string): unknown {
  return Object.hasOwn(target, key) ? target[key] : undefined;
}

/** A deep copy that shares nothing mutable with `value`. */
export function cloneJson<T>(value: T): T {
  if (Array.isArray(value)) return value.map(cloneJson) as T;
  if (!isObject(value)) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  const copy: JsonObject = {};
  for (const key of Object.keys(value)) setField(copy, key, cloneJson(value[key]));
  return copy as T;
}

/** Equality of JSON values; the order of fields does not matter, the order of list items does. */
export const jsonEqual: (a: unknown, b: unknown) => boolean = isDeepStrictEqual;
