/** Operators, sizes and text functions of CEL's standard library. */

import { addLists, compare, contains, equalsOrFails, isUnequal } from "../equality.ts";
import { CelError, invalid, noSuchKey } from "../errors.ts";
import { items, typeName } from "../json.ts";
import { test } from "../regex.ts";
import { actualSize } from "../size.ts";
import { CelTypes as T } from "../types.ts";
import {
  checkedInt,
  checkedUint,
  Double,
  Duration,
  isInt,
  MapValue,
  stringSize,
  type Timestamp,
  TypeValue,
  Uint,
} from "../values.ts";
import { positionOf } from "./optional.ts";
import {
  A,
  B,
  concat,
  equality,
  fn,
  library,
  method,
  product,
  type Row,
  regex,
  smaller,
  traverse,
} from "./row.ts";

const { bool, int, uint, double, string, bytes, timestamp, duration, dyn, type } = T;
const listA = T.list(A);
const mapAB = T.map(A, B);

type Int = number | bigint;

function addInt(a: Int, b: Int): Int {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return checkedInt(BigInt(a) + BigInt(b));
}
function subtractInt(a: Int, b: Int): Int {
  if (typeof a === "number" && typeof b === "number") {
    const difference = a - b;
    if (Number.isSafeInteger(difference)) return difference;
  }
  return checkedInt(BigInt(a) - BigInt(b));
}
function multiplyInt(a: Int, b: Int): Int {
  if (typeof a === "number" && typeof b === "number") {
    const result = a * b;
    if (Number.isSafeInteger(result)) return result + 0;
  }
  return checkedInt(BigInt(a) * BigInt(b));
}
function nonZero(divisor: Int | bigint, what: string): void {
  // biome-ignore lint/suspicious/noDoubleEquals: number and bigint compare by value only so
  if (divisor == 0) throw new CelError("divideByZero", what);
}
function divideInt(a: Int, b: Int): Int {
  nonZero(b, "division by zero");
  if (typeof a === "number" && typeof b === "number") return Math.trunc(a / b) + 0;
  return checkedInt(BigInt(a) / BigInt(b));
}
function modulusInt(a: Int, b: Int): Int {
  nonZero(b, "modulus by zero");
  if (typeof a === "number" && typeof b === "number") return (a % b) + 0;
  // The remainder fails where the quotient does.
  divideInt(a, b);
  return checkedInt(BigInt(a) % BigInt(b));
}

const onUint = (op: (a: bigint, b: bigint) => bigint) => (a: Uint, b: Uint) =>
  checkedUint(op(a.value, b.value));
const onDouble = (op: (a: number, b: number) => number) => (a: Double, b: Double) =>
  new Double(op(a.value, b.value));

const ORDERED = [bool, int, uint, double, string, bytes, timestamp, duration];
const MIXED: readonly (readonly [typeof int, typeof int])[] = [
  [int, uint],
  [int, double],
  [uint, int],
  [uint, double],
  [double, int],
  [double, uint],
];
const ORDERS: readonly (readonly [string, (order: number) => boolean])[] = [
  ["_<_", (order) => order < 0],
  ["_<=_", (order) => order <= 0],
  ["_>_", (order) => order > 0],
  ["_>=_", (order) => order >= 0],
];

const comparisons: Row[] = ORDERS.flatMap(([name, holds]) => {
  const impl = (a: unknown, b: unknown): boolean => {
    const order = compare(a, b);
    if (Number.isNaN(order)) throw invalid("NaN values cannot be ordered");
    return holds(order);
  };
  return [
    ...ORDERED.map((t) => fn(name, [t, t], bool, impl, t === string || t === bytes ? smaller : undefined)),
    ...MIXED.map(([left, right]) => ({ ...fn(name, [left, right], bool, impl), since: "1.28" })),
  ];
});

function listIndex(list: unknown, index: unknown): unknown {
  const all = items(list);
  const position = positionOf(index);
  if (position < 0 || position >= all.length)
    throw invalid(`index out of bounds: ${isInt(index) ? index : position}`);
  return all[position];
}

function mapIndex(map: MapValue, key: unknown): unknown {
  const value = map.find(key);
  if (value === undefined) throw noSuchKey(key instanceof Uint || key instanceof Double ? key.value : key);
  return value;
}

function isIn(item: unknown, container: unknown): boolean {
  return container instanceof MapValue
    ? container.find(item) !== undefined
    : contains(items(container), item);
}

function concatBytes(a: Uint8Array, b: Uint8Array): Uint8Array {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

const sizes: Row[] = (
  [
    [string, stringSize],
    [bytes, (value: Uint8Array) => value.length],
    [listA, (value: readonly unknown[]) => value.length],
    [mapAB, (value: MapValue) => value.size],
  ] as const
).flatMap(([t, size]) => [fn("size", [t], int, size), method("size", [t], int, size)]);

const matches = (text: string, pattern: string): boolean => test(pattern, text);

// biome-ignore format: a table
const operators: Row[] = [
  fn("!_",   [bool],               bool,      (a: boolean) => !a),
  fn("-_",   [int],                int,       (a: Int) => subtractInt(0, a)),
  fn("-_",   [double],             double,    (a: Double) => new Double(-a.value)),
  fn("_==_", [A, A],               bool,      equalsOrFails, equality),
  fn("_!=_", [A, A],               bool,      isUnequal, smaller),
  fn("_+_",  [int, int],           int,       addInt),
  fn("_+_",  [uint, uint],         uint,      onUint((a, b) => a + b)),
  fn("_+_",  [double, double],     double,    onDouble((a, b) => a + b)),
  fn("_+_",  [string, string],     string,    (a: string, b: string) => a + b, concat),
  fn("_+_",  [bytes, bytes],       bytes,     concatBytes, concat),
  fn("_+_",  [listA, listA],       listA,     addLists),
  fn("_+_",  [duration, duration], duration,  (a: Duration, b: Duration) => new Duration(a.nanos + b.nanos)),
  fn("_+_",  [duration, timestamp], timestamp, (a: Duration, b: Timestamp) => b.plus(a.nanos)),
  fn("_+_",  [timestamp, duration], timestamp, (a: Timestamp, b: Duration) => a.plus(b.nanos)),
  fn("_-_",  [int, int],           int,       subtractInt),
  fn("_-_",  [uint, uint],         uint,      onUint((a, b) => a - b)),
  fn("_-_",  [double, double],     double,    onDouble((a, b) => a - b)),
  fn("_-_",  [duration, duration], duration,  (a: Duration, b: Duration) => new Duration(a.nanos - b.nanos)),
  fn("_-_",  [timestamp, duration], timestamp, (a: Timestamp, b: Duration) => a.plus(-b.nanos)),
  fn("_-_",  [timestamp, timestamp], duration, (a: Timestamp, b: Timestamp) => new Duration(a.nanos - b.nanos)),
  fn("_*_",  [int, int],           int,       multiplyInt),
  fn("_*_",  [uint, uint],         uint,      onUint((a, b) => a * b)),
  fn("_*_",  [double, double],     double,    onDouble((a, b) => a * b)),
  fn("_/_",  [int, int],           int,       divideInt),
  fn("_/_",  [uint, uint],         uint,      (a: Uint, b: Uint) => { nonZero(b.value, "division by zero"); return new Uint(a.value / b.value); }),
  fn("_/_",  [double, double],     double,    onDouble((a, b) => a / b)),
  fn("_%_",  [int, int],           int,       modulusInt),
  fn("_%_",  [uint, uint],         uint,      (a: Uint, b: Uint) => { nonZero(b.value, "modulus by zero"); return new Uint(a.value % b.value); }),
  fn("_[_]", [listA, int],         A,         listIndex),
  fn("_[_]", [mapAB, A],           B,         mapIndex),
  fn("@in",  [A, listA],           bool,      isIn, (_, list) => actualSize(list)),
  fn("@in",  [A, mapAB],           bool,      isIn),
];

const text: Row[] = [
  method("contains", [string, string], bool, (a: string, b: string) => a.includes(b), product),
  method("startsWith", [string, string], bool, (a: string, b: string) => a.startsWith(b), traverse),
  method("endsWith", [string, string], bool, (a: string, b: string) => a.endsWith(b), traverse),
  fn("matches", [string, string], bool, matches),
  method("matches", [string, string], bool, matches, regex),
  fn("type", [A], type, (a) => new TypeValue(typeName(a))),
  fn("dyn", [A], dyn, (a) => a),
];

export const standard = library("1.0", [...operators, ...comparisons, ...sizes, ...text]);
