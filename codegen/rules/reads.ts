/** What an expression mentions, from its syntax tree. */
import type { Expr } from "../../rules/lang/cel/index.ts";
import { rememberingTexts } from "../remembering.ts";
import { parsed } from "./parsed.ts";

/** One thing that an expression reads: a variable, and the names and constant keys below it. */
export interface Read {
  path: readonly string[];
  /** Where nothing but its presence is asked, or members of it under keys that are computed; else its value. */
  only?: "presence" | "members";
}

export interface Mentions {
  /** Free identifiers. */
  names: ReadonlySet<string>;
  /** `fact.<name>`. */
  facts: ReadonlySet<string>;
  /** `feature.<name>`. */
  features: ReadonlySet<string>;
  /** Dotted paths that start at another name, optional selects included, as far as they are static. */
  paths: ReadonlySet<string>;
  /** All that is read, facts among it. */
  reads: readonly Read[];
}

/** What the expression mentions, or why it cannot be read. */
export const mentions = rememberingTexts((source): Mentions | { complaint: string } => {
  const read = parsed(source);
  if ("issues" in read) return { complaint: read.issues.map((issue) => issue.message).join("; ") };
  const found = {
    names: new Set<string>(),
    facts: new Set<string>(),
    features: new Set<string>(),
    paths: new Set<string>(),
    reads: [] as Read[],
  };
  visit(read.ast, new Set(), found);
  return found;
});

type Found = { [part in keyof Mentions]: Mentions[part] extends ReadonlySet<string> ? Set<string> : Read[] };

/** What stands for a type, as in `type(self) == string`. */
const TYPE_NAMES = new Set([
  "bool",
  "bytes",
  "double",
  "int",
  "list",
  "map",
  "null_type",
  "string",
  "type",
  "uint",
]);

function visit(expr: Expr, bound: ReadonlySet<string>, found: Found, only?: Read["only"]): void {
  const keyed = keyedPath(expr);
  const root = keyed?.names[0];
  if (keyed && root !== undefined && !bound.has(root)) {
    if (TYPE_NAMES.has(root)) return;
    const { names, keys } = keyed;
    const asked = expr.kind === "select" && expr.testOnly ? "presence" : only;
    found.reads.push({ path: [...names, ...keys], ...(asked ? { only: asked } : {}) });
    found.names.add(root);
    if (root === "fact" && names[1]) found.facts.add(names[1]);
    else if (root === "feature" && names[1]) found.features.add(names[1]);
    else found.paths.add(names.join("."));
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
      for (const [i, arg] of expr.args.entries())
        visit(arg, bound, found, MEMBERS_OF[expr.fn] === i ? "members" : undefined);
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

/** Operators that look up a member of one of their arguments, and of which. */
const MEMBERS_OF: { readonly [operator: string]: number } = { "_[_]": 0, "_[?_]": 0, "@in": 1 };

/** `self.a.?b` → self, a, b; undefined for anything that is not a chain of selects from a name. */
export function staticPath(expr: Expr): string[] | undefined {
  const path = keyedPath(expr);
  return path && path.keys.length === 0 ? path.names : undefined;
}

/** `self.a.?b[?'k'].c` → names self, a, b and from the first constant key on k, c. */
function keyedPath(expr: Expr): { names: string[]; keys: string[] } | undefined {
  if (expr.kind === "ident") return { names: [expr.name], keys: [] };
  if (expr.kind === "select") return below(expr.operand, expr.field, false);
  if (expr.kind !== "call" || expr.args.length !== 2) return undefined;
  const [operand, step] = expr.args as [Expr, Expr];
  if (step.kind !== "const" || step.constant.type !== "string") return undefined;
  if (expr.fn === "_?._") return below(operand, step.constant.value, false);
  return expr.fn === "_[_]" || expr.fn === "_[?_]" ? below(operand, step.constant.value, true) : undefined;
}

function below(operand: Expr, step: string, isKey: boolean): ReturnType<typeof keyedPath> {
  const path = keyedPath(operand);
  if (!path) return undefined;
  const { names, keys } = path;
  return isKey || keys.length > 0 ? { names, keys: [...keys, step] } : { names: [...names, step], keys };
}
