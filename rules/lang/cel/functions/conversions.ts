/** Type conversions of the standard library. */

import { CelError, invalid, notA } from "../errors.ts";
import { parseDuration, parseTimestamp } from "../time.ts";
import { CelTypes as T } from "../types.ts";
import {
  checkedInt,
  checkedUint,
  Double,
  type Duration,
  floorDiv,
  Timestamp,
  int as toInt,
  Uint,
} from "../values.ts";
import { fn, library, traverse } from "./row.ts";

const { bool, int, uint, double, string, bytes, timestamp, duration } = T;
type Int = number | bigint;

const same = (value: unknown): unknown => value;
const TRUE = new Set(["1", "t", "T", "TRUE", "true", "True"]);
const FALSE = new Set(["0", "f", "F", "FALSE", "false", "False"]);

function boolFrom(text: string): boolean {
  if (TRUE.has(text)) return true;
  if (FALSE.has(text)) return false;
  throw notA("bool");
}

function integerText(text: string, pattern: RegExp, type: "int" | "uint"): bigint {
  if (!pattern.test(text)) throw notA(type);
  const value = BigInt(text.replace(/^\+/, ""));
  if (value !== (type === "int" ? BigInt.asIntN(64, value) : BigInt.asUintN(64, value))) throw notA(type);
  return value;
}

function truncated({ value }: Double, low: number, high: number, type: string): bigint {
  if (!(value > low && value < high)) throw new CelError("overflow", `${type} overflow`);
  return BigInt(Math.trunc(value));
}

function doubleFrom(text: string): Double {
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) return new Double(Number(text));
  const special = /^([+-]?)(nan|inf|infinity)$/i.exec(text);
  if (!special) throw notA("double");
  if (special[2]!.toLowerCase() === "nan") return new Double(Number.NaN);
  return new Double(special[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
}

/** Go's shortest form (`%g` of strconv): an exponent below 1e-4 and from 1e6 on. */
export function doubleText(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  if (Object.is(value, -0)) return "-0";
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude < 1e-4 || magnitude >= 1e6))
    return value.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
  return String(value);
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function stringFrom(data: Uint8Array): string {
  try {
    return utf8.decode(data);
  } catch {
    throw invalid("invalid UTF-8 in bytes, cannot convert to string");
  }
}

const TWO_63 = 2 ** 63;
const TWO_64 = 2 ** 64;

// biome-ignore format: a table
export const conversions = library("1.0", [
  fn("bool",      [bool],      bool,      same),
  fn("bool",      [string],    bool,      boolFrom),
  fn("bytes",     [bytes],     bytes,     same),
  fn("bytes",     [string],    bytes,     (s: string) => new TextEncoder().encode(s), traverse),
  fn("string",    [string],    string,    same),
  fn("string",    [bool],      string,    String),
  fn("string",    [bytes],     string,    stringFrom, traverse),
  fn("string",    [double],    string,    (d: Double) => doubleText(d.value)),
  fn("string",    [duration],  string,    String),
  fn("string",    [int],       string,    String),
  fn("string",    [timestamp], string,    String),
  fn("string",    [uint],      string,    (u: Uint) => String(u.value)),
  fn("int",       [int],       int,       same),
  fn("int",       [double],    int,       (d: Double) => toInt(truncated(d, -TWO_63, TWO_63, "integer"))),
  fn("int",       [duration],  int,       (d: Duration) => toInt(d.nanos)),
  fn("int",       [string],    int,       (s: string) => checkedInt(integerText(s, /^[+-]?\d+$/, "int"))),
  fn("int",       [timestamp], int,       (t: Timestamp) => toInt(floorDiv(t.nanos, 1_000_000_000n))),
  fn("int",       [uint],      int,       (u: Uint) => checkedInt(u.value)),
  fn("uint",      [uint],      uint,      same),
  fn("uint",      [double],    uint,      (d: Double) => new Uint(truncated(d, -Number.MIN_VALUE, TWO_64, "unsigned integer"))),
  fn("uint",      [int],       uint,      (i: Int) => checkedUint(BigInt(i))),
  fn("uint",      [string],    uint,      (s: string) => checkedUint(integerText(s, /^\d+$/, "uint"))),
  fn("double",    [double],    double,    same),
  fn("double",    [int],       double,    (i: Int) => new Double(Number(i))),
  fn("double",    [string],    double,    doubleFrom),
  fn("double",    [uint],      double,    (u: Uint) => new Double(Number(u.value))),
  fn("duration",  [duration],  duration,  same),
  fn("duration",  [int],       duration,  () => { throw notA("google.protobuf.Duration", "int"); }),
  fn("duration",  [string],    duration,  parseDuration),
  fn("timestamp", [timestamp], timestamp, same),
  fn("timestamp", [int],       timestamp, (i: Int) => new Timestamp(BigInt(i) * 1_000_000_000n)),
  fn("timestamp", [string],    timestamp, parseTimestamp),
]);
