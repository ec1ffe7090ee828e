/** The shape of the function tables, and the words their rows use. */

import type { CelType } from "../types.ts";
import { CelTypes as T } from "../types.ts";

/** Units a call costs given the sizes of its arguments (target first); grows with each size. */
export type Cost = (sizes: readonly number[]) => number;

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
}

export type Row = Omit<FunctionRow, "since"> & { readonly since?: string };

// biome-ignore lint/suspicious/noExplicitAny: see FunctionRow
type Impl = (...args: any[]) => unknown;

const SIZE_FACTOR = 0.1;
const REGEX_FACTOR = 0.25;
/** Text of `size` looked at once. */
export const walk = (size: number): number => Math.ceil(size * SIZE_FACTOR);

export const one: Cost = () => 1;
export const traverse =
  (argument = 0): Cost =>
  (sizes) =>
    walk(sizes[argument] ?? 0);
export const traverseTwice: Cost = (sizes) => Math.ceil((sizes[0] ?? 0) * 2 * SIZE_FACTOR);
export const concat: Cost = (sizes) => walk((sizes[0] ?? 0) + (sizes[1] ?? 0));
export const smaller: Cost = (sizes) => walk(Math.min(sizes[0] ?? 1, sizes[1] ?? 1));
export const product: Cost = (sizes) => walk(sizes[0] ?? 0) * walk(sizes[1] ?? 0);
export const regex: Cost = (sizes) => walk(1 + (sizes[0] ?? 0)) * Math.ceil((sizes[1] ?? 0) * REGEX_FACTOR);
export const elements: Cost = (sizes) => sizes[0] ?? 0;
export const elementsTwice: Cost = (sizes) => (sizes[0] ?? 0) * (sizes[1] ?? 0);

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
