/** Optional values. */

import { CelError, invalid } from "../errors.ts";
import { isList, items } from "../json.ts";
import { CelTypes as T } from "../types.ts";
import { Double, Duration, MapValue, NONE, Optional, Timestamp, Uint } from "../values.ts";
import { A, B, fn, library, method } from "./row.ts";

const optA = T.optional(A);
const listA = T.list(A);
const mapAB = T.map(A, B);

const wrap = (value: unknown): Optional => (value === undefined ? NONE : new Optional(value));

function isZero(value: unknown): boolean {
  if (value === null || value === false || value === 0 || value === "") return true;
  if (value instanceof Double) return value.value === 0;
  if (value instanceof Uint) return value.value === 0n;
  if (value instanceof Duration) return value.nanos === 0n;
  if (value instanceof Timestamp) return value.nanos === -62_135_596_800_000_000_000n;
  if (isList(value) || value instanceof Uint8Array) return value.length === 0;
  if (value instanceof MapValue) return value.size === 0;
  return value instanceof Optional && value.value === undefined;
}

function present(optional: Optional): unknown {
  if (optional.value === undefined) throw invalid("optional.none() dereference");
  return optional.value;
}

/** `x[?i]`: none where there is no such element; through optionals. */
export function optionalIndex(container: unknown, index: unknown): Optional {
  if (container instanceof Optional)
    return container.value === undefined ? NONE : optionalIndex(container.value, index);
  if (container instanceof MapValue) return wrap(container.find(index));
  const at = index instanceof Uint || index instanceof Double ? Number(index.value) : Number(index);
  return wrap(items(container)[at]);
}

/** `x.?f`: none where the field is absent; through optionals. */
export function optionalSelect(operand: unknown, field: string): Optional {
  if (operand instanceof Optional)
    return operand.value === undefined ? NONE : optionalSelect(operand.value, field);
  if (!(operand instanceof MapValue)) throw new CelError("noSuchOverload", "no such overload");
  return wrap(operand.find(field));
}

const OPTIONAL_INDEXES = [listA, mapAB].flatMap((container) => {
  const [index, value] = container.kind === "list" ? [T.int, A] : [A, B];
  const results = [
    fn("_[?_]", [container, index], T.optional(value), optionalIndex),
    fn("_[?_]", [T.optional(container), index], T.optional(value), optionalIndex),
    fn("_[_]", [T.optional(container), index], T.optional(value), optionalIndex),
  ];
  return results;
});

export const optional = library("1.28", [
  fn("optional.of", [A], optA, wrap),
  fn("optional.ofNonZeroValue", [A], optA, (value) => (isZero(value) ? NONE : wrap(value))),
  fn("optional.none", [], optA, () => NONE),
  method("hasValue", [optA], T.bool, (o: Optional) => o.value !== undefined),
  method("value", [optA], A, present),
  method("or", [optA, optA], optA, (a: Optional, b: Optional) => (a.value === undefined ? b : a)),
  method("orValue", [optA, A], A, (a: Optional, b: unknown) => (a.value === undefined ? b : a.value)),
  ...OPTIONAL_INDEXES,
  ...[
    method("first", [listA], optA, (list) => wrap(items(list)[0])),
    method("last", [listA], optA, (list) => wrap(items(list).at(-1))),
    fn("optional.unwrap", [T.list(optA)], listA, unwrap),
    method("unwrapOpt", [T.list(optA)], listA, unwrap),
  ].map((row) => ({ ...row, since: "1.33" })),
]);

function unwrap(list: unknown): unknown[] {
  return items(list).flatMap((item) => {
    if (!(item instanceof Optional)) throw new CelError("noSuchOverload", "no such overload");
    return item.value === undefined ? [] : [item.value];
  });
}
