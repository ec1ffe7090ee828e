/** Literal templates of `format` with their arguments written beside them: what would fail is refused beforehand. */

import type { CallExpr, Expr } from "./ast.ts";
import type { Checked } from "./check.ts";
import { ClauseError, interpolate, refusal, type Verb } from "./functions/format-template.ts";
import { type ParseProblem, problem } from "./issues.ts";
import { type CelType, runtimeName, type SimpleKind } from "./types.ts";

type Kind = CelType["kind"];

const ANY_TEXT: readonly Kind[] = [
  ...["list", "map", "int", "uint", "double", "bool", "string", "timestamp"],
  ...["bytes", "duration", "type", "null"],
] as readonly (SimpleKind | "list" | "map")[];

/** The kinds that a clause takes; some doubles are given by name, as strings. */
const TAKES: Record<Verb, readonly Kind[]> = {
  s: ANY_TEXT,
  d: ["int", "uint"],
  f: ["double", "string"],
  e: ["double", "string"],
  b: ["int", "uint", "bool"],
  o: ["int", "uint"],
  x: ["int", "uint", "string", "bytes"],
  X: ["int", "uint", "string", "bytes"],
};

export function formatProblems(call: CallExpr, checked: Checked): ParseProblem[] {
  const [template, args] = [call.target, call.args[0]];
  if (call.fn !== "format" || template?.kind !== "const" || args?.kind !== "list") return [];
  if (typeof template.constant.value !== "string") return [];
  const { elements } = args;
  let used = 0;
  let place: Expr = call;
  try {
    interpolate(template.constant.value, elements.length, ({ verb }, i) => {
      used = i + 1;
      const misfit = misfitOf(verb, elements[i]!, checked);
      if (misfit === undefined) return "";
      place = misfit;
      throw new Error(refusal(verb, runtimeName(typeOf(misfit, checked))));
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return [problem(error instanceof ClauseError ? place.pos : call.pos, error.message)];
  }
  if (elements.length <= used) return [];
  const counts = `(expected ${used}, got ${elements.length})`;
  return [problem(call.pos, `too many arguments supplied to string.format ${counts}`)];
}

const typeOf = (expr: Expr, checked: Checked): CelType => checked.types.get(expr) ?? { kind: "dyn" };

/** The argument, or the part of it, that a clause does not take. */
function misfitOf(verb: Verb, expr: Expr, checked: Checked): Expr | undefined {
  const { kind } = typeOf(expr, checked);
  if (kind !== "dyn" && !TAKES[verb].includes(kind)) return expr;
  if (verb !== "s") return undefined;
  const parts = expr.kind === "list" ? expr.elements : expr.kind === "map" ? pairs(expr.entries) : [];
  for (const part of parts) {
    const misfit = misfitOf(verb, part, checked);
    if (misfit !== undefined) return misfit;
  }
  return undefined;
}

const pairs = (entries: readonly { readonly key: Expr; readonly value: Expr }[]): Expr[] =>
  entries.flatMap(({ key, value }) => [key, value]);
