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
  /** It yields what an optional value holds, as JSON, and undefined where that is nothing. */
  readonly maybe: boolean;
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
  ...{ js, cost, mayThrow, json, maybe: false, isConstant: false, base: undefined },
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

/** What both ways to evaluate name: types, properties, lists, and library functions, which are looked up once. */
export interface Shared {
  readonly types: CelType[];
  readonly properties: string[];
  /** Lists of constants. */
  readonly lists: string[];
  readonly functions: string[];
  /** The parts whose errors are traced, where they are. */
  readonly parts?: Expr[];
}

export const shared = (): Shared => ({ types: [], properties: [], lists: [], functions: [] });

export function wrapped(shared: Shared, lines: readonly string[]): string {
  const declared = [
    ...shared.types.map((type, i) => `const t${i} = ${JSON.stringify(type)};`),
    ...shared.properties.map((name, i) => `const p${i} = ${reader(name)};`),
    ...shared.lists.map((list, i) => `const c${i} = ${list};`),
    ...shared.functions.map((_, i) => `let f${i};`),
  ];
  return `(() => {\n${[...declared, ...lines, "return run;"].join("\n")}\n})()`;
}

/**
 * A function that reads one property. Each expression has its own, as an engine learns for each place in the code what
 * objects come by; what is no plain object, or hides that it is one, is read by `other`.
 */
const reader = (name: string): string =>
  `(o, other) => (o?.constructor === Object ? o[${quote(name)}] : other(o, ${quote(name)}))`;

/** Whether every object has the property, so that only a look at its own ones tells what is in the data. */
export const isInherited = (name: string): boolean => name in Object.prototype;

/** A property of a JSON object; undefined or null where it is not there. */
export function property(shared: Shared, object: string, name: string): string {
  if (isInherited(name)) return `rt.property(${object}, ${quote(name)})`;
  return `${propertyReader(shared, name)}(${object}, rt.property)`;
}

/** What an optional property holds, of an object or of what an optional value holds. */
export const optionalProperty = (shared: Shared, object: string, name: string): string =>
  isInherited(name)
    ? `rt.optionalProperty(${object}, (o) => rt.property(o, ${quote(name)}))`
    : `rt.optionalProperty(${object}, ${propertyReader(shared, name)})`;

/** A value of a type, read from JSON. */
export function converted(part: Code, type: CelType, typeRef: (type: CelType) => string): Code {
  const read = (js: string): Code => ({ ...part, js, mayThrow: true, json: false, maybe: false });
  if (part.maybe && type.kind === "optional") return read(`rt.optionalOf(${typeRef(type.of)}, ${part.js})`);
  if (!part.json) return part;
  switch (type.kind) {
    case "bool":
      return read(`rt.jsonBool(${part.js})`);
    case "string":
      return read(`rt.jsonString(${part.js})`);
    case "int":
      return read(`rt.jsonInt(${part.js})`);
    case "dyn":
      return read(`rt.jsonDynamic(${part.js})`);
    default:
      return read(`rt.json(${typeRef(type)}, ${part.js})`);
  }
}

const propertyReader = (shared: Shared, name: string): string => `p${indexIn(shared.properties, name)}`;

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
