/** What compiled expressions call. */

import { LIBRARY } from "./environment.ts";
import { CelError, invalid, noSuchKey, noSuchOverload } from "./errors.ts";
import { optionalSelect } from "./functions/optional.ts";
import type { FunctionRow } from "./functions/row.ts";
import { one, rowId, walk } from "./functions/row.ts";
import { fromDynamic, fromJson, isList, items, ListView, toPlain, typeName } from "./json.ts";
import { asCelError, type CelResult, failed, overBudget, succeeded } from "./result.ts";
import type { CelType } from "./types.ts";
import {
  CelMap,
  checkedInt,
  Double,
  isInt,
  MapValue,
  Opaque,
  Optional,
  stringSize,
  TypeValue,
  Uint,
} from "./values.ts";

export interface Budget {
  /** Units left; an evaluation subtracts what it used. Below zero the evaluation that took it there fails. */
  remaining: number;
}

/** What one evaluation may cost, whatever budget it shares. */
export const PER_CALL_LIMIT = 1_000_000;

type Json = { readonly [name: string]: unknown };
// biome-ignore lint/suspicious/noExplicitAny: compiled code calls these with values the checker vouched for
type Impl = (...args: any[]) => unknown;

/**
 * A compiled expression: what `Program.toJavaScript` is the source of. `absorbing` is there when an error on one side of
 * a logical operator might not matter; it is slower, and tried only after an error.
 */
export interface Compiled {
  // biome-ignore lint/suspicious/noExplicitAny: generated code and this object know each other, types do not
  (v: Json, rt: any): unknown;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly absorbing?: (v: Json, rt: any) => unknown;
}

function isObject(raw: unknown): raw is Json {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw);
}

/** A size as the cost model counts it: code points, bytes, elements, entries; 1 for anything else. */
export function actualSize(value: unknown): number {
  if (typeof value === "string") return stringSize(value);
  if (isList(value) || value instanceof Uint8Array) return value.length;
  return value instanceof MapValue ? value.size : 1;
}

function charged(row: FunctionRow): Impl {
  if (row.cost === one) return row.impl;
  const { cost, impl } = row;
  switch (row.args.length) {
    case 1:
      return (a) => {
        rt.left -= cost([actualSize(a)]);
        return impl(a);
      };
    case 2:
      return (a, b) => {
        rt.left -= cost([actualSize(a), actualSize(b)]);
        return impl(a, b);
      };
    default:
      return (...args) => {
        rt.left -= cost(args.map(actualSize));
        return impl(...args);
      };
  }
}

/** Once more from the start, now that an error has been met; nothing has been charged yet. */
function absorbing(fn: Compiled, activation: Json, limit: number, error: unknown): CelResult {
  if (!fn.absorbing) return failed(error);
  rt.left = limit;
  try {
    return succeeded(fn.absorbing(activation, rt));
  } catch (again) {
    return failed(again);
  }
}

/** Pays for one round of a loop. */
function tick(cost: number): void {
  rt.left -= cost;
  if (rt.left < 0) throw overBudget();
}

/** An error another operand may make irrelevant; being out of budget never is. */
function absorbable(error: unknown): CelError {
  const own = asCelError(error);
  if (own.code === "budget") throw own;
  return own;
}

const byName = new Map<string, FunctionRow[]>();
for (const row of LIBRARY) {
  const key = `${row.name}/${row.member}/${row.args.length}`;
  byName.set(key, [...(byName.get(key) ?? []), row]);
}

const noStringIndex = (): CelError => invalid("unsupported index type 'string' in list");

/** Whether a value can be an argument of a declared type; what is inside lists and maps is not looked at. */
function accepts(type: CelType, value: unknown): boolean {
  switch (type.kind) {
    case "dyn":
    case "param":
      return true;
    case "bool":
      return typeof value === "boolean";
    case "int":
      return isInt(value);
    case "string":
      return typeof value === "string";
    case "list":
      return isList(value);
    case "map":
    case "object":
      return value instanceof MapValue;
    case "opaque":
      return value instanceof Opaque && value.typeName === type.name;
    case "type":
      return value instanceof TypeValue;
    default:
      return typeName(value) === RUNTIME_NAMES[type.kind];
  }
}

const RUNTIME_NAMES: Readonly<Record<string, string>> = {
  uint: "uint",
  double: "double",
  bytes: "bytes",
  null: "null_type",
  timestamp: "google.protobuf.Timestamp",
  duration: "google.protobuf.Duration",
  optional: "optional_type",
};

const indexRow = LIBRARY.find((row) => row.name === "_[_]")!;

const f: Record<string, Impl> = Object.create(null);
for (const row of LIBRARY) f[rowId(row)] = charged(row);

const rt = {
  /** Units left in the running evaluation. */
  left: 0,
  f,

  /** Runs a compiled expression. The result is plain data (see `toPlain`); an error is a value. */
  run(fn: Compiled, activation: Json, budget?: Budget): CelResult {
    const result = rt.runValue(fn, activation, budget);
    return result.ok && typeof result.value !== "boolean"
      ? { ok: true, value: toPlain(result.value) }
      : result;
  },

  /** As `run`, with the CEL value itself. */
  runValue(fn: Compiled, activation: Json, budget?: Budget): CelResult {
    // Variables may be computed by evaluations of their own, in the middle of this one.
    const outer = rt.left;
    const limit = budget ? Math.min(PER_CALL_LIMIT, Math.max(0, budget.remaining)) : PER_CALL_LIMIT;
    rt.left = limit;
    let result: CelResult;
    try {
      result = succeeded(fn(activation, rt));
    } catch (error) {
      result = absorbing(fn, activation, limit, error);
    }
    if (result.ok && rt.left < 0) result = failed(overBudget());
    if (budget) budget.remaining -= limit - rt.left;
    rt.left = outer;
    return result;
  },

  variable(v: Json, name: string): unknown {
    if (!Object.hasOwn(v, name) || v[name] === undefined)
      throw new CelError("noSuchAttribute", `no such attribute(s): ${name}`);
    return v[name];
  },
  typeNamed: (name: string) => new TypeValue(name),
  uint: (value: bigint) => new Uint(value),
  double: (value: number) => new Double(value),

  json: fromJson,
  jsonDynamic: fromDynamic,
  jsonBool(raw: unknown): boolean {
    if (typeof raw !== "boolean") return fromJson({ kind: "bool" }, raw) as boolean;
    return raw;
  },
  jsonString(raw: unknown): string {
    if (typeof raw !== "string") return fromJson({ kind: "string" }, raw) as string;
    return raw;
  },
  jsonInt(raw: unknown): number | bigint {
    if (typeof raw === "number" && Number.isSafeInteger(raw)) return raw;
    return fromJson({ kind: "int" }, raw) as number | bigint;
  },
  jsonList(raw: unknown): readonly unknown[] {
    if (Array.isArray(raw)) return raw;
    return raw instanceof ListView
      ? raw.items
      : (fromJson({ kind: "list", elem: { kind: "dyn" } }, raw) as never);
  },

  /** A property of a JSON object with declared properties. */
  field(raw: unknown, name: string): unknown {
    if (!isObject(raw))
      throw invalid(`invalid data, expected object, got ${raw === null ? "null" : typeof raw}`);
    const value = rt.own(raw, name);
    if (value === undefined || value === null) throw noSuchKey(name);
    return value;
  },
  hasField(raw: unknown, name: string): boolean {
    if (!isObject(raw))
      throw invalid(`invalid data, expected object, got ${raw === null ? "null" : typeof raw}`);
    const value = rt.own(raw, name);
    return value !== undefined && value !== null;
  },
  own(raw: Json, name: string): unknown {
    if (raw instanceof MapValue) return raw.find(name);
    return Object.hasOwn(raw, name) ? raw[name] : undefined;
  },
  item(raw: unknown, index: number | bigint): unknown {
    const list = rt.jsonList(raw);
    if (index < 0 || index >= list.length) throw invalid(`index out of bounds: ${index}`);
    return list[Number(index)];
  },
  entry(raw: unknown, key: string): unknown {
    if (!isObject(raw))
      throw invalid(`invalid data, expected object, got ${raw === null ? "null" : typeof raw}`);
    const value = rt.own(raw, key);
    if (value === undefined) throw noSuchKey(key);
    return value;
  },

  select(operand: unknown, name: string): unknown {
    if (operand instanceof Optional) return optionalSelect(operand, name);
    if (isList(operand)) throw noStringIndex();
    const value = operand instanceof MapValue ? operand.find(name) : undefined;
    if (value === undefined) throw noSuchKey(name);
    return value;
  },
  has(operand: unknown, name: string): boolean {
    if (operand instanceof Optional) return optionalSelect(operand, name).value !== undefined;
    if (isList(operand)) throw noStringIndex();
    return operand instanceof MapValue && operand.find(name) !== undefined;
  },
  optionalSelect,

  bool(value: unknown): boolean {
    if (typeof value !== "boolean") throw noSuchOverload();
    return value;
  },
  and(left: () => boolean, right: () => boolean): boolean {
    let error: CelError;
    try {
      return left() && right();
    } catch (thrown) {
      error = absorbable(thrown);
    }
    return rt.decide(right, false, error);
  },
  or(left: () => boolean, right: () => boolean): boolean {
    let error: CelError;
    try {
      return left() || right();
    } catch (thrown) {
      error = absorbable(thrown);
    }
    return rt.decide(right, true, error);
  },
  /** After an error on one side: the other side's answer if it decides alone, else the error. */
  decide(other: () => boolean, answer: boolean, error: CelError): boolean {
    let value: boolean;
    try {
      value = other();
    } catch (thrown) {
      absorbable(thrown);
      throw error;
    }
    if (value === answer) return answer;
    throw error;
  },

  sameText(a: string, b: string): boolean {
    const length = Math.min(a.length, b.length);
    rt.left -= length <= 10 ? Math.min(length, 1) : walk(Math.min(stringSize(a), stringSize(b)));
    return a === b;
  },
  addInt(a: number | bigint, b: number | bigint): number | bigint {
    if (typeof a === "number" && typeof b === "number") {
      const sum = a + b;
      if (Number.isSafeInteger(sum)) return sum;
    }
    return checkedInt(BigInt(a) + BigInt(b));
  },
  subtractInt(a: number | bigint, b: number | bigint): number | bigint {
    if (typeof a === "number" && typeof b === "number") {
      const difference = a - b;
      if (Number.isSafeInteger(difference)) return difference;
    }
    return checkedInt(BigInt(a) - BigInt(b));
  },
  multiplyInt(a: number | bigint, b: number | bigint): number | bigint {
    if (typeof a === "number" && typeof b === "number") {
      const result = a * b;
      if (Number.isSafeInteger(result)) return result + 0;
    }
    return checkedInt(BigInt(a) * BigInt(b));
  },

  /** Calls the overload that the arguments at hand fit. */
  call(name: string, member: boolean, args: readonly unknown[]): unknown {
    if (name === "_[_]" && !(args[0] instanceof Optional)) return rt.index(args[0], args[1]);
    const rows = byName.get(`${name}/${member}/${args.length}`) ?? [];
    const row = rows.find((candidate) => candidate.args.every((type, i) => accepts(type, args[i])));
    if (!row) throw noSuchOverload();
    rt.left -= row.cost(args.map(actualSize));
    return row.impl(...args);
  },
  /** Under dyn a list may be indexed by any number that is whole. */
  index(container: unknown, key: unknown): unknown {
    rt.left -= 1;
    if (isList(container)) return indexRow.impl(container, key);
    const value = container instanceof MapValue ? container.find(key) : undefined;
    if (value === undefined) throw noSuchKey(toPlain(key));
    return value;
  },

  present(optional: unknown): unknown[] {
    if (!(optional instanceof Optional)) throw noSuchOverload();
    return optional.value === undefined ? [] : [optional.value];
  },
  map(entries: readonly (readonly [unknown, unknown, boolean])[]): CelMap {
    const map = new CelMap();
    for (const [key, value, isOptional] of entries) {
      if (!isOptional) map.insert(key, value);
      else for (const present of rt.present(value)) map.insert(key, present);
    }
    return map;
  },

  /** What a one-variable loop goes over: the items of a list, the keys of a map. */
  range(value: unknown): readonly unknown[] {
    return value instanceof MapValue ? value.keys() : items(value);
  },
  /** What a two-variable loop goes over: index and item, key and value. */
  pairs(value: unknown): readonly (readonly [unknown, unknown])[] {
    if (value instanceof MapValue) return value.keys().map((key) => [key, value.find(key)]);
    return items(value).map((item, i) => [i, item]);
  },
  all<X>(range: readonly X[], test: (x: X) => boolean, cost: number): boolean {
    return !rt.search(range, test, cost, false);
  },
  exists<X>(range: readonly X[], test: (x: X) => boolean, cost: number): boolean {
    return rt.search(range, test, cost, true);
  },
  /** Whether an element answers `wanted`; errors count only when none does. */
  search<X>(range: readonly X[], test: (x: X) => boolean, cost: number, wanted: boolean): boolean {
    let error: CelError | undefined;
    for (const x of range) {
      tick(cost);
      try {
        if (test(x) === wanted) return true;
      } catch (thrown) {
        error ??= absorbable(thrown);
      }
    }
    if (error) throw error;
    return false;
  },
  existsOne<X>(range: readonly X[], test: (x: X) => boolean): boolean {
    let count = 0;
    for (const x of range) {
      tick(1);
      if (!test(x)) continue;
      tick(1);
      count++;
    }
    return count === 1;
  },
  collect<X>(range: readonly X[], filter: ((x: X) => boolean) | null, yields: (x: X) => unknown): unknown[] {
    const collected: unknown[] = [];
    for (const x of range) {
      tick(1);
      if (filter && !filter(x)) continue;
      tick(11);
      collected.push(yields(x));
    }
    return collected;
  },
  collectMap<X>(
    range: readonly X[],
    filter: ((x: X) => boolean) | null,
    entry: (x: X) => [unknown, unknown],
  ): CelMap {
    const map = new CelMap();
    for (const x of range) {
      tick(1);
      if (filter && !filter(x)) continue;
      tick(2);
      map.insert(...entry(x));
    }
    return map;
  },
  collectEntries<X>(
    range: readonly X[],
    filter: ((x: X) => boolean) | null,
    yields: (x: X) => unknown,
  ): CelMap {
    const map = new CelMap();
    for (const x of range) {
      tick(1);
      if (filter && !filter(x)) continue;
      tick(2);
      const part = yields(x);
      if (!(part instanceof MapValue)) throw noSuchOverload();
      for (const key of part.keys()) map.insert(key, part.find(key));
    }
    return map;
  },
};

export default rt;
