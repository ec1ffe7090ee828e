/** Text to syntax tree, by recursive descent over cel-go's grammar. */

import { type Expr, type MapEntry, partsOf, type StructField } from "./ast.ts";
import { BINARY, Builder, call, list, logical, map, struct, unary } from "./build.ts";
import { type CelIssue, issuesOf, type ParseProblem, problem } from "./issues.ts";
import { type Lexed, type Token, type TokenKind, tokenize } from "./lexer.ts";
import { problemsOf } from "./rebuild.ts";
import { MAX_RECURSION, recognize } from "./recognize.ts";
import { NEWEST } from "./versions.ts";

const MAX_CODE_POINTS = 100_000;

export type Parsed = { ast: Expr } | { issues: CelIssue[] };

/** The tree of one expression with the macros of a Kubernetes version expanded, or what is wrong with the text. */
export function parse(source: string, compat: string = NEWEST): Parsed {
  const tooLong = lengthProblem(source);
  if (tooLong) return { issues: issuesOf("", [tooLong]) };
  const lexed = tokenize(source);
  const parser = new Parser(lexed, compat);
  let ast: Expr | undefined;
  try {
    if (lexed.problems.length === 0) ast = parser.whole();
  } catch (error) {
    if (!(error instanceof Unreadable || error instanceof RangeError)) throw error;
  }
  const problems = ast === undefined ? diagnosis(source, lexed, compat) : parser.problems;
  if (ast !== undefined && problems.length === 0) {
    const isDeep = lexed.tokens.length >= 2 * MAX_RECURSION && !depthWithin(ast, MAX_RECURSION);
    const refusal = isDeep
      ? problem(undefined, "max recursion depth exceeded")
      : repetitionProblem(ast, lexed.tokens.length);
    return refusal ? { issues: issuesOf(source, [refusal]) } : { ast };
  }
  return { issues: issuesOf(source, problems) };
}

function lengthProblem(source: string): ParseProblem | undefined {
  // A code point is at most two UTF-16 units, so only texts between the two bounds need counting.
  if (source.length <= MAX_CODE_POINTS) return undefined;
  let size = 0;
  for (const _ of source) size++;
  if (size <= MAX_CODE_POINTS) return undefined;
  return problem(
    undefined,
    `expression code point size exceeds limit: size: ${size}, limit ${MAX_CODE_POINTS}`,
  );
}

/** All that is wrong with a text that the grammar does not allow. */
function diagnosis(source: string, lexed: Lexed, compat: string): readonly ParseProblem[] {
  const { tree, problems } = recognize(source, lexed);
  return tree ? [...problems, ...problemsOf(tree, compat)] : problems;
}

/** Parts of an expression beyond those that its text asks for. */
const MAX_REPEATED_PARTS = 10_000;

/**
 * `optMap` and `optFlatMap` write their target twice, so the work for a chain of them doubles with every link. The API
 * server sets no limit to it.
 */
function repetitionProblem(ast: Expr, tokens: number): ParseProblem | undefined {
  const sizes = new Map<Expr, number>();
  const size = (expr: Expr): number => {
    const known = sizes.get(expr) ?? 1 + partsOf(expr).reduce((sum, part) => sum + size(part), 0);
    sizes.set(expr, known);
    return known;
  };
  const repeated = size(ast) - sizes.size;
  return repeated > Math.max(MAX_REPEATED_PARTS, tokens)
    ? problem(
        undefined,
        `the macros of this expression repeat ${repeated} parts of it; use fewer optMap and optFlatMap in a chain`,
      )
    : undefined;
}

/** Whether operators, selects and calls on values nest no deeper than `limit`, in the form the text has. */
function depthWithin(ast: Expr, limit: number): boolean {
  const open: [Expr, number][] = [[ast, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const expr = next[0].macro ?? next[0];
    const depth = next[1] + (isNesting(expr) ? 1 : 0);
    if (depth > limit) return false;
    for (const part of partsOf(expr)) open.push([part, depth]);
  }
  return true;
}

const FLAT = new Set(["_&&_", "_||_", "!_", "-_"]);
const OPERATORS = new Set([...Object.values(BINARY), "_?_:_", "_[_]", "_[?_]", "_?._"]);

function isNesting(expr: Expr): boolean {
  if (expr.kind === "select") return true;
  return expr.kind === "call" && !FLAT.has(expr.fn) && (expr.target !== undefined || OPERATORS.has(expr.fn));
}

/** The text does not fit the grammar; why is found out in a second reading. */
class Unreadable {}

/** Operators of one level, loosest first; each level is left associative. */
const LEVELS: readonly ReadonlySet<TokenKind>[] = [
  new Set(["'<'", "'<='", "'>'", "'>='", "'=='", "'!='", "'in'"]),
  new Set(["'+'", "'-'"]),
  new Set(["'*'", "'/'", "'%'"]),
];

class Parser {
  readonly #tokens: readonly Token[];
  readonly #builder: Builder;
  #at = 0;
  /** How deep expressions, right sides of comparisons, and right sides of sums and products nest. */
  readonly #depths: [number, number, number] = [0, 0, 0];

  constructor({ tokens }: Lexed, compat: string) {
    this.#tokens = tokens;
    this.#builder = new Builder(compat);
  }

  get problems(): readonly ParseProblem[] {
    return this.#builder.problems;
  }

  whole(): Expr {
    const expr = this.#expr();
    if (this.#kind() !== "<EOF>") throw new Unreadable();
    return expr;
  }

  #peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)]!;
  }

  #kind(ahead = 0): TokenKind {
    return this.#peek(ahead).kind;
  }

  #accept(kind: TokenKind): Token | undefined {
    const token = this.#peek();
    if (token.kind !== kind) return undefined;
    this.#at++;
    return token;
  }

  #expect(kind: TokenKind): Token {
    const token = this.#accept(kind);
    if (!token) throw new Unreadable();
    return token;
  }

  #nested<T>(which: 0 | 1 | 2, read: () => T): T {
    if (++this.#depths[which] > MAX_RECURSION) throw new Unreadable();
    const part = read();
    this.#depths[which]--;
    return part;
  }

  #expr(): Expr {
    return this.#nested(0, () => {
      const test = this.#or();
      const question = this.#accept("'?'");
      if (!question) return test;
      const then = this.#or();
      this.#expect("':'");
      return call(question, "_?_:_", test, then, this.#expr());
    });
  }

  #or(): Expr {
    return this.#logical("'||'", "_||_", () => this.#logical("'&&'", "_&&_", () => this.#relation()));
  }

  #logical(kind: TokenKind, fn: "_&&_" | "_||_", operand: () => Expr): Expr {
    const first = operand();
    if (this.#kind() !== kind) return first;
    const terms = [first];
    const operators: Token[] = [];
    for (let op = this.#accept(kind); op; op = this.#accept(kind)) {
      operators.push(op);
      terms.push(operand());
    }
    return logical(fn, terms, operators);
  }

  #relation(): Expr {
    const calc = (): Expr => this.#nested(2, () => this.#binary(1));
    return this.#nested(1, () => this.#chain(0, calc, () => this.#nested(1, calc)));
  }

  #binary(level: 1 | 2): Expr {
    const operand = level === 1 ? () => this.#binary(2) : () => this.#unary();
    return this.#chain(level, operand, () => this.#nested(2, operand));
  }

  #chain(level: 0 | 1 | 2, first: () => Expr, more: () => Expr): Expr {
    let left = first();
    for (let op = this.#peek(); LEVELS[level]!.has(op.kind); op = this.#peek()) {
      this.#at++;
      left = call(op, BINARY[op.kind]!, left, more());
    }
    return left;
  }

  #unary(): Expr {
    const kind = this.#kind();
    if (kind !== "'!'" && (kind !== "'-'" || this.#startsNumber(1))) return this.#member();
    const operators: Token[] = [];
    for (let op = this.#accept(kind); op; op = this.#accept(kind)) operators.push(op);
    return unary(kind === "'!'" ? "!_" : "-_", operators, this.#member());
  }

  #startsNumber(ahead: number): boolean {
    return this.#kind(ahead) === "NUM_INT" || this.#kind(ahead) === "NUM_FLOAT";
  }

  #member(): Expr {
    let expr = this.#primary();
    for (;;) {
      const op = this.#peek();
      if (op.kind === "'.'") expr = this.#selection(expr);
      else if (op.kind === "'['") expr = this.#index(expr);
      else return expr;
    }
  }

  #selection(operand: Expr): Expr {
    const dot = this.#expect("'.'");
    const isOptional = this.#accept("'?'") !== undefined;
    const id = this.#accept("ESC_IDENTIFIER") ?? this.#expect("IDENTIFIER");
    if (!isOptional && id.kind === "IDENTIFIER") {
      const open = this.#accept("'('");
      if (open) return this.#builder.method(operand, id, open, this.#args());
    }
    return this.#builder.select(operand, dot, isOptional, id);
  }

  #index(operand: Expr): Expr {
    const open = this.#expect("'['");
    const isOptional = this.#accept("'?'") !== undefined;
    const index = this.#expr();
    this.#expect("']'");
    return this.#builder.index(operand, open, isOptional, index);
  }

  /** Arguments and the parenthesis behind them. */
  #args(): Expr[] {
    if (this.#accept("')'")) return [];
    const args = [this.#expr()];
    while (this.#accept("','")) args.push(this.#expr());
    this.#expect("')'");
    return args;
  }

  #primary(): Expr {
    const token = this.#peek();
    this.#at++;
    switch (token.kind) {
      case "'.'":
        return this.#named(this.#expect("IDENTIFIER"), token);
      case "IDENTIFIER":
        return this.#named(token, undefined);
      case "'-'":
        if (!this.#startsNumber(0)) throw new Unreadable();
        this.#at++;
        return this.#builder.literal(this.#tokens[this.#at - 1]!, token);
      case "'('": {
        const expr = this.#expr();
        this.#expect("')'");
        return expr;
      }
      case "'['":
        return this.#list(token);
      case "'{'":
        return map(token, this.#entries());
      case "NUM_INT":
      case "NUM_UINT":
      case "NUM_FLOAT":
      case "STRING":
      case "BYTES":
      case "'true'":
      case "'false'":
      case "'null'":
        return this.#builder.literal(token);
      default:
        throw new Unreadable();
    }
  }

  #named(id: Token, dot: Token | undefined): Expr {
    const name = this.#structName(id, dot);
    if (name !== undefined) return struct(this.#expect("'{'"), name, this.#fields());
    const open = this.#accept("'('");
    return open ? this.#builder.call(id, dot, open, this.#args()) : this.#builder.ident(id, dot);
  }

  /** `a.b.C` when what follows the dotted name is `{`; the tokens before the brace are consumed then. */
  #structName(first: Token, dot: Token | undefined): string | undefined {
    let ahead = 0;
    while (this.#kind(ahead) === "'.'" && this.#kind(ahead + 1) === "IDENTIFIER") ahead += 2;
    if (this.#kind(ahead) !== "'{'") return undefined;
    const rest = this.#tokens.slice(this.#at, this.#at + ahead);
    this.#at += ahead;
    return (dot ? "." : "") + first.text + rest.map(({ text }) => text).join("");
  }

  #list(open: Token): Expr {
    const elements: Expr[] = [];
    const optional = new Set<number>();
    const isElement = (): boolean => this.#kind() !== "']'" && this.#kind() !== "','";
    while (isElement()) {
      const question = this.#accept("'?'");
      if (question && this.#builder.optional(question, "?")) optional.add(elements.length);
      elements.push(this.#expr());
      if (this.#kind() !== "','" || this.#kind(1) === "']'") break;
      this.#at++;
    }
    this.#accept("','");
    this.#expect("']'");
    return list(open, elements, optional);
  }

  #entries(): MapEntry[] {
    return this.#braced((optional) => {
      const key = this.#expr();
      this.#expect("':'");
      return { key, value: this.#expr(), optional };
    });
  }

  #fields(): StructField[] {
    const { pos } = this.#peek();
    return this.#braced((optional) => {
      const id = this.#accept("ESC_IDENTIFIER") ?? this.#expect("IDENTIFIER");
      const colon = this.#expect("':'");
      const name = this.#builder.name(id, pos) ?? "";
      return { name, value: this.#expr(), optional, pos: colon.pos };
    });
  }

  #perhapsOptional<T>(part: (isOptional: boolean) => T): T {
    const question = this.#accept("'?'");
    const known = this.#builder.problems.length;
    const read = part(question !== undefined);
    // Where there is no such syntax, nothing else in the part is complained about.
    if (question && !this.#builder.optional(question, "?"))
      this.#builder.problems.splice(known, Infinity, this.#builder.problems.at(-1)!);
    return read;
  }

  /** Parts divided by commas, one of which may stand before the brace that ends them. */
  #braced<T>(part: (isOptional: boolean) => T): T[] {
    const found: T[] = [];
    while (this.#kind() !== "'}'" && this.#kind() !== "','") {
      found.push(this.#perhapsOptional(part));
      if (this.#kind() !== "','" || this.#kind(1) === "'}'") break;
      this.#at++;
    }
    this.#accept("','");
    this.#expect("'}'");
    return found;
  }
}
