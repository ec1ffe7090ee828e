/**
 * Reads a wrong text to its end, with cel-go's complaints (those of its parser generator, ANTLR): a token too many is
 * skipped, a missing one is made up, and otherwise reading goes on where the text fits some rule again.
 */

import {
  type Ahead,
  GRAMMAR,
  type Item,
  PICK_OPERATOR,
  type Pick,
  type Repeat,
  type RuleName,
} from "./grammar.ts";
import { type ParseProblem, problem } from "./issues.ts";
import type { Lexed, Token, TokenKind } from "./lexer.ts";
import { TOKEN_KINDS } from "./lexer.ts";
import { nextOf, PLACES, type State } from "./states.ts";

/** What was read of a rule; parts are there as far as reading got. */
export interface Tree {
  readonly rule: RuleName;
  /** The alternative or operator; empty where the rule has but one form, or none was recognized. */
  readonly form: string;
  readonly start: Token;
  readonly tokens: ReadonlyMap<string, readonly Token[]>;
  readonly trees: ReadonlyMap<string, readonly Tree[]>;
}

export const MAX_RECURSION = 250;
export const TOO_DEEP = problem(undefined, `expression recursion limit exceeded: ${MAX_RECURSION}`);
const MAX_SYNTAX_ERRORS = 100;
const MAX_ATTEMPTS = 30;
const MAX_SKIPPED = 256;

/** The tree as far as there is one, and the complaints; no tree where reading was given up. */
export function recognize(source: string, lexed: Lexed): { tree?: Tree; problems: readonly ParseProblem[] } {
  const recognizer = new Recognizer(source, lexed);
  try {
    return { tree: recognizer.rule("start", 0, undefined), problems: recognizer.problems };
  } catch (error) {
    if (error instanceof GivenUp) return { problems: recognizer.problems };
    // Called deep inside other work there may be no room for as many levels as are allowed.
    if (error instanceof RangeError) return { problems: [...recognizer.problems, TOO_DEEP] };
    throw error;
  }
}

class GivenUp {}

/** The text does not fit the rule being read. */
class Misfit {
  readonly pos: number;
  readonly message: string;
  constructor(pos: number, message: string) {
    this.pos = pos;
    this.message = message;
  }
}

class Building implements Tree {
  readonly rule: RuleName;
  readonly form: string;
  readonly start: Token;
  readonly tokens = new Map<string, Token[]>();
  readonly trees = new Map<string, Tree[]>();
  constructor(rule: RuleName, form: string, start: Token) {
    this.rule = rule;
    this.form = form;
    this.start = start;
  }
}

function add<T>(map: Map<string, T[]>, label: string, part: T): void {
  const list = map.get(label);
  if (list) list.push(part);
  else map.set(label, [part]);
}

/** Quoted, with blanks that would break the line written out. */
const escaped = (text: string): string =>
  `'${text.replaceAll("\t", "\\t").replaceAll("\n", "\\n").replaceAll("\r", "\\r")}'`;

class Recognizer {
  readonly problems: ParseProblem[] = [];
  readonly #source: string;
  readonly #lexed: Lexed;
  #at = 0;
  #lexProblems = 0;
  #syntaxErrors = 0;
  #state: State | undefined;
  /** Where each rule being read goes on when it is done; the outermost nowhere. */
  readonly #callers: (State | undefined)[] = [];
  readonly #depths = new Map<RuleName, number>();
  /** After a complaint there is no other until a token fits. */
  #recovering = false;
  #attempts = 0;
  #lastErrorAt = -1;
  readonly #lastErrorStates = new Set<State>();

  constructor(source: string, lexed: Lexed) {
    this.#source = source;
    this.#lexed = lexed;
  }

  #token(distance: number): Token {
    const { tokens, problems } = this.#lexed;
    const token = tokens[Math.min(this.#at + distance - 1, tokens.length - 1)]!;
    for (let next = problems[this.#lexProblems]; next; next = problems[this.#lexProblems]) {
      if (next.pos! > token.pos) break;
      this.#lexProblems++;
      this.#complain(next.pos!, next.message);
    }
    return token;
  }

  readonly #ahead: Ahead = (distance) => this.#token(distance).kind;

  #complain(pos: number, message: string): void {
    if (this.#syntaxErrors++ < MAX_SYNTAX_ERRORS) {
      this.problems.push(problem(pos, message));
      return;
    }
    this.problems.push(problem(pos, `Syntax error: More than ${MAX_SYNTAX_ERRORS} syntax errors`));
    throw new GivenUp();
  }

  #giveUp(message: string): never {
    this.problems.push(problem(undefined, message));
    throw new GivenUp();
  }

  rule(name: RuleName, level: number, caller: State | undefined): Tree {
    const depth = (this.#depths.get(name) ?? 0) + 1;
    if (depth > MAX_RECURSION) this.#giveUp(TOO_DEEP.message);
    this.#depths.set(name, depth);
    this.#callers.push(caller);
    const { items, operators } = GRAMMAR[name];
    const reading = { tree: new Building(name, "", this.#token(1)) };
    try {
      this.#items(items, reading);
      if (operators) this.#operators(name, level, reading);
    } catch (error) {
      if (!(error instanceof Misfit)) throw error;
      this.#report(error);
      this.#recover();
    }
    this.#callers.pop();
    this.#depths.set(name, depth - 1);
    return reading.tree;
  }

  // One function for all kinds of items, as each function more is a frame more at each of the levels of nesting.
  #items(items: readonly Item[], reading: { tree: Building }): void {
    for (const item of items) {
      const { at, again } = PLACES.get(item)!;
      this.#state = at;
      switch (item.is) {
        case "token": {
          const token = at.token!.has(this.#ahead(1)) ? this.#matched() : this.#recoverInline(at);
          add(reading.tree.tokens, item.label, token);
          break;
        }
        case "rule":
          add(reading.tree.trees, item.label, this.rule(item.rule, item.level, at.next[0]));
          break;
        case "optional":
          this.#sync(at, false);
          if (nextOf(at.next[0]!).kinds.has(this.#ahead(1))) this.#items(item.body, reading);
          break;
        case "repeat":
          this.#sync(at, false);
          for (let more = item.atLeastOnce || this.#goesOn(item, at); more; more = this.#goesOn(item, at)) {
            this.#items(item.body, reading);
            this.#state = again!;
            this.#sync(again!, true);
          }
          break;
        case "choice": {
          const { name, items } = item.alternatives[this.#picked(at, item.pick)]!;
          reading.tree = new Building(reading.tree.rule, name, reading.tree.start);
          this.#items(items, reading);
        }
      }
    }
  }

  #goesOn(item: Repeat, at: State): boolean {
    const answer = item.goesOn ? item.goesOn(this.#ahead) : nextOf(at.next[0]!).kinds.has(this.#ahead(1));
    if (answer === undefined) throw this.#noAlternative(2);
    return answer;
  }

  #picked(at: State, pick: (ahead: Ahead) => Pick): number {
    this.#sync(at, false);
    if (!nextOf(at).kinds.has(this.#ahead(1))) throw this.#noAlternative(1);
    const picked = pick(this.#ahead);
    if ("none" in picked) throw this.#noAlternative(picked.none);
    return picked.alternative;
  }

  #operators(name: RuleName, level: number, reading: { tree: Building }): void {
    const rule = GRAMMAR[name];
    const { at, inner, again } = PLACES.get(rule)!;
    const fits = (): boolean =>
      inner!.next.some(
        (start, i) => rule.operators![i]!.level! >= level && nextOf(start).kinds.has(this.#ahead(1)),
      );
    this.#state = at;
    this.#sync(at, false);
    while (fits()) {
      const operand = reading.tree;
      let picked = 0;
      const pick = PICK_OPERATOR[name];
      if (pick) {
        this.#state = inner!;
        picked = this.#picked(inner!, pick);
      }
      const { name: form, items } = rule.operators![picked]!;
      reading.tree = new Building(name, form, operand.start);
      add(reading.tree.trees, "operand", operand);
      this.#items(items, reading);
      this.#state = again!;
      this.#sync(again!, true);
    }
  }

  #consume(): Token {
    const token = this.#token(1);
    if (token.kind !== "<EOF>") {
      this.#at++;
      this.#token(1);
    }
    return token;
  }

  /** A token fits: whatever was wrong is behind. */
  #settled(): void {
    this.#recovering = false;
    this.#lastErrorAt = -1;
    this.#lastErrorStates.clear();
  }

  #matched(): Token {
    this.#settled();
    return this.#consume();
  }

  /** What may come next, seen through the ends of the rules being read. */
  #expected(state: State): ReadonlySet<TokenKind> {
    let next = nextOf(state);
    if (!next.mayEnd) return next.kinds;
    const kinds = new Set(next.kinds);
    for (let i = this.#callers.length - 1; i >= 0 && next.mayEnd; i--) {
      const caller = this.#callers[i];
      if (!caller) break;
      next = nextOf(caller);
      for (const kind of next.kinds) kinds.add(kind);
    }
    if (next.mayEnd) kinds.add("<EOF>");
    return kinds;
  }

  #expectedText(): string {
    const expected = this.#expected(this.#state!);
    const names = TOKEN_KINDS.filter((kind) => expected.has(kind));
    return names.length > 1 ? `{${names.join(", ")}}` : names.join("");
  }

  #mismatch(): Misfit {
    const token = this.#token(1);
    return new Misfit(token.pos, `mismatched input ${escaped(token.text)} expecting ${this.#expectedText()}`);
  }

  #noAlternative(distance: number): Misfit {
    const [first, last] = [this.#token(1), this.#token(distance)];
    const text = first.kind === "<EOF>" ? "<EOF>" : this.#textOf(first.pos, last);
    const message = `no viable alternative at input ${escaped(text)}`;
    // A word in place of a name is complained about as such.
    const word = /no viable alternative at input '.(true|false|null)'/.exec(message)?.[1];
    return new Misfit(last.pos, word ? `mismatched input '${word}' expecting IDENTIFIER` : message);
  }

  /** The text up to the end of a token, without what is no token. */
  #textOf(from: number, last: Token): string {
    const to = last.kind === "<EOF>" ? last.pos : last.pos + last.text.length;
    let text = "";
    let at = from;
    for (const gap of this.#lexed.gaps) {
      if (gap.from < from || gap.from >= to) continue;
      text += this.#source.slice(at, gap.from);
      at = gap.to;
    }
    return text + this.#source.slice(at, to);
  }

  #report({ pos, message }: { pos: number; message: string }): void {
    if (this.#recovering) return;
    this.#recovering = true;
    this.#complain(pos, `Syntax error: ${message}`);
  }

  #reportUnwanted(): void {
    if (this.#recovering) return;
    const token = this.#token(1);
    const message = `extraneous input ${escaped(token.text)} expecting ${this.#expectedText()}`;
    this.#report({ pos: token.pos, message });
  }

  /** Before a choice or another round: goes past what fits neither this nor what may follow. */
  #sync(state: State, isRound: boolean): void {
    if (this.#recovering) return;
    const next = nextOf(state);
    if (next.mayEnd || next.kinds.has(this.#ahead(1))) return;
    if (isRound) {
      this.#reportUnwanted();
      const until = new Set([...this.#expected(state), ...this.#recoverySet()]);
      while (this.#ahead(1) !== "<EOF>" && !until.has(this.#ahead(1))) this.#consume();
      return;
    }
    if (!this.#deleteOne()) throw this.#mismatch();
  }

  /** Skips the next token where the one behind it is what is expected. */
  #deleteOne(): boolean {
    if (!this.#expected(this.#state!).has(this.#ahead(2))) return false;
    this.#reportUnwanted();
    this.#consume();
    this.#settled();
    return true;
  }

  #attempt(): void {
    if (this.#attempts === MAX_ATTEMPTS) {
      this.#complain(
        this.#token(1).pos,
        `Syntax error: error recovery attempt limit exceeded: ${MAX_ATTEMPTS}`,
      );
      throw new GivenUp();
    }
    this.#attempts++;
  }

  #recoverInline(state: State): Token {
    this.#attempt();
    if (this.#deleteOne()) return this.#consume();
    const token = this.#token(1);
    if (!this.#expected(state.next[0]!).has(token.kind)) throw this.#mismatch();
    this.#report({ pos: token.pos, message: `missing ${this.#expectedText()} at ${escaped(token.text)}` });
    const kind = TOKEN_KINDS.find((one) => state.token!.has(one))!;
    const near = token.kind === "<EOF>" ? (this.#lexed.tokens[this.#at - 1] ?? token) : token;
    return { kind, text: kind.startsWith("'") ? `<missing ${kind}>` : "<missing undefined>", pos: near.pos };
  }

  #recoverySet(): ReadonlySet<TokenKind> {
    const kinds = new Set<TokenKind>();
    for (const caller of this.#callers) if (caller) for (const kind of nextOf(caller).kinds) kinds.add(kind);
    return kinds;
  }

  /** Leaves a rule that does not fit: on to where something outside it does. */
  #recover(): void {
    this.#attempt();
    let skipped = 0;
    const skip = (): void => {
      if (skipped++ >= MAX_SKIPPED)
        this.#giveUp(`error recovery token lookahead limit exceeded: ${MAX_SKIPPED}`);
      this.#consume();
    };
    // The same error at the same place again would go round for ever.
    if (this.#lastErrorAt === this.#at && this.#lastErrorStates.has(this.#state!)) skip();
    this.#lastErrorAt = this.#at;
    this.#lastErrorStates.add(this.#state!);
    const follow = this.#recoverySet();
    while (this.#ahead(1) !== "<EOF>" && !follow.has(this.#ahead(1))) skip();
  }
}
