/** Bounds, multiples and ranges of numbers. */

import { kindOf } from "./json.ts";
import type { SchemaNode } from "./prepare.ts";
import { above, below, type Complaint, factorNotPositive, noMultiple, outOfRange } from "./value-messages.ts";

const INT32 = { min: -(2 ** 31), max: 2 ** 31 - 1 };
/** Beyond it rounding to float32 gives infinity. */
const FLOAT32_LIMIT = 3.4028235677973366e38;

/** True for a float that counts as an integer: within ±2^53, give or take a relative error of 1e-9. */
export function isNearlyInteger(value: number): boolean {
  if (!Number.isFinite(value) || value < Number.MIN_SAFE_INTEGER - 1 || value > Number.MAX_SAFE_INTEGER)
    return false;
  const whole = Math.trunc(value);
  if (value === whole) return true;
  if (value === 0 || whole === 0) return false;
  return Math.abs(value - whole) / (Math.abs(value) + Math.abs(whole)) < 1e-9;
}

/** True when the number fits the node's one numeric type and its format. */
function fits(node: SchemaNode, value: number): boolean {
  if (node.types.length !== 1) return true;
  if (node.types[0] === "integer") {
    if (kindOf(value) !== "integer") return false;
    return node.format !== "int32" || (value >= INT32.min && value <= INT32.max);
  }
  return node.types[0] !== "number" || node.format !== "float" || Math.abs(value) < FLOAT32_LIMIT;
}

/** True for most numbers about which there is nothing to complain; the others are looked at closely. */
export function isWithinBounds(node: SchemaNode, value: number): boolean {
  const { multipleOf, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = node.schema;
  return (
    fits(node, value) &&
    multipleOf === undefined &&
    (minimum === undefined ||
      (isPlainBound(node, minimum) && (value > minimum || (value === minimum && !exclusiveMinimum)))) &&
    (maximum === undefined ||
      (isPlainBound(node, maximum) && (value < maximum || (value === maximum && !exclusiveMaximum))))
  );
}

const isPlainBound = (node: SchemaNode, limit: number): boolean =>
  Number.isInteger(limit) && fits(node, limit);

/** Complaints about `value` at `name`, in the order multiple, minimum, maximum. */
export function checkNumber(node: SchemaNode, value: number, name: () => string, out: Complaint[]): void {
  const { multipleOf, minimum, maximum, exclusiveMinimum = false, exclusiveMaximum = false } = node.schema;
  const type = node.types[0] ?? "";
  const outside = (what: string): Complaint => outOfRange(name(), what, type, node.format);
  if (!fits(node, value)) out.push(outside("Checked"));
  const whole = kindOf(value) === "integer";
  // Against an integer a bound is one too, unless it cannot be.
  const bound = (limit: number, what: string): number => {
    if (fits(node, limit)) return whole ? Math.trunc(limit) : limit;
    out.push(outside(what));
    return limit;
  };
  if (multipleOf !== undefined)
    checkMultiple(value, bound(multipleOf, "MultipleOf"), whole && fits(node, multipleOf), name, out);
  if (minimum !== undefined) {
    const limit = bound(minimum, "Minimum boundary");
    if (exclusiveMinimum ? value <= limit : value < limit)
      out.push(below(name(), limit, exclusiveMinimum, value));
  }
  if (maximum !== undefined) {
    const limit = bound(maximum, "Maximum boundary");
    if (exclusiveMaximum ? value >= limit : value > limit)
      out.push(above(name(), limit, exclusiveMaximum, value));
  }
}

function checkMultiple(
  value: number,
  factor: number,
  whole: boolean,
  name: () => string,
  out: Complaint[],
): void {
  if (factor <= 0) {
    out.push(factorNotPositive(name(), factor));
    return;
  }
  const times = factor < 1 ? (1 / factor) * value : value / factor;
  const fine = whole ? value % factor === 0 : isNearlyInteger(times);
  if (!fine) out.push(noMultiple(name(), factor, value));
}
