/** Pieces of generated JavaScript, and what evaluating them costs. */

import type { ComprehensionExpr, Expr } from "./ast.ts";
import type { CelType } from "./types.ts";

/**
 * A piece of output. `cost` is what evaluating it always costs and its surroundings must charge; `json` says that it
 * yields JSON still to be read under its static type, which saves wrapping what is only selected from.
 */
export interface Code {
  readonly js: string;
  readonly cost: number;
  readonly mayThrow: boolean;
  readonly json: boolean;
  /** cel-go knows the value before it evaluates, and charges nothing for it. */
  readonly isConstant: boolean;
  /**
   * Set for what cel-go calls an attribute: a name, what is selected from one, a choice. The part of the cost that is not
   * charged where the attribute is a branch of a choice or an index.
   */
  readonly base: number | undefined;
}

export interface Local {
  readonly js: string;
  readonly json: boolean;
  readonly mayThrow?: true;
}

export const LIST_COST = 10;
export const MAP_COST = 30;
export const STRUCT_COST = 40;

export const code = (js: string, cost: number, mayThrow: boolean, json = false): Code => ({
  ...{ js, cost, mayThrow, json, isConstant: false, base: undefined },
});
export const known = (js: string, mayThrow = false): Code => ({ ...code(js, 0, mayThrow), isConstant: true });
export const attribute = (part: Code, base: number): Code => ({ ...part, base });
/** What is not an attribute becomes one when something is selected from it. */
export const selectable = (part: Code): { cost: number; base: number } =>
  part.base === undefined ? { cost: part.cost + 1, base: 1 } : { cost: part.cost, base: part.base };
/** As a branch of a choice, or an index. */
export const withoutBase = (part: Code): Code => ({ ...part, cost: part.cost - (part.base ?? 0) });
export const quote = (text: string): string => JSON.stringify(text);

/** Charges what a branch costs when the branch is taken. */
export const branch = (part: Code): string =>
  part.cost > 0 ? `(rt.left -= ${part.cost}, ${part.js})` : part.js;

export const total = (parts: readonly { readonly cost: number }[]): number =>
  parts.reduce((sum, part) => sum + part.cost, 0);

/** What both ways to evaluate name: types, and library functions, which are looked up once. */
export interface Shared {
  readonly types: CelType[];
  readonly functions: string[];
  /** The parts whose errors are traced, where they are. */
  readonly parts?: Expr[];
}

export function wrapped(shared: Shared, lines: readonly string[]): string {
  const types = shared.types.map((type, i) => `const t${i} = ${JSON.stringify(type)};`);
  const functions = shared.functions.map((_, i) => `let f${i};`);
  return `(() => {\n${[...types, ...functions, ...lines, "return run;"].join("\n")}\n})()`;
}

/** What an error on one side of a logical operator does: ends the evaluation, or waits for the other side. */
export type OnError = "throw" | "absorb";

/** Where an item is in a list; it is added when it is not there. */
export function indexIn<T>(list: T[], item: T): number {
  const known = list.indexOf(item);
  return known >= 0 ? known : list.push(item) - 1;
}

/** Per element: the loop condition and the step of the fold the macro stands for, as cel-go counts them. */
export function loop(
  expr: ComprehensionExpr,
  range: Code,
  params: string,
  filter: Code | undefined,
  yields: Code | undefined,
): Code {
  const lambda = (part: Code): string => `(${params}) => ${branch(part)}`;
  const plain = (js: string): Code => code(js, range.cost, true);
  switch (expr.form) {
    case "all":
      return plain(`rt.all(${range.js}, ${lambda(filter!)})`);
    case "exists":
      return plain(`rt.exists(${range.js}, ${lambda(filter!)})`);
    case "existsOne":
      return plain(`rt.existsOne(${range.js}, ${lambda(filter!)})`);
    case "map":
    case "filter":
    case "transformList":
      return plain(
        `rt.collect(${range.js}, ${filter ? lambda(filter) : "null"}, ${lambda(yields!)}, ${2 + (yields!.isConstant ? 0 : LIST_COST)})`,
      );
    case "transformMap": {
      const key = expr.iterVar2 === undefined ? params : params.slice(1).split(",")[0]!;
      const entry = code(`[${key}, ${yields!.js}]`, yields!.cost, true);
      return plain(`rt.collectMap(${range.js}, ${filter ? lambda(filter) : "null"}, ${lambda(entry)})`);
    }
    case "transformMapEntry":
      return plain(`rt.collectEntries(${range.js}, ${filter ? lambda(filter) : "null"}, ${lambda(yields!)})`);
    case "bind":
      return yields!;
  }
}
