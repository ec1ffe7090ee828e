/** What an expression mentions, from its syntax tree. */
import { type Expr, parse } from "../../rules/lang/cel/index.ts";

export interface Mentions {
  /** Free identifiers. */
  names: Set<string>;
  /** `fact.<name>`. */
  facts: Set<string>;
  /** Dotted paths that start at `self`, `oldSelf` or `wrote`, optional selects included, as far as they are static. */
  paths: Set<string>;
}

/** What the expression mentions, or why it cannot be read. */
export function mentions(source: string): Mentions | { complaint: string } {
  const parsed = parse(source);
  if ("issues" in parsed) return { complaint: parsed.issues.map((issue) => issue.message).join("; ") };
  const found: Mentions = { names: new Set(), facts: new Set(), paths: new Set() };
  visit(parsed.ast, new Set(), found);
  return found;
}

function visit(expr: Expr, bound: ReadonlySet<string>, found: Mentions): void {
  const path = staticPath(expr);
  const root = path?.[0];
  if (path && root !== undefined && !bound.has(root)) {
    found.names.add(root);
    if (root === "fact" && path[1]) found.facts.add(path[1]);
    else found.paths.add(path.join("."));
    return;
  }
  switch (expr.kind) {
    case "const":
    case "ident":
      return;
    case "select":
      visit(expr.operand, bound, found);
      return;
    case "call":
      if (expr.target) visit(expr.target, bound, found);
      for (const arg of expr.args) visit(arg, bound, found);
      return;
    case "list":
      for (const element of expr.elements) visit(element, bound, found);
      return;
    case "map":
      for (const entry of expr.entries) {
        visit(entry.key, bound, found);
        visit(entry.value, bound, found);
      }
      return;
    case "struct":
      for (const field of expr.fields) visit(field.value, bound, found);
      return;
    case "comprehension": {
      visit(expr.iterRange, bound, found);
      const inner = new Set([...bound, expr.iterVar, expr.iterVar2 ?? "", expr.accuVar]);
      for (const part of [expr.accuInit, expr.loopCondition, expr.loopStep, expr.result])
        visit(part, inner, found);
    }
  }
}

/** `self.a.?b` → self, a, b; undefined for anything that is not a chain of selects from a name. */
export function staticPath(expr: Expr): string[] | undefined {
  if (expr.kind === "ident") return [expr.name];
  if (expr.kind === "select") {
    const below = staticPath(expr.operand);
    return below && [...below, expr.field];
  }
  if (expr.kind === "call" && expr.fn === "_?._" && expr.args.length === 2) {
    const below = staticPath(expr.args[0]!);
    const field = expr.args[1]!;
    return below && field.kind === "const" && field.constant.type === "string"
      ? [...below, field.constant.value]
      : undefined;
  }
  return undefined;
}
