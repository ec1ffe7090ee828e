/** Checked trees to JavaScript. Names and texts of the expression appear in the output as quoted data only. */

import type { CallExpr, ComprehensionExpr, Constant, Expr, SelectExpr } from "./ast.ts";
import { type Checked, fieldName } from "./check.ts";
import type { Environment } from "./environment.ts";
import { type FunctionRow, one, rowId } from "./functions/row.ts";
import { type CelType, CelTypes as T } from "./types.ts";
import { int } from "./values.ts";

/**
 * A piece of output. `cost` is what evaluating it always costs and its surroundings must charge; `json` says that it
 * yields JSON still to be read under its static type, which saves wrapping what is only selected from.
 */
interface Code {
  readonly js: string;
  readonly cost: number;
  readonly mayThrow: boolean;
  readonly json: boolean;
}

interface Local {
  readonly js: string;
  readonly json: boolean;
}

const LIST_COST = 10;
const MAP_COST = 30;
const STRUCT_COST = 40;

const code = (js: string, cost: number, mayThrow: boolean, json = false): Code => ({
  js,
  cost,
  mayThrow,
  json,
});
const quote = (text: string): string => JSON.stringify(text);

/** Charges what a branch costs when the branch is taken. */
const branch = (part: Code): string => (part.cost > 0 ? `(rt.left -= ${part.cost}, ${part.js})` : part.js);

/** Source of an expression that yields the function `(v, rt) => value` of a checked tree. */
export function generate(ast: Expr, checked: Checked, env: Environment): string {
  const shared: Shared = { types: [], functions: [] };
  const plain = new Generator(checked, env, shared, "throw");
  const lines = [`const run = ${plain.evaluator(ast)};`];
  if (plain.couldAbsorb) {
    const absorbing = new Generator(checked, env, shared, "absorb");
    lines.push(`run.absorbing = ${absorbing.evaluator(ast)};`);
  }
  const types = shared.types.map((type, i) => `const t${i} = ${JSON.stringify(type)};`);
  const functions = shared.functions.map((_, i) => `let f${i};`);
  return `(() => {\n${[...types, ...functions, ...lines, "return run;"].join("\n")}\n})()`;
}

/** What both ways to evaluate name: types, and library functions, which are looked up once. */
interface Shared {
  readonly types: CelType[];
  readonly functions: string[];
}

/** What an error on one side of a logical operator does: ends the evaluation, or waits for the other side. */
type OnError = "throw" | "absorb";

class Generator {
  /** There is an operator whose answer may not need the side that failed. */
  couldAbsorb = false;
  /** Declared variables that are read, with the name each has in the output. */
  readonly #variables = new Map<string, string>();
  readonly #shared: Shared;
  readonly #onError: OnError;
  readonly #checked: Checked;
  readonly #env: Environment;
  #locals: ReadonlyMap<string, Local> = new Map();
  #names = 0;

  constructor(checked: Checked, env: Environment, shared: Shared, onError: OnError) {
    this.#checked = checked;
    this.#env = env;
    this.#shared = shared;
    this.#onError = onError;
  }

  /** Source of the function `(v, rt) => value`. */
  evaluator(ast: Expr): string {
    const body = this.value(ast);
    const variables = [...this.#variables].map(
      ([name, js]) => `const ${js} = rt.variable(v, ${quote(name)});`,
    );
    const functions = this.#shared.functions.map((id, i) => `f${i} ??= rt.f[${quote(id)}];`);
    return ["(v, rt) => {", ...variables, ...functions, `return ${branch(body)};`, "}"].join("\n");
  }

  #type(expr: Expr): CelType {
    return this.#checked.types.get(expr) ?? T.dyn;
  }

  #typeRef(type: CelType): string {
    return `t${indexIn(this.#shared.types, type)}`;
  }

  /** Output that yields a CEL value. */
  value(expr: Expr): Code {
    return this.#converted(this.#emit(expr), this.#type(expr));
  }

  #converted(part: Code, type: CelType): Code {
    if (!part.json) return part;
    switch (type.kind) {
      case "bool":
        return code(`rt.jsonBool(${part.js})`, part.cost, true);
      case "string":
        return code(`rt.jsonString(${part.js})`, part.cost, true);
      case "int":
        return code(`rt.jsonInt(${part.js})`, part.cost, true);
      case "dyn":
        return code(`rt.jsonDynamic(${part.js})`, part.cost, true);
      default:
        return code(`rt.json(${this.#typeRef(type)}, ${part.js})`, part.cost, true);
    }
  }

  /** A value that must be a bool; checked at run time where the type does not say so. */
  #bool(expr: Expr): Code {
    const part = this.value(expr);
    return this.#type(expr).kind === "bool" ? part : code(`rt.bool(${part.js})`, part.cost, true);
  }

  #emit(expr: Expr): Code {
    const reference = this.#checked.references.get(expr);
    if (reference?.kind === "type") return code(`rt.typeNamed(${quote(reference.name)})`, 1, false);
    if (reference?.kind === "variable") return this.#variable(reference.name);
    switch (expr.kind) {
      case "const":
        return code(constant(expr.constant), 0, false);
      case "ident": {
        const local = this.#locals.get(expr.name)!;
        return code(local.js, 1, false, local.json);
      }
      case "select":
        return this.#select(expr);
      case "call":
        return this.#call(expr);
      case "list": {
        const parts = expr.elements.map((element) => this.value(element));
        const items = parts.map((part, i) => (expr.optional.has(i) ? `...rt.present(${part.js})` : part.js));
        return code(`[${items.join(", ")}]`, LIST_COST + total(parts), true);
      }
      case "map": {
        const pairs = expr.entries.map(({ key, value, optional }) => {
          const [k, v] = [this.value(key), this.value(value)];
          return { js: `[${k.js}, ${v.js}, ${optional}]`, cost: k.cost + v.cost };
        });
        return code(`rt.map([${pairs.map((p) => p.js).join(", ")}])`, MAP_COST + total(pairs), true);
      }
      case "struct": {
        const pairs = expr.fields.map(({ name, value, optional }) => {
          const v = this.value(value);
          return { js: `[${quote(name)}, ${v.js}, ${optional}]`, cost: v.cost };
        });
        return code(`rt.map([${pairs.map((p) => p.js).join(", ")}])`, STRUCT_COST + total(pairs), true);
      }
      case "comprehension":
        return this.#comprehension(expr);
    }
  }

  /** Typed variables must be given and are fetched once; dyn ones may be computed on access, so only when reached. */
  #variable(name: string): Code {
    const type = this.#env.variables[name]!;
    if (type.kind === "dyn") return code(`rt.variable(v, ${quote(name)})`, 1, true, true);
    let js = this.#variables.get(name);
    if (js === undefined) {
      js = `v${this.#variables.size}`;
      this.#variables.set(name, js);
    }
    return code(js, 1, false, true);
  }

  #select(expr: SelectExpr): Code {
    const operandType = this.#type(expr.operand);
    const operand = this.#emit(expr.operand);
    const cost = operand.cost + (expr.testOnly ? 0 : 1);
    if (operand.json && operandType.kind === "object") {
      const { json } = operandType.fields[fieldName(operandType, expr.field)!]!;
      if (expr.testOnly) return code(`rt.hasField(${operand.js}, ${quote(json)})`, cost, true);
      return code(`rt.field(${operand.js}, ${quote(json)})`, cost, true, true);
    }
    const name = operandType.kind === "object" ? fieldName(operandType, expr.field)! : expr.field;
    const value = this.#converted(operand, operandType);
    return code(`rt.${expr.testOnly ? "has" : "select"}(${value.js}, ${quote(name)})`, cost, true);
  }

  #call(expr: CallExpr): Code {
    switch (expr.fn) {
      case "_&&_":
      case "_||_":
        return this.#logical(expr);
      case "_?_:_": {
        const [test, then, otherwise] = [
          this.#bool(expr.args[0]!),
          this.value(expr.args[1]!),
          this.value(expr.args[2]!),
        ];
        const mayThrow = test.mayThrow || then.mayThrow || otherwise.mayThrow;
        return code(`(${test.js} ? ${branch(then)} : ${branch(otherwise)})`, test.cost, mayThrow);
      }
      case "_?._": {
        const operand = this.value(expr.args[0]!);
        const name = expr.args[1] as Expr & { kind: "const" };
        return code(
          `rt.optionalSelect(${operand.js}, ${quote(String(name.constant.value))})`,
          operand.cost + 1,
          true,
        );
      }
    }
    const { rows, args } = this.#checked.calls.get(expr)!;
    return this.#jsonIndex(expr, args) ?? this.#inline(expr, args) ?? this.#function(rows, args);
  }

  #logical(expr: CallExpr): Code {
    const [left, right] = [this.#bool(expr.args[0]!), this.#bool(expr.args[1]!)];
    const isAnd = expr.fn === "_&&_";
    const mayThrow = left.mayThrow || right.mayThrow;
    this.couldAbsorb ||= left.mayThrow;
    if (!left.mayThrow || this.#onError === "throw")
      return code(`(${left.js} ${isAnd ? "&&" : "||"} ${branch(right)})`, left.cost, mayThrow);
    return code(`rt.${isAnd ? "and" : "or"}(() => ${left.js}, () => ${branch(right)})`, left.cost, mayThrow);
  }

  /** An element of a JSON list or map stays JSON, so that selecting goes on without wrapping. */
  #jsonIndex(expr: CallExpr, args: readonly Expr[]): Code | undefined {
    if (expr.fn !== "_[_]") return undefined;
    const type = this.#type(args[0]!);
    const [isList, isMap] = [type.kind === "list", type.kind === "map"];
    const keyKind = this.#type(args[1]!).kind;
    if (!(isList && keyKind === "int") && !(isMap && keyKind === "string")) return undefined;
    const container = this.#emit(args[0]!);
    if (!container.json) return undefined;
    const index = this.value(args[1]!);
    return code(
      `rt.${isList ? "item" : "entry"}(${container.js}, ${index.js})`,
      container.cost + index.cost + 1,
      true,
      true,
    );
  }

  /** Operators on ints, bools and strings that JavaScript's own express. */
  #inline(expr: CallExpr, args: readonly Expr[]): Code | undefined {
    const kinds = args.map((arg) => this.#type(arg).kind);
    if (expr.fn === "!_" && kinds[0] === "bool") {
      const operand = this.value(args[0]!);
      return code(`!(${operand.js})`, operand.cost + 1, operand.mayThrow);
    }
    if (args.length !== 2 || kinds[0] !== kinds[1]) return undefined;
    const emitBoth = (js: (a: string, b: string) => string, cost: number, throws: boolean): Code => {
      const [a, b] = [this.value(args[0]!), this.value(args[1]!)];
      return code(js(a.js, b.js), a.cost + b.cost + cost, throws || a.mayThrow || b.mayThrow);
    };
    const native = Object.hasOwn(NATIVE, expr.fn) ? NATIVE[expr.fn]! : undefined;
    const isEquality = native === "===" || native === "!==";
    if (native && (kinds[0] === "int" || (isEquality && kinds[0] === "bool")))
      return emitBoth((a, b) => `(${a} ${native} ${b})`, 1, false);
    if (isEquality && kinds[0] === "string")
      return emitBoth((a, b) => `${native === "!==" ? "!" : ""}rt.sameText(${a}, ${b})`, 0, false);
    const arithmetic = Object.hasOwn(ARITHMETIC, expr.fn) ? ARITHMETIC[expr.fn] : undefined;
    if (arithmetic && kinds[0] === "int") return emitBoth((a, b) => `rt.${arithmetic}(${a}, ${b})`, 1, true);
    return undefined;
  }

  #function(rows: readonly FunctionRow[], args: readonly Expr[]): Code {
    const parts = args.map((arg) => this.value(arg));
    const list = parts.map((part) => part.js).join(", ");
    const row = rows[0]!;
    const isKnown = rows.length === 1 && args.every((arg, i) => fits(row.args[i]!, this.#type(arg)));
    if (isKnown) {
      const cost = row.cost === one ? 1 : 0;
      const name = `f${indexIn(this.#shared.functions, rowId(row))}`;
      return code(`${name}(${list})`, total(parts) + cost, true);
    }
    return code(`rt.call(${quote(row.name)}, ${row.member}, [${list}])`, total(parts), true);
  }

  #comprehension(expr: ComprehensionExpr): Code {
    if (expr.form === "bind") return this.#bind(expr);
    const range = this.#range(expr);
    const outer = this.#locals;
    const x = `x${this.#names++}`;
    const y = `x${this.#names++}`;
    const locals = new Map(outer).set(expr.iterVar, { js: x, json: range.json });
    if (expr.iterVar2 !== undefined) {
      locals.set(expr.iterVar, { js: x, json: false });
      locals.set(expr.iterVar2, { js: y, json: false });
    }
    this.#locals = locals;
    const params = expr.iterVar2 === undefined ? x : `[${x}, ${y}]`;
    const filter = expr.filter && this.#bool(expr.filter);
    const yields = expr.yields && this.value(expr.yields);
    this.#locals = outer;
    return this.#loop(expr, range, params, filter, yields);
  }

  #range(expr: ComprehensionExpr): Code {
    const type = this.#type(expr.iterRange);
    const range = this.#emit(expr.iterRange);
    if (range.json && type.kind === "list" && expr.iterVar2 === undefined)
      return code(`rt.jsonList(${range.js})`, range.cost, true, true);
    const value = this.#converted(range, type);
    return code(`rt.${expr.iterVar2 === undefined ? "range" : "pairs"}(${value.js})`, value.cost, true);
  }

  /** Per element: the loop condition and the step of the fold the macro stands for, as cel-go counts them. */
  #loop(
    expr: ComprehensionExpr,
    range: Code,
    params: string,
    filter: Code | undefined,
    yields: Code | undefined,
  ): Code {
    const lambda = (part: Code): string => `(${params}) => ${branch(part)}`;
    const plain = (cost: number, js: string): Code => code(js, range.cost + cost, true);
    switch (expr.form) {
      case "all":
        return plain(1, `rt.all(${range.js}, ${lambda(filter!)}, 3)`);
      case "exists":
        return plain(1, `rt.exists(${range.js}, ${lambda(filter!)}, 4)`);
      case "existsOne":
        return plain(2, `rt.existsOne(${range.js}, ${lambda(filter!)})`);
      case "map":
      case "filter":
      case "transformList":
        return plain(
          LIST_COST + 1,
          `rt.collect(${range.js}, ${filter ? lambda(filter) : "null"}, ${lambda(yields!)})`,
        );
      case "transformMap": {
        const key = expr.iterVar2 === undefined ? params : params.slice(1).split(",")[0]!;
        const entry = code(`[${key}, ${yields!.js}]`, yields!.cost, true);
        return plain(
          MAP_COST + 1,
          `rt.collectMap(${range.js}, ${filter ? lambda(filter) : "null"}, ${lambda(entry)})`,
        );
      }
      case "transformMapEntry":
        return plain(
          MAP_COST + 1,
          `rt.collectEntries(${range.js}, ${filter ? lambda(filter) : "null"}, ${lambda(yields!)})`,
        );
      case "bind":
        return yields!;
    }
  }

  #bind(expr: ComprehensionExpr): Code {
    const init = this.value(expr.accuInit);
    const outer = this.#locals;
    const x = `x${this.#names++}`;
    this.#locals = new Map(outer).set(expr.accuVar, { js: x, json: false });
    const result = this.value(expr.result);
    this.#locals = outer;
    return code(`((${x}) => ${result.js})(${init.js})`, LIST_COST + init.cost + result.cost, true);
  }
}

const NATIVE: Readonly<Record<string, string>> = {
  "_==_": "===",
  "_!=_": "!==",
  "_<_": "<",
  "_<=_": "<=",
  "_>_": ">",
  "_>=_": ">=",
};
const ARITHMETIC: Readonly<Record<string, string>> = {
  "_+_": "addInt",
  "_-_": "subtractInt",
  "_*_": "multiplyInt",
};

/** Where an item is in a list; it is added when it is not there. */
function indexIn<T>(list: T[], item: T): number {
  const known = list.indexOf(item);
  return known >= 0 ? known : list.push(item) - 1;
}

const total = (parts: readonly { readonly cost: number }[]): number =>
  parts.reduce((sum, part) => sum + part.cost, 0);

/** Whether a parameter takes an argument of this type without a look at the value. */
const fits = (param: CelType, arg: CelType): boolean =>
  param.kind === "dyn" || param.kind === "param" || param.kind === arg.kind;

function constant(value: Constant): string {
  switch (value.type) {
    case "null":
      return "null";
    case "bool":
      return String(value.value);
    case "int": {
      const own = int(value.value);
      return typeof own === "bigint" ? `(${own}n)` : `(${own})`;
    }
    case "uint":
      return `rt.uint(${value.value}n)`;
    case "double":
      return `rt.double(${Object.is(value.value, -0) ? "-0" : value.value})`;
    case "string":
      return quote(value.value);
    case "bytes":
      return `Uint8Array.of(${[...value.value].join(", ")})`;
  }
}
