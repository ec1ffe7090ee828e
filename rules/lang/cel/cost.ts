/** The static cost estimate: what an expression may cost for any data the schema admits. */

import type { CallExpr, ComprehensionExpr, Expr } from "./ast.ts";
import type { Program } from "./program.ts";
import { type CelType, CelTypes as T } from "./types.ts";

export interface SizeRange {
  readonly min: number;
  readonly max: number;
}

/** Sizes of the strings, lists and maps at paths such as `self.items`, `self.items.@items`, `self.m.@keys`, `self.m.@values`. */
export type SizeEstimator = (path: string) => SizeRange | undefined;

/** The API server's units. An unknown size makes the maximum infinite. */
export function estimateCost(program: Program, sizes: SizeEstimator): SizeRange {
  return new Estimator(program, sizes).cost(program.ast);
}

const UNKNOWN: SizeRange = { min: 0, max: Number.POSITIVE_INFINITY };
const ONE: SizeRange = { min: 1, max: 1 };
const exactly = (size: number): SizeRange => ({ min: size, max: size });
const plus = (a: SizeRange, b: SizeRange): SizeRange => ({ min: a.min + b.min, max: a.max + b.max });
const sum = (ranges: readonly SizeRange[]): SizeRange => ranges.reduce(plus, exactly(0));
/** Nothing times anything is nothing, an infinite cost included. */
const multiply = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : a * b);
const times = (a: SizeRange, b: SizeRange): SizeRange => ({
  min: multiply(a.min, b.min),
  max: multiply(a.max, b.max),
});
const either = (a: SizeRange, b: SizeRange): SizeRange => ({
  min: Math.min(a.min, b.min),
  max: Math.max(a.max, b.max),
});

/** What is known of the value of a name: where it is in the data, how large it is. */
interface Known {
  readonly path?: string;
  readonly size?: SizeRange;
}

class Estimator {
  readonly #program: Program;
  readonly #sizes: SizeEstimator;
  readonly #computed = new Map<Expr, SizeRange>();
  #scope: ReadonlyMap<string, Known> = new Map();

  constructor(program: Program, sizes: SizeEstimator) {
    this.#program = program;
    this.#sizes = sizes;
  }

  #type(expr: Expr): CelType {
    return this.#program.checked.types.get(expr) ?? T.dyn;
  }

  cost(expr: Expr): SizeRange {
    switch (expr.kind) {
      case "const":
        return exactly(0);
      case "ident":
        return ONE;
      case "select":
        if (this.#program.checked.references.has(expr)) return ONE;
        return plus(this.cost(expr.operand), expr.testOnly ? exactly(0) : ONE);
      case "call":
        return this.#call(expr);
      case "list":
        return plus(exactly(10), sum(expr.elements.map((element) => this.cost(element))));
      case "map":
        return plus(
          exactly(30),
          sum(expr.entries.flatMap((entry) => [this.cost(entry.key), this.cost(entry.value)])),
        );
      case "struct":
        return plus(exactly(40), sum(expr.fields.map((field) => this.cost(field.value))));
      case "comprehension":
        return this.#comprehension(expr);
    }
  }

  #call(expr: CallExpr): SizeRange {
    const resolved = this.#program.checked.calls.get(expr);
    const args = resolved?.args ?? expr.args;
    const costs = args.map((arg) => this.cost(arg));
    if (expr.fn === "_&&_" || expr.fn === "_||_") {
      const [left, right] = costs as [SizeRange, SizeRange];
      // The right side may not be reached.
      return { min: left.min, max: left.max + right.max };
    }
    if (expr.fn === "_?_:_") {
      const [test, then, otherwise] = costs as [SizeRange, SizeRange, SizeRange];
      return plus(test, either(then, otherwise));
    }
    if (!resolved) return plus(ONE, sum(costs));
    const argSizes = args.map((arg) => this.size(arg));
    const own = resolved.rows.map((row) => ({
      min: row.cost(argSizes.map((size) => size.min)),
      max: bounded(row.cost(argSizes.map((size) => size.max))),
    }));
    if (hasSize(this.#type(expr))) this.#computed.set(expr, resultSize(expr.fn, argSizes));
    return plus(own.reduce(either), sum(costs));
  }

  #comprehension(expr: ComprehensionExpr): SizeRange {
    const before = plus(this.cost(expr.iterRange), this.cost(expr.accuInit));
    const count = expr.form === "bind" ? exactly(0) : this.size(expr.iterRange);
    const outer = this.#scope;
    const accu: Known = expr.form === "bind" ? this.#known(expr.accuInit) : {};
    const isMap = this.#type(expr.iterRange).kind === "map" || this.#type(expr.iterRange).kind === "object";
    const path = this.#path(expr.iterRange);
    const part = (name: string): Known => (path === undefined ? {} : { path: `${path}.${name}` });
    const inner = new Map(outer).set(expr.accuVar, accu);
    if (expr.iterVar2 === undefined) inner.set(expr.iterVar, part(isMap ? "@keys" : "@items"));
    else {
      inner.set(expr.iterVar, isMap ? part("@keys") : { size: ONE });
      inner.set(expr.iterVar2, part(isMap ? "@values" : "@items"));
    }
    this.#scope = inner;
    const round = plus(this.cost(expr.loopCondition), this.cost(expr.loopStep));
    const result = this.cost(expr.result);
    if (expr.form === "bind") this.#computed.set(expr, this.size(expr.result));
    else if (isCollection(this.#type(expr)))
      this.#computed.set(expr, expr.filter ? { min: 0, max: count.max } : count);
    this.#scope = outer;
    return sum([before, times(count, round), result]);
  }

  /** The size of the value of an expression whose cost has been asked for; 1 for values without one. */
  size(expr: Expr): SizeRange {
    const computed = this.#computed.get(expr);
    if (computed) return computed;
    if (expr.kind === "const") return constantSize(expr.constant.value);
    if (expr.kind === "list") return exactly(expr.elements.length);
    if (expr.kind === "map") return exactly(expr.entries.length);
    if (expr.kind === "call" && expr.fn === "_?_:_")
      return either(this.size(expr.args[1]!), this.size(expr.args[2]!));
    const known = this.#known(expr);
    if (known.size) return known.size;
    if (!hasSize(this.#type(expr))) return ONE;
    return (known.path === undefined ? undefined : this.#sizes(known.path)) ?? UNKNOWN;
  }

  #known(expr: Expr): Known {
    if (expr.kind === "ident") return this.#scope.get(expr.name) ?? { path: expr.name };
    const path = this.#path(expr);
    return path === undefined
      ? { ...(this.#computed.has(expr) && { size: this.#computed.get(expr)! }) }
      : { path };
  }

  /** Where in the data the value of an expression is. */
  #path(expr: Expr): string | undefined {
    switch (expr.kind) {
      case "ident": {
        const local = this.#scope.get(expr.name);
        return local ? local.path : expr.name;
      }
      case "select": {
        const operand = this.#path(expr.operand);
        const isMap = this.#type(expr.operand).kind === "map";
        return operand === undefined ? undefined : `${operand}.${isMap ? "@values" : expr.field}`;
      }
      case "call":
        return this.#callPath(expr);
      default:
        return undefined;
    }
  }

  /** cel-go follows data through plain indexes only: what comes out of an optional has no known size. */
  #callPath(expr: CallExpr): string | undefined {
    const operand = expr.args[0];
    const path = expr.fn === "_[_]" && operand ? this.#path(operand) : undefined;
    if (path === undefined) return undefined;
    return `${path}.${this.#type(operand!).kind === "map" ? "@values" : "@items"}`;
  }
}

/** NaN arises only from unbounded sizes. */
const bounded = (cost: number): number => (Number.isNaN(cost) ? Number.POSITIVE_INFINITY : cost);

const isCollection = (type: CelType): boolean => type.kind === "list" || type.kind === "map";
const hasSize = (type: CelType): boolean =>
  ["list", "map", "string", "bytes", "dyn", "object", "timestamp", "duration"].includes(type.kind) &&
  type.kind !== "timestamp" &&
  type.kind !== "duration";

function constantSize(value: unknown): SizeRange {
  if (typeof value === "string") return exactly([...value].length);
  return exactly(value instanceof Uint8Array ? value.length : 1);
}

/** How large a function's result can be, given its arguments' sizes; asked only of results that have a size. */
function resultSize(fn: string, sizes: readonly SizeRange[]): SizeRange {
  const first = sizes[0] ?? ONE;
  const second = sizes[1] ?? ONE;
  const upTo = (size: SizeRange): SizeRange => ({ min: 0, max: size.max });
  switch (fn) {
    case "_+_":
      return plus(first, second);
    case "lowerAscii":
    case "upperAscii":
    case "reverse":
    case "sort":
    case "@sortByAssociatedKeys":
      return first;
    case "substring":
    case "trim":
    case "find":
    case "findAll":
    case "split":
    case "slice":
    case "distinct":
      return upTo(first);
    case "replace":
      return { min: 0, max: multiply(first.max + 1, Math.max(1, sizes[2]?.max ?? 1)) };
    case "charAt":
      return exactly(1);
    default:
      return UNKNOWN;
  }
}
