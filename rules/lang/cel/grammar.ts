/**
 * The grammar of expressions as data, in the shape of cel-go's: what may be expected at a place, and so how a wrong text
 * is complained about and where reading goes on, follows from this shape.
 */

import type { TokenKind } from "./lexer.ts";

export type RuleName =
  | "start"
  | "expr"
  | "conditionalOr"
  | "conditionalAnd"
  | "relation"
  | "calc"
  | "unary"
  | "member"
  | "primary"
  | "exprList"
  | "listInit"
  | "fieldInitializerList"
  | "optField"
  | "mapInitializerList"
  | "escapeIdent"
  | "optExpr"
  | "literal";

/** The kind of the token so many places ahead, 1 being the next. */
export type Ahead = (distance: number) => TokenKind;

export type Item =
  | { readonly is: "token"; readonly kinds: readonly TokenKind[]; readonly label: string }
  | { readonly is: "rule"; readonly rule: RuleName; readonly label: string; readonly level: number }
  | { readonly is: "optional"; readonly body: readonly Item[] }
  | Repeat
  | Choice;

/** `goesOn` answers whether another round follows; undefined where what follows fits neither way, as the second token shows. */
export interface Repeat {
  readonly is: "repeat";
  readonly body: readonly Item[];
  readonly atLeastOnce: boolean;
  readonly goesOn?: (ahead: Ahead) => boolean | undefined;
}

/** `pick` answers which alternative fits, or how far ahead it turns out that none does. */
interface Choice {
  readonly is: "choice";
  readonly alternatives: readonly Alternative[];
  readonly pick: (ahead: Ahead) => Pick;
}
export type Pick = { readonly alternative: number } | { readonly none: number };

interface Alternative {
  readonly name: string;
  readonly items: readonly Item[];
  /** How tightly an operator of a left-recursive rule binds. */
  readonly level?: number;
}

export interface Rule {
  readonly items: readonly Item[];
  /** Of a left-recursive rule: what may follow again and again, each making a node around what is before it. */
  readonly operators?: readonly Alternative[];
}

const token = (kinds: TokenKind | readonly TokenKind[], label = ""): Item => ({
  is: "token",
  kinds: typeof kinds === "string" ? [kinds] : kinds,
  label,
});
const rule = (name: RuleName, label = "", level = 0): Item => ({ is: "rule", rule: name, label, level });
const optional = (...body: Item[]): Item => ({ is: "optional", body });
const many = (body: Item[], goesOn?: (ahead: Ahead) => boolean): Item => ({
  ...{ is: "repeat", body, atLeastOnce: false },
  ...(goesOn && { goesOn }),
});
const some = (body: Item[], goesOn?: (ahead: Ahead) => boolean | undefined): Item => ({
  ...{ is: "repeat", body, atLeastOnce: true },
  ...(goesOn && { goesOn }),
});

const LITERALS: readonly TokenKind[] = [
  ...(["'true'", "'false'", "'null'", "NUM_FLOAT", "NUM_INT", "NUM_UINT", "STRING", "BYTES"] as const),
];
const starts = (...kinds: TokenKind[]): ReadonlySet<TokenKind> => new Set(kinds);
const MEMBER_START = starts(...LITERALS, "IDENTIFIER", "'.'", "'('", "'['", "'{'", "'-'");
const EXPR_START = starts(...MEMBER_START, "'!'");
const OPTIONAL_START = starts(...EXPR_START, "'?'");
const FIELD_START = starts("'?'", "IDENTIFIER", "ESC_IDENTIFIER");

/** A comma goes on with the list only if another element follows; else it ends it. */
const commaThen =
  (next: ReadonlySet<TokenKind>) =>
  (ahead: Ahead): boolean =>
    ahead(1) === "','" && next.has(ahead(2));

const isNumber = (kind: TokenKind): boolean => kind === "NUM_INT" || kind === "NUM_FLOAT";

function anotherMinus(ahead: Ahead): boolean | undefined {
  if (ahead(1) !== "'-'") return false;
  return MEMBER_START.has(ahead(2)) ? true : undefined;
}

function pickUnary(ahead: Ahead): Pick {
  if (ahead(1) === "'!'") return { alternative: 1 };
  if (ahead(1) !== "'-'" || isNumber(ahead(2))) return { alternative: 0 };
  return MEMBER_START.has(ahead(2)) ? { alternative: 2 } : { none: 2 };
}

function pickOperator(ahead: Ahead): Pick {
  if (ahead(1) === "'['") return { alternative: 2 };
  if (ahead(2) === "'?'" || ahead(2) === "ESC_IDENTIFIER") return { alternative: 0 };
  if (ahead(2) !== "IDENTIFIER") return { none: 2 };
  return { alternative: ahead(3) === "'('" ? 1 : 0 };
}

function pickPrimary(ahead: Ahead): Pick {
  const [ident, call, nested, list, map, message, constant] = [0, 1, 2, 3, 4, 5, 6];
  switch (ahead(1)) {
    case "'('":
      return { alternative: nested! };
    case "'['":
      return { alternative: list! };
    case "'{'":
      return { alternative: map! };
    case "'.'":
    case "IDENTIFIER": {
      let at = ahead(1) === "'.'" ? 2 : 1;
      if (ahead(at) !== "IDENTIFIER") return { none: at };
      if (ahead(at + 1) === "'('") return { alternative: call! };
      while (ahead(at + 1) === "'.'" && ahead(at + 2) === "IDENTIFIER") at += 2;
      return { alternative: ahead(at + 1) === "'{'" ? message! : ident! };
    }
    default:
      return { alternative: constant! };
  }
}

function pickLiteral(ahead: Ahead): Pick {
  const isNegative = ahead(1) === "'-'";
  const kind = ahead(isNegative ? 2 : 1);
  if (isNegative && !isNumber(kind)) return { none: 2 };
  return { alternative: LITERAL_ORDER.indexOf(kind) };
}

const LITERAL_ORDER: readonly TokenKind[] = [
  ...(["NUM_INT", "NUM_UINT", "NUM_FLOAT", "STRING", "BYTES", "'true'", "'false'", "'null'"] as const),
];

const RELATIONS: readonly TokenKind[] = ["'<'", "'<='", "'>='", "'>'", "'=='", "'!='", "'in'"];
// Made anew at each place, as each place is one of its own.
const leadingDot = (): Item => optional(token("'.'", "leadingDot"));
const question = (): Item => optional(token("'?'", "opt"));
const args = (): Item[] => [token("'('", "op"), optional(rule("exprList", "args")), token("')'")];
const comma = (): Item => optional(token("','"));

// biome-ignore format: a table
export const GRAMMAR: Readonly<Record<RuleName, Rule>> = {
  start:          { items: [rule("expr", "e"), token("<EOF>")] },
  expr:           { items: [rule("conditionalOr", "e"), optional(token("'?'", "op"), rule("conditionalOr", "e1"), token("':'"), rule("expr", "e2"))] },
  conditionalOr:  { items: [rule("conditionalAnd", "e"), many([token("'||'", "op"), rule("conditionalAnd", "e")])] },
  conditionalAnd: { items: [rule("relation", "e"), many([token("'&&'", "op"), rule("relation", "e")])] },
  relation:       { items: [rule("calc", "e")],
                    operators: [{ name: "binary", level: 1, items: [token(RELATIONS, "op"), rule("relation", "e1", 2)] }] },
  calc:           { items: [rule("unary", "e")],
                    operators: [{ name: "binary", level: 2, items: [token(["'*'", "'/'", "'%'"], "op"), rule("calc", "e1", 3)] },
                                { name: "binary", level: 1, items: [token(["'+'", "'-'"], "op"), rule("calc", "e1", 2)] }] },
  unary:          { items: [{ is: "choice", pick: pickUnary, alternatives: [
                      { name: "member", items: [rule("member", "e")] },
                      { name: "not",    items: [some([token("'!'", "op")]), rule("member", "e")] },
                      { name: "negate", items: [some([token("'-'", "op")], anotherMinus), rule("member", "e")] }] }] },
  member:         { items: [rule("primary", "e")],
                    operators: [{ name: "select", level: 3, items: [token("'.'", "op"), question(), rule("escapeIdent", "id")] },
                                { name: "method", level: 2, items: [token("'.'"), token("IDENTIFIER", "id"), ...args()] },
                                { name: "index",  level: 1, items: [token("'['", "op"), question(), rule("expr", "index"), token("']'")] }] },
  primary:        { items: [{ is: "choice", pick: pickPrimary, alternatives: [
                      { name: "ident",   items: [leadingDot(), token("IDENTIFIER", "id")] },
                      { name: "call",    items: [leadingDot(), token("IDENTIFIER", "id"), ...args()] },
                      { name: "nested",  items: [token("'('"), rule("expr", "e"), token("')'")] },
                      { name: "list",    items: [token("'['", "op"), optional(rule("listInit", "elems")), comma(), token("']'")] },
                      { name: "map",     items: [token("'{'", "op"), optional(rule("mapInitializerList", "entries")), comma(), token("'}'")] },
                      { name: "message", items: [leadingDot(), token("IDENTIFIER", "ids"), many([token("'.'"), token("IDENTIFIER", "ids")]),
                                                 token("'{'", "op"), optional(rule("fieldInitializerList", "entries")), comma(), token("'}'")] },
                      { name: "literal", items: [rule("literal", "e")] }] }] },
  exprList:       { items: [rule("expr", "e"), many([token("','"), rule("expr", "e")])] },
  listInit:       { items: [rule("optExpr", "e"), many([token("','"), rule("optExpr", "e")], commaThen(OPTIONAL_START))] },
  fieldInitializerList:
                  { items: [rule("optField", "fields"), token("':'", "cols"), rule("expr", "values"),
                            many([token("','"), rule("optField", "fields"), token("':'", "cols"), rule("expr", "values")], commaThen(FIELD_START))] },
  optField:       { items: [question(), rule("escapeIdent", "id")] },
  mapInitializerList:
                  { items: [rule("optExpr", "keys"), token("':'", "cols"), rule("expr", "values"),
                            many([token("','"), rule("optExpr", "keys"), token("':'", "cols"), rule("expr", "values")], commaThen(OPTIONAL_START))] },
  escapeIdent:    { items: [{ is: "choice", pick: (ahead) => ({ alternative: ahead(1) === "IDENTIFIER" ? 0 : 1 }), alternatives: [
                      { name: "simple",  items: [token("IDENTIFIER", "id")] },
                      { name: "escaped", items: [token("ESC_IDENTIFIER", "id")] }] }] },
  optExpr:        { items: [question(), rule("expr", "e")] },
  literal:        { items: [{ is: "choice", pick: pickLiteral, alternatives: LITERAL_ORDER.map((kind) => ({
                      name: kind, items: isNumber(kind) ? [optional(token("'-'", "sign")), token(kind, "tok")] : [token(kind, "tok")] })) }] },
};

/** Which operator of a left-recursive rule fits. */
export const PICK_OPERATOR: Readonly<Partial<Record<RuleName, (ahead: Ahead) => Pick>>> = {
  calc: (ahead) => ({ alternative: ["'+'", "'-'"].includes(ahead(1)) ? 1 : 0 }),
  member: pickOperator,
};
