/**
 * Guards over situations. A guard's comparisons become axes of their own (a field compared with constants has those
 * values, "something else", and absence; a field compared with numbers has the numbers and the gaps between), and all
 * else becomes a free yes-or-no. So a table can be asked about every situation without an object at hand.
 */
import { type Expr, print } from "../../rules/lang/cel/index.ts";
import { parsed } from "./parsed.ts";
import { staticPath } from "./reads.ts";

export const NONE = "(none)";
export const OTHER = "(other)";

/** One situation: field path → value (or `NONE`, `OTHER`), and free condition → whether it holds. */
export interface Situation {
  fields: { [path: string]: string | number };
  conditions: { [text: string]: boolean };
}

/** What guards compare: path → constants; and the texts of the free conditions. */
export interface Vocabulary {
  fields: Map<string, Set<string | number>>;
  conditions: Set<string>;
}

export type Truth = true | false | "error";

/** Adds what a guard compares to the vocabulary. */
export function learn(guard: string, vocabulary: Vocabulary): void {
  const read = parsed(guard);
  if (!("issues" in read)) learnExpr(read.ast, vocabulary);
}

function learnExpr(expr: Expr, vocabulary: Vocabulary): void {
  const connective = asConnective(expr);
  if (connective) {
    for (const operand of connective.operands) learnExpr(operand, vocabulary);
    return;
  }
  const atom = asAtom(expr);
  switch (atom.kind) {
    case "constant":
      return;
    case "presence":
    case "comparison": {
      const values = vocabulary.fields.get(atom.path) ?? new Set();
      if (atom.kind === "comparison") values.add(atom.value);
      vocabulary.fields.set(atom.path, values);
      return;
    }
    case "free":
      vocabulary.conditions.add(atom.text);
  }
}

/** The guard's verdict in a situation; "error" where CEL could not evaluate it. */
export function holds(guard: string | undefined, situation: Situation): Truth {
  if (guard === undefined) return true;
  const read = parsed(guard);
  return "issues" in read ? "error" : truth(read.ast, situation);
}

function truth(expr: Expr, situation: Situation): Truth {
  const connective = asConnective(expr);
  if (connective) {
    const values = connective.operands.map((operand) => truth(operand, situation));
    if (connective.kind === "not") return values[0] === "error" ? "error" : !values[0];
    const decisive = connective.kind === "or";
    if (values.includes(decisive)) return decisive;
    return values.includes("error") ? "error" : !decisive;
  }
  const atom = asAtom(expr);
  switch (atom.kind) {
    case "constant":
      return atom.value;
    case "free":
      return situation.conditions[atom.text] ?? false;
    case "presence":
      return parentIsThere(atom.path, situation) ? situation.fields[atom.path] !== NONE : "error";
    case "comparison": {
      const value = situation.fields[atom.path];
      return value === undefined || value === NONE ? "error" : compare(value, atom.operator, atom.value);
    }
  }
}

/** A node is there when the situation says so, or when some field below it has a value. */
function parentIsThere(path: string, situation: Situation): boolean {
  const parent = path.slice(0, Math.max(0, path.lastIndexOf(".")));
  if (parent === "") return true;
  const said = situation.fields[parent];
  if (said !== undefined) return said !== NONE;
  return Object.entries(situation.fields).some(
    ([other, value]) => other.startsWith(`${parent}.`) && value !== NONE,
  );
}

function compare(value: string | number, operator: Operator, constant: string | number): boolean {
  switch (operator) {
    case "==":
      return value === constant;
    case "!=":
      return value !== constant;
    case "<":
      return value < constant;
    case "<=":
      return value <= constant;
    case ">":
      return value > constant;
    case ">=":
      return value >= constant;
  }
}

type Operator = "==" | "!=" | "<" | "<=" | ">" | ">=";

const CONNECTIVES: { [fn: string]: "and" | "or" | "not" } = { "_&&_": "and", "_||_": "or", "!_": "not" };

function asConnective(expr: Expr): { kind: "and" | "or" | "not"; operands: readonly Expr[] } | undefined {
  const kind = expr.kind === "call" ? CONNECTIVES[expr.fn] : undefined;
  return kind && expr.kind === "call" ? { kind, operands: expr.args } : undefined;
}

type Atom =
  | { kind: "constant"; value: boolean }
  | { kind: "presence"; path: string }
  | { kind: "comparison"; path: string; operator: Operator; value: string | number }
  | { kind: "free"; text: string };

const MIRRORED: Record<Operator, Operator> = {
  "==": "==",
  "!=": "!=",
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
};

function asAtom(expr: Expr): Atom {
  if (expr.kind === "const" && expr.constant.type === "bool")
    return { kind: "constant", value: expr.constant.value };
  if (expr.kind === "select" && expr.testOnly) {
    const below = selfPath(expr.operand);
    if (below !== undefined) return { kind: "presence", path: [below, expr.field].filter(Boolean).join(".") };
  }
  if (expr.kind === "call" && expr.args.length === 2) {
    const operator = expr.fn.slice(1, -1) as Operator;
    const [left, right] = expr.args as [Expr, Expr];
    if (Object.hasOwn(MIRRORED, operator)) {
      const direct = compared(left, right);
      if (direct) return { kind: "comparison", ...direct, operator };
      const mirrored = compared(right, left);
      if (mirrored) return { kind: "comparison", ...mirrored, operator: MIRRORED[operator] };
    }
  }
  return { kind: "free", text: print(expr) };
}

function compared(side: Expr, other: Expr): { path: string; value: string | number } | undefined {
  const path = selfPath(side);
  if (!path || other.kind !== "const") return undefined;
  if (other.constant.type === "string") return { path, value: other.constant.value };
  if (other.constant.type === "int") return { path, value: Number(other.constant.value) };
  return undefined;
}

function selfPath(expr: Expr): string | undefined {
  const path = staticPath(expr);
  return path?.[0] === "self" ? path.slice(1).join(".") : undefined;
}
