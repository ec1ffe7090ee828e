/** `string.format`: %s %d %f %e %b %o %x %X %%, with precision, as cel-go's strings extension version 2. */

import { goQuote } from "../../schema/go-text.ts";
import { invalid } from "../errors.ts";
import { isList, items, typeName } from "../json.ts";
import { Double, Duration, isInt, MapValue, stringSize, Timestamp, TypeValue, Uint } from "../values.ts";
import { doubleText } from "./conversions.ts";
import { fixed, scientific } from "./format-number.ts";
import { type Clause, interpolate, refusal, type Verb } from "./format-template.ts";

export function formatText(template: string, args: unknown): string {
  const values = items(args);
  try {
    return interpolate(template, values.length, (clause, i) => written(clause, values[i]));
  } catch (error) {
    throw error instanceof Error ? invalid(error.message) : error;
  }
}

function written({ verb, precision }: Clause, value: unknown): string {
  switch (verb) {
    case "s":
      return text(value);
    case "d":
      if (isInt(value)) return String(value);
      if (value instanceof Uint) return String(value.value);
      break;
    case "f":
      // Go keeps a precision in a byte.
      if (isDouble(value)) return fixed(double(value), (precision ?? 6) % 256);
      break;
    case "e":
      // cel-go gives Go the precision as a width.
      if (isDouble(value)) return padded(scientific(double(value), 6), precision ?? 6);
      break;
    case "b":
      if (typeof value === "boolean") return value ? "1" : "0";
      if (isInt(value)) return value.toString(2);
      if (value instanceof Uint) return value.value.toString(2);
      break;
    case "o":
      if (isInt(value)) return value.toString(8);
      if (value instanceof Uint) return value.value.toString(8);
      break;
    case "x":
    case "X": {
      const digits = hexadecimal(value);
      if (digits !== undefined) return verb === "X" ? digits.toUpperCase() : digits;
    }
  }
  throw refused(verb, value);
}

const refused = (verb: Verb, value: unknown): Error => new Error(refusal(verb, typeName(value)));

function hexadecimal(value: unknown): string | undefined {
  if (isInt(value)) return value.toString(16);
  if (value instanceof Uint) return value.value.toString(16);
  const bytes = typeof value === "string" ? new TextEncoder().encode(value) : value;
  if (!(bytes instanceof Uint8Array)) return undefined;
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const MAX_WIDTH = 1_000_000;

const padded = (text: string, width: number): string =>
  width > MAX_WIDTH ? text : " ".repeat(Math.max(0, width - stringSize(text))) + text;

/** Some doubles may be given by name. */
const NAMED: ReadonlyMap<unknown, number> = new Map([
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
]);

const isDouble = (value: unknown): boolean => value instanceof Double || NAMED.has(value);
const double = (value: unknown): number =>
  value instanceof Double ? value.value : (NAMED.get(value) ?? Number.NaN);

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function text(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean" || isInt(value)) return String(value);
  if (value === null) return "null";
  if (value instanceof Uint) return String(value.value);
  if (value instanceof Double) return doubleText(value.value);
  if (value instanceof Uint8Array) return utf8Text(value);
  if (value instanceof Timestamp || value instanceof Duration) return value.toString();
  if (value instanceof TypeValue) return value.name;
  if (isList(value)) return `[${items(value).map(literal).join(", ")}]`;
  if (value instanceof MapValue) return mapText(value);
  throw refused("s", value);
}

function utf8Text(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Error(
      'could not convert argument "invalid UTF-8 in bytes, cannot convert to string" to string',
    );
  }
}

/** What is in a list or a map, as one would write it in an expression. */
function literal(value: unknown): string {
  if (typeof value === "string") return goQuote(value);
  if (value instanceof Uint8Array) return `b${goQuote(utf8Text(value))}`;
  if (value instanceof Double) return doubleLiteral(value.value);
  if (value instanceof Timestamp) return `timestamp(${goQuote(value.toString())})`;
  if (value instanceof Duration) return `duration(${goQuote(value.toString())})`;
  const isOther = value === null || isList(value) || value instanceof MapValue || value instanceof TypeValue;
  if (isOther || typeof value === "boolean" || isInt(value) || value instanceof Uint) return text(value);
  throw new Error(`no formatting function for ${typeName(value)}`);
}

function doubleLiteral(value: number): string {
  if (!Number.isFinite(value)) return goQuote(doubleText(value));
  return `${Object.is(value, -0) ? "-" : ""}${fixed(value, 6).replaceAll(",", "")}`;
}

function mapText(map: MapValue): string {
  const entries = map.keys().map((key) => {
    const isKey = typeof key === "string" || typeof key === "boolean" || isInt(key) || key instanceof Uint;
    if (!isKey) throw new Error(`no formatting function for map key of type ${typeName(key)}`);
    const value = map.find(key);
    if (value === undefined) throw new Error(`could not find key: ${goQuote(String(key))}`);
    return [literal(key), literal(value)] as const;
  });
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, value]) => `${key}:${value}`).join(", ")}}`;
}
