/**
 * What cel-go does with an expression before it evaluates it: constants are converted, and patterns compiled. Where that
 * fails there is no program, even if the part that fails would never be reached.
 */

import { type CallExpr, type Expr, partsOf } from "./ast.ts";
import type { Checked } from "./check.ts";
import type { Environment } from "./environment.ts";
import { qualifierProblem } from "./functions/optional.ts";
import { generate } from "./generate.ts";
import { interpret } from "./interpret.ts";
import { CONVERSIONS, PATTERNS } from "./native.ts";
import { patternProblem } from "./regex.ts";
import type { CelResult } from "./result.ts";
import rt from "./runtime.ts";

/** Why no program can be made of a checked expression, as cel-go says it; undefined where one can. */
export function planningProblem(ast: Expr, checked: Checked, env: Environment): string | undefined {
  let problem: string | undefined;
  const value = (expr: Expr): CelResult => rt.runValue(interpret(generate(expr, checked, env)), {});

  const known = new Map<Expr, boolean>();
  /** Whether an expression is constant, after its parts have been looked at; the first problem met is the one told. */
  const isConstant = (expr: Expr): boolean => {
    // Macros use some parts twice.
    const seen = known.get(expr);
    if (seen !== undefined) return seen;
    const parts = partsOf(expr).map((part) => problem === undefined && isConstant(part));
    const answer = problem === undefined && isFixed(expr, parts);
    known.set(expr, answer);
    return answer;
  };
  const isFixed = (expr: Expr, parts: readonly boolean[]): boolean => {
    const areConstant = !parts.includes(false);
    switch (expr.kind) {
      case "const":
        return true;
      case "ident":
        return checked.references.get(expr)?.kind === "type";
      case "list":
        return areConstant && expr.optional.size === 0;
      case "map":
        return areConstant && !expr.entries.some((entry) => entry.optional);
      case "call":
        problem = problemOfCall(expr, checked, parts, value);
        if (problem !== undefined || !areConstant || !CONVERSIONS.has(expr.fn)) return false;
        problem = complaint(value(expr));
        return problem === undefined;
      default:
        return false;
    }
  };
  isConstant(ast);
  return problem;
}

const complaint = (result: CelResult): string | undefined => (result.ok ? undefined : result.error.message);

function problemOfCall(
  call: CallExpr,
  checked: Checked,
  areConstant: readonly boolean[],
  value: (expr: Expr) => CelResult,
): string | undefined {
  const second = checked.calls.get(call)?.args[1];
  const isIndex = call.fn === "_[_]" || call.fn === "_[?_]";
  if (second === undefined || areConstant[1] !== true || !(isIndex || PATTERNS.has(call.fn)))
    return undefined;
  const result = value(second);
  if (!result.ok) return result.error.message;
  if (isIndex) return qualifierProblem(result.value);
  return typeof result.value === "string" ? patternProblem(result.value) : undefined;
}
