/** Source text to tokens. A text that is no token is a problem, and lexing goes on behind it. */

import type { Constant } from "./ast.ts";
import { type ParseProblem, problem } from "./issues.ts";
import { unquote } from "./unquote.ts";

/** Kinds of tokens in the order in which cel-go's messages list what was expected. */
// biome-ignore format: a table
export const TOKEN_KINDS = [
  "<EOF>", "'=='", "'!='", "'in'", "'<'", "'<='", "'>='", "'>'", "'&&'", "'||'", "'['", "']'", "'{'", "'}'", "'('", "')'",
  "'.'", "','", "'-'", "'!'", "'?'", "':'", "'+'", "'*'", "'/'", "'%'", "'true'", "'false'", "'null'",
  "NUM_FLOAT", "NUM_INT", "NUM_UINT", "STRING", "BYTES", "IDENTIFIER", "ESC_IDENTIFIER",
] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Offset in UTF-16 units. */
  readonly pos: number;
}

export interface Lexed {
  /** Ends in an `<EOF>` token. */
  readonly tokens: readonly Token[];
  readonly problems: readonly ParseProblem[];
  /** The texts that are no tokens. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
}

const BLANK = /(?:[\t\n\f\r ]|\/\/[^\n]*)+/y;
const IDENT = /[A-Za-z_][A-Za-z0-9_]*/y;
const ESC_IDENT = /`[A-Za-z0-9_.\-/ ]+`/y;
const NUMBER =
  /(?:(\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?)|((?:0x[0-9a-fA-F]+|\d+)[uU])|0x[0-9a-fA-F]+|\d+)/y;
const SYMBOL = /==|!=|<=|>=|&&|\|\||[<>[\]{}().,\-!?:+*/%]/y;

const ESCAPE =
  String.raw`\\(?:[abfnrtv"'\\?` +
  "`" +
  String.raw`]|[xX][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-3][0-7]{2})`;
// Each repeats single characters or escapes that exclude each other, so none backtracks.
const TEXTS: readonly (readonly [quote: string, plain: RegExp, raw: RegExp])[] = [
  ['"""', new RegExp(`"""(?:${ESCAPE}|[^\\\\"]|"(?!""))*"""`, "y"), /[rR]"""(?:[^"]|"(?!""))*"""/y],
  ["'''", new RegExp(`'''(?:${ESCAPE}|[^\\\\']|'(?!''))*'''`, "y"), /[rR]'''(?:[^']|'(?!''))*'''/y],
  ['"', new RegExp(`"(?:${ESCAPE}|[^\\\\"\\n\\r])*"`, "y"), /[rR]"[^"\n\r]*"/y],
  ["'", new RegExp(`'(?:${ESCAPE}|[^\\\\'\\n\\r])*'`, "y"), /[rR]'[^'\n\r]*'/y],
];
/** The longest beginning of a text in quotes; what comes next is where it goes wrong. */
const BROKEN_TEXT = new RegExp(`"(?:${ESCAPE}|[^\\\\"\\n\\r])*|'(?:${ESCAPE}|[^\\\\'\\n\\r])*`, "y");
const BROKEN_ESCAPE = /\\(?:[xX][0-9a-fA-F]?|u[0-9a-fA-F]{0,3}|U[0-9a-fA-F]{0,7}|[0-3][0-7]?)?/y;
const BROKEN_OTHER = /`[A-Za-z0-9_.\-/ ]*|[=&|]|/y;

/** The tokens of `source`, and the texts in it that are none. */
export function tokenize(source: string): Lexed {
  const tokens: Token[] = [];
  const problems: ParseProblem[] = [];
  const gaps: { from: number; to: number }[] = [];
  let pos = 0;
  const match = (pattern: RegExp, at = pos): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(source);
  };
  const take = (kind: TokenKind, text: string): void => {
    tokens.push({ kind, text, pos });
    pos += text.length;
  };
  while (pos < source.length) {
    const blank = match(BLANK);
    if (blank) {
      pos += blank[0].length;
      continue;
    }
    const quoted = quotedText(source, pos, match);
    if (quoted) {
      take(quoted.kind, quoted.text);
      continue;
    }
    const number = match(NUMBER);
    if (number) {
      take(
        number[1] !== undefined ? "NUM_FLOAT" : number[2] !== undefined ? "NUM_UINT" : "NUM_INT",
        number[0],
      );
      continue;
    }
    const ident = match(IDENT)?.[0];
    if (ident !== undefined) {
      take(WORDS.get(ident) ?? "IDENTIFIER", ident);
      continue;
    }
    const symbol = match(SYMBOL)?.[0];
    if (symbol !== undefined) {
      take(`'${symbol}'` as TokenKind, symbol);
      continue;
    }
    const escaped = match(ESC_IDENT)?.[0];
    if (escaped !== undefined) {
      take("ESC_IDENTIFIER", escaped);
      continue;
    }
    const text = source.slice(pos, endOfBroken(source, pos, match));
    problems.push(problem(pos, `Syntax error: token recognition error at: '${text}'`));
    gaps.push({ from: pos, to: pos + text.length });
    pos += text.length;
  }
  tokens.push({ kind: "<EOF>", text: "<EOF>", pos: source.length });
  return { tokens, problems, gaps };
}

const WORDS: ReadonlyMap<string, TokenKind> = new Map([
  ["in", "'in'"],
  ["true", "'true'"],
  ["false", "'false'"],
  ["null", "'null'"],
]);

type Match = (pattern: RegExp, at?: number) => RegExpExecArray | null;

function quotedText(
  source: string,
  pos: number,
  match: Match,
): { kind: TokenKind; text: string } | undefined {
  const isBytes = source[pos] === "b" || source[pos] === "B";
  const start = isBytes ? pos + 1 : pos;
  const isRaw = source[start] === "r" || source[start] === "R";
  const quote = source[isRaw ? start + 1 : start];
  if (quote !== '"' && quote !== "'") return undefined;
  for (const [mark, plain, raw] of TEXTS) {
    if (mark[0] !== quote) continue;
    const found = match(isRaw ? raw : plain, start);
    if (found) return { kind: isBytes ? "BYTES" : "STRING", text: (isBytes ? source[pos] : "") + found[0] };
  }
  return undefined;
}

/** Behind the first character that no token beginning here could have. */
function endOfBroken(source: string, pos: number, match: Match): number {
  const text = match(BROKEN_TEXT);
  let end = pos + (text ?? match(BROKEN_OTHER)!)[0].length;
  if (text) end += match(BROKEN_ESCAPE, end)?.[0].length ?? 0;
  return end + String.fromCodePoint(source.codePointAt(end) ?? 0).length * (end < source.length ? 1 : 0);
}

export const INT_MIN = -(2n ** 63n);
export const INT_MAX = 2n ** 63n - 1n;
export const UINT_MAX = 2n ** 64n - 1n;

/** The value of a literal token, with the minus sign before it if there is one; or what is wrong with it. */
export function literal(token: Token, isNegative = false): Constant | string {
  const { kind, text } = token;
  switch (kind) {
    case "'true'":
    case "'false'":
      return { type: "bool", value: kind === "'true'" };
    case "NUM_FLOAT": {
      const value = Number(text);
      return Number.isFinite(value)
        ? { type: "double", value: isNegative ? -value : value }
        : "invalid double literal";
    }
    case "NUM_INT": {
      const value = isNegative ? -BigInt(text) : BigInt(text);
      return value < INT_MIN || value > INT_MAX ? "invalid int literal" : { type: "int", value };
    }
    case "NUM_UINT": {
      const value = BigInt(text.slice(0, -1));
      return value > UINT_MAX ? "invalid uint literal" : { type: "uint", value };
    }
    case "STRING":
    case "BYTES":
      return unquote(text, kind === "BYTES");
    default:
      return { type: "null", value: null };
  }
}
