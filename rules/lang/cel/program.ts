/** Compiling: parse, check, generate; and what a compiled expression can tell and do. */

import type { Expr } from "./ast.ts";
import { type Checked, check } from "./check.ts";
import type { Environment } from "./environment.ts";
import { generate } from "./generate.ts";
import type { CelIssue } from "./issues.ts";
import { parse } from "./parser.ts";
import { readsOf } from "./reads.ts";
import type { CelResult } from "./result.ts";
import rt, { type Budget, type Compiled } from "./runtime.ts";
import type { CelType } from "./types.ts";

export type { Environment } from "./environment.ts";
export type { CelErrorCode } from "./errors.ts";
export type { CelResult } from "./result.ts";
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
  /** The value for these variables, as plain data, or the error. Never throws. */
  evaluate(activation: { readonly [name: string]: unknown }, budget?: Budget): CelResult;
  /** As `evaluate`, with CEL's own value. @internal */
  evaluateValue(activation: { readonly [name: string]: unknown }, budget?: Budget): CelResult;
  /** Source of an expression yielding a function `(v, rt) => value`, to be run by `rt.run(fn, activation, budget?)`. */
  toJavaScript(): string;
}

/** The program of an expression, or what is wrong with it. */
export function compile(source: string, env: Environment): Program | { issues: CelIssue[] } {
  const parsed = parse(source);
  if ("issues" in parsed) return parsed;
  const outcome = check(source, parsed.ast, env);
  if ("issues" in outcome) return outcome;
  return program(source, parsed.ast, outcome.checked, env);
}

export function isProgram(compiled: Program | { issues: CelIssue[] }): compiled is Program {
  return !("issues" in compiled);
}

function program(source: string, ast: Expr, checked: Checked, env: Environment): Program {
  let text: string | undefined;
  let compiled: Compiled | undefined;
  const toJavaScript = (): string => {
    text ??= generate(ast, checked, env);
    return text;
  };
  // The source reaches the engine as generated code whose only free names are its parameters.
  const run = (): Compiled => {
    compiled ??= new Function(`"use strict"; return ${toJavaScript()};`)() as Compiled;
    return compiled;
  };
  return {
    source,
    type: checked.type,
    ast,
    checked,
    ...readsOf(ast, checked),
    toJavaScript,
    evaluate: (activation, budget) => rt.run(run(), activation, budget),
    evaluateValue: (activation, budget) => rt.runValue(run(), activation, budget),
  };
}
