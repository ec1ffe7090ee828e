/** The texts of a compiled expression: JavaScript modules without a name, that yield functions to evaluate it. */

import type { Expr } from "./ast.ts";
import type { Checked } from "./check.ts";
import type { Environment } from "./environment.ts";
import { Generator } from "./generator.ts";
import { type Shared, shared, wrapped } from "./pieces.ts";

/** Source of an expression that yields the function `(v, rt) => value` of a checked tree. */
export function generate(ast: Expr, checked: Checked, env: Environment): string {
  return both(ast, checked, env, shared());
}

/** Likewise, with each part that may fail written `rt.from(number, part)`, for `interpret`; the number is its place in `parts`. */
export function generateTraced(
  ast: Expr,
  checked: Checked,
  env: Environment,
): { text: string; parts: Expr[] } {
  const parts: Expr[] = [];
  return { text: both(ast, checked, env, { ...shared(), parts }), parts };
}

function both(ast: Expr, checked: Checked, env: Environment, own: Shared): string {
  const plain = new Generator(checked, env, own, "throw");
  const lines = [`const run = ${plain.evaluator(ast)};`];
  if (plain.couldAbsorb) {
    const absorbing = new Generator(checked, env, own, "absorb");
    lines.push(`run.absorbing = ${absorbing.evaluator(ast)};`);
  }
  return wrapped(own, lines);
}

/** Likewise of the function that is run after an error, where none could have been absorbed: it knows the exact cost. */
export function generateAbsorbing(ast: Expr, checked: Checked, env: Environment): string {
  const own = shared();
  const absorbing = new Generator(checked, env, own, "absorb");
  return wrapped(own, [`const run = ${absorbing.evaluator(ast)};`]);
}
