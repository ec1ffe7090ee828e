/** Macro expansion, into the comprehensions cel-go's parser produces. */

import { ACCUMULATOR, type CallExpr, type ComprehensionForm, type Expr } from "./ast.ts";
import { type ParseProblem, problem } from "./issues.ts";
import { isAtLeast } from "./versions.ts";

type Expand = (call: CallExpr) => Expr;

/** The arguments of a macro are not what it needs. */
class Malformed {
  readonly problem: ParseProblem;
  constructor(pos: number, message: string) {
    this.problem = problem(pos, message);
  }
}

export interface MacroRow {
  readonly name: string;
  readonly member: boolean;
  /** How many. */
  readonly args: number;
  /** The compat version from which new expressions may use it. */
  readonly since: string;
  /** For people. A map may stand where a list does. */
  readonly usage: string;
  readonly expand: Expand;
}

const bool = (pos: number, value: boolean): Expr => ({
  kind: "const",
  pos,
  constant: { type: "bool", value },
});
const int = (pos: number, value: bigint): Expr => ({ kind: "const", pos, constant: { type: "int", value } });
const ident = (pos: number, name: string): Expr => ({ kind: "ident", pos, name });
const list = (pos: number, elements: Expr[]): Expr => ({ kind: "list", pos, elements, optional: new Set() });
const call = (pos: number, fn: string, args: Expr[]): Expr => ({ kind: "call", pos, fn, args });
const member = (pos: number, target: Expr, fn: string, args: Expr[]): Expr => ({
  kind: "call",
  pos,
  fn,
  target,
  args,
});
const accu = (pos: number): Expr => ident(pos, ACCUMULATOR);
const ifThenElse = (pos: number, test: Expr, then: Expr, otherwise: Expr): Expr =>
  call(pos, "_?_:_", [test, then, otherwise]);

/** The accumulator, the condition to go on, the step and the result of each quantifier and builder. */
interface Fold {
  readonly init: Expr;
  readonly condition: Expr;
  readonly step: Expr;
  readonly result: Expr;
}

function fold(
  form: ComprehensionForm,
  pos: number,
  filter: Expr | undefined,
  yields: Expr | undefined,
): Fold {
  const step = (value: Expr): Expr => (filter ? ifThenElse(pos, filter, value, accu(pos)) : value);
  const build = (init: Expr, value: Expr): Fold => ({
    init,
    condition: bool(pos, true),
    step: step(value),
    result: accu(pos),
  });
  switch (form) {
    case "all":
      return {
        init: bool(pos, true),
        condition: call(pos, "@not_strictly_false", [accu(pos)]),
        step: call(pos, "_&&_", [accu(pos), filter!]),
        result: accu(pos),
      };
    case "exists":
      return {
        init: bool(pos, false),
        condition: call(pos, "@not_strictly_false", [call(pos, "!_", [accu(pos)])]),
        step: call(pos, "_||_", [accu(pos), filter!]),
        result: accu(pos),
      };
    case "existsOne":
      return {
        init: int(pos, 0n),
        condition: bool(pos, true),
        step: step(call(pos, "_+_", [accu(pos), int(pos, 1n)])),
        result: call(pos, "_==_", [accu(pos), int(pos, 1n)]),
      };
    case "map":
    case "filter":
    case "transformList":
      return build(list(pos, []), call(pos, "_+_", [accu(pos), list(pos, [yields!])]));
    case "transformMap":
    case "transformMapEntry":
      return build({ kind: "map", pos, entries: [] }, yields!);
    case "bind":
      return { init: yields!, condition: bool(pos, false), step: accu(pos), result: accu(pos) };
  }
}

function variable(arg: Expr, complaint: string): string {
  if (arg.kind !== "ident") throw new Malformed(arg.pos, complaint);
  if (arg.name === ACCUMULATOR || arg.name === "__result__")
    throw new Malformed(arg.pos, "iteration variable overwrites accumulator variable");
  return arg.name;
}

/** A macro over the elements of its target: `variables` first arguments are names, then `[filter]`, then `[yield]`. */
function over(form: ComprehensionForm, variables: 1 | 2, hasFilter: boolean, hasYield: boolean): Expand {
  return (macro) => {
    const complaint =
      form === "map" || form === "filter"
        ? "argument is not an identifier"
        : "argument must be a simple name";
    const names = macro.args.slice(0, variables).map((arg) => variable(arg, complaint));
    if (variables === 2 && names[0] === names[1])
      throw new Malformed(macro.args[1]!.pos, `duplicate variable name: ${names[1]}`);
    const rest = macro.args.slice(variables);
    const pos = macro.pos;
    const filter = hasFilter ? rest[0] : undefined;
    const yields = hasYield ? rest[hasFilter ? 1 : 0] : form === "filter" ? macro.args[0] : undefined;
    const { init, condition, step, result } = fold(form, pos, filter, inserted(form, names, yields, pos));
    return {
      kind: "comprehension",
      pos,
      form,
      iterVar: names[0]!,
      ...(names[1] !== undefined && { iterVar2: names[1] }),
      iterRange: macro.target!,
      accuVar: ACCUMULATOR,
      accuInit: init,
      loopCondition: condition,
      loopStep: step,
      result,
      ...(filter && { filter }),
      ...(yields && { yields }),
      macro,
    };
  };
}

function inserted(
  form: ComprehensionForm,
  names: string[],
  yields: Expr | undefined,
  pos: number,
): Expr | undefined {
  if (form === "transformMap")
    return call(pos, "cel.@mapInsert", [accu(pos), ident(pos, names[0]!), yields!]);
  if (form === "transformMapEntry") return call(pos, "cel.@mapInsert", [accu(pos), yields!]);
  return yields;
}

/** `yields` with `name` bound to `value`. */
function bind(macro: CallExpr, name: string, value: Expr, yields: Expr): Expr {
  const pos = macro.pos;
  return {
    kind: "comprehension",
    pos,
    form: "bind",
    iterVar: "#unused",
    iterRange: list(pos, []),
    accuVar: name,
    accuInit: value,
    loopCondition: bool(pos, false),
    loopStep: ident(pos, name),
    result: yields,
    yields,
  };
}

function optional(wrap: boolean): Expand {
  return (macro) => {
    const { pos, target } = macro;
    const [name, yields] = macro.args as [Expr, Expr];
    const bound = bind(
      macro,
      variable(name, `${macro.fn}() variable name must be a simple identifier`),
      member(pos, target!, "value", []),
      yields,
    );
    return {
      ...(ifThenElse(
        pos,
        member(pos, target!, "hasValue", []),
        wrap ? call(pos, "optional.of", [bound]) : bound,
        call(pos, "optional.none", []),
      ) as CallExpr),
      macro,
    };
  };
}

const has: Expand = (macro) => {
  const arg = macro.args[0]!;
  if (arg.kind !== "select") throw new Malformed(arg.pos, "invalid argument to has() macro");
  return { ...arg, pos: macro.pos, testOnly: true, macro };
};

const sortBy: Expand = (macro) => {
  const { pos, target } = macro;
  const input = "@__sortBy_input__";
  const key = macro.args[1]!;
  if (target!.kind === "const" || target!.kind === "map" || target!.kind === "struct") {
    const kinds = "a list, identifier, comprehension, call or select expression";
    throw new Malformed(target!.pos, `sortBy can only be applied to ${kinds}`);
  }
  const keys = over(
    "map",
    1,
    false,
    true,
  )({ ...macro, target: ident(pos, input), args: [macro.args[0]!, key] });
  const sorted = member(pos, ident(pos, input), "@sortByAssociatedKeys", [keys]);
  return { ...bind(macro, input, target!, sorted), macro };
};

// biome-ignore format: a table
export const MACROS: readonly MacroRow[] = [
  { name: "has",               member: false, args: 1, since: "1.0",  usage: "has(e.field)",                                    expand: has },
  { name: "all",               member: true,  args: 2, since: "1.0",  usage: "list.all(x, condition)",                          expand: over("all", 1, true, false) },
  { name: "exists",            member: true,  args: 2, since: "1.0",  usage: "list.exists(x, condition)",                       expand: over("exists", 1, true, false) },
  { name: "exists_one",        member: true,  args: 2, since: "1.0",  usage: "list.exists_one(x, condition)",                   expand: over("existsOne", 1, true, false) },
  { name: "map",               member: true,  args: 2, since: "1.0",  usage: "list.map(x, value)",                              expand: over("map", 1, false, true) },
  { name: "map",               member: true,  args: 3, since: "1.0",  usage: "list.map(x, condition, value)",                   expand: over("map", 1, true, true) },
  { name: "filter",            member: true,  args: 2, since: "1.0",  usage: "list.filter(x, condition)",                       expand: over("filter", 1, true, false) },
  { name: "all",               member: true,  args: 3, since: "1.32", usage: "list.all(i, x, condition)",                       expand: over("all", 2, true, false) },
  { name: "exists",            member: true,  args: 3, since: "1.32", usage: "list.exists(i, x, condition)",                    expand: over("exists", 2, true, false) },
  { name: "exists_one",        member: true,  args: 3, since: "1.32", usage: "list.exists_one(i, x, condition)",                expand: over("existsOne", 2, true, false) },
  { name: "existsOne",         member: true,  args: 3, since: "1.32", usage: "list.existsOne(i, x, condition)",                 expand: over("existsOne", 2, true, false) },
  { name: "transformList",     member: true,  args: 3, since: "1.32", usage: "list.transformList(i, x, value)",                 expand: over("transformList", 2, false, true) },
  { name: "transformList",     member: true,  args: 4, since: "1.32", usage: "list.transformList(i, x, condition, value)",      expand: over("transformList", 2, true, true) },
  { name: "transformMap",      member: true,  args: 3, since: "1.32", usage: "map.transformMap(k, v, value)",                   expand: over("transformMap", 2, false, true) },
  { name: "transformMap",      member: true,  args: 4, since: "1.32", usage: "map.transformMap(k, v, condition, value)",        expand: over("transformMap", 2, true, true) },
  { name: "transformMapEntry", member: true,  args: 3, since: "1.32", usage: "map.transformMapEntry(k, v, entry)",              expand: over("transformMapEntry", 2, false, true) },
  { name: "transformMapEntry", member: true,  args: 4, since: "1.32", usage: "map.transformMapEntry(k, v, condition, entry)",   expand: over("transformMapEntry", 2, true, true) },
  { name: "optMap",            member: true,  args: 2, since: "1.28", usage: "optional.optMap(x, value)",                       expand: optional(true) },
  { name: "optFlatMap",        member: true,  args: 2, since: "1.28", usage: "optional.optFlatMap(x, optional)",                expand: optional(false) },
  { name: "sortBy",            member: true,  args: 2, since: "1.34", usage: "list.sortBy(x, key)",                             expand: sortBy },
];

/** The expansion of a call that is a macro in a compat version; any other call unchanged; what is wrong with the arguments of a macro. */
export function expandMacro(expr: CallExpr, compat: string): Expr | ParseProblem {
  const row = MACROS.find(
    (macro) =>
      macro.name === expr.fn &&
      macro.member === (expr.target !== undefined) &&
      macro.args === expr.args.length &&
      isAtLeast(compat, macro.since),
  );
  if (!row) return expr;
  try {
    return row.expand(expr);
  } catch (error) {
    if (error instanceof Malformed) return error.problem;
    throw error;
  }
}
