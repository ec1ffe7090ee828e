/** What an expression looks at. */

import { type Expr, partsOf } from "./ast.ts";
import type { Checked } from "./check.ts";

export interface Reads {
  readonly reads: readonly string[];
  readonly tested: readonly string[];
}

/** Static paths read and tested, sorted, from declared variables only. `a.?b` is a read and a test of `a.b`. */
export function readsOf(ast: Expr, checked: Checked): Reads {
  const reads = new Set<string>();
  const tested = new Set<string>();
  const visit = (expr: Expr): void => {
    const path = staticPath(expr, checked);
    if (path === undefined) {
      for (const part of evaluated(expr, checked)) visit(part);
      return;
    }
    reads.add(path.text);
    for (const text of path.tested) tested.add(text);
  };
  visit(ast);
  return { reads: [...reads].sort(), tested: [...tested].sort() };
}

interface Path {
  readonly text: string;
  readonly tested: readonly string[];
}

function staticPath(expr: Expr, checked: Checked): Path | undefined {
  const reference = checked.references.get(expr);
  if (reference) return reference.kind === "variable" ? { text: reference.name, tested: [] } : undefined;
  if (expr.kind === "select") return extended(expr.operand, expr.field, expr.testOnly, checked);
  if (expr.kind !== "call" || expr.fn !== "_?._") return undefined;
  const [operand, name] = expr.args;
  if (!operand || name?.kind !== "const") return undefined;
  return extended(operand, String(name.constant.value), true, checked);
}

function extended(operand: Expr, field: string, isTest: boolean, checked: Checked): Path | undefined {
  const path = staticPath(operand, checked);
  if (path === undefined) return undefined;
  const text = `${path.text}.${field}`;
  return { text, tested: isTest ? [...path.tested, text] : path.tested };
}

/** A function's name space is no part that is evaluated. */
const evaluated = (expr: Expr, checked: Checked): readonly Expr[] =>
  expr.kind === "call" ? (checked.calls.get(expr)?.args ?? expr.args) : partsOf(expr);
