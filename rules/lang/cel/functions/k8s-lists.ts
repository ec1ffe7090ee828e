/** Kubernetes' list functions. */

import { compare, equals } from "../equality.ts";
import { invalid, noSuchOverload } from "../errors.ts";
import { items } from "../json.ts";
import { CelTypes as T } from "../types.ts";
import { checkedInt, checkedUint, Double, Duration, isInt, Uint } from "../values.ts";
import { A, elements, library, method, type Row } from "./row.ts";

const { int, uint, double, bool, duration, timestamp, string, bytes } = T;
const COMPARABLE = [int, uint, double, bool, duration, timestamp, string, bytes];

function isSorted(list: unknown): boolean {
  const all = items(list);
  return all.every((item, i) => i === 0 || compare(all[i - 1], item) <= 0);
}

function extreme(wanted: (order: number) => boolean, name: string) {
  return (list: unknown): unknown => {
    const all = items(list);
    if (all.length === 0) throw invalid(`${name} called on empty list`);
    return all.reduce((best, item) => (wanted(compare(item, best)) ? item : best));
  };
}

const ZEROES = { int: 0, uint: new Uint(0n), double: new Double(0), duration: new Duration(0n) } as const;

const sum =
  (zero: unknown) =>
  (list: unknown): unknown =>
    items(list).reduce(add, zero);

/** Under dyn the overload is chosen by the first that takes a list, so the zero gives way to what is there. */
function add(a: unknown, b: unknown): unknown {
  if (isInt(b) && isInt(a)) return checkedInt(BigInt(a) + BigInt(b));
  if (b instanceof Uint) return checkedUint((a instanceof Uint ? a.value : 0n) + b.value);
  if (b instanceof Double) return new Double((a instanceof Double ? a.value : 0) + b.value);
  if (b instanceof Duration) return new Duration((a instanceof Duration ? a.nanos : 0n) + b.nanos);
  throw noSuchOverload();
}

const indexOf = (list: unknown, item: unknown): number =>
  items(list).findIndex((other) => equals(other, item));
const lastIndexOf = (list: unknown, item: unknown): number =>
  items(list).findLastIndex((other) => equals(other, item));

const perType: Row[] = COMPARABLE.flatMap((t) => [
  method("isSorted", [T.list(t)], bool, isSorted, elements),
  method(
    "min",
    [T.list(t)],
    t,
    extreme((order) => order < 0, "min"),
    elements,
  ),
  method(
    "max",
    [T.list(t)],
    t,
    extreme((order) => order > 0, "max"),
    elements,
  ),
]);

export const k8sLists = library("1.0", [
  ...perType,
  ...[int, uint, double, duration].map((t) =>
    method("sum", [T.list(t)], t, sum(ZEROES[t.kind as keyof typeof ZEROES]), elements),
  ),
  method("indexOf", [T.list(A), A], int, indexOf, elements),
  method("lastIndexOf", [T.list(A), A], int, lastIndexOf, elements),
  {
    ...method("includes", [T.list(A), A], bool, (list, item) => indexOf(list, item) >= 0, elements),
    since: "1.37",
  },
]);
