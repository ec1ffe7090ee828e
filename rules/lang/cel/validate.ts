/** What is refused in an expression whose types fit: literals that could never work, and literals of several types. */

import { type CallExpr, type Constant, type Expr, partsOf } from "./ast.ts";
import type { Checked } from "./check.ts";
import type { Environment } from "./environment.ts";
import { CelError } from "./errors.ts";
import { formatProblems } from "./format-check.ts";
import { type ParseProblem, problem } from "./issues.ts";
import { patternProblem } from "./regex.ts";
import { parseDuration, parseTimestamp } from "./time.ts";
import { type CelType, formatType, CelTypes as T } from "./types.ts";
import { sameType } from "./unify.ts";
import { Timestamp } from "./values.ts";
import { isAtLeast, SYNTAX } from "./versions.ts";

export function validate(ast: Expr, checked: Checked, env: Environment): readonly ParseProblem[] {
  const problems: ParseProblem[] = [];
  const mayMix = new Set<Expr>();
  // Breadth does not matter: problems are reported in the order of their places.
  const open: Expr[] = [ast];
  const seen = new Set<Expr>();
  for (let expr = open.pop(); expr; expr = open.pop()) {
    if (seen.has(expr)) continue;
    seen.add(expr);
    if (expr.kind === "call" && isAtLeast(env.compat, SYNTAX.literalChecks))
      problems.push(...literalProblems(expr, checked));
    const isExempt = mayMix.has(expr) || (expr.kind === "call" && expr.fn === "format");
    if (!env.mixedLiterals && !isExempt) problems.push(...mixed(expr, checked));
    for (const part of partsOf(expr)) {
      if (isExempt) mayMix.add(part);
      open.push(part);
    }
  }
  return problems;
}

function fails<V>(parse: (value: V) => unknown, value: V): boolean {
  try {
    parse(value);
    return false;
  } catch (error) {
    if (error instanceof CelError) return true;
    throw error;
  }
}

const timestampOfSeconds = (seconds: bigint): Timestamp => new Timestamp(seconds * 1_000_000_000n);

/** When a function's first argument, a literal, is wrong. */
const LITERALS: { readonly [fn: string]: (value: Constant["value"]) => boolean } = {
  duration: (value) => typeof value !== "string" || fails(parseDuration, value),
  timestamp: (value) =>
    (typeof value === "string" && fails(parseTimestamp, value)) ||
    (typeof value === "bigint" && fails(timestampOfSeconds, value)),
  matches: (value) => typeof value === "string" && patternProblem(value) !== undefined,
};

function literalProblems(call: CallExpr, checked: Checked): ParseProblem[] {
  const { fn, args } = call;
  const arg = args[0];
  if (fn === "format") return formatProblems(call, checked);
  if (!Object.hasOwn(LITERALS, fn) || arg?.kind !== "const") return [];
  return LITERALS[fn]!(arg.constant.value) ? [problem(arg.pos, `invalid ${fn} argument`)] : [];
}

function mixed(expr: Expr, checked: Checked): ParseProblem[] {
  const type = (part: Expr, isOptional: boolean): CelType => {
    const own = checked.types.get(part) ?? T.dyn;
    return isOptional && own.kind === "optional" ? own.of : own;
  };
  if (expr.kind === "list") {
    const types = expr.elements.map((element, i) => type(element, expr.optional.has(i)));
    const other = types.findIndex((one) => !sameType(types[0]!, one));
    return other < 0 ? [] : [mismatch(expr.elements[other]!, types[0]!, types[other]!)];
  }
  if (expr.kind !== "map") return [];
  const [first, ...rest] = expr.entries;
  return rest.flatMap(({ key, value, optional }) => {
    const keys = [type(first!.key, false), type(key, false)] as const;
    const values = [type(first!.value, first!.optional), type(value, optional)] as const;
    return [
      ...(sameType(...keys) ? [] : [mismatch(key, ...keys)]),
      // An optional entry cannot be made dyn by the author: what is in it is not at hand.
      ...((optional && values[0].kind === "dyn") || sameType(...values) ? [] : [mismatch(value, ...values)]),
    ];
  });
}

const mismatch = ({ pos }: Expr, expected: CelType, found: CelType): ParseProblem =>
  problem(pos, `expected type '${formatType(expected)}' but found '${formatType(found)}'`);
