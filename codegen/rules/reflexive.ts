/**
 * Conditions that hold wherever nothing changed: those of which no more is left than that things are equal to
 * themselves, once the object before is the object now.
 */
import { type Expr, parse, print, rename } from "../../rules/lang/cel/index.ts";
import { staticPath } from "./reads.ts";

type Formula =
  | { readonly kind: "always" }
  | { readonly kind: "atom"; readonly text: string }
  | { readonly kind: "not"; readonly of: Formula }
  | { readonly kind: "and" | "or"; readonly parts: readonly Formula[] };

const always: Formula = { kind: "always" };
const not = (of: Formula): Formula => ({ kind: "not", of });
const and = (...parts: Formula[]): Formula => ({ kind: "and", parts });
const or = (...parts: Formula[]): Formula => ({ kind: "or", parts });

/** Beyond that many free conditions nobody tries all of their answers. */
const MOST_ATOMS = 12;

/** Whether the condition holds where `oldSelf` is `self` and `oldRoot` is `root`, whatever else it asks. */
export function holdsUnchanged(condition: string, anchor: string): boolean {
  const parsed = parse(condition);
  if ("issues" in parsed) return false;
  const root = anchor === "" ? "self" : "root";
  const items = anchor.endsWith("[]") ? `root.${anchor.slice(0, -2)}` : undefined;
  return isTautology(formula(rename(parsed.ast, { oldSelf: "self", oldRoot: root, root }), items));
}

function isTautology(asked: Formula): boolean {
  const atoms = [...new Set(atomsOf(asked))];
  if (atoms.length > MOST_ATOMS) return false;
  for (let answers = 0; answers < 1 << atoms.length; answers++)
    if (!truth(asked, (atom) => (answers & (1 << atoms.indexOf(atom))) !== 0)) return false;
  return true;
}

function atomsOf(asked: Formula): string[] {
  switch (asked.kind) {
    case "always":
      return [];
    case "atom":
      return [asked.text];
    case "not":
      return atomsOf(asked.of);
    case "and":
    case "or":
      return asked.parts.flatMap(atomsOf);
  }
}

function truth(asked: Formula, answer: (atom: string) => boolean): boolean {
  switch (asked.kind) {
    case "always":
      return true;
    case "atom":
      return answer(asked.text);
    case "not":
      return !truth(asked.of, answer);
    case "and":
      return asked.parts.every((part) => truth(part, answer));
    case "or":
      return asked.parts.some((part) => truth(part, answer));
  }
}

/** `items` is the list that `self` is an item of. */
function formula(expr: Expr, items?: string): Formula {
  const inner = (part: Expr): Formula => formula(part, items);
  if (expr.kind === "const" && expr.constant.type === "bool")
    return expr.constant.value ? always : not(always);
  if (expr.kind === "select" && expr.testOnly)
    return isThere([...(staticPath(expr.operand) ?? [print(expr.operand)]), expr.field]);
  if (expr.kind === "comprehension") return quantified(expr, items);
  if (expr.kind !== "call") return { kind: "atom", text: text(expr) };
  const [first, second, third] = expr.args as [Expr, Expr, Expr];
  switch (expr.fn) {
    case "!_":
      return not(inner(first));
    case "_&&_":
      return and(inner(first), inner(second));
    case "_||_":
      return or(inner(first), inner(second));
    case "_?_:_":
      return or(and(inner(first), inner(second)), and(not(inner(first)), inner(third)));
    case "_==_":
      return compared("==", first, second);
    case "_!=_":
      return not(compared("==", first, second));
    case "_<=_":
    case "_>=_":
      return compared(expr.fn.slice(1, -1), first, second);
    case "hasValue": {
      const path = expr.target && staticPath(expr.target);
      return path ? isThere(path) : { kind: "atom", text: text(expr) };
    }
    default:
      return { kind: "atom", text: text(expr) };
  }
}

/** What always holds holds of all, and what holds of the node itself is true of some item of its list. */
function quantified(expr: Expr & { kind: "comprehension" }, items: string | undefined): Formula {
  const free: Formula = { kind: "atom", text: text(expr) };
  const { form, filter, iterVar, iterVar2, iterRange } = expr;
  if (!filter || iterVar2 !== undefined) return free;
  if (form === "all") return isTautology(formula(filter, items)) ? always : free;
  const isItsList = items !== undefined && [items, `${items} or []`].includes(text(iterRange));
  return form === "exists" && isItsList
    ? or(formula(rename(filter, { [iterVar]: "self" }), items), free)
    : free;
}

const compared = (operator: string, one: Expr, other: Expr): Formula =>
  text(one) === text(other) ? always : { kind: "atom", text: `${text(one)} ${operator} ${text(other)}` };

/** A path is there when every step of it is. */
const isThere = (path: readonly string[]): Formula =>
  and(
    ...path
      .slice(1)
      .map((_, i): Formula => ({ kind: "atom", text: `has(${path.slice(0, i + 2).join(".")})` })),
  );

/** What an expression says, the same for both ways to spell a field with what stands for its absence. */
function text(expr: Expr): string {
  if (expr.kind !== "call") return print(expr);
  if (expr.fn === "orValue" && expr.target) {
    const path = staticPath(expr.target);
    if (path) return `${path.join(".")} or ${print(expr.args[0]!)}`;
  }
  if (expr.fn === "_?_:_") {
    const [test, then, otherwise] = expr.args as [Expr, Expr, Expr];
    const path = staticPath(then);
    if (path && alike(formula(test), isThere(path))) return `${path.join(".")} or ${print(otherwise)}`;
  }
  return print(expr);
}

const alike = (one: Formula, other: Formula): boolean =>
  isTautology(or(and(one, other), and(not(one), not(other))));
