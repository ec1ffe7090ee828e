/**
 * The static cost estimate: what an expression may cost for any data the schema admits. It follows cel-go's coster step
 * by step, the order of its visits and its surprises included, because the number decides whether a CRD is accepted.
 */

import type { CallExpr, ComprehensionExpr, Expr, ListExpr, MapExpr, SelectExpr } from "./ast.ts";
import { type Argument, type CallEstimate, estimateCall } from "./cost-calls.ts";
import { grown, type Path } from "./cost-path.ts";
import { exactly, type Range, type SizeRange, sum, TOP, times, total, UNKNOWN, union } from "./cost-range.ts";
import type { Program } from "./program.ts";
import { type CelType, CelTypes as T } from "./types.ts";
import { stringSize } from "./values.ts";

export type { SizeRange } from "./cost-range.ts";

/** Sizes of the strings, lists and maps at paths such as `self.items`, `self.items.@items`, `self.m.@keys`, `self.m.@values`. */
export type SizeEstimator = (path: string) => SizeRange | undefined;

/** The API server's units. What the server counts as the largest number of 64 bits is infinite. */
export function estimateCost(program: Program, sizes: SizeEstimator): SizeRange {
  const { min, max } = new Estimator(program, sizes).cost(program.ast);
  return { min, max: max >= TOP ? Number.POSITIVE_INFINITY : max };
}

const ONE = exactly(1);
const ZERO = exactly(0);

/** The sizes of what is in a list or a map. */
interface EntrySize {
  readonly container: "list" | "map";
  readonly key: Range;
  readonly value: Range;
}

interface Local {
  readonly path: Path | undefined;
  readonly size: Range | undefined;
  readonly entry?: EntrySize | undefined;
}

class Estimator {
  readonly #program: Program;
  readonly #sizes: SizeEstimator;
  readonly #computed = new Map<Expr, Range>();
  readonly #entries = new Map<Expr, EntrySize>();
  readonly #paths = new Map<Expr, Path | undefined>();
  #scope: ReadonlyMap<string, Local> = new Map();

  constructor(program: Program, sizes: SizeEstimator) {
    this.#program = program;
    this.#sizes = sizes;
  }

  #type(expr: Expr): CelType {
    return this.#program.checked.types.get(expr) ?? T.dyn;
  }

  cost(expr: Expr): Range {
    switch (expr.kind) {
      case "const":
        return ZERO;
      case "ident":
        this.#paths.set(
          expr,
          this.#scope.has(expr.name) ? this.#scope.get(expr.name)!.path : grown(undefined, expr.name),
        );
        return ONE;
      case "select":
        return this.#select(expr);
      case "call":
        return this.#call(expr);
      case "list":
        return this.#list(expr);
      case "map":
        return this.#map(expr);
      case "struct":
        return sum(exactly(40), total(expr.fields.map((field) => this.cost(field.value))));
      case "comprehension":
        return expr.form === "bind" ? this.#bind(expr) : this.#comprehension(expr);
    }
  }

  #select(expr: SelectExpr): Range {
    if (this.#program.checked.references.has(expr)) return ONE;
    const operand = this.cost(expr.operand);
    if (expr.testOnly) return operand;
    const { kind } = this.#type(expr.operand);
    this.#paths.set(expr, grown(this.#path(expr.operand), expr.field));
    return kind === "map" || kind === "object" || kind === "param" ? sum(operand, ONE) : operand;
  }

  #list(expr: ListExpr): Range {
    const costs = expr.elements.map((element) => this.cost(element));
    this.#entries.set(expr, {
      container: "list",
      key: ONE,
      value: spread(expr.elements.map((e) => this.#sizeOrUnknown(e))),
    });
    return sum(exactly(10), total(costs));
  }

  #map(expr: MapExpr): Range {
    const costs = expr.entries.flatMap(({ key, value }) => [this.cost(key), this.cost(value)]);
    const key = spread(expr.entries.map((entry) => this.#sizeOrUnknown(entry.key)));
    const value = spread(expr.entries.map((entry) => this.#sizeOrUnknown(entry.value)));
    this.#entries.set(expr, { container: "map", key, value });
    return sum(exactly(30), total(costs));
  }

  #call(expr: CallExpr): Range {
    const resolved = this.#program.checked.calls.get(expr);
    const all = resolved?.args ?? expr.args;
    if (expr.fn === "dyn") {
      const argument = this.cost(all[0]!);
      this.#copy(expr, all[0]!);
      return sum(ONE, argument);
    }
    const isMember = resolved?.rows[0]?.member === true;
    // The arguments come before what the function is called on.
    const args = isMember ? all.slice(1) : all;
    const costs = args.map((arg) => [this.cost(arg), this.#argument(arg)] as const);
    const targetCost = isMember ? this.cost(all[0]!) : ZERO;
    const target = isMember ? this.#argument(all[0]!) : undefined;
    const argCosts = costs.map(([cost]) => cost);
    const argSizes = costs.map(([, argument]) => argument);
    let own: Range | undefined;
    let size: Range | undefined;
    for (const estimate of this.#estimates(expr, target, argSizes, argCosts)) {
      own = own === undefined ? estimate.cost : union(own, estimate.cost);
      if (estimate.size !== undefined) size = size === undefined ? estimate.size : union(size, estimate.size);
      if (estimate.step !== undefined) {
        size = this.#entry(all[0]!)?.value;
        this.#paths.set(expr, grown(this.#path(all[0]!), estimate.step));
      }
      size ??= this.#size(expr);
    }
    if (size !== undefined) this.#computed.set(expr, size);
    return sum(targetCost, own ?? ZERO);
  }

  /** One for every overload the arguments admit; the cost of the arguments is in them. */
  #estimates(
    expr: CallExpr,
    target: Argument | undefined,
    args: readonly Argument[],
    costs: readonly Range[],
  ): CallEstimate[] {
    switch (expr.fn) {
      case "_&&_":
      case "_||_":
        // The right side may not be reached.
        return [{ cost: { min: costs[0]!.min, max: sum(costs[0]!, costs[1]!).max } }];
      case "_?_:_": {
        const [test, then, otherwise] = costs as [Range, Range, Range];
        this.#setEntry(expr, unionOfEntries(this.#entry(expr.args[1]!), this.#entry(expr.args[2]!)));
        return [{ cost: sum(test, union(then, otherwise)), size: union(args[1]!.size, args[2]!.size) }];
      }
      case "_?._":
        return [{ cost: sum(ONE, total(costs)) }];
    }
    const rows = this.#program.checked.calls.get(expr)?.rows ?? [];
    return rows.map((row) => {
      const estimate = estimateCall(row, target, args, (path) => this.#sizeAt(path));
      if (expr.fn === "_+_" && estimate.size !== undefined)
        this.#setEntry(expr, unionOfEntries(this.#entry(expr.args[0]!), this.#entry(expr.args[1]!)));
      return { ...estimate, cost: sum(estimate.cost, total(costs)) };
    });
  }

  #comprehension(expr: ComprehensionExpr): Range {
    const before = sum(this.cost(expr.iterRange), this.cost(expr.accuInit));
    const outer = this.#scope;
    const withAccu = new Map(outer).set(expr.accuVar, this.#local(expr.accuInit));
    const entry = this.#entry(expr.iterRange);
    const { kind } = this.#type(expr.iterRange);
    const isList = (entry?.container ?? kind) === "list";
    const part = (name: string, size: Range | undefined): Local => ({
      path: grown(this.#path(expr.iterRange), name),
      size,
    });
    const inner = new Map(withAccu);
    if (expr.iterVar2 === undefined)
      inner.set(expr.iterVar, isList ? part("@items", entry?.value) : part("@keys", entry?.key));
    else {
      inner.set(expr.iterVar, part(isList ? "@indices" : "@keys", entry?.key));
      inner.set(expr.iterVar2, part(isList ? "@items" : "@values", entry?.value));
    }
    this.#scope = inner;
    const condition = this.cost(expr.loopCondition);
    const round = sum(this.cost(expr.loopStep), condition);
    this.#scope = withAccu;
    const result = this.cost(expr.result);
    this.#scope = outer;
    const count = this.#sizeOrUnknown(expr.iterRange);
    this.#scope = inner;
    const { accuInit } = expr;
    if (accuInit.kind === "const") this.#setSize(expr, this.#size(accuInit));
    else if (accuInit.kind === "list" || accuInit.kind === "map") {
      this.#computed.set(expr, count);
      this.#setEntry(expr, this.#entry(expr.loopStep));
    }
    this.#scope = outer;
    return total([before, result, times(count, round)]);
  }

  #bind(expr: ComprehensionExpr): Range {
    const before = sum(this.cost(expr.iterRange), this.cost(expr.accuInit));
    const outer = this.#scope;
    this.#scope = new Map(outer).set(expr.accuVar, this.#local(expr.accuInit));
    const result = this.cost(expr.result);
    this.#scope = outer;
    this.#copy(expr, expr.result);
    return sum(before, result);
  }

  #local(value: Expr): Local {
    return { path: this.#path(value), size: this.#size(value), entry: this.#entry(value) };
  }

  #argument(expr: Expr): Argument {
    const path = this.#path(expr);
    return { expr, type: this.#type(expr), size: this.#sizeOrUnknown(expr), ...(path && { path }) };
  }

  #path(expr: Expr): Path | undefined {
    if (expr.kind === "ident" && this.#scope.has(expr.name)) return this.#scope.get(expr.name)!.path;
    return this.#paths.get(expr);
  }

  #copy(to: Expr, from: Expr): void {
    this.#setSize(to, this.#size(from));
    this.#setEntry(to, this.#entry(from));
  }

  #setSize(expr: Expr, size: Range | undefined): void {
    if (size !== undefined) this.#computed.set(expr, size);
  }

  #setEntry(expr: Expr, entry: EntrySize | undefined): void {
    if (entry !== undefined) this.#entries.set(expr, entry);
  }

  #entry(expr: Expr): EntrySize | undefined {
    return this.#entries.get(expr) ?? (expr.kind === "ident" ? this.#scope.get(expr.name)?.entry : undefined);
  }

  #sizeOrUnknown(expr: Expr): Range {
    return this.#size(expr) ?? UNKNOWN;
  }

  #size(expr: Expr): Range | undefined {
    const computed = this.#computed.get(expr) ?? literalSize(expr);
    if (computed !== undefined) return computed;
    const path = this.#path(expr);
    const declared = path === undefined ? undefined : this.#sizeAt(path);
    if (declared !== undefined) {
      this.#computed.set(expr, declared);
      return declared;
    }
    if (isScalar(this.#type(expr))) return ONE;
    return expr.kind === "ident" ? this.#scope.get(expr.name)?.size : undefined;
  }

  #sizeAt(path: Path): Range | undefined {
    return this.#sizes(path.names.join("."));
  }
}

/** From the smallest to the largest of the elements; nothing at all has size 0. */
const spread = (sizes: readonly Range[]): Range => (sizes.length === 0 ? ZERO : sizes.reduce(union));

function unionOfEntries(a: EntrySize | undefined, b: EntrySize | undefined): EntrySize | undefined {
  if (a === undefined || b === undefined) return undefined;
  return { container: a.container, key: union(a.key, b.key), value: union(a.value, b.value) };
}

function literalSize(expr: Expr): Range | undefined {
  switch (expr.kind) {
    case "const": {
      const { value } = expr.constant;
      if (typeof value === "string") return exactly(stringSize(value));
      return exactly(value instanceof Uint8Array ? value.length : 1);
    }
    case "list":
      return exactly(expr.elements.length);
    case "map":
      return exactly(expr.entries.length);
    default:
      return undefined;
  }
}

/** Values of one size whatever they are. */
function isScalar(type: CelType): boolean {
  switch (type.kind) {
    case "bool":
    case "int":
    case "uint":
    case "double":
    case "duration":
    case "timestamp":
      return true;
    case "optional":
      return isScalar(type.of);
    default:
      return false;
  }
}
