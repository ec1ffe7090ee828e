/** The shape of the function tables, and the words their rows use. */

import { utf8Length } from "../bytes.ts";
import { isList, items } from "../json.ts";
import { actualSize } from "../size.ts";
import type { CelType } from "../types.ts";
import { CelTypes as T } from "../types.ts";
import { MapValue, Opaque } from "../values.ts";

/** Units a call costs at run time given its first two arguments, the target first. */
// biome-ignore lint/suspicious/noExplicitAny: as for the functions themselves
export type Cost = (a: any, b: any) => number;

export interface FunctionRow {
  readonly name: string;
  readonly member: boolean;
  readonly args: readonly CelType[];
  readonly result: CelType;
  /** The compat version from which new expressions may use it. */
  readonly since: string;
  // biome-ignore lint/suspicious/noExplicitAny: argument types are the row's own, checked before the call
  readonly impl: (...args: any[]) => unknown;
  readonly cost: Cost;
  /** Set instead of `cost` when the size of the result decides; undefined stands for a call that failed. */
  readonly costOfResult?: (result: unknown) => number;
}

export type Row = Omit<FunctionRow, "since"> & { readonly since?: string };

// biome-ignore lint/suspicious/noExplicitAny: see FunctionRow
type Impl = (...args: any[]) => unknown;

const SIZE_FACTOR = 0.1;
const REGEX_FACTOR = 0.25;
/** Text of `size` looked at once. */
export const walk = (size: number): number => Math.ceil(size * SIZE_FACTOR);

export const one: Cost = () => 1;
export const traverse: Cost = (a) => walk(actualSize(a));
export const traverseTwice: Cost = (a) => walk(actualSize(a) * 2);
export const concat: Cost = (a, b) => walk(actualSize(a) + actualSize(b));
export const smaller: Cost = (a, b) => walk(Math.min(actualSize(a), actualSize(b)));
/** Values of the libraries' own types count as one. */
export const equality: Cost = (a, b) => (a instanceof Opaque ? 1 : smaller(a, b));
export const product: Cost = (a, b) => walk(actualSize(a)) * walk(actualSize(b));
export const regex: Cost = (a, b) => walk(1 + actualSize(a)) * Math.ceil(actualSize(b) * REGEX_FACTOR);
/** Everything in a list looked at, texts by their bytes. */
export const elements: Cost = (a) => traversal(a);

function traversal(value: unknown): number {
  if (typeof value === "string") return Math.floor(utf8Length(value) * SIZE_FACTOR);
  if (value instanceof Uint8Array) return Math.floor(value.length * SIZE_FACTOR);
  if (isList(value)) return items(value).reduce<number>((sum, item) => sum + traversal(item), 0);
  if (value instanceof MapValue)
    return value.keys().reduce<number>((sum, key) => sum + traversal(key) + traversal(value.find(key)), 0);
  return 1;
}

export const fn = (name: string, args: CelType[], result: CelType, impl: Impl, cost: Cost = one): Row => ({
  name,
  member: false,
  args,
  result,
  impl,
  cost,
});

/** A function called on its first argument. */
export const method = (
  name: string,
  args: CelType[],
  result: CelType,
  impl: Impl,
  cost: Cost = one,
): Row => ({
  ...fn(name, args, result, impl, cost),
  member: true,
});

/** Rows that new expressions may use from a compat version on. */
export const library = (since: string, rows: readonly Row[]): FunctionRow[] =>
  rows.map((row) => ({ ...row, since: row.since ?? since }));

/** The key of a row in the runtime's table, e.g. `size(string)` or `string.contains(string)`. */
export function rowId(row: FunctionRow): string {
  const args = row.args.map(idType);
  return row.member ? `${args[0]}.${row.name}(${args.slice(1).join(",")})` : `${row.name}(${args.join(",")})`;
}

function idType(type: CelType): string {
  switch (type.kind) {
    case "list":
      return `list<${idType(type.elem)}>`;
    case "map":
      return `map<${idType(type.key)},${idType(type.value)}>`;
    case "optional":
      return `optional<${idType(type.of)}>`;
    case "opaque":
    case "param":
    case "object":
      return type.name;
    default:
      return type.kind;
  }
}

export const A = T.param("A");
export const B = T.param("B");
