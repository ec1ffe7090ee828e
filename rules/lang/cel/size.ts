/** Sizes as the cost model counts them. */

import { isList } from "./json.ts";
import { MapValue, Opaque, Optional, stringSize } from "./values.ts";

/** Code points, bytes, elements, entries; 1 for anything else. */
export function actualSize(value: unknown): number {
  if (typeof value === "string") return stringSize(value);
  if (isList(value) || value instanceof Uint8Array) return value.length;
  if (value instanceof MapValue || value instanceof Opaque) return value.size;
  return value instanceof Optional && value.value !== undefined ? actualSize(value.value) : 1;
}
