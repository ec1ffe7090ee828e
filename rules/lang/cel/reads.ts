/** What an expression looks at. */

import { type Expr, qualifiedName } from "./ast.ts";

export interface Reads {
  readonly reads: readonly string[];
  readonly tested: readonly string[];
}

/** Static paths read and tested, sorted, from free identifiers only. */
export function readsOf(ast: Expr): Reads {
  const reads = new Set<string>();
  const tested = new Set<string>();
  collect(ast, new Set(), reads, tested);
  return { reads: [...reads].sort(), tested: [...tested].sort() };
}

function collect(expr: Expr, bound: ReadonlySet<string>, reads: Set<string>, tested: Set<string>): void {
  const visit = (part: Expr, names = bound): void => collect(part, names, reads, tested);
  const path = staticPath(expr);
  if (path !== undefined) {
    if (bound.has(path.text.split(".")[0]!)) return;
    reads.add(path.text);
    if (path.tested) tested.add(path.text);
    return;
  }
  switch (expr.kind) {
    case "const":
    case "ident":
      return;
    case "select":
      return visit(expr.operand);
    case "call":
      if (expr.target && !isNamespace(expr.target)) visit(expr.target);
      for (const arg of expr.args) visit(arg);
      return;
    case "list":
      for (const element of expr.elements) visit(element);
      return;
    case "map":
      for (const { key, value } of expr.entries) {
        visit(key);
        visit(value);
      }
      return;
    case "struct":
      for (const { value } of expr.fields) visit(value);
      return;
    case "comprehension": {
      visit(expr.iterRange);
      visit(expr.accuInit);
      const inner = new Set([...bound, expr.iterVar, expr.accuVar, expr.iterVar2 ?? expr.iterVar]);
      visit(expr.loopStep, inner);
      visit(expr.result, new Set([...bound, expr.accuVar]));
      return;
    }
  }
}

/** Prefixes of function names, which read nothing. */
const NAMESPACES = new Set(["optional", "sets", "strings", "format", "lists", "ip", "math", "cel"]);
const isNamespace = (expr: Expr): boolean => expr.kind === "ident" && NAMESPACES.has(expr.name);

function staticPath(expr: Expr): { text: string; tested: boolean } | undefined {
  if (expr.kind === "select" && expr.testOnly) {
    const operand = qualifiedName(expr.operand);
    return operand === undefined ? undefined : { text: `${operand}.${expr.field}`, tested: true };
  }
  const name = qualifiedName(expr);
  return name === undefined ? undefined : { text: name, tested: false };
}
