/** Syntax trees back to text, and the renaming of free identifiers. */

import type { CallExpr, Constant, Expr } from "./ast.ts";
import { parse } from "./parser.ts";

const BINARY: Readonly<Record<string, { symbol: string; level: number }>> = {
  "_||_": { symbol: "||", level: 1 },
  "_&&_": { symbol: "&&", level: 2 },
  "_<_": { symbol: "<", level: 3 },
  "_<=_": { symbol: "<=", level: 3 },
  "_>_": { symbol: ">", level: 3 },
  "_>=_": { symbol: ">=", level: 3 },
  "_==_": { symbol: "==", level: 3 },
  "_!=_": { symbol: "!=", level: 3 },
  "@in": { symbol: "in", level: 3 },
  "_+_": { symbol: "+", level: 4 },
  "_-_": { symbol: "-", level: 4 },
  "_*_": { symbol: "*", level: 5 },
  "_/_": { symbol: "/", level: 5 },
  "_%_": { symbol: "%", level: 5 },
};
const UNARY_LEVEL = 6;
const MEMBER_LEVEL = 7;

/** Text that parses to the same tree (positions aside); macros come back as macro calls. */
export function print(ast: Expr): string {
  return text(ast, 0);
}

function text(expr: Expr, level: number): string {
  const [own, ownLevel] = spell(expr);
  return ownLevel < level ? `(${own})` : own;
}

/** The spelling of an expression and how tightly it holds together. */
function spell(expr: Expr): [string, number] {
  if (expr.macro) {
    const { target, fn, args } = expr.macro;
    const list = args.map((arg) => text(arg, 0)).join(", ");
    return [target ? `${text(target, MEMBER_LEVEL)}.${fn}(${list})` : `${fn}(${list})`, MEMBER_LEVEL];
  }
  switch (expr.kind) {
    case "const":
      return constant(expr.constant);
    case "ident":
      return [expr.name, MEMBER_LEVEL];
    case "select": {
      const selected = `${text(expr.operand, MEMBER_LEVEL)}.${expr.field}`;
      return [expr.testOnly ? `has(${selected})` : selected, MEMBER_LEVEL];
    }
    case "call":
      return spellCall(expr.fn, expr.target, expr.args);
    case "list": {
      const items = expr.elements.map((e, i) => (expr.optional.has(i) ? "?" : "") + text(e, 0));
      return [`[${items.join(", ")}]`, MEMBER_LEVEL];
    }
    case "map": {
      const items = expr.entries.map((e) => `${e.optional ? "?" : ""}${text(e.key, 0)}: ${text(e.value, 0)}`);
      return [`{${items.join(", ")}}`, MEMBER_LEVEL];
    }
    case "struct": {
      const items = expr.fields.map((f) => `${f.optional ? "?" : ""}${f.name}: ${text(f.value, 0)}`);
      return [`${expr.name}{${items.join(", ")}}`, MEMBER_LEVEL];
    }
    case "comprehension":
      // Only a bind without its macro gets here, and binds never stand outside the macro that made them.
      return [text(expr.result, MEMBER_LEVEL), MEMBER_LEVEL];
  }
}

function spellCall(fn: string, target: Expr | undefined, args: readonly Expr[]): [string, number] {
  const at = (i: number, level: number): string => text(args[i]!, level);
  const binary = Object.hasOwn(BINARY, fn) ? BINARY[fn] : undefined;
  if (binary) {
    const { symbol, level } = binary;
    if (level > 2) return [`${at(0, level)} ${symbol} ${at(1, level + 1)}`, level];
    const inner = isBalanced(fn, args) ? level : level + 1;
    return [args.map((arg) => text(arg, isChain(arg, fn) ? inner : level + 1)).join(` ${symbol} `), level];
  }
  switch (fn) {
    case "_?_:_":
      return [`${at(0, 1)} ? ${at(1, 1)} : ${at(2, 0)}`, 0];
    case "!_":
      return [`!${at(0, MEMBER_LEVEL)}`, UNARY_LEVEL];
    case "-_":
      return [`-${isNumber(args[0]!) ? `(${at(0, 0)})` : at(0, MEMBER_LEVEL)}`, UNARY_LEVEL];
    case "_[_]":
      return [`${at(0, MEMBER_LEVEL)}[${at(1, 0)}]`, MEMBER_LEVEL];
    case "_[?_]":
      return [`${at(0, MEMBER_LEVEL)}[?${at(1, 0)}]`, MEMBER_LEVEL];
    case "_?._": {
      const field = args[1]!;
      const name =
        field.kind === "const" && field.constant.type === "string" ? field.constant.value : at(1, 0);
      return [`${at(0, MEMBER_LEVEL)}.?${name}`, MEMBER_LEVEL];
    }
  }
  const list = args.map((arg) => text(arg, 0)).join(", ");
  return [target ? `${text(target, MEMBER_LEVEL)}.${fn}(${list})` : `${fn}(${list})`, MEMBER_LEVEL];
}

const isChain = (expr: Expr, fn: string): expr is CallExpr =>
  expr.kind === "call" && expr.fn === fn && !expr.macro;

function operators(expr: Expr, fn: string): number {
  return isChain(expr, fn) ? 1 + operators(expr.args[0]!, fn) + operators(expr.args[1]!, fn) : 0;
}

/** Whether a chain of one logical operator has the shape the parser gives to one written without parentheses. */
function isBalanced(fn: string, args: readonly Expr[]): boolean {
  const [left, right] = [operators(args[0]!, fn), operators(args[1]!, fn)];
  const isHalf = left === Math.floor((left + right + 1) / 2);
  return isHalf && args.every((arg) => !isChain(arg, fn) || isBalanced(fn, arg.args));
}

const isNumber = (expr: Expr): boolean =>
  expr.kind === "const" && (expr.constant.type === "int" || expr.constant.type === "double");

function constant(value: Constant): [string, number] {
  switch (value.type) {
    case "null":
      return ["null", MEMBER_LEVEL];
    case "bool":
      return [String(value.value), MEMBER_LEVEL];
    case "int":
      return [String(value.value), MEMBER_LEVEL];
    case "uint":
      return [`${value.value}u`, MEMBER_LEVEL];
    case "double":
      return [doubleText(value.value), MEMBER_LEVEL];
    case "string":
      return [quote(value.value), MEMBER_LEVEL];
    case "bytes":
      return [
        `b"${[...value.value].map((b) => `\\x${b.toString(16).padStart(2, "0")}`).join("")}"`,
        MEMBER_LEVEL,
      ];
  }
}

function doubleText(value: number): string {
  if (Object.is(value, -0)) return "-0.0";
  const digits = String(value);
  return /[.e]/.test(digits) ? digits : `${digits}.0`;
}

const NAMED: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  '"': '\\"',
  "\\": "\\\\",
};

function quote(value: string): string {
  const body = value.replace(
    /["\\\p{Cc}]/gu,
    (c) => NAMED[c] ?? `\\x${c.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
  return `"${body}"`;
}

/**
 * The tree with each free identifier of `map` replaced by the expression text given for it. Loop variables shadow.
 * An entry whose text does not parse leaves its identifier as it is.
 */
export function rename(ast: Expr, map: { readonly [ident: string]: string }): Expr {
  const replacements = new Map<string, Expr>();
  for (const [name, source] of Object.entries(map)) {
    const parsed = parse(source);
    if ("ast" in parsed) replacements.set(name, parsed.ast);
  }
  const renamed = substitute(ast, replacements);
  const printed = parse(print(renamed));
  return "ast" in printed ? printed.ast : renamed;
}

type Replacements = ReadonlyMap<string, Expr>;

const MACRO_VARIABLES: Readonly<Record<string, number>> = {
  transformList: 2,
  transformMap: 2,
  transformMapEntry: 2,
};

/** Works on the macro form only: the caller prints the result and parses it again. */
function substitute(expr: Expr, map: Replacements): Expr {
  const inner = (part: Expr): Expr => substitute(part, map);
  if (expr.macro) {
    const { macro } = expr;
    const bound = boundNames(macro.fn, macro.args, macro.target !== undefined);
    const shadowed: Replacements = bound.length
      ? new Map([...map].filter(([name]) => !bound.includes(name)))
      : map;
    const args = macro.args.map((arg, i) => (i < bound.length ? arg : substitute(arg, shadowed)));
    return { ...macro, ...(macro.target && { target: inner(macro.target) }), args };
  }
  switch (expr.kind) {
    case "ident":
      return map.get(expr.name) ?? expr;
    case "select":
      return { ...expr, operand: inner(expr.operand) };
    case "call":
      return { ...expr, ...(expr.target && { target: inner(expr.target) }), args: expr.args.map(inner) };
    case "list":
      return { ...expr, elements: expr.elements.map(inner) };
    case "map":
      return {
        ...expr,
        entries: expr.entries.map((e) => ({ ...e, key: inner(e.key), value: inner(e.value) })),
      };
    case "struct":
      return { ...expr, fields: expr.fields.map((f) => ({ ...f, value: inner(f.value) })) };
    default:
      return expr;
  }
}

function boundNames(fn: string, args: readonly Expr[], isMember: boolean): string[] {
  if (!isMember) return [];
  const isQuantifier = fn === "all" || fn === "exists" || fn === "exists_one" || fn === "existsOne";
  const count = MACRO_VARIABLES[fn] ?? (isQuantifier && args.length === 3 ? 2 : 1);
  return args.slice(0, count).flatMap((arg) => (arg.kind === "ident" ? [arg.name] : []));
}
