/** cel-go's lists extension, version 3. */

import { compare, contains } from "../equality.ts";
import { invalid } from "../errors.ts";
import { isList, items } from "../json.ts";
import { actualSize } from "../size.ts";
import { CelTypes as T } from "../types.ts";
import { A, fn, library, method, type Row } from "./row.ts";

type Int = number | bigint;
const listA = T.list(A);
const MAX_RANGE = 1_000_000;

function slice(list: unknown, from: Int, to: Int): readonly unknown[] {
  const all = items(list);
  if (from < 0 || to < 0) throw invalid(`cannot slice(${from}, ${to}), negative indexes not supported`);
  if (from > to)
    throw invalid(`cannot slice(${from}, ${to}), start index must be less than or equal to end index`);
  if (to > all.length) throw invalid(`cannot slice(${from}, ${to}), list is length ${all.length}`);
  return all.slice(Number(from), Number(to));
}

function flatten(list: unknown, depth: Int = 1): unknown[] {
  if (depth < 0) throw invalid("level must be non-negative");
  return items(list).flatMap((item) =>
    isList(item) && depth > 0 ? flatten(item, Number(depth) - 1) : [item],
  );
}

/** Indexes of `keys` in ascending order of the keys. */
function order(keys: readonly unknown[]): number[] {
  const first = keys[0];
  if (keys.length === 1) compare(first, first);
  return keys.map((_, i) => i).sort((a, b) => compare(keys[a], keys[b]));
}

function sortByKeys(list: unknown, keys: unknown): unknown[] {
  const all = items(list);
  return order(items(keys)).map((i) => all[i]);
}

function range(count: Int): number[] {
  if (count > MAX_RANGE) throw invalid(`range of ${count} is larger than ${MAX_RANGE}`);
  return Array.from({ length: Math.max(0, Number(count)) }, (_, i) => i);
}

function distinct(list: unknown): unknown[] {
  const kept: unknown[] = [];
  for (const item of items(list)) if (!contains(kept, item)) kept.push(item);
  return kept;
}

/** What a call that makes a list costs beside its work. */
const NEW_LIST = 11;

const perElement = (list: unknown): number => NEW_LIST + actualSize(list);
const perResult = (row: Row): Row => ({ ...row, costOfResult: perElement });

/** Each element beside each other; text costs its comparison too. */
function perPair(list: unknown): number {
  const size = actualSize(list);
  const first = size > 0 ? items(list)[0] : undefined;
  const factor = typeof first === "string" || first instanceof Uint8Array ? 2.1 : 2;
  return NEW_LIST + Math.trunc(size * size * factor);
}

const { int, uint, double, bool, duration, timestamp, string, bytes } = T;

export const lists = library("1.34", [
  perResult(method("slice", [listA, int, int], listA, slice)),
  method("flatten", [T.list(listA)], listA, flatten, perElement),
  method(
    "flatten",
    [T.list(T.dyn), int],
    T.list(T.dyn),
    flatten,
    (list, depth) => NEW_LIST + Math.max(0, actualSize(list) * Number(depth)),
  ),
  ...[int, uint, double, bool, duration, timestamp, string, bytes].flatMap((t) => [
    method("sort", [T.list(t)], T.list(t), (list) => sortByKeys(list, list), perPair),
    method("@sortByAssociatedKeys", [listA, T.list(t)], listA, sortByKeys, (_, keys) => perPair(keys)),
  ]),
  perResult(fn("lists.range", [int], T.list(int), range)),
  method("reverse", [listA], listA, (list) => items(list).toReversed(), perElement),
  method("distinct", [listA], listA, distinct, perPair),
]);
