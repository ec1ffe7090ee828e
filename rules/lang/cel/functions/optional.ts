/** Optional values. */

import { CelError, invalid } from "../errors.ts";
import { isList, items, typeName } from "../json.ts";
import { CelTypes as T } from "../types.ts";
import { CelMap, Double, Duration, isInt, MapValue, NONE, Optional, Timestamp, Uint } from "../values.ts";
import { doubleText } from "./conversions.ts";
import { A, B, fn, library, method } from "./row.ts";

const optA = T.optional(A);
const listA = T.list(A);
const mapAB = T.map(A, B);

const wrap = (value: unknown): Optional => (value === undefined ? NONE : new Optional(value));

/** Go's names of the types of values that cannot be an index of anything. */
const NO_QUALIFIER: { readonly [type: string]: string } = {
  bytes: "types.Bytes",
  list: "*types.baseList",
  map: "*types.baseMap",
  null_type: "types.Null",
  optional_type: "*types.Optional",
  type: "*types.Type",
  "google.protobuf.Duration": "types.Duration",
  "google.protobuf.Timestamp": "types.Timestamp",
};

/** What is said of such an index. */
export function qualifierProblem(index: unknown): string | undefined {
  const name = NO_QUALIFIER[typeName(index)];
  return name === undefined ? undefined : `invalid qualifier type: ${name}`;
}

/** Where in a list an index points; any number that is whole will do. */
export function positionOf(index: unknown): number {
  const at = index instanceof Uint || index instanceof Double ? index.value : index;
  if (!isInt(at)) throw invalid(`unsupported index type '${typeName(index)}' in list`);
  const position = Number(at);
  if (!Number.isInteger(position)) throw invalid(`unsupported index value ${doubleText(position)} in list`);
  return position;
}

function isZero(value: unknown): boolean {
  if (value === null || value === false || value === 0 || value === "") return true;
  if (value instanceof Double) return value.value === 0;
  if (value instanceof Uint) return value.value === 0n;
  if (value instanceof Duration) return value.nanos === 0n;
  if (value instanceof Timestamp) return value.nanos === -62_135_596_800_000_000_000n;
  // What came from JSON an API server never takes for zero.
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length === 0;
  if (value instanceof CelMap) return value.size === 0;
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
  const problem = qualifierProblem(index);
  if (problem !== undefined) throw invalid(problem);
  // What is neither list nor map has no such element.
  if (container instanceof MapValue) return wrap(container.find(index));
  return isList(container) ? wrap(items(container)[positionOf(index)]) : NONE;
}

/** `x.?f`: none where the field is absent; through optionals. */
export function optionalSelect(operand: unknown, field: string): Optional {
  if (operand instanceof Optional)
    return operand.value === undefined ? NONE : optionalSelect(operand.value, field);
  if (isList(operand)) positionOf(field);
  return operand instanceof MapValue ? wrap(operand.find(field)) : NONE;
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
  ].map((row) => ({ ...row, since: "1.32" })),
]);

function unwrap(list: unknown): unknown[] {
  return items(list).flatMap((item) => {
    if (!(item instanceof Optional)) throw new CelError("noSuchOverload", "no such overload");
    return item.value === undefined ? [] : [item.value];
  });
}
