/** What compiled expressions call. */

import { chargedBy, type Impl, walkOfText } from "./charges.ts";
import { EVERY_FUNCTION } from "./environment.ts";
import { contains } from "./equality.ts";
import { CelError, invalid, noSuchKey, noSuchOverload } from "./errors.ts";
import { optionalIndex, optionalSelect } from "./functions/optional.ts";
import type { FunctionRow } from "./functions/row.ts";
import { one, rowId, walk } from "./functions/row.ts";
import { addInt, multiplyInt, subtractInt } from "./int.ts";
import { fromDynamic, fromJson, isList, isObject, ListView, toPlain, typeName } from "./json.ts";
import { loopsPaidBy } from "./loops.ts";
import { absorbable, type CelResult, failed, overBudget, succeeded } from "./result.ts";
import { type CelType, runtimeName } from "./types.ts";
import {
  CelMap,
  Double,
  isInt,
  MapValue,
  NONE,
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
for (const row of EVERY_FUNCTION) {
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
      return typeName(value) === runtimeName(type);
  }
}

const indexRow = EVERY_FUNCTION.find((row) => row.name === "_[_]")!;

const f: Record<string, Impl> = Object.create(null);
const plain: Record<string, Impl> = Object.create(null);
const charged = chargedBy(tick);
for (const row of EVERY_FUNCTION) {
  f[rowId(row)] = charged(row);
  plain[rowId(row)] = row.impl;
}

/** Stands for an argument that could not be computed: a value of size 1. */
const FAILED = Symbol("failed");
const rowOf = new Map(EVERY_FUNCTION.map((row) => [rowId(row), row]));

/** Whether a call costs 1 whatever its arguments, which its surroundings charge. */
const isFixed = (row: FunctionRow): boolean => row.cost === one && row.costOfResult === undefined;

/** Where the cost cannot be told, an API server's own arithmetic panics. */
function costWithFailure(id: string, values: readonly unknown[]): number {
  const { cost, costOfResult } = rowOf.get(id)!;
  try {
    return costOfResult ? costOfResult(undefined) : cost(values[0], values[1]);
  } catch {
    throw new CelError(
      "internal",
      "internal error: interface conversion: *types.Err is not traits.Lister: missing method Add",
    );
  }
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

  /** A property of a JSON object with declared properties; undefined or null where it is not there. */
  property(raw: unknown, name: string): unknown {
    if (!isObject(raw))
      throw invalid(`invalid data, expected object, got ${raw === null ? "null" : typeof raw}`);
    return rt.own(raw, name);
  },
  /** A property that is not there is selected. */
  absent(name: string, refund = 0): never {
    throw refunded(refund, noSuchKey(name));
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
    if (operand instanceof Optional) {
      rt.left += 1;
      return rt.optionalSelect(operand, name);
    }
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
  /** What an optional property holds, undefined where there is nothing; costs 1 where there is something. */
  optionalProperty(raw: unknown, read: (raw: unknown, other: Impl) => unknown): unknown {
    if (raw === undefined) return undefined;
    const value = read(raw, rt.property);
    if (value === undefined || value === null) return undefined;
    rt.left -= 1;
    return value;
  },
  optionalOf: (type: CelType, raw: unknown): Optional =>
    raw === undefined ? NONE : new Optional(fromJson(type, raw)),
  isThere: (type: CelType, raw: unknown): boolean => rt.optionalOf(type, raw) !== NONE,
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
  amongTexts: (item: string, list: readonly string[]): boolean => list.includes(item),
  /** Whether a text has more characters than a number. */
  isLonger: (text: string, than: number): boolean => text.length > than && stringSize(text) > than,
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
    const isShort = a.length <= 10 || b.length <= 10;
    rt.left -= isShort
      ? Math.min(a.length, b.length, 1)
      : a === b
        ? walkOfText(a)
        : walk(Math.min(stringSize(a), stringSize(b)));
    return a === b;
  },
  addInt,
  subtractInt,
  multiplyInt,

  /** A conversion of a constant whose type is not known; it costs nothing. */
  convert(name: string, value: unknown): unknown {
    const row = byName.get(`${name}/false/1`)!.find((candidate) => accepts(candidate.args[0]!, value));
    if (!row) throw new CelError("noSuchOverload", `no such overload: ${name}(${typeName(value)})`);
    return row.impl(value);
  },

  /** Calls the overload that the arguments at hand fit; `isOpen` when their types admit more than one. */
  call(name: string, member: boolean, args: readonly unknown[], isOpen: boolean): unknown {
    const rows = byName.get(`${name}/${member}/${args.length}`) ?? [];
    const row = rows.find((candidate) => candidate.args.every((type, i) => accepts(type, args[i])));
    if (isOpen && BY_OVERLOAD.has(name)) {
      rt.left -= 1;
      if (row) return row.impl(...args);
    }
    if (!row) {
      if (!isOpen || !BY_OVERLOAD.has(name)) tick(costWithFailure(rowId(rows[0]!), args));
      throw noSuchOverload();
    }
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
  inOrder(row: string, args: readonly (() => unknown)[], call?: Impl): unknown {
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
    if (call) return call(...values);
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
  /** Of entries with the same key the last one counts; one that is not present takes the others away. */
  map(entries: readonly (readonly [unknown, unknown, boolean])[]): CelMap {
    const map = new CelMap();
    for (const [key, value, isOptional] of entries) {
      const present = isOptional ? rt.present(value) : [value];
      if (present.length > 0) map.set(key, present[0]);
      else map.delete(key);
    }
    return map;
  },

  ...loopsPaidBy(tick),
};

export default rt;
