/** Lists compared as sets. */

import { contains as has } from "../equality.ts";
import { items } from "../json.ts";
import { actualSize } from "../size.ts";
import { CelTypes as T } from "../types.ts";
import { A, type Cost, fn, library } from "./row.ts";

const listA = T.list(A);

function contains(list: unknown, sub: unknown): boolean {
  const all = items(list);
  return items(sub).every((item) => has(all, item));
}

/** Each element of one list beside each of the other. */
const pairs =
  (times: number): Cost =>
  (a, b) =>
    1 + actualSize(a) * actualSize(b) * times;

export const sets = library("1.29", [
  fn("sets.contains", [listA, listA], T.bool, contains, pairs(1)),
  fn("sets.equivalent", [listA, listA], T.bool, (a, b) => contains(a, b) && contains(b, a), pairs(2)),
  fn("sets.intersects", [listA, listA], T.bool, intersects, pairs(1)),
]);

function intersects(a: unknown, b: unknown): boolean {
  const all = items(a);
  return items(b).some((item) => has(all, item));
}
