/** Kubernetes' quantities: decimal numbers with an SI, binary or exponent suffix, compared by value. */

import { CelError, invalid, noSuchOverload } from "../errors.ts";
import { CelTypes as T } from "../types.ts";
import { Double, Opaque, int as toInt } from "../values.ts";
import { fn, library, method, traverse } from "./row.ts";

const SUFFIXES: Readonly<Record<string, readonly [base: 2 | 10, exponent: number]>> = {
  Ki: [2, 10],
  Mi: [2, 20],
  Gi: [2, 30],
  Ti: [2, 40],
  Pi: [2, 50],
  Ei: [2, 60],
  n: [10, -9],
  u: [10, -6],
  m: [10, -3],
  "": [10, 0],
  k: [10, 3],
  M: [10, 6],
  G: [10, 9],
  T: [10, 12],
  P: [10, 15],
  E: [10, 18],
};
/** Digits may be missing altogether: `k` is as good as `0k`. */
const TEXT = /^(?=.)([+-]?)(\d*\.?\d*)(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]?|[eE][+-]?\d+)$/;
const NANO = 10n ** 9n;
const MAX_INT = 2n ** 63n - 1n;
const TYPE = "kubernetes.Quantity";

/** Billionths in one of each unit, by the code of its suffix. */
const UNITS = new Map(
  Object.entries(SUFFIXES).map(([suffix, [base, exponent]]) => [
    suffixCode(suffix, 0),
    exponent < 0 ? NANO / BigInt(base) ** BigInt(-exponent) : NANO * BigInt(base) ** BigInt(exponent),
  ]),
);

/** What follows in a text as one number, if it is at most two characters. */
function suffixCode(text: string, at: number): number | undefined {
  const length = text.length - at;
  if (length > 2) return undefined;
  return (length > 0 ? text.charCodeAt(at) : 0) + (length > 1 ? 2 ** 16 * text.charCodeAt(at + 1) : 0);
}

const MAX_SAFE_DIGITS = 15;

/** Billionths in a whole number with a suffix, as most quantities are written; undefined for any other form. */
function wholeBillionths(text: string): bigint | undefined {
  let value = 0;
  let at = 0;
  for (; at < text.length && at <= MAX_SAFE_DIGITS; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  if (at === 0 || at > MAX_SAFE_DIGITS) return undefined;
  const unit = UNITS.get(suffixCode(text, at));
  return unit === undefined ? undefined : BigInt(value) * unit;
}

/** An amount, held in billionths; smaller parts are rounded away from zero, as Kubernetes does. */
export class Quantity extends Opaque {
  readonly typeName = TYPE;
  readonly nanos: bigint;
  readonly #isComputed: boolean;
  constructor(nanos: bigint, isComputed = false) {
    super();
    this.nanos = nanos;
    this.#isComputed = isComputed;
  }
  /** An API server cannot compare anything with the sum or difference of quantities. */
  equals(other: Opaque): boolean {
    if (other instanceof Quantity && other.#isComputed) throw noSuchOverload();
    return other instanceof Quantity && other.nanos === this.nanos;
  }
  override toString(): string {
    const magnitude = this.nanos < 0n ? -this.nanos : this.nanos;
    const fraction = (magnitude % NANO).toString().padStart(9, "0").replace(/0+$/, "");
    return `${this.nanos < 0n ? "-" : ""}${magnitude / NANO}${fraction ? `.${fraction}` : ""}`;
  }
}

function parse(text: string): Quantity | undefined {
  const billionths = wholeBillionths(text);
  if (billionths !== undefined && billionths <= MAX_INT * NANO) return new Quantity(billionths);
  const match = TEXT.exec(text);
  if (!match) return undefined;
  const [, sign, number, suffix] = match as unknown as [string, string, string, string];
  const [base, exponent] = SUFFIXES[suffix] ?? [10, Number(suffix.slice(1))];
  if (Math.abs(exponent) > 1000) return undefined;
  const [whole, fraction = ""] = number.split(".") as [string, string?];
  // value = digits × 10^-fraction × base^exponent, in billionths
  let numerator = BigInt(whole + fraction) * NANO;
  let denominator = 10n ** BigInt(fraction.length);
  if (exponent >= 0) numerator *= BigInt(base) ** BigInt(exponent);
  else denominator *= 10n ** BigInt(-exponent);
  let nanos = numerator / denominator + (numerator % denominator === 0n ? 0n : 1n);
  if (base === 2 && nanos > MAX_INT * NANO) nanos = MAX_INT * NANO;
  return new Quantity(sign === "-" ? -nanos : nanos);
}

function quantityOf(text: string): Quantity {
  const quantity = parse(text);
  if (!quantity)
    throw invalid(
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    );
  return quantity;
}

const isWhole = ({ nanos }: Quantity): boolean => {
  const value = nanos / NANO;
  return nanos % NANO === 0n && value <= MAX_INT && value >= -MAX_INT - 1n;
};

function asInteger(quantity: Quantity): number | bigint {
  if (!isWhole(quantity)) throw new CelError("invalid", "cannot convert value to integer");
  return toInt(quantity.nanos / NANO);
}

const Q = T.opaque(TYPE);
const order = (a: Quantity, b: Quantity): number => (a.nanos < b.nanos ? -1 : Number(a.nanos > b.nanos));
const units = (value: number | bigint): bigint => BigInt(value) * NANO;
const { bool, int, string, double } = T;

// biome-ignore format: a table
export const quantity = library("1.28", [
  fn("quantity",             [string], Q,      quantityOf, traverse),
  fn("isQuantity",           [string], bool,   (text: string) => parse(text) !== undefined, traverse),
  fn("sign",                 [Q],      int,    (q: Quantity) => (q.nanos < 0n ? -1 : Number(q.nanos > 0n))),
  method("isGreaterThan",    [Q, Q],   bool,   (a: Quantity, b: Quantity) => order(a, b) > 0),
  method("isLessThan",       [Q, Q],   bool,   (a: Quantity, b: Quantity) => order(a, b) < 0),
  method("compareTo",        [Q, Q],   int,    order),
  method("asApproximateFloat", [Q],    double, (q: Quantity) => new Double(Number(q.toString()))),
  method("asInteger",        [Q],      int,    asInteger),
  method("isInteger",        [Q],      bool,   isWhole),
  method("add",              [Q, Q],   Q,      (a: Quantity, b: Quantity) => new Quantity(a.nanos + b.nanos, true)),
  method("add",              [Q, int], Q,      (a: Quantity, b: number | bigint) => new Quantity(a.nanos + units(b), true)),
  method("sub",              [Q, Q],   Q,      (a: Quantity, b: Quantity) => new Quantity(a.nanos - b.nanos, true)),
  method("sub",              [Q, int], Q,      (a: Quantity, b: number | bigint) => new Quantity(a.nanos - units(b), true)),
]);
