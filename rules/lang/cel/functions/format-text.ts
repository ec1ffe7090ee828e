/** `string.format`: %s %d %f %e %b %o %x %X %%, with precision, as cel-go's strings extension version 2. */

import { invalid } from "../errors.ts";
import { isList, items, typeName } from "../json.ts";
import { Double, Duration, isInt, MapValue, Timestamp, TypeValue, Uint } from "../values.ts";
import { doubleText } from "./conversions.ts";

const CLAUSE = /%(?:%|(?:\.(\d*))?([\s\S]?))/g;

export function formatText(template: string, args: unknown): string {
  const values = items(args);
  let used = 0;
  const text = template.replace(CLAUSE, (clause, precision: string | undefined, verb: string | undefined) => {
    if (clause === "%%") return "%";
    if (used >= values.length) throw invalid(`index ${used} out of range`);
    const value = values[used++];
    try {
      return formatOne(verb ?? "", precision === undefined ? undefined : Number(precision), value);
    } catch (error) {
      throw error instanceof Refusal ? invalid(`error during formatting: ${error.message}`) : error;
    }
  });
  return text;
}

class Refusal {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

function formatOne(verb: string, precision: number | undefined, value: unknown): string {
  switch (verb) {
    case "s":
      return text(value);
    case "d":
      if (isInt(value)) return String(value);
      if (value instanceof Uint) return String(value.value);
      if (value instanceof Double && !Number.isFinite(value.value)) return special(value.value);
      throw only("integer clause can only be used on integers", value);
    case "f":
      return fixed(number(value, "fixed-point clause can only be used on doubles"), precision ?? 6);
    case "e":
      return scientific(number(value, "scientific clause can only be used on doubles"), precision ?? 6);
    case "b":
      if (typeof value === "boolean") return value ? "1" : "0";
      if (isInt(value)) return value.toString(2);
      if (value instanceof Uint) return value.value.toString(2);
      throw only("only integers and bools can be formatted as binary", value);
    case "o":
      if (isInt(value)) return value.toString(8);
      if (value instanceof Uint) return value.value.toString(8);
      throw only("octal clause can only be used on integers", value);
    case "x":
      return hexadecimal(value);
    case "X":
      return hexadecimal(value).toUpperCase();
    default:
      throw invalid(`could not parse formatting clause: unrecognized formatting clause "${verb}"`);
  }
}

const only = (rule: string, value: unknown): Refusal => new Refusal(`${rule}, was given ${typeName(value)}`);

function hexadecimal(value: unknown): string {
  if (isInt(value)) return value.toString(16);
  if (value instanceof Uint) return value.value.toString(16);
  if (typeof value === "string") return Buffer.from(value, "utf8").toString("hex");
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  throw only("only integers, byte buffers, and strings can be formatted as hex", value);
}

function number(value: unknown, rule: string): number {
  if (value instanceof Double) return value.value;
  if (isInt(value)) return Number(value);
  if (value instanceof Uint) return Number(value.value);
  throw only(rule, value);
}

const special = (value: number): string =>
  Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";

/** Digits as Go writes them: exact ties go to the even digit, where JavaScript goes away from zero. */
function fixed(value: number, precision: number): string {
  if (!Number.isFinite(value)) return special(value);
  const digits = Math.min(precision, 99);
  if (Math.abs(value) >= 1e21) return BigInt(value) + (digits > 0 ? `.${"0".repeat(digits)}` : "");
  return evenAtTie(value.toFixed(digits), truncated(value.toFixed(100), 100 - digits));
}

function scientific(value: number, precision: number): string {
  if (!Number.isFinite(value)) return special(value);
  const digits = Math.min(precision, 99);
  const [mantissa, exponent] = value.toExponential(digits).split("e") as [string, string];
  const [exact] = value.toExponential(100).split("e") as [string, string];
  const [sign, power] = [exponent[0]!, exponent.slice(1)];
  return `${evenAtTie(mantissa, truncated(exact, 100 - digits))}e${sign}${power.padStart(2, "0")}`;
}

/** The text without its last digits, when those are a 5 and zeros: an exact tie. */
function truncated(exact: string, dropped: number): string | undefined {
  const [kept, rest] = [exact.slice(0, -dropped), exact.slice(-dropped)];
  return /^50*$/.test(rest) ? kept.replace(/\.$/, "") : undefined;
}

const evenAtTie = (rounded: string, below: string | undefined): string =>
  below !== undefined && Number(below.at(-1)) % 2 === 0 ? below : rounded;

function text(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean" || isInt(value)) return String(value);
  if (value === null) return "null";
  if (value instanceof Uint) return String(value.value);
  if (value instanceof Double)
    return Number.isFinite(value.value) ? doubleText(value.value) : special(value.value);
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (value instanceof Timestamp || value instanceof Duration) return value.toString();
  if (value instanceof TypeValue) return value.name;
  if (isList(value)) return `[${items(value).map(text).join(", ")}]`;
  if (value instanceof MapValue) return mapText(value);
  throw only(
    "string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps",
    value,
  );
}

function mapText(map: MapValue): string {
  const entries = map.keys().map((key) => {
    const isKey = typeof key === "string" || typeof key === "boolean" || isInt(key) || key instanceof Uint;
    if (!isKey) throw only("map keys can only be of type string, bool, int or uint", key);
    return [text(key), text(map.find(key))] as const;
  });
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, value]) => `${key}: ${value}`).join(", ")}}`;
}
