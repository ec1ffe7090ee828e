/**
 * The object literals of mutating policies, `Object{spec: Object.spec{…}}` and `JSONPatch{op: …}`, as expressions that
 * the CEL kernel evaluates: each becomes a map that carries its type's name beside its fields.
 */
import type { CallExpr, Expr, MapEntry, StructExpr } from "../../../rules/lang/cel/ast.ts";
import { type CelIssue, type CelType, CelTypes, parse, print } from "../../../rules/lang/cel/index.ts";
import { isObject, type JsonObject, setField } from "../patch/json.ts";
import { objectType } from "./variables.ts";

/** The map key that holds the type's name; no field can be called so. */
const TYPE = "@type";

type ObjectType = CelType & { kind: "object" };

export interface Literals {
  /** The types of the literals in it. */
  types: { [name: string]: ObjectType };
  /** What is evaluated: literals as maps. */
  evaluated: string;
  issues?: undefined;
}

const { string, dyn } = CelTypes;
const JSON_PATCH_TYPE = objectType("JSONPatch", { op: string, path: string, from: string, value: dyn });

/** What Kubernetes calls the type of a field that `JSONPatch` does not have. */
const NAMELESS = objectType("", {});

/** Prepares an expression with object literals. Any field of an `Object` is fine: the kind is not known yet. */
export function readLiterals(source: string): Literals | { issues: readonly CelIssue[] } {
  const parsed = parse(source);
  if ("issues" in parsed) return { issues: parsed.issues };
  const types: Literals["types"] = { JSONPatch: JSON_PATCH_TYPE, Object: objectType("Object", {}) };
  const asMaps = transform(parsed.ast, (expr) => {
    if (expr.kind !== "struct" || !isLiteral(expr.name)) return expr;
    const free = expr.name === "JSONPatch" ? NAMELESS : dyn;
    const fields = Object.fromEntries(expr.fields.map(({ name }) => [name, free]));
    types[expr.name] = objectType(expr.name, { ...fields, ...fieldTypes(types[expr.name]) });
    return asMap(expr);
  });
  return { types, evaluated: print(asMaps) };
}

const isLiteral = (name: string) => name === "JSONPatch" || name === "Object" || name.startsWith("Object.");

const fieldTypes = (type: ObjectType | undefined): { [field: string]: CelType } =>
  Object.fromEntries(Object.entries(type?.fields ?? {}).map(([name, field]) => [name, field.type]));

/** The tree with every node replaced, innermost first. Unchanged trees come back as they are. */
function transform(expr: Expr, replace: (expr: Expr) => Expr): Expr {
  const go = (inner: Expr) => transform(inner, replace);
  // A macro is printed as it was written, so its expansion can stay.
  if (expr.macro !== undefined) {
    const macro = inCall(expr.macro, go);
    return macro === expr.macro ? expr : { ...expr, macro };
  }
  switch (expr.kind) {
    case "const":
    case "ident":
    case "comprehension":
      return replace(expr);
    case "select": {
      const operand = go(expr.operand);
      return replace(operand === expr.operand ? expr : { ...expr, operand });
    }
    case "call":
      return replace(inCall(expr, go));
    case "list": {
      const elements = mapped(expr.elements, go);
      return replace(elements === expr.elements ? expr : { ...expr, elements });
    }
    case "map": {
      const entries = mapped(expr.entries, (entry) => inEntry(entry, go));
      return replace(entries === expr.entries ? expr : { ...expr, entries });
    }
    case "struct": {
      const fields = mapped(expr.fields, (field) => {
        const value = go(field.value);
        return value === field.value ? field : { ...field, value };
      });
      return replace(fields === expr.fields ? expr : { ...expr, fields });
    }
  }
}

/** `list.map(change)`, or the very list where nothing changed. */
function mapped<T>(list: readonly T[], change: (item: T) => T): readonly T[] {
  const next = list.map(change);
  return next.every((item, i) => item === list[i]) ? list : next;
}

function inCall(expr: CallExpr, go: (inner: Expr) => Expr): CallExpr {
  const args = mapped(expr.args, go);
  const target = expr.target === undefined ? undefined : go(expr.target);
  if (args === expr.args && target === expr.target) return expr;
  return { ...expr, args, ...(target === undefined ? {} : { target }) };
}

function inEntry(entry: MapEntry, go: (inner: Expr) => Expr): MapEntry {
  const [key, value] = [go(entry.key), go(entry.value)];
  return key === entry.key && value === entry.value ? entry : { ...entry, key, value };
}

function asMap({ name, pos, fields }: StructExpr): Expr {
  const literal = (value: string, at: number): Expr => ({
    kind: "const",
    pos: at,
    constant: { type: "string", value },
  });
  const loose = (value: Expr): Expr => ({ kind: "call", pos: value.pos, fn: "dyn", args: [value] });
  const entries: MapEntry[] = fields.map((field) => ({
    key: literal(field.name, field.pos),
    value: field.optional ? field.value : loose(field.value),
    optional: field.optional,
  }));
  return {
    kind: "map",
    pos,
    entries: [{ key: literal(TYPE, pos), value: loose(literal(name, pos)), optional: false }, ...entries],
  };
}

// --- results -----------------------------------------------------------------------------------------------------

export type Literal = { value: JsonObject; error?: undefined } | { value?: undefined; error: string };

/** The JSON that an `Object{…}` stands for, once its type names agree with the fields they sit in. */
export function objectLiteral(result: unknown): Literal {
  if (!isObject(result) || result[TYPE] !== "Object")
    return { error: `unsupported return type from ApplyConfiguration expression: ${typeText(result)}` };
  const wrong = misplaced(result, "Object");
  if (wrong !== undefined) return { error: `type mismatch: ${wrong}` };
  return { value: strip(result, Number) as JsonObject };
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
    const { value } = item;
    const wrong = isObject(value) && typeof value[TYPE] === "string" && misplaced(value, value[TYPE]);
    if (wrong) return { error: `type mismatch: ${wrong}` };
    operations.push({ op: "", path: "", ...(strip(item, jsonInteger) as JsonObject) });
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

/** Plain JSON without the type names; `integer` says what becomes of one that is a bigint. */
function strip(value: unknown, integer: (value: bigint) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => strip(item, integer));
  if (typeof value === "bigint") return integer(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (!isObject(value)) return value;
  if (typeof value.toJSON === "function") return value.toJSON();
  const plain: JsonObject = {};
  for (const key of Object.keys(value)) if (key !== TYPE) setField(plain, key, strip(value[key], integer));
  return plain;
}

/** CEL's integers as JSON: a text where a double could not hold it. */
const jsonInteger = (value: bigint): number | string =>
  value >= -MAX_EXACT && value <= MAX_EXACT ? Number(value) : String(value);

const MAX_EXACT = BigInt(Number.MAX_SAFE_INTEGER);

function typeText(value: unknown): string {
  if (value === null) return "null_type";
  if (Array.isArray(value)) return "list";
  if (isObject(value)) return typeof value[TYPE] === "string" ? value[TYPE] : "map";
  return typeof value === "boolean" ? "bool" : typeof value === "number" ? "int" : typeof value;
}
