/** Compiling: parse, check, generate; and what a compiled expression can tell and do. */

import type { Expr } from "./ast.ts";
import { type Checked, check } from "./check.ts";
import type { Environment } from "./environment.ts";
import { generate, generateAbsorbing, generateTraced } from "./generate.ts";
import { interpret } from "./interpret.ts";
import { type CelIssue, positionIn } from "./issues.ts";
import { parse } from "./parser.ts";
import { planningProblem } from "./plan.ts";
import { readsOf } from "./reads.ts";
import { type CelResult, type ErrorPlace, withPlace } from "./result.ts";
import rt, { type Budget, type Compiled } from "./runtime.ts";
import type { CelType } from "./types.ts";

export type { Environment } from "./environment.ts";
export type { CelErrorCode } from "./errors.ts";
export type { CelResult, ErrorPlace, EvaluationError } from "./result.ts";
export type { Budget } from "./runtime.ts";

export interface Program {
  readonly source: string;
  readonly type: CelType;
  readonly ast: Expr;
  /** @internal What the checker found, for the cost estimate. */
  readonly checked: Checked;
  /** Identifiers and static select paths read, e.g. `self.spec.x`; a path ends at the first part that is no select. */
  readonly reads: readonly string[];
  /** The paths among `reads` whose presence is tested. */
  readonly tested: readonly string[];
  /** The value for these variables, as plain data, or the error, which can tell its place. Never throws. */
  evaluate(activation: Activation, budget?: Budget): CelResult;
  /** As `evaluate`, with CEL's own value. @internal */
  evaluateValue(activation: Activation, budget?: Budget): CelResult;
  /** Source of an expression yielding a function `(v, rt) => value`, to be run by `rt.run(fn, activation, budget?)`. */
  toJavaScript(): string;
}

export type Activation = { readonly [name: string]: unknown };

export interface CompileOptions {
  /** `text` is fastest; `closures` make no code from text. Without either: text where the surroundings allow it. */
  readonly codegen?: "text" | "closures";
}

/** The program of an expression, or what is wrong with it. */
export function compile(
  source: string,
  env: Environment,
  options: CompileOptions = {},
): Program | { issues: CelIssue[] } {
  const parsed = parse(source, env.compat);
  if ("issues" in parsed) return parsed;
  const outcome = check(source, parsed.ast, env);
  if ("issues" in outcome) return outcome;
  const problem = planningProblem(parsed.ast, outcome.checked, env);
  if (problem !== undefined)
    return { issues: [{ message: problem, line: -1, column: -1, unplanned: outcome.checked.type }] };
  return program(source, parsed.ast, outcome.checked, env, options);
}

/** The type of an expression whose types fit, whether there is a program of it or not. */
export function typeOf(compiled: Program | { issues: CelIssue[] }): CelType | undefined {
  return isProgram(compiled) ? compiled.type : compiled.issues[0]?.unplanned;
}

export function isProgram(compiled: Program | { issues: CelIssue[] }): compiled is Program {
  return !("issues" in compiled);
}

/** False once the surroundings, e.g. a browser's content security policy, have refused code made from text. */
let mayMakeCode = true;

/** The function a text yields, as code where that is allowed and the engine can. */
function made(text: string, codegen: CompileOptions["codegen"]): Compiled {
  if (codegen === "closures" || (codegen === undefined && !mayMakeCode)) return interpret(text);
  try {
    // The text reaches the engine as generated code whose only free names are its parameters.
    return new Function(`"use strict"; return ${text};`)() as Compiled;
  } catch (error) {
    if (error instanceof EvalError) mayMakeCode = false;
    return interpret(text);
  }
}

function program(
  source: string,
  ast: Expr,
  checked: Checked,
  env: Environment,
  { codegen }: CompileOptions,
): Program {
  let text: string | undefined;
  let compiled: Compiled | undefined;
  const toJavaScript = (): string => {
    text ??= generate(ast, checked, env);
    return text;
  };
  const run = (): Compiled => {
    compiled ??= withExactCost(made(toJavaScript(), codegen));
    return compiled;
  };
  /** What an evaluation that fails costs is seldom asked, so the function that knows is made then. */
  const withExactCost = (fn: Compiled): Compiled => {
    if (fn.absorbing) return fn;
    let absorbing: Compiled | undefined;
    const get = (): Compiled => {
      absorbing ??= made(generateAbsorbing(ast, checked, env), codegen);
      return absorbing;
    };
    return Object.defineProperty(fn, "absorbing", { get });
  };
  const placed = (result: CelResult, activation: Activation): CelResult =>
    result.ok ? result : withPlace(result, () => placeOf(source, ast, checked, env, activation));
  return {
    source,
    type: checked.type,
    ast,
    checked,
    ...readsOf(ast, checked),
    toJavaScript,
    evaluate: (activation, budget) => placed(rt.run(run(), activation, budget), activation),
    evaluateValue: (activation, budget) => placed(rt.runValue(run(), activation, budget), activation),
  };
}

function placeOf(
  source: string,
  ast: Expr,
  checked: Checked,
  env: Environment,
  activation: Activation,
): ErrorPlace | undefined {
  const places = new Map<unknown, Expr>();
  let last: unknown;
  const { text, parts } = generateTraced(ast, checked, env);
  const traced = interpret(text, (error, part) => {
    if (!places.has(error)) places.set(error, parts[part]!);
    last = error;
  });
  const result = rt.runValue(traced, activation);
  if (result.ok || result.error.code === "budget") return undefined;
  const node = places.get(last) ?? ast;
  return { node, offset: node.pos, ...positionIn(source, node.pos) };
}
