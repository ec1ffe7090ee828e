/** Values in the form in which the program `cel-cost` writes them. */

import { isList, items } from "../../../../rules/lang/cel/json.ts";
import {
  Double,
  Duration,
  floorDiv,
  MapValue,
  Opaque,
  Optional,
  Timestamp,
  TypeValue,
  Uint,
} from "../../../../rules/lang/cel/values.ts";

const SECOND = 1_000_000_000n;

export function written(value: unknown): unknown {
  if (value === null) return { null: true };
  if (typeof value === "bigint") return { int: String(value) };
  if (value instanceof Uint) return { uint: String(value.value) };
  if (value instanceof Double) return { double: bits(value.value) };
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString("base64") };
  if (value instanceof Timestamp) {
    const seconds = floorDiv(value.nanos, SECOND);
    return { timestamp: `${seconds} s ${value.nanos - seconds * SECOND} ns` };
  }
  if (value instanceof Duration) return { duration: String(value.nanos) };
  if (value instanceof Optional) return { optional: value.value === undefined ? [] : [written(value.value)] };
  if (isList(value)) return { list: items(value).map(written) };
  if (value instanceof MapValue) return { map: entriesOf(value) };
  if (value instanceof TypeValue) return { type: value.name };
  if (value instanceof Opaque) return { [value.typeName]: String(value) };
  return value;
}

export function bits(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  return new BigUint64Array(Float64Array.of(value).buffer)[0]!.toString(16).padStart(16, "0");
}

function entriesOf(map: MapValue): unknown[] {
  const entries = map.keys().map((key) => {
    const found = map.find(key);
    return {
      text: JSON.stringify(written(key)),
      entry: [written(key), found === undefined ? "absent" : written(found)],
    };
  });
  entries.sort((a, b) => (a.text < b.text ? -1 : 1));
  return entries.map(({ entry }) => entry);
}
