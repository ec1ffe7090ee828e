/** What JavaScript itself expresses: operators, constants. */

import type { Constant, Expr } from "./ast.ts";
import type { FunctionRow } from "./functions/row.ts";
import { quote } from "./pieces.ts";
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

/** Functions that cel-go calls beforehand when their argument is constant. */
export const CONVERSIONS = new Set([
  ...["bool", "bytes", "double", "duration", "dyn", "int", "string", "timestamp", "type", "uint"],
]);

export const PATTERNS = new Set(["matches", "find", "findAll"]);

/** Calls that cel-go makes only with all arguments at hand: the first that fails is the last looked at. */
export const isInOrder = (row: FunctionRow, args: readonly Expr[]): boolean =>
  args.length > 2 || row.name === "format" || (PATTERNS.has(row.name) && args[1]!.kind === "const");

/** A constant that cel-go can look up in a set. */
export const isPrimitive = (expr: Expr): boolean =>
  expr.kind === "const" && expr.constant.type !== "bytes" && expr.constant.type !== "null";

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
