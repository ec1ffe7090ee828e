/**
 * The object literals of mutating policies, `Object{spec: Object.spec{…}}` and `JSONPatch{op: …}`, as expressions that
 * the CEL kernel evaluates: each becomes a map that carries its type's name beside its fields.
 */
import type { CallExpr, Expr, MapEntry, StructExpr } from "../../../rules/lang/cel/ast.ts";
import { type CelIssue, parse, print } from "../../../rules/lang/cel/index.ts";
import { issueAt } from "../../../rules/lang/cel/issues.ts";
import { isObject, type JsonObject, setField } from "../patch/json.ts";

/** The map key that holds the type's name; no field can be called so. */
const TYPE = "@type";
const PATCH_FIELDS = new Set(["op", "path", "from", "value"]);

export type Rewritten =
  | { source: string; issues?: undefined }
  | { source?: undefined; issues: readonly CelIssue[] };

/** The expression with its literals as maps and `jsonpatch.escapeKey` spelt out. */
export function rewriteLiterals(source: string): Rewritten {
  const parsed = parse(source);
  if ("issues" in parsed) return { issues: parsed.issues };
  const issues: CelIssue[] = [];
  const rewritten = print(rewrite(parsed.ast, (pos, message) => issues.push(issueAt(source, pos, message))));
  return issues.length > 0 ? { issues } : { source: rewritten };
}

type Complain = (pos: number, message: string) => void;

function rewrite(expr: Expr, complain: Complain): Expr {
  const go = (inner: Expr) => rewrite(inner, complain);
  // A macro is printed as it was written, so its expansion can stay.
  if (expr.macro !== undefined) return { ...expr, macro: call(expr.macro, go) };
  switch (expr.kind) {
    case "const":
    case "ident":
    case "comprehension":
      return expr;
    case "select":
      return { ...expr, operand: go(expr.operand) };
    case "call":
      return isEscapeKey(expr) ? escapeKey(expr, go) : call(expr, go);
    case "list":
      return { ...expr, elements: expr.elements.map(go) };
    case "map":
      return {
        ...expr,
        entries: expr.entries.map((entry) => ({ ...entry, key: go(entry.key), value: go(entry.value) })),
      };
    case "struct":
      return literal(expr, go, complain);
  }
}

const call = (expr: CallExpr, go: (inner: Expr) => Expr): CallExpr => ({
  ...expr,
  args: expr.args.map(go),
  ...(expr.target === undefined ? {} : { target: go(expr.target) }),
});

function literal(expr: StructExpr, go: (inner: Expr) => Expr, complain: Complain): Expr {
  const { name, pos } = expr;
  const isPatch = name === "JSONPatch";
  if (!isPatch && name !== "Object" && !name.startsWith("Object."))
    return { ...expr, fields: expr.fields.map((field) => ({ ...field, value: go(field.value) })) };
  const text = (value: string, at: number): Expr => ({
    kind: "const",
    pos: at,
    constant: { type: "string", value },
  });
  const dyn = (value: Expr): Expr => ({ kind: "call", pos: value.pos, fn: "dyn", args: [value] });
  const entries: MapEntry[] = [{ key: text(TYPE, pos), value: dyn(text(name, pos)), optional: false }];
  for (const field of expr.fields) {
    if (isPatch && !PATCH_FIELDS.has(field.name)) complain(field.pos, `undefined field '${field.name}'`);
    const value = go(field.value);
    entries.push({
      key: text(field.name, field.pos),
      value: field.optional ? value : dyn(value),
      optional: field.optional,
    });
  }
  return { kind: "map", pos, entries };
}

const isEscapeKey = (expr: CallExpr) =>
  expr.fn === "escapeKey" &&
  expr.target?.kind === "ident" &&
  expr.target.name === "jsonpatch" &&
  expr.args.length === 1;

function escapeKey(expr: CallExpr, go: (inner: Expr) => Expr): Expr {
  const replace = (target: Expr, from: string, to: string): CallExpr => ({
    kind: "call",
    pos: expr.pos,
    fn: "replace",
    target,
    args: [from, to].map((value) => ({ kind: "const", pos: expr.pos, constant: { type: "string", value } })),
  });
  return replace(replace(go(expr.args[0] as Expr), "~", "~0"), "/", "~1");
}

// --- results -----------------------------------------------------------------------------------------------------

export type Literal = { value: JsonObject; error?: undefined } | { value?: undefined; error: string };

/** The JSON that an `Object{…}` stands for, once its type names agree with the fields they sit in. */
export function objectLiteral(result: unknown): Literal {
  if (!isObject(result) || result[TYPE] !== "Object")
    return { error: `unsupported return type from ApplyConfiguration expression: ${typeText(result)}` };
  const wrong = misplaced(result, "Object");
  if (wrong !== undefined) return { error: `type mismatch: ${wrong}` };
  return { value: strip(result) as JsonObject };
}

export type Operations = { value: JsonObject[]; error?: undefined } | { value?: undefined; error: string };

/** The operations that a list of `JSONPatch{…}` stands for. */
export function patchLiterals(result: unknown): Operations {
  if (!Array.isArray(result))
    return { error: "type mismatch: JSONPatchType.expression should evaluate to array" };
  const operations: JsonObject[] = [];
  for (const item of result) {
    if (!isObject(item) || item[TYPE] !== "JSONPatch")
      return {
        error: `type mismatch: JSONPatchType.expression should evaluate to array of JSONPatch, got element of ${typeText(item)}`,
      };
    operations.push(strip(item) as JsonObject);
  }
  return { value: operations };
}

function misplaced(value: unknown, path: string): string | undefined {
  if (Array.isArray(value)) return first(value, (item) => misplaced(item, path));
  if (!isObject(value)) return undefined;
  const name = value[TYPE];
  if (typeof name === "string" && name !== path)
    return `unexpected type name ${JSON.stringify(name)}, expected ${JSON.stringify(path)}, which matches field name path from root Object type`;
  return first(Object.keys(value), (key) => misplaced(value[key], `${path}.${key}`));
}

function first<T>(items: readonly T[], find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Plain JSON without the type names. */
function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip);
  if (typeof value === "bigint") return Number(value);
  if (!isObject(value)) return value;
  if (typeof value.toJSON === "function") return value.toJSON();
  const plain: JsonObject = {};
  for (const key of Object.keys(value)) if (key !== TYPE) setField(plain, key, strip(value[key]));
  return plain;
}

function typeText(value: unknown): string {
  if (value === null) return "null_type";
  if (Array.isArray(value)) return "list";
  if (isObject(value)) return typeof value[TYPE] === "string" ? value[TYPE] : "map";
  return typeof value === "boolean" ? "bool" : typeof value === "number" ? "int" : typeof value;
}
