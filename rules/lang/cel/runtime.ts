/** What compiled expressions call. */

import { LIBRARY } from "./environment.ts";
import { contains } from "./equality.ts";
import { CelError, invalid, noSuchKey, noSuchOverload } from "./errors.ts";
import { optionalIndex, optionalSelect } from "./functions/optional.ts";
import type { FunctionRow } from "./functions/row.ts";
import { one, rowId, walk } from "./functions/row.ts";
import { addInt, multiplyInt, subtractInt } from "./int.ts";
import { fromDynamic, fromJson, isList, isObject, ListView, toPlain, typeName } from "./json.ts";
import { loopsPaidBy } from "./loops.ts";
import { absorbable, type CelResult, failed, overBudget, succeeded } from "./result.ts";
import type { CelType } from "./types.ts";
import { CelMap, Double, isInt, MapValue, Opaque, Optional, stringSize, TypeValue, Uint } from "./values.ts";

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

/** A function that pays for itself; a call that fails pays as if it gave a value of size 1. */
function charged(row: FunctionRow): Impl {
  const { cost, costOfResult, impl } = row;
  if (costOfResult)
    return (...args) => {
      let result: unknown;
      try {
        result = impl(...args);
      } finally {
        tick(costOfResult(result));
      }
      return result;
    };
  if (cost === one) return impl;
  switch (row.args.length) {
    case 1:
      return (a) => {
        tick(cost(a, undefined));
        return impl(a);
      };
    case 2:
      return (a, b) => {
        tick(cost(a, b));
        return impl(a, b);
      };
    default:
      return (...args) => {
        tick(cost(args[0], args[1]));
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

/** Pays for one round of a loop, or for a call: text grows no further than is paid for. */
function tick(cost: number): void {
  rt.left -= cost;
  if (rt.left < 0) throw overBudget();
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
const plain: Record<string, Impl> = Object.create(null);
for (const row of LIBRARY) {
  f[rowId(row)] = charged(row);
  plain[rowId(row)] = row.impl;
}

/** Stands for an argument that could not be computed: a value of size 1. */
const FAILED = Symbol("failed");
const rowOf = new Map(LIBRARY.map((row) => [rowId(row), row]));

/** Whether a call costs 1 whatever its arguments, which its surroundings charge. */
const isFixed = (row: FunctionRow): boolean => row.cost === one && row.costOfResult === undefined;

function costWithFailure(id: string, values: readonly unknown[]): number {
  const { cost, costOfResult } = rowOf.get(id)!;
  return costOfResult ? costOfResult(undefined) : cost(values[0], values[1]);
}

/** An error after which part of what was charged beforehand is not used. */
function refunded(units: number, error: unknown): unknown {
  rt.left += units;
  return error;
}

/** Functions whose calls cost 1 when the types do not say which overload is called. */
const BY_OVERLOAD = new Set([
  ...["_+_", "_<_", "_<=_", "_>_", "_>=_", "@in", "string", "bytes", "sort", "@sortByAssociatedKeys"],
]);

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
  field(raw: unknown, name: string, refund = 0): unknown {
    if (!isObject(raw))
      throw invalid(`invalid data, expected object, got ${raw === null ? "null" : typeof raw}`);
    const value = rt.own(raw, name);
    if (value === undefined || value === null) throw refunded(refund, noSuchKey(name));
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
  item(raw: unknown, index: number | bigint, refund = 0): unknown {
    const list = rt.jsonList(raw);
    if (index < 0 || index >= list.length) throw refunded(refund, invalid(`index out of bounds: ${index}`));
    return list[Number(index)];
  },
  entry(raw: unknown, key: string, refund = 0): unknown {
    if (!isObject(raw))
      throw invalid(`invalid data, expected object, got ${raw === null ? "null" : typeof raw}`);
    const value = rt.own(raw, key);
    if (value === undefined) throw refunded(refund, noSuchKey(key));
    return value;
  },

  select(operand: unknown, name: string, refund = 0): unknown {
    if (operand instanceof Optional) return rt.optionalSelect(operand, name);
    if (isList(operand)) throw refunded(refund, noStringIndex());
    const value = operand instanceof MapValue ? operand.find(name) : undefined;
    if (value === undefined) throw refunded(refund, noSuchKey(name));
    return value;
  },
  has(operand: unknown, name: string): boolean {
    if (operand instanceof Optional) {
      const isThere = optionalSelect(operand, name).value !== undefined;
      if (!isThere) rt.left += 1;
      return isThere;
    }
    if (isList(operand)) throw noStringIndex();
    return operand instanceof MapValue && operand.find(name) !== undefined;
  },
  /** As the next one. */
  optionalSelect(operand: unknown, name: string): Optional {
    const found = optionalSelect(operand, name);
    if (found.value !== undefined) rt.left -= 1;
    return found;
  },
  /** Costs 1 where something is found. */
  optionalIndex(container: unknown, index: () => unknown): Optional {
    if (container instanceof Optional && container.value === undefined) return container;
    const found = optionalIndex(container, index());
    if (found.value !== undefined) rt.left -= 1;
    return found;
  },
  orElse(optional: unknown, other: () => unknown): unknown {
    if (!(optional instanceof Optional)) throw noSuchOverload();
    return optional.value === undefined ? other() : optional;
  },
  orValue(optional: unknown, other: () => unknown): unknown {
    if (!(optional instanceof Optional)) throw noSuchOverload();
    return optional.value === undefined ? other() : optional.value;
  },
  among: (item: unknown, list: readonly unknown[]): boolean => contains(list, item),
  /** A function that costs nothing, for what is known beforehand. */
  plain: (id: string): Impl => plain[id]!,
  once<T>(compute: () => T): () => T {
    let done: { value: T } | undefined;
    return () => {
      done ??= { value: compute() };
      return done.value;
    };
  },

  bool(value: unknown): boolean {
    if (typeof value !== "boolean") throw noSuchOverload();
    return value;
  },
  and(left: () => boolean, right: () => boolean): boolean {
    let first: boolean;
    try {
      first = left();
    } catch (thrown) {
      return rt.decide(right, false, absorbable(thrown));
    }
    return first && right();
  },
  or(left: () => boolean, right: () => boolean): boolean {
    let first: boolean;
    try {
      first = left();
    } catch (thrown) {
      return rt.decide(right, true, absorbable(thrown));
    }
    return first || right();
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
  addInt,
  subtractInt,
  multiplyInt,

  /** Calls the overload that the arguments at hand fit; `isOpen` when their types admit more than one. */
  call(name: string, member: boolean, args: readonly unknown[], isOpen: boolean): unknown {
    const rows = byName.get(`${name}/${member}/${args.length}`) ?? [];
    const row = rows.find((candidate) => candidate.args.every((type, i) => accepts(type, args[i])));
    if (isOpen && BY_OVERLOAD.has(name)) {
      rt.left -= 1;
      if (row) return row.impl(...args);
    }
    if (!row) throw noSuchOverload();
    if (isFixed(row)) rt.left -= 1;
    return f[rowId(row)]!(...args);
  },
  orRefund<T>(compute: () => T, units: number): T {
    try {
      return compute();
    } catch (error) {
      throw refunded(units, error);
    }
  },
  /** A call none of whose arguments are evaluated after one that fails, and that then is not charged, unless that was the last. */
  inOrder(row: string, args: readonly (() => unknown)[]): unknown {
    const values: unknown[] = [];
    for (const arg of args) {
      try {
        values.push(arg());
      } catch (error) {
        values.push(FAILED);
        if (values.length === args.length) rt.left -= costWithFailure(row, values);
        throw error;
      }
    }
    if (isFixed(rowOf.get(row)!)) rt.left -= 1;
    return f[row]!(...values);
  },
  /** A call all of whose arguments are evaluated even if one fails; `row` says what it then costs beside what is fixed. */
  strict(fn: Impl, row: string | null, args: readonly (() => unknown)[]): unknown {
    let error: CelError | undefined;
    const values = args.map((arg) => {
      try {
        return arg();
      } catch (thrown) {
        error ??= absorbable(thrown);
        return FAILED;
      }
    });
    if (error === undefined) return fn(...values);
    if (row !== null) rt.left -= costWithFailure(row, values);
    throw error;
  },
  /** Under dyn a list may be indexed by any number that is whole. */
  index(container: unknown, key: unknown, refund = 0): unknown {
    if (isList(container)) {
      try {
        return indexRow.impl(container, key);
      } catch (error) {
        throw refunded(refund, error);
      }
    }
    const value = container instanceof MapValue ? container.find(key) : undefined;
    if (value === undefined) throw refunded(refund, noSuchKey(toPlain(key)));
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

  ...loopsPaidBy(tick),
};

export default rt;
