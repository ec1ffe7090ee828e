/** The grammar as a graph: where reading is, what may come next there, and where it goes on. */

import { GRAMMAR, type Item, type RuleName } from "./grammar.ts";
import type { TokenKind } from "./lexer.ts";

/** A place in the grammar. */
export interface State {
  /** What stands here: a token, another rule, or ways on without reading. */
  readonly token?: ReadonlySet<TokenKind>;
  readonly calls?: RuleName;
  /** Where it goes on: behind the token, behind the called rule, or at one of several places. */
  readonly next: readonly State[];
}

/** Places of an item: before it, at the choice inside a repeated one, and where a repeated one comes round. */
export interface Places {
  readonly at: State;
  readonly inner?: State;
  readonly again?: State;
}

interface Building {
  token?: ReadonlySet<TokenKind>;
  calls?: RuleName;
  next: State[];
}

/** Where each item of the grammar, and each rule's operators, stand. */
export const PLACES = new Map<object, Places>();
const RULE_START = new Map<RuleName, State>();
/** The end of a rule: nothing follows that the rule itself knows of. */
const END: State = { next: [] };

function sequence(items: readonly Item[], end: State): State {
  return items.reduceRight((next, item) => placed(item, next), end);
}

function placed(item: Item, next: State): State {
  const at: Building = { next: [next] };
  let places: Places = { at };
  switch (item.is) {
    case "token":
      at.token = new Set(item.kinds);
      break;
    case "rule":
      at.calls = item.rule;
      break;
    case "optional":
      at.next = [sequence(item.body, next), next];
      break;
    case "choice":
      at.next = item.alternatives.map(({ items }) => sequence(items, next));
      break;
    case "repeat": {
      const again: Building = { next: [item.atLeastOnce ? at : { next: [] }, next] };
      const body = sequence(item.body, again);
      if (item.atLeastOnce) at.next = [body];
      else {
        at.next = [body, next];
        again.next = [at];
      }
      places = { at, again };
    }
  }
  PLACES.set(item, places);
  return at;
}

for (const [name, rule] of Object.entries(GRAMMAR) as [RuleName, (typeof GRAMMAR)[RuleName]][]) {
  let end = END;
  if (rule.operators) {
    const at: Building = { next: [] };
    const again: State = { next: [at] };
    const inner: State = { next: rule.operators.map(({ items }) => sequence(items, again)) };
    at.next = [inner, END];
    PLACES.set(rule, { at, inner, again });
    end = at;
  }
  RULE_START.set(name, sequence(rule.items, end));
}

/** The kinds that may come next at a state, and whether the rule may end there. */
export interface Next {
  readonly kinds: ReadonlySet<TokenKind>;
  readonly mayEnd: boolean;
}

const known = new Map<State, Next>();

export function nextOf(state: State): Next {
  const found = known.get(state);
  if (found) return found;
  const kinds = new Set<TokenKind>();
  const mayEnd = look(state, kinds, new Set());
  const next = { kinds, mayEnd };
  known.set(state, next);
  return next;
}

/** Adds what may come next to `kinds`; true where the rule may end. */
function look(state: State, kinds: Set<TokenKind>, seen: Set<State>): boolean {
  if (state === END) return true;
  if (seen.has(state)) return false;
  seen.add(state);
  if (state.token) {
    for (const kind of state.token) kinds.add(kind);
    return false;
  }
  if (state.calls)
    return look(RULE_START.get(state.calls)!, kinds, seen) && look(state.next[0]!, kinds, seen);
  return state.next.map((next) => look(next, kinds, seen)).includes(true);
}
