/** What JavaScript itself expresses: operators, constants. */

import type { Constant, Expr } from "./ast.ts";
import type { FunctionRow } from "./functions/row.ts";
import { type Code, code, quote } from "./pieces.ts";
import type { CelType } from "./types.ts";
import { int } from "./values.ts";

/** The row of `==`. */
export const SAME_TEXT = "_==_(A,A)";

export const NATIVE: Readonly<Record<string, string>> = {
  "_==_": "===",
  "_!=_": "!==",
  "_<_": "<",
  "_<=_": "<=",
  "_>_": ">",
  "_>=_": ">=",
};
export const ARITHMETIC: Readonly<Record<string, string>> = {
  "_+_": "addInt",
  "_-_": "subtractInt",
  "_*_": "multiplyInt",
};

/** Comparisons of a size with a limit: whether it is larger, or is not, than the limit, or one less. */
export const SIZE_TESTS: Readonly<Record<string, { readonly negated: boolean; readonly less: boolean }>> = {
  "_<=_": { negated: true, less: false },
  "_<_": { negated: true, less: true },
  "_>_": { negated: false, less: false },
  "_>=_": { negated: false, less: true },
};

/** Compares the size of a text with an int, which its length mostly decides without characters being counted. */
export function sizeTest(operator: string, text: Code, limit: Constant): Code {
  const { negated, less } = SIZE_TESTS[operator]!;
  const than = constant({ type: "int", value: BigInt(limit.value as bigint) - (less ? 1n : 0n) });
  return code(`${negated ? "!" : ""}rt.isLonger(${text.js}, ${than})`, text.cost + 2, text.mayThrow);
}

/** Types whose values JSON holds as they are. */
export const isScalar = (type: CelType): boolean =>
  type.kind === "bool" || type.kind === "int" || type.kind === "string";

/** Functions that cel-go calls beforehand when their argument is constant. */
export const CONVERSIONS = new Set([
  ...["bool", "bytes", "double", "duration", "dyn", "int", "string", "timestamp", "type", "uint"],
]);

export const PATTERNS = new Set(["matches", "find", "findAll"]);

/** Calls that cel-go makes only with all arguments at hand: the first that fails is the last looked at. */
export const isInOrder = (row: FunctionRow, args: readonly Code[]): boolean =>
  args.length > 2 || row.name === "format" || (PATTERNS.has(row.name) && args[1]!.isConstant);

/** A constant that cel-go can look up in a set. */
export const isPrimitive = (expr: Expr): boolean =>
  expr.kind === "const" && expr.constant.type !== "bytes" && expr.constant.type !== "null";

export const isTextConstant = (expr: Expr): boolean =>
  expr.kind === "const" && expr.constant.type === "string";

/** Whether a parameter takes an argument of this type without a look at the value. */
export const fits = (param: CelType, arg: CelType): boolean =>
  param.kind === "dyn" || param.kind === "param" || param.kind === arg.kind;

export function constant(value: Constant): string {
  switch (value.type) {
    case "null":
      return "null";
    case "bool":
      return String(value.value);
    case "int": {
      const own = int(value.value);
      return typeof own === "bigint" ? `(${own}n)` : `(${own})`;
    }
    case "uint":
      return `rt.uint(${value.value}n)`;
    case "double":
      return `rt.double(${Object.is(value.value, -0) ? "-0" : value.value})`;
    case "string":
      return quote(value.value);
    case "bytes":
      return `Uint8Array.from([${value.value.join(", ")}])`;
  }
}
