/** Membership in an enum, with Go's conversions between the kinds of scalars. */

import { equal, kindOf } from "./json.ts";

/** Null is no member of any enum, not even of one that lists it. */
export function isInEnum(value: unknown, allowed: readonly unknown[]): boolean {
  return value !== null && allowed.some((one) => equal(value, one) || isConverted(value, one));
}

/** A number equals an integer after truncation, and a one-character text by its code point. */
function isConverted(value: unknown, one: unknown): boolean {
  if (typeof value !== "number") return false;
  if (typeof one === "number") return kindOf(one) === "integer" && Math.trunc(value) === one;
  return typeof one === "string" && kindOf(value) === "integer" && codePointText(value) === one;
}

function codePointText(code: number): string {
  const isCharacter = code >= 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : "\ufffd";
}
