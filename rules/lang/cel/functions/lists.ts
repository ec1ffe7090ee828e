/** cel-go's lists extension, version 3. */

import { compare, contains } from "../equality.ts";
import { invalid } from "../errors.ts";
import { isList, items } from "../json.ts";
import { CelTypes as T } from "../types.ts";
import { A, B, elements, elementsTwice, fn, library, method } from "./row.ts";

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

const squared = (sizes: readonly number[]): number => elementsTwice([sizes[0] ?? 0, sizes[0] ?? 0]);

export const lists = library("1.34", [
  method("slice", [listA, T.int, T.int], listA, slice, elements),
  method("flatten", [T.list(listA)], listA, flatten, elements),
  method("flatten", [T.list(T.dyn), T.int], T.list(T.dyn), flatten, elements),
  method("sort", [listA], listA, (list) => sortByKeys(list, list), squared),
  method("@sortByAssociatedKeys", [listA, T.list(B)], listA, sortByKeys, squared),
  fn("lists.range", [T.int], T.list(T.int), range, () => 1),
  method("reverse", [listA], listA, (list) => items(list).toReversed(), elements),
  method("distinct", [listA], listA, distinct, squared),
]);
