/** The parts of a syntax tree from what was read, and what is wrong with them although the grammar allows it. */

import type { CallExpr, Expr, MapEntry, StructField } from "./ast.ts";
import { RESERVED_WORDS } from "./escape.ts";
import { type ParseProblem, problem } from "./issues.ts";
import { literal, type Token } from "./lexer.ts";
import { expandMacro } from "./macros.ts";
import { isAtLeast, SYNTAX } from "./versions.ts";

/** `_<_` and so on by the operator's token. */
export const BINARY: Readonly<Record<string, string>> = {
  "'<'": "_<_",
  "'<='": "_<=_",
  "'>'": "_>_",
  "'>='": "_>=_",
  "'=='": "_==_",
  "'!='": "_!=_",
  "'in'": "@in",
  "'+'": "_+_",
  "'-'": "_-_",
  "'*'": "_*_",
  "'/'": "_/_",
  "'%'": "_%_",
};

export class Builder {
  readonly problems: ParseProblem[] = [];
  readonly #compat: string;

  constructor(compat: string) {
    this.#compat = compat;
  }

  /** Reports, and stands in for what cannot be built. */
  wrong(pos: number, message: string): Expr {
    this.problems.push(problem(pos, message));
    return nothing(pos);
  }

  literal(token: Token, sign?: Token): Expr {
    const pos = (sign ?? token).pos;
    const constant = literal(token, sign !== undefined);
    return typeof constant === "string" ? this.wrong(pos, constant) : { kind: "const", pos, constant };
  }

  ident(id: Token, dot: Token | undefined): Expr {
    if (RESERVED_WORDS.has(id.text)) return this.wrong((dot ?? id).pos, `reserved identifier: ${id.text}`);
    return { kind: "ident", pos: id.pos, name: dot ? `.${id.text}` : id.text };
  }

  call(id: Token, dot: Token | undefined, open: Token, args: readonly Expr[]): Expr {
    if (RESERVED_WORDS.has(id.text)) return this.wrong((dot ?? id).pos, `reserved identifier: ${id.text}`);
    return this.#expanded({ kind: "call", pos: open.pos, fn: dot ? `.${id.text}` : id.text, args });
  }

  method(target: Expr, id: Token, open: Token, args: readonly Expr[]): Expr {
    return this.#expanded({ kind: "call", pos: open.pos, fn: id.text, target, args });
  }

  #expanded(call: CallExpr): Expr {
    const expanded = expandMacro(call, this.#compat);
    return "kind" in expanded ? expanded : this.wrong(expanded.pos!, expanded.message);
  }

  /** @param start where the name begins, with what was passed over before it */
  select(operand: Expr, dot: Token, isOptional: boolean, id: Token, start = id.pos): Expr {
    const field = this.name(id, start) ?? "";
    if (isOptional) this.optional(dot, ".?");
    if (!isOptional) return { kind: "select", pos: dot.pos, operand, field, testOnly: false };
    const name: Expr = { kind: "const", pos: id.pos, constant: { type: "string", value: field } };
    return { kind: "call", pos: dot.pos, fn: "_?._", args: [operand, name] };
  }

  index(operand: Expr, open: Token, isOptional: boolean, index: Expr): Expr {
    if (isOptional) this.optional(open, "[?");
    return call(open, isOptional ? "_[?_]" : "_[_]", operand, index);
  }

  /** Whether the version has optional syntax; reports it where it has not. */
  optional(at: Token, written: ".?" | "[?" | "?"): boolean {
    if (isAtLeast(this.#compat, SYNTAX.optional)) return true;
    this.wrong(at.pos, `unsupported syntax '${written}'`);
    return false;
  }

  /** The name of a field; none in backticks, which Kubernetes does not allow. */
  name(id: Token, pos: number): string | undefined {
    if (id.kind !== "ESC_IDENTIFIER") return id.text;
    this.wrong(pos, "unsupported syntax: '`'");
    return undefined;
  }
}

export const nothing = (pos: number): Expr => ({
  kind: "const",
  pos,
  constant: { type: "null", value: null },
});

/** `!` and `-`: an even number of them is none. */
export function unary(fn: "!_" | "-_", operators: readonly Token[], operand: Expr): Expr {
  return operators.length % 2 === 0 ? operand : { kind: "call", pos: operators[0]!.pos, fn, args: [operand] };
}

export function call(op: Token, fn: string, ...args: Expr[]): Expr {
  return { kind: "call", pos: op.pos, fn, args };
}

/** A chain of one logical operator as a balanced tree, so that long chains stay shallow. */
export function logical(fn: "_&&_" | "_||_", terms: readonly Expr[], operators: readonly Token[]): Expr {
  const balanced = (low: number, high: number): Expr => {
    const middle = Math.floor((low + high + 1) / 2);
    const left = middle === low ? terms[middle]! : balanced(low, middle - 1);
    const right = middle === high ? terms[middle + 1]! : balanced(middle + 1, high);
    return call(operators[middle]!, fn, left, right);
  };
  return operators.length === 0 ? terms[0]! : balanced(0, operators.length - 1);
}

export const list = (open: Token, elements: readonly Expr[], optional: ReadonlySet<number>): Expr => ({
  ...{ kind: "list", pos: open.pos, elements, optional },
});
export const map = (open: Token, entries: readonly MapEntry[]): Expr => ({
  kind: "map",
  pos: open.pos,
  entries,
});
export const struct = (open: Token, name: string, fields: readonly StructField[]): Expr => ({
  ...{ kind: "struct", pos: open.pos, name, fields },
});
