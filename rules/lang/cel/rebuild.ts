/** What else is wrong in a text that does not fit the grammar: its readable parts are looked at as those of any other. */

import type { Expr } from "./ast.ts";
import { BINARY, Builder, call, list, logical, map, nothing, struct, unary } from "./build.ts";
import { RESERVED_WORDS } from "./escape.ts";
import type { ParseProblem } from "./issues.ts";
import type { Token } from "./lexer.ts";
import type { Tree } from "./recognize.ts";

export function problemsOf(tree: Tree, compat: string): readonly ParseProblem[] {
  const visitor = new Visitor(compat);
  visitor.expr(tree);
  return visitor.builder.problems;
}

const tokens = (tree: Tree, label: string): readonly Token[] => tree.tokens.get(label) ?? [];
const trees = (tree: Tree, label: string): readonly Tree[] => tree.trees.get(label) ?? [];
const token = (tree: Tree, label: string): Token | undefined => tokens(tree, label)[0];
const part = (tree: Tree, label: string): Tree | undefined => trees(tree, label)[0];

class Visitor {
  readonly builder: Builder;

  constructor(compat: string) {
    this.builder = new Builder(compat);
  }

  /** What was read of an expression; nothing, where its surroundings begin, if that is nothing at all. */
  expr(tree: Tree | undefined, around?: Tree): Expr {
    if (!tree) return nothing(around?.start.pos ?? 0);
    switch (tree.rule) {
      case "expr": {
        const op = token(tree, "op");
        if (!op) return this.expr(part(tree, "e"), tree);
        const [test, then, otherwise] = ["e", "e1", "e2"].map((label) => this.expr(part(tree, label), tree));
        return call(op, "_?_:_", test!, then!, otherwise!);
      }
      case "conditionalOr":
        return this.#logical(tree, "_||_");
      case "conditionalAnd":
        return this.#logical(tree, "_&&_");
      case "relation":
      case "calc":
        return this.#binary(tree);
      case "unary":
        return this.#unary(tree);
      case "member":
        return this.#member(tree);
      case "primary":
        return this.#primary(tree);
      case "literal": {
        const tok = token(tree, "tok");
        return tok ? this.builder.literal(tok, token(tree, "sign")) : nothing(tree.start.pos);
      }
      default:
        return this.expr(part(tree, "e"), tree);
    }
  }

  #logical(tree: Tree, fn: "_&&_" | "_||_"): Expr {
    const terms = trees(tree, "e").map((term) => this.expr(term));
    const operators = tokens(tree, "op");
    if (operators.length >= terms.length && operators.length > 0)
      return this.builder.wrong(
        tree.start.pos,
        `unexpected character, wanted '${fn === "_&&_" ? "&&" : "||"}'`,
      );
    return terms.length > 0 ? logical(fn, terms, operators) : nothing(tree.start.pos);
  }

  #binary(tree: Tree): Expr {
    if (tree.form === "") return this.expr(part(tree, "e") ?? part(tree, "operand"), tree);
    const left = this.expr(part(tree, "operand"), tree);
    const op = token(tree, "op");
    const right = this.expr(part(tree, "e1"), tree);
    return op ? call(op, BINARY[op.kind] ?? "", left, right) : nothing(tree.start.pos);
  }

  #unary(tree: Tree): Expr {
    const operand = part(tree, "e");
    const operators = tokens(tree, "op");
    const inner = operand ? this.expr(operand) : nothing(tree.start.pos);
    return operators.length === 0 ? inner : unary(tree.form === "not" ? "!_" : "-_", operators, inner);
  }

  #member(tree: Tree): Expr {
    const operand = this.expr(part(tree, "operand") ?? part(tree, "e"), tree);
    switch (tree.form) {
      case "select":
        return this.#select(tree, operand);
      case "method": {
        const [id, open] = [token(tree, "id"), token(tree, "op")];
        return id && open
          ? this.builder.method(operand, id, open, this.#args(tree))
          : nothing(tree.start.pos);
      }
      case "index": {
        const op = token(tree, "op");
        const index = this.expr(part(tree, "index"), tree);
        return op
          ? this.builder.index(operand, op, token(tree, "opt") !== undefined, index)
          : nothing(tree.start.pos);
      }
      default:
        return operand;
    }
  }

  #select(tree: Tree, operand: Expr): Expr {
    const [op, name] = [token(tree, "op"), part(tree, "id")];
    if (!op || !name) return nothing(tree.start.pos);
    const id = token(name, "id");
    if (!id) return this.builder.wrong(name.start.pos, "unsupported ident kind");
    return this.builder.select(operand, op, token(tree, "opt") !== undefined, id, name.start.pos);
  }

  #args(tree: Tree): Expr[] {
    const args = part(tree, "args");
    return args ? trees(args, "e").map((arg) => this.expr(arg)) : [];
  }

  #primary(tree: Tree): Expr {
    const [id, dot, op] = [token(tree, "id"), token(tree, "leadingDot"), token(tree, "op")];
    switch (tree.form) {
      case "ident":
        return id ? this.builder.ident(id, dot) : nothing(tree.start.pos);
      case "call":
        if (!id || !op) return nothing(tree.start.pos);
        // Nobody looks at the arguments of what cannot be called.
        return RESERVED_WORDS.has(id.text)
          ? this.builder.ident(id, dot)
          : this.builder.call(id, dot, op, this.#args(tree));
      case "list":
        return op ? this.#list(tree, op) : nothing(tree.start.pos);
      case "map":
        return op ? this.#map(tree, op) : nothing(tree.start.pos);
      case "message":
        return op ? this.#message(tree, op) : nothing(tree.start.pos);
      default:
        return this.expr(part(tree, "e"), tree);
    }
  }

  #list(tree: Tree, open: Token): Expr {
    const elements = part(tree, "elems");
    const all = elements ? trees(elements, "e") : [];
    const optional = all.flatMap((one, i) => {
      const question = token(one, "opt");
      return question && this.builder.optional(question, "?") ? [i] : [];
    });
    return list(
      open,
      all.map((one) => this.expr(part(one, "e"))),
      new Set(optional),
    );
  }

  #map(tree: Tree, open: Token): Expr {
    const entries = part(tree, "entries");
    if (!entries) return map(open, []);
    const [keys, values] = [trees(entries, "keys"), trees(entries, "values")];
    const pairs = tokens(entries, "cols").flatMap((_, i) => {
      const [key, value] = [keys[i], values[i]];
      if (!key || !value) return [];
      const question = token(key, "opt");
      if (question && !this.builder.optional(question, "?")) return [];
      const optional = question !== undefined;
      return [{ key: this.expr(part(key, "e")), value: this.expr(value), optional }];
    });
    return map(open, pairs);
  }

  #message(tree: Tree, open: Token): Expr {
    const entries = part(tree, "entries");
    const name = tokens(tree, "ids")
      .map(({ text }) => text)
      .join(".");
    if (!entries) return struct(open, name, []);
    const [cols, values] = [tokens(entries, "cols"), trees(entries, "values")];
    for (const [i, field] of trees(entries, "fields").entries()) {
      if (!cols[i] || !values[i]) break;
      const question = token(field, "opt");
      if (question && !this.builder.optional(question, "?")) continue;
      const id = part(field, "id") && token(part(field, "id")!, "id");
      if (!id) this.builder.wrong(entries.start.pos, "unsupported ident kind");
      else if (this.builder.name(id, entries.start.pos) !== undefined) this.expr(values[i]);
    }
    return struct(open, name, []);
  }
}
