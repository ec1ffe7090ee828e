/** The syntax tree: cel.expr's shape, macros expanded, each expansion remembering the call it came from. */

export type Constant =
  | { readonly type: "null"; readonly value: null }
  | { readonly type: "bool"; readonly value: boolean }
  | { readonly type: "int" | "uint"; readonly value: bigint }
  | { readonly type: "double"; readonly value: number }
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "bytes"; readonly value: Uint8Array };

/** Which macro a comprehension came from; `bind` evaluates `yields` with `accuVar` bound to `accuInit`. */
export type ComprehensionForm =
  | "all"
  | "exists"
  | "existsOne"
  | "map"
  | "filter"
  | "transformList"
  | "transformMap"
  | "transformMapEntry"
  | "bind";

interface Node {
  /** Offset in UTF-16 units of the token cel-go reports for this node. */
  readonly pos: number;
  /** The macro call this node was expanded from. */
  readonly macro?: CallExpr;
}

export interface ConstExpr extends Node {
  readonly kind: "const";
  readonly constant: Constant;
}
export interface IdentExpr extends Node {
  readonly kind: "ident";
  readonly name: string;
}
export interface SelectExpr extends Node {
  readonly kind: "select";
  readonly operand: Expr;
  readonly field: string;
  /** True for `has(operand.field)`. */
  readonly testOnly: boolean;
}
export interface CallExpr extends Node {
  readonly kind: "call";
  readonly fn: string;
  readonly target?: Expr;
  readonly args: readonly Expr[];
}
export interface ListExpr extends Node {
  readonly kind: "list";
  readonly elements: readonly Expr[];
  readonly optional: ReadonlySet<number>;
}
export interface MapEntry {
  readonly key: Expr;
  readonly value: Expr;
  readonly optional: boolean;
}
export interface MapExpr extends Node {
  readonly kind: "map";
  readonly entries: readonly MapEntry[];
}
export interface StructField {
  readonly name: string;
  readonly value: Expr;
  readonly optional: boolean;
  readonly pos: number;
}
export interface StructExpr extends Node {
  readonly kind: "struct";
  readonly name: string;
  readonly fields: readonly StructField[];
}
export interface ComprehensionExpr extends Node {
  readonly kind: "comprehension";
  readonly form: ComprehensionForm;
  readonly iterVar: string;
  readonly iterVar2?: string;
  readonly iterRange: Expr;
  readonly accuVar: string;
  readonly accuInit: Expr;
  readonly loopCondition: Expr;
  readonly loopStep: Expr;
  readonly result: Expr;
  /** The predicate of the macro, if it has one. */
  readonly filter?: Expr;
  /** What the macro yields for an element, if it yields one. */
  readonly yields?: Expr;
}

export type Expr =
  | ConstExpr
  | IdentExpr
  | SelectExpr
  | CallExpr
  | ListExpr
  | MapExpr
  | StructExpr
  | ComprehensionExpr;

/** The name of the hidden accumulator of comprehensions. */
export const ACCUMULATOR = "@result";

/** `a.b.c` as a dotted name when the expression is nothing but identifiers and selects. */
export function qualifiedName(expr: Expr): string | undefined {
  if (expr.kind === "ident") return expr.name;
  if (expr.kind !== "select" || expr.testOnly) return undefined;
  const operand = qualifiedName(expr.operand);
  return operand === undefined ? undefined : `${operand}.${expr.field}`;
}

/** The parts of an expression one level down, with macros expanded. */
export function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "const":
    case "ident":
      return [];
    case "select":
      return [expr.operand];
    case "call":
      return expr.target ? [expr.target, ...expr.args] : expr.args;
    case "list":
      return expr.elements;
    case "map":
      return expr.entries.flatMap(({ key, value }) => [key, value]);
    case "struct":
      return expr.fields.map(({ value }) => value);
    case "comprehension":
      return [expr.iterRange, expr.accuInit, expr.loopStep, expr.result];
  }
}
