/** Tokens to syntax tree, by recursive descent over cel-go's grammar. */

import type { Constant, Expr, MapEntry, StructField } from "./ast.ts";
import { RESERVED_WORDS } from "./escape.ts";
import { type CelIssue, issueAt } from "./issues.ts";
import { INT_MAX, SyntaxIssue, type Token, tokenize } from "./lexer.ts";
import { expandMacro } from "./macros.ts";

const MAX_RECURSION = 250;
const MAX_CODE_POINTS = 100_000;

export type Parsed = { ast: Expr } | { issues: CelIssue[] };

/** The tree of one expression with its macros expanded, or what is wrong with the text. */
export function parse(source: string): Parsed {
  // A code point is at most two UTF-16 units, so only texts between the two bounds need counting.
  if (source.length > MAX_CODE_POINTS) {
    const size = source.length > 2 * MAX_CODE_POINTS ? source.length : [...source].length;
    if (size > MAX_CODE_POINTS) {
      const message = `expression code point size exceeds limit: size: ${size}, limit ${MAX_CODE_POINTS}`;
      return { issues: [{ message, line: 1, column: 0 }] };
    }
  }
  try {
    return { ast: new Parser(tokenize(source)).whole() };
  } catch (error) {
    if (error instanceof SyntaxIssue) return { issues: [issueAt(source, error.pos, error.message)] };
    throw error;
  }
}

/** Operators of one level, loosest first; each level is left associative. */
const LEVELS: readonly { readonly [symbol: string]: string }[] = [
  { "<": "_<_", "<=": "_<=_", ">": "_>_", ">=": "_>=_", "==": "_==_", "!=": "_!=_", in: "@in" },
  { "+": "_+_", "-": "_-_" },
  { "*": "_*_", "/": "_/_", "%": "_%_" },
];

/** What may stand where an expression begins, as cel-go lists it. */
const EXPRESSION_START =
  "{'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}";

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Expr {
    const expr = this.#expr();
    const rest = this.#peek();
    if (rest.type !== "end") throw this.#unexpected(rest, "<EOF>");
    return expr;
  }

  #peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)]!;
  }

  #next(): Token {
    const token = this.#peek();
    this.#at++;
    return token;
  }

  #is(text: string, ahead = 0): boolean {
    const token = this.#peek(ahead);
    return token.type === "symbol" && token.text === text;
  }

  #accept(text: string): Token | undefined {
    return this.#is(text) ? this.#next() : undefined;
  }

  #expect(text: string): Token {
    const token = this.#peek();
    if (!this.#is(text)) throw this.#unexpected(token, `'${text}'`);
    return this.#next();
  }

  #ident(): Token {
    const token = this.#next();
    if (token.type !== "ident") throw this.#unexpected(token, "IDENTIFIER");
    return token;
  }

  #unexpected(token: Token, expecting: string): SyntaxIssue {
    return new SyntaxIssue(
      token.pos,
      `Syntax error: mismatched input '${token.text}' expecting ${expecting}`,
    );
  }

  #enter(): void {
    if (++this.#depth > MAX_RECURSION)
      throw new SyntaxIssue(this.#peek().pos, `expression recursion limit exceeded: ${MAX_RECURSION}`);
  }

  #nested<T>(parsePart: () => T): T {
    const depth = this.#depth;
    this.#enter();
    const part = parsePart();
    this.#depth = depth;
    return part;
  }

  #expr(): Expr {
    return this.#nested(() => {
      const test = this.#logical("||", "_||_", () => this.#logical("&&", "_&&_", () => this.#binary(0)));
      const question = this.#accept("?");
      if (!question) return test;
      const then = this.#logical("||", "_||_", () => this.#logical("&&", "_&&_", () => this.#binary(0)));
      this.#expect(":");
      return { kind: "call", pos: question.pos, fn: "_?_:_", args: [test, then, this.#expr()] };
    });
  }

  /** Chains of one logical operator become balanced trees, so that long chains stay shallow. */
  #logical(symbol: string, fn: string, operand: () => Expr): Expr {
    const terms = [operand()];
    const positions: number[] = [];
    for (let op = this.#accept(symbol); op; op = this.#accept(symbol)) {
      positions.push(op.pos);
      terms.push(operand());
    }
    const balanced = (low: number, high: number): Expr => {
      const middle = Math.floor((low + high + 1) / 2);
      const left = middle === low ? terms[middle]! : balanced(low, middle - 1);
      const right = middle === high ? terms[middle + 1]! : balanced(middle + 1, high);
      return { kind: "call", pos: positions[middle]!, fn, args: [left, right] };
    };
    return positions.length === 0 ? terms[0]! : balanced(0, positions.length - 1);
  }

  #binary(level: number): Expr {
    const operators = LEVELS[level];
    if (!operators) return this.#unary();
    const depth = this.#depth;
    let left = this.#binary(level + 1);
    for (
      let token = this.#peek();
      token.type === "symbol" && Object.hasOwn(operators, token.text);
      token = this.#peek()
    ) {
      this.#next();
      this.#enter();
      left = {
        kind: "call",
        pos: token.pos,
        fn: operators[token.text]!,
        args: [left, this.#binary(level + 1)],
      };
    }
    this.#depth = depth;
    return left;
  }

  #unary(): Expr {
    for (const [symbol, fn] of [
      ["!", "!_"],
      ["-", "-_"],
    ] as const) {
      if (!this.#is(symbol)) continue;
      if (symbol === "-" && this.#startsNegativeNumber()) break;
      const first = this.#next();
      let count = 1;
      while (this.#is(symbol) && !(symbol === "-" && this.#startsNegativeNumber())) {
        this.#next();
        count++;
      }
      const operand = this.#nested(() => this.#member());
      return count % 2 === 0 ? operand : { kind: "call", pos: first.pos, fn, args: [operand] };
    }
    return this.#member();
  }

  #startsNegativeNumber(): boolean {
    const type = this.#peek(1).constant?.type;
    return type === "int" || type === "double";
  }

  #member(): Expr {
    const depth = this.#depth;
    let expr = this.#primary();
    for (;;) {
      if (this.#is(".") || this.#is("[")) this.#enter();
      const dot = this.#accept(".");
      if (dot) expr = this.#selection(expr, dot);
      else if (this.#is("[")) expr = this.#index(expr);
      else break;
    }
    this.#depth = depth;
    return expr;
  }

  #selection(operand: Expr, dot: Token): Expr {
    if (this.#accept("?")) {
      const field = this.#ident();
      const name: Expr = { kind: "const", pos: field.pos, constant: { type: "string", value: field.text } };
      return { kind: "call", pos: dot.pos, fn: "_?._", args: [operand, name] };
    }
    const name = this.#ident();
    const open = this.#accept("(");
    if (!open) return { kind: "select", pos: dot.pos, operand, field: name.text, testOnly: false };
    return expandMacro({
      kind: "call",
      pos: open.pos,
      fn: name.text,
      target: operand,
      args: this.#list(")").items,
    });
  }

  #index(operand: Expr): Expr {
    const open = this.#expect("[");
    const fn = this.#accept("?") ? "_[?_]" : "_[_]";
    const index = this.#expr();
    this.#expect("]");
    return { kind: "call", pos: open.pos, fn, args: [operand, index] };
  }

  /** Expressions up to `close`, which is consumed; only a list literal may end in a comma or hold `?` elements. */
  #list(close: ")" | "]"): { items: Expr[]; optional: Set<number> } {
    const items: Expr[] = [];
    const optional = new Set<number>();
    while (!this.#is(close)) {
      if (close === "]" && this.#accept("?")) optional.add(items.length);
      items.push(this.#expr());
      if (!this.#accept(",")) break;
      if (close === ")" && this.#is(close)) throw this.#unexpected(this.#peek(), EXPRESSION_START);
    }
    this.#expect(close);
    return { items, optional };
  }

  #primary(): Expr {
    const token = this.#next();
    if (token.constant)
      return { kind: "const", pos: token.pos, constant: inRange(token.constant, token.pos) };
    if (token.type === "ident") return this.#named(token, "");
    if (token.type === "symbol") {
      switch (token.text) {
        case ".":
          return this.#named(this.#ident(), ".");
        case "-": {
          const number = this.#next();
          if (!number.constant) throw this.#unexpected(number, "NUM_INT");
          return { kind: "const", pos: token.pos, constant: negate(number.constant) };
        }
        case "(": {
          const expr = this.#expr();
          this.#expect(")");
          return expr;
        }
        case "[": {
          const { items, optional } = this.#list("]");
          return { kind: "list", pos: token.pos, elements: items, optional };
        }
        case "{":
          return { kind: "map", pos: token.pos, entries: this.#entries() };
      }
    }
    throw this.#unexpected(token, EXPRESSION_START);
  }

  #named(token: Token, lead: string): Expr {
    const structName = this.#structName(token, lead);
    if (structName !== undefined) {
      const open = this.#expect("{");
      return { kind: "struct", pos: open.pos, name: structName, fields: this.#fields() };
    }
    if (RESERVED_WORDS.has(token.text))
      throw new SyntaxIssue(token.pos, `reserved identifier: ${token.text}`);
    const name = lead + token.text;
    const open = this.#accept("(");
    if (!open) return { kind: "ident", pos: token.pos, name };
    return expandMacro({ kind: "call", pos: open.pos, fn: name, args: this.#list(")").items });
  }

  /** `a.b.C` when what follows the dotted name is `{`; the tokens before the brace are consumed then. */
  #structName(first: Token, lead: string): string | undefined {
    let ahead = 0;
    let name = lead + first.text;
    while (this.#is(".", ahead) && this.#peek(ahead + 1).type === "ident") {
      name += `.${this.#peek(ahead + 1).text}`;
      ahead += 2;
    }
    if (!this.#is("{", ahead)) return undefined;
    this.#at += ahead;
    return name;
  }

  #entries(): MapEntry[] {
    const entries: MapEntry[] = [];
    while (!this.#is("}")) {
      const optional = this.#accept("?") !== undefined;
      const key = this.#expr();
      this.#expect(":");
      entries.push({ key, value: this.#expr(), optional });
      if (!this.#accept(",")) break;
    }
    this.#expect("}");
    return entries;
  }

  #fields(): StructField[] {
    const fields: StructField[] = [];
    while (!this.#is("}")) {
      const optional = this.#accept("?") !== undefined;
      const name = this.#ident();
      const colon = this.#expect(":");
      fields.push({ name: name.text, value: this.#expr(), optional, pos: colon.pos });
      if (!this.#accept(",")) break;
    }
    this.#expect("}");
    return fields;
  }
}

function inRange(constant: Constant, pos: number): Constant {
  if (constant.type === "int" && constant.value > INT_MAX) throw new SyntaxIssue(pos, "invalid int literal");
  return constant;
}

function negate(constant: Constant): Constant {
  if (constant.type === "int") return { type: "int", value: -constant.value };
  if (constant.type === "double") return { type: "double", value: -constant.value };
  return constant;
}
