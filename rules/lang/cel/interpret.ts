/**
 * Runs the JavaScript that `generate` writes where code may not be made from text: the same text becomes closures, so it
 * makes the same calls in the same order. It reads as much of the language as is written, and nothing else.
 */

import rt, { type Compiled } from "./runtime.ts";

/** Told of every error that comes out of a part, innermost first; `part` is the number `generate` gave it. */
export type Trace = (error: unknown, part: number) => void;

/** What the text of `generate` yields. */
export function interpret(text: string, trace?: Trace): Compiled {
  const reader = new Reader(text, trace);
  return reader.expression(MODULE)([]) as Compiled;
}

/** Values of parameters and constants, by slot. */
type Slots = unknown[];
type Part = (slots: Slots) => unknown;
// biome-ignore lint/suspicious/noExplicitAny: functions of the runtime, of whatever arguments
type Fn = (...args: any[]) => unknown;

/** Where names live. */
interface Scope {
  readonly names: ReadonlyMap<string, number>;
}
const MODULE: Scope = { names: new Map() };

const TOKEN =
  /\s*(?:([A-Za-z_$][\w$]*)|(\d+n|\d[\d.]*(?:e[+-]?\d+)?)|("(?:[^"\\]|\\.)*")|(\?\?=|\?\?|\?\.|===|!==|=>|\.\.\.|<=|>=|&&|\|\||-=|[(){}[\].,;:?!<>=-]))/y;

type Kind = "name" | "number" | "text" | "symbol" | "end";

const COMPARE: { readonly [operator: string]: (a: number, b: number) => boolean } = {
  "===": (a, b) => a === b,
  "!==": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

class Reader {
  readonly #tokens: { readonly kind: Kind; readonly text: string }[] = [];
  readonly #trace: Trace | undefined;
  #at = 0;
  /** Slots taken; every parameter and constant has its own, as no function calls itself. */
  #slots = 0;

  constructor(text: string, trace: Trace | undefined) {
    this.#trace = trace;
    TOKEN.lastIndex = 0;
    for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
      const [, name, number, quoted, symbol] = match;
      if (name !== undefined) this.#tokens.push({ kind: "name", text: name });
      else if (number !== undefined) this.#tokens.push({ kind: "number", text: number });
      else if (quoted !== undefined) this.#tokens.push({ kind: "text", text: quoted });
      else this.#tokens.push({ kind: "symbol", text: symbol! });
    }
    this.#tokens.push({ kind: "end", text: "" });
  }

  #is(text: string, ahead = 0): boolean {
    const token = this.#tokens[this.#at + ahead];
    return token !== undefined && token.text === text && token.kind !== "text";
  }

  #accept(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#at++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#accept(text)) throw new Error(`expected ${text} at ${this.#tokens[this.#at]!.text}`);
  }

  #next(): string {
    return this.#tokens[this.#at++]!.text;
  }

  #declare(scope: Scope, ...names: string[]): { scope: Scope; slots: number[] } {
    const all = new Map(scope.names);
    const slots = names.map((name) => {
      all.set(name, this.#slots);
      return this.#slots++;
    });
    return { scope: { names: all }, slots };
  }

  expression(scope: Scope): Part {
    if (this.#isFunction()) return this.#function(scope);
    const test = this.#nullish(scope);
    if (!this.#accept("?")) return test;
    const then = this.expression(scope);
    this.#expect(":");
    const otherwise = this.expression(scope);
    return (slots) => (test(slots) ? then(slots) : otherwise(slots));
  }

  #nullish(scope: Scope): Part {
    const left = this.#logical(scope, "||");
    if (!this.#accept("??")) return left;
    const right = this.#logical(scope, "||");
    return (slots) => left(slots) ?? right(slots);
  }

  #isFunction(): boolean {
    if (!this.#is("(")) return false;
    let depth = 0;
    // Parameters are names, brackets, commas and dots; what is in other parentheses is not, or has no arrow behind it.
    for (let ahead = 0; ; ahead++) {
      if (this.#is("(", ahead)) depth++;
      else if (this.#is(")", ahead)) {
        if (--depth === 0) return this.#is("=>", ahead + 1);
      } else if (this.#tokens[this.#at + ahead]!.kind !== "name" && !this.#isParameterSymbol(ahead))
        return false;
    }
  }

  #isParameterSymbol(ahead: number): boolean {
    return ["[", "]", ",", "..."].some((symbol) => this.#is(symbol, ahead));
  }

  #function(outer: Scope): Part {
    this.#expect("(");
    const [isPair, isRest] = [this.#accept("["), this.#accept("...")];
    const names: string[] = [];
    while (!this.#is(")") && !this.#is("]")) {
      names.push(this.#next());
      this.#accept(",");
    }
    if (isPair) this.#expect("]");
    this.#expect(")");
    this.#expect("=>");
    const { scope, slots: params } = this.#declare(outer, ...names);
    const body = this.#is("{") ? this.#block(scope) : this.expression(scope);
    const [first, second] = params as [number, number];
    if (isRest)
      return (slots) =>
        (...all: unknown[]) => {
          slots[first] = all;
          return body(slots);
        };
    if (isPair)
      return (slots) =>
        ([a, b]: readonly [unknown, unknown]) => {
          slots[first] = a;
          slots[second] = b;
          return body(slots);
        };
    if (names.includes("rt")) {
      // An evaluation of its own: a variable computed on access may start another in the middle of it.
      return (slots) => (a: unknown) => {
        const own = [...slots];
        own[first] = a;
        return body(own);
      };
    }
    switch (names.length) {
      case 0:
        return (slots) => () => body(slots);
      case 1:
        return (slots) => (a: unknown) => {
          slots[first] = a;
          return body(slots);
        };
      default:
        return (slots) => (a: unknown, b: unknown) => {
          slots[first] = a;
          slots[second] = b;
          return body(slots);
        };
    }
  }

  #block(outer: Scope): Part {
    this.#expect("{");
    let scope = outer;
    const steps: Part[] = [];
    for (;;) {
      if (this.#accept("return")) {
        const result = this.expression(scope);
        this.#expect(";");
        this.#expect("}");
        return (slots) => {
          for (const step of steps) step(slots);
          return result(slots);
        };
      }
      if (this.#accept("let")) scope = this.#declare(scope, this.#next()).scope;
      else if (this.#accept("const")) {
        const name = this.#next();
        this.#expect("=");
        const value = this.expression(scope);
        const declared = this.#declare(scope, name);
        scope = declared.scope;
        const slot = declared.slots[0]!;
        steps.push((slots) => {
          slots[slot] = value(slots);
        });
      } else steps.push(this.#assignment(scope));
      this.#expect(";");
    }
  }

  /** `f0 ??= …` or `run.absorbing = …`. */
  #assignment(scope: Scope): Part {
    const slot = scope.names.get(this.#next())!;
    if (this.#accept("??=")) {
      const value = this.expression(scope);
      return (slots) => {
        slots[slot] ??= value(slots);
      };
    }
    this.#expect(".");
    const property = this.#next();
    this.#expect("=");
    const value = this.expression(scope);
    return (slots) => Object.assign(slots[slot] as object, { [property]: value(slots) });
  }

  #logical(scope: Scope, operator: "||" | "&&"): Part {
    const operand = (): Part => (operator === "||" ? this.#logical(scope, "&&") : this.#comparison(scope));
    let left = operand();
    while (this.#accept(operator)) {
      const [first, second] = [left, operand()];
      left =
        operator === "||"
          ? (slots) => first(slots) || second(slots)
          : (slots) => first(slots) && second(slots);
    }
    return left;
  }

  #comparison(scope: Scope): Part {
    const left = this.#unary(scope);
    const token = this.#tokens[this.#at]!;
    const compare =
      token.kind === "symbol" && Object.hasOwn(COMPARE, token.text) ? COMPARE[token.text] : undefined;
    if (!compare) return left;
    this.#at++;
    const right = this.#unary(scope);
    return (slots) => compare(left(slots) as number, right(slots) as number);
  }

  #unary(scope: Scope): Part {
    if (this.#accept("!")) {
      const operand = this.#unary(scope);
      return (slots) => !operand(slots);
    }
    if (this.#accept("-")) {
      const operand = this.#unary(scope);
      return (slots) => -(operand(slots) as number);
    }
    return this.#called(scope);
  }

  #called(scope: Scope): Part {
    let part = this.#is("rt") ? this.#ofRuntime(scope) : this.#primary(scope);
    for (;;) {
      if (this.#is("(")) part = applied(part, this.#list(scope, "(", ")"));
      else if (this.#accept("?.")) part = propertyOf(part, this.#next());
      else if (this.#accept("[")) {
        part = propertyOf(part, JSON.parse(this.#next()));
        this.#expect("]");
      } else return part;
    }
  }

  /** `rt.f["…"]`, `rt.left -= …`, or a function of the runtime. */
  #ofRuntime(scope: Scope): Part {
    this.#expect("rt");
    this.#expect(".");
    const name = this.#next();
    if (name === "from") return this.#traced(scope);
    if (name === "f") {
      this.#expect("[");
      const id = JSON.parse(this.#next()) as string;
      this.#expect("]");
      const fn = rt.f[id];
      return () => fn;
    }
    if (name === "left") {
      this.#expect("-=");
      const cost = Number(this.#next());
      return () => {
        rt.left -= cost;
      };
    }
    const fn = (rt as unknown as { readonly [name: string]: Fn })[name];
    if (!this.#is("(")) return () => fn;
    return appliedTo(fn!, this.#list(scope, "(", ")"));
  }

  /** `rt.from(part, …)`: what comes out of a part, errors told of. */
  #traced(scope: Scope): Part {
    this.#expect("(");
    const number = Number(this.#next());
    this.#expect(",");
    const part = this.expression(scope);
    this.#expect(")");
    const trace = this.#trace;
    return (slots) => {
      try {
        return part(slots);
      } catch (error) {
        trace?.(error, number);
        throw error;
      }
    };
  }

  #primary(scope: Scope): Part {
    const { kind, text } = this.#tokens[this.#at]!;
    if (this.#is("[")) return spread(this.#list(scope, "[", "]"));
    if (this.#is("{")) return this.#object(scope);
    if (this.#accept("(")) {
      let part = this.expression(scope);
      while (this.#accept(",")) {
        const [first, second] = [part, this.expression(scope)];
        part = (slots) => {
          first(slots);
          return second(slots);
        };
      }
      this.#expect(")");
      return part;
    }
    this.#at++;
    if (kind === "number") return constant(text.endsWith("n") ? BigInt(text.slice(0, -1)) : Number(text));
    if (kind === "text") return constant(JSON.parse(text));
    if (text === "true" || text === "false") return constant(text === "true");
    if (text === "null") return constant(null);
    if (text === "Object") return constant(Object);
    if (text === "Uint8Array") {
      this.#expect(".");
      this.#expect("from");
      return appliedTo((bytes: number[]) => Uint8Array.from(bytes), this.#list(scope, "(", ")"));
    }
    const slot = scope.names.get(text)!;
    return (slots) => slots[slot];
  }

  /** A type, which is plain data. */
  #object(scope: Scope): Part {
    this.#expect("{");
    const entries: [string, unknown][] = [];
    while (!this.#accept("}")) {
      const name = JSON.parse(this.#next()) as string;
      this.#expect(":");
      entries.push([name, this.expression(scope)([])]);
      this.#accept(",");
    }
    return constant(Object.fromEntries(entries));
  }

  #list(scope: Scope, open: string, close: string): List {
    this.#expect(open);
    const parts: Part[] = [];
    const spreads = new Set<number>();
    while (!this.#accept(close)) {
      if (this.#accept("...")) spreads.add(parts.length);
      parts.push(this.expression(scope));
      this.#accept(",");
    }
    return { parts, spreads };
  }
}

/** Elements or arguments, and which of them are lists to be spread out. */
interface List {
  readonly parts: readonly Part[];
  readonly spreads: ReadonlySet<number>;
}

const constant =
  (value: unknown): Part =>
  () =>
    value;

function spread({ parts, spreads }: List): (slots: Slots) => unknown[] {
  if (spreads.size === 0) return (slots) => parts.map((part) => part(slots));
  return (slots) => {
    const all: unknown[] = [];
    parts.forEach((part, i) => {
      if (!spreads.has(i)) all.push(part(slots));
      else for (const item of part(slots) as Iterable<unknown>) all.push(item);
    });
    return all;
  };
}

function appliedTo(fn: Fn, list: List): Part {
  const [a, b, c] = list.parts as [Part, Part, Part];
  if (list.spreads.size > 0) {
    const args = spread(list);
    return (slots) => fn(...args(slots));
  }
  switch (list.parts.length) {
    case 0:
      return () => fn();
    case 1:
      return (slots) => fn(a(slots));
    case 2:
      return (slots) => fn(a(slots), b(slots));
    case 3:
      return (slots) => fn(a(slots), b(slots), c(slots));
    default:
      return (slots) => fn(...list.parts.map((part) => part(slots)));
  }
}

const propertyOf =
  (object: Part, name: string): Part =>
  (slots) =>
    (object(slots) as { readonly [name: string]: unknown } | undefined)?.[name];

function applied(callee: Part, list: List): Part {
  const args = spread(list);
  return (slots) => (callee(slots) as Fn)(...args(slots));
}
