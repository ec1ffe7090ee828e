/** Lists compared as sets. */

import { contains as has } from "../equality.ts";
import { items } from "../json.ts";
import { CelTypes as T } from "../types.ts";
import { A, elementsTwice, fn, library } from "./row.ts";

const listA = T.list(A);

function contains(list: unknown, sub: unknown): boolean {
  const all = items(list);
  return items(sub).every((item) => has(all, item));
}

export const sets = library("1.29", [
  fn("sets.contains", [listA, listA], T.bool, contains, elementsTwice),
  fn("sets.equivalent", [listA, listA], T.bool, (a, b) => contains(a, b) && contains(b, a), elementsTwice),
  fn("sets.intersects", [listA, listA], T.bool, intersects, elementsTwice),
]);

function intersects(a: unknown, b: unknown): boolean {
  const all = items(a);
  return items(b).some((item) => has(all, item));
}
