/** Source text to tokens. Literals are decoded here. */

import type { Constant } from "./ast.ts";

export interface Token {
  readonly type: "ident" | "literal" | "symbol" | "end";
  /** The source text; for symbols also their identity. */
  readonly text: string;
  readonly pos: number;
  readonly constant?: Constant;
}

export class SyntaxIssue {
  readonly pos: number;
  readonly message: string;
  constructor(pos: number, message: string) {
    this.pos = pos;
    this.message = message;
  }
}

const SYMBOLS = ["==", "!=", "<=", ">=", "&&", "||", ..."()[]{}.,-!?:<>+*/%"];
const BLANK = /(?:[\t\n\f\r ]|\/\/[^\n]*)+/y;
const IDENT = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER =
  /(?:0x[0-9a-fA-F]+[uU]?|(?:\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?)|\d+[uU]?)/y;
const STRING_START = /(?:[rR][bB]?|[bB][rR]?)?(?:"""|'''|"|')/y;

export const INT_MIN = -(2n ** 63n);
export const INT_MAX = 2n ** 63n - 1n;
export const UINT_MAX = 2n ** 64n - 1n;

/** Tokens of `source`, ending in an `end` token. Throws a SyntaxIssue at the first text that is no token. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let pos = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = pos;
    return pattern.exec(source)?.[0];
  };
  while (pos < source.length) {
    const blank = match(BLANK);
    if (blank !== undefined) {
      pos += blank.length;
      continue;
    }
    const token = stringToken(source, pos, match(STRING_START)) ?? plainToken(source, pos, match);
    tokens.push(token);
    pos += token.text.length;
  }
  tokens.push({ type: "end", text: "<EOF>", pos });
  return tokens;
}

function plainToken(source: string, pos: number, match: (pattern: RegExp) => string | undefined): Token {
  const number = match(NUMBER);
  if (number !== undefined)
    return { type: "literal", text: number, pos, constant: numberConstant(number, pos) };
  const ident = match(IDENT);
  if (ident === "true" || ident === "false")
    return { type: "literal", text: ident, pos, constant: { type: "bool", value: ident === "true" } };
  if (ident === "null") return { type: "literal", text: ident, pos, constant: { type: "null", value: null } };
  if (ident === "in") return { type: "symbol", text: "in", pos };
  if (ident !== undefined) return { type: "ident", text: ident, pos };
  const symbol = SYMBOLS.find((text) => source.startsWith(text, pos));
  if (symbol !== undefined) return { type: "symbol", text: symbol, pos };
  const character = String.fromCodePoint(source.codePointAt(pos)!);
  throw new SyntaxIssue(pos, `Syntax error: token recognition error at: '${character}'`);
}

function numberConstant(text: string, pos: number): Constant {
  const isHex = text.startsWith("0x");
  if (!isHex && /[.eE]/.test(text)) {
    const value = Number(text);
    if (!Number.isFinite(value)) throw new SyntaxIssue(pos, "invalid double literal");
    return { type: "double", value };
  }
  if (/[uU]$/.test(text)) {
    const value = BigInt(text.slice(0, -1));
    if (value > UINT_MAX) throw new SyntaxIssue(pos, "invalid uint literal");
    return { type: "uint", value };
  }
  // One above the largest int is let through: it is valid after a minus sign, which the parser folds.
  const value = BigInt(text);
  if (value > INT_MAX + 1n) throw new SyntaxIssue(pos, "invalid int literal");
  return { type: "int", value };
}

function stringToken(source: string, pos: number, start: string | undefined): Token | undefined {
  if (start === undefined) return undefined;
  const prefix = start.match(/^[a-zA-Z]*/)![0].toLowerCase();
  const quote = start.slice(prefix.length);
  const isRaw = prefix.includes("r");
  const isLong = quote.length === 3;
  let at = pos + start.length;
  while (!source.startsWith(quote, at)) {
    const character = source[at];
    if (character === undefined || (!isLong && (character === "\n" || character === "\r")))
      throw new SyntaxIssue(pos, `Syntax error: token recognition error at: '${source.slice(pos, at)}'`);
    at += character === "\\" && !isRaw ? 2 : 1;
  }
  const body = source.slice(pos + start.length, at);
  const text = source.slice(pos, at + quote.length);
  const units = isRaw ? [...body] : decoded(body, prefix.includes("b"), pos + start.length);
  return {
    type: "literal",
    text,
    pos,
    constant: prefix.includes("b")
      ? { type: "bytes", value: toBytes(units) }
      : { type: "string", value: joinUnits(units) },
  };
}

/** A unit is text, or (bytes literals only) a byte written as an escape. */
type Unit = string | number;

function toBytes(units: readonly Unit[]): Uint8Array {
  const encoder = new TextEncoder();
  const bytes: number[] = [];
  for (const unit of units) {
    if (typeof unit === "number") bytes.push(unit);
    else bytes.push(...encoder.encode(unit));
  }
  return Uint8Array.from(bytes);
}

const joinUnits = (units: readonly Unit[]): string => units.join("");

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
  "`": "`",
  "?": "?",
};
const ESCAPE =
  /\\(?:x([0-9a-fA-F]{2})|X([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2})|([abfnrtv\\'"`?]))/y;

function decoded(body: string, isBytes: boolean, offset: number): Unit[] {
  const units: Unit[] = [];
  let at = 0;
  while (at < body.length) {
    if (body[at] !== "\\") {
      const character = String.fromCodePoint(body.codePointAt(at)!);
      units.push(character);
      at += character.length;
      continue;
    }
    ESCAPE.lastIndex = at;
    const match = ESCAPE.exec(body);
    const unit = match && decodeEscape(match, isBytes);
    if (!match || unit === undefined || unit === null)
      throw new SyntaxIssue(
        offset + at,
        `Syntax error: token recognition error at: '${body.slice(at, at + 2)}'`,
      );
    units.push(unit);
    at += match[0].length;
  }
  return units;
}

function decodeEscape(match: RegExpExecArray, isBytes: boolean): Unit | undefined {
  const [, x, X, u, U, octal, plain] = match;
  if (plain !== undefined) return SIMPLE_ESCAPES[plain];
  const byte = x ?? X;
  const code = octal !== undefined ? Number.parseInt(octal, 8) : Number.parseInt(byte ?? u ?? U ?? "", 16);
  if (isBytes) return byte !== undefined || octal !== undefined ? code : undefined;
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
  return String.fromCodePoint(code);
}
