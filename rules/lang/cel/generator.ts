/** Checked trees to JavaScript. Names and texts of the expression appear in the output as quoted data only. */

import type { CallExpr, ComprehensionExpr, Expr, SelectExpr } from "./ast.ts";
import { type Checked, fieldName } from "./check.ts";
import type { Environment } from "./environment.ts";
import { type FunctionRow, one, rowId } from "./functions/row.ts";
import {
  ARITHMETIC,
  CONVERSIONS,
  constant,
  fits,
  isInOrder,
  isPrimitive,
  isScalar,
  isTextConstant,
  NATIVE,
  SAME_TEXT,
  SIZE_TESTS,
  sizeTest,
} from "./native.ts";
import {
  attribute,
  branch,
  type Code,
  code,
  converted,
  indexIn,
  isInherited,
  known,
  LIST_COST,
  type Local,
  loop,
  MAP_COST,
  type OnError,
  optionalProperty,
  property,
  quote,
  type Shared,
  STRUCT_COST,
  selectable,
  total,
  withoutBase,
} from "./pieces.ts";
import { type CelType, CelTypes as T } from "./types.ts";

/** Writes one way to evaluate a tree. */
export class Generator {
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
      ([name, js]) =>
        `const ${js} = ${isInherited(name) ? "" : `v[${quote(name)}] ?? `}rt.variable(v, ${quote(name)});`,
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
    return this.#traced(expr, this.#converted(this.#emit(expr), this.#type(expr)));
  }

  #traced(expr: Expr, part: Code): Code {
    const { parts } = this.#shared;
    if (!parts || !part.mayThrow) return part;
    return { ...part, js: `rt.from(${indexIn(parts, expr)}, ${part.js})` };
  }

  #converted(part: Code, type: CelType): Code {
    return converted(part, type, (one) => this.#typeRef(one));
  }

  /** A value that must be a bool; checked at run time where the type does not say so. */
  #bool(expr: Expr): Code {
    const part = this.value(expr);
    return this.#type(expr).kind === "bool" ? part : { ...part, js: `rt.bool(${part.js})`, mayThrow: true };
  }

  /** `above` is what selecting goes on to cost, and does not when something is missing here. */
  #emit(expr: Expr, above = 0): Code {
    return this.#traced(expr, this.#emitted(expr, above));
  }

  #emitted(expr: Expr, above: number): Code {
    const reference = this.#checked.references.get(expr);
    if (reference?.kind === "type") return known(`rt.typeNamed(${quote(reference.name)})`);
    if (reference?.kind === "variable") return this.#variable(reference.name);
    switch (expr.kind) {
      case "const":
        return known(constant(expr.constant));
      case "ident": {
        const local = this.#locals.get(expr.name)!;
        return attribute(code(local.js, 1, local.mayThrow === true, local.json), 1);
      }
      case "select":
        return this.#select(expr, above);
      case "call":
        return this.#call(expr, above);
      case "list": {
        const parts = expr.elements.map((element) => this.value(element));
        const items = parts.map((part, i) =>
          expr.optional.has(i) ? `...rt.present(${branch(part)})` : branch(part),
        );
        const js = `[${items.join(", ")}]`;
        return parts.every((part) => part.isConstant) ? known(js) : code(js, LIST_COST, true);
      }
      case "map": {
        const pairs = expr.entries.map(({ key, value, optional }) => {
          const [k, v] = [this.value(key), this.value(value)];
          const isConstant = k.isConstant && v.isConstant;
          return { js: `[${branch(k)}, ${branch(v)}, ${optional}]`, isConstant };
        });
        const js = `rt.map([${pairs.map((p) => p.js).join(", ")}])`;
        if (pairs.every((pair) => pair.isConstant)) return known(js, true);
        return code(js, MAP_COST, true);
      }
      case "struct": {
        const pairs = expr.fields.map(({ name, value, optional }) => {
          return `[${quote(name)}, ${branch(this.value(value))}, ${optional}]`;
        });
        return code(`rt.map([${pairs.join(", ")}])`, STRUCT_COST, true);
      }
      case "comprehension":
        return this.#comprehension(expr);
    }
  }

  /** Typed variables must be given and are fetched once; dyn ones may be computed on access, so only when reached. */
  #variable(name: string): Code {
    const type = this.#env.variables[name]!;
    if (type.kind === "dyn") return attribute(code(`rt.variable(v, ${quote(name)})`, 1, true, true), 1);
    let js = this.#variables.get(name);
    if (js === undefined) {
      js = `v${this.#variables.size}`;
      this.#variables.set(name, js);
    }
    return attribute(code(js, 1, false, true), 1);
  }

  /** What something is selected from. */
  #operand(expr: Expr, above: number): Code {
    const part = this.#emit(expr, above);
    return part.base === undefined ? this.#refunded(part, above) : part;
  }

  /** What was to be paid for selecting from something that cannot be computed is taken back. */
  #refunded(part: Code, units: number): Code {
    if (this.#onError === "throw" || units === 0 || !part.mayThrow) return part;
    return { ...part, js: `rt.orRefund(() => ${part.js}, ${units})` };
  }

  #select(expr: SelectExpr, above: number): Code {
    const operandType = this.#type(expr.operand);
    const operand = this.#operand(expr.operand, operandType.kind === "optional" ? above : above + 1);
    const { cost, base } = selectable(operand);
    const refund = above > 0 && this.#onError === "absorb" ? `, ${above}` : "";
    const part = (js: string, json = false): Code => {
      if (expr.testOnly) return attribute(code(js, cost, true), 0);
      // What is selected from an optional value costs only where it is there.
      return attribute(code(js, cost + (operandType.kind === "optional" ? 0 : 1), true, json), base);
    };
    if (operand.json && operandType.kind === "object") {
      const { json } = operandType.fields[fieldName(operandType, expr.field)!]!;
      const read = property(this.#shared, operand.js, json);
      if (expr.testOnly) return part(`((${read} ?? null) !== null)`);
      return part(`(${read} ?? rt.absent(${quote(expr.field)}${refund}))`, true);
    }
    const name = operandType.kind === "object" ? fieldName(operandType, expr.field)! : expr.field;
    const value = this.#converted(operand, operandType);
    if (expr.testOnly) return part(`rt.has(${value.js}, ${quote(name)})`);
    if (operandType.kind === "optional") return part(`rt.optionalSelect(${value.js}, ${quote(name)})`);
    return part(`rt.select(${value.js}, ${quote(name)}${refund})`);
  }

  #optionalSelect({ args: [of, name] }: CallExpr): Code {
    const field = String((name as Expr & { kind: "const" }).constant.value);
    const type = this.#type(of!);
    const object = type.kind === "optional" ? type.of : type;
    const operand = this.#emit(of!);
    const { cost, base } = selectable(operand);
    if (object.kind === "object" && (operand.maybe || (operand.json && type.kind === "object"))) {
      const { json } = object.fields[fieldName(object, field)!]!;
      const found = code(optionalProperty(this.#shared, operand.js, json), cost, true);
      return { ...attribute(found, base), maybe: true };
    }
    const value = this.#traced(of!, this.#converted(operand, type));
    return attribute(code(`rt.optionalSelect(${value.js}, ${quote(field)})`, cost, true), base);
  }

  #call(expr: CallExpr, above: number): Code {
    switch (expr.fn) {
      case "_&&_":
      case "_||_":
        return this.#logical(expr);
      case "_?_:_": {
        const test = this.#refunded(this.#bool(expr.args[0]!), above);
        const [then, otherwise] = [
          this.#refunded(withoutBase(this.value(expr.args[1]!)), above),
          this.#refunded(withoutBase(this.value(expr.args[2]!)), above),
        ];
        const mayThrow = test.mayThrow || then.mayThrow || otherwise.mayThrow;
        return attribute(
          code(`(${test.js} ? ${branch(then)} : ${branch(otherwise)})`, test.cost, mayThrow),
          0,
        );
      }
      case "_?._":
        return this.#optionalSelect(expr);
      case "_[_]":
      case "_[?_]":
        return this.#index(expr, above);
    }
    const { rows, args } = this.#checked.calls.get(expr)!;
    return this.#special(rows, args) ?? this.#inline(expr, args) ?? this.#function(rows, args);
  }

  /** Calls that cel-go does not make as such. */
  #special(rows: readonly FunctionRow[], args: readonly Expr[]): Code | undefined {
    const row = rows[0]!;
    if (row.member && args.length === 2 && (row.name === "or" || row.name === "orValue")) {
      const type = this.#type(args[0]!);
      const [left, right] = [this.#emit(args[0]!), this.value(args[1]!)];
      if (row.name === "orValue" && left.maybe && type.kind === "optional" && isScalar(type.of)) {
        const held = code(`(${left.js} ?? ${branch(right)})`, left.cost, true, true);
        return this.#converted(held, type.of);
      }
      const value = this.#traced(args[0]!, this.#converted(left, type));
      return code(
        `rt.${row.name === "or" ? "orElse" : "orValue"}(${value.js}, () => ${branch(right)})`,
        left.cost,
        true,
      );
    }
    if (row.name === "hasValue") {
      const [type, of] = [this.#type(args[0]!), this.#emit(args[0]!)];
      if (of.maybe && type.kind === "optional")
        return code(`rt.isThere(${this.#typeRef(type.of)}, ${of.js})`, of.cost + 1, true);
    }
    if (row.name === "@in" && rows.length === 1 && args[1]!.kind === "list" && row.args[1]!.kind === "list") {
      const list = this.value(args[1]!);
      if (!list.isConstant) return undefined;
      if (args[1]!.elements.length === 0) return known("false");
      if (!args[1]!.elements.every(isPrimitive)) return undefined;
      const item = this.value(args[0]!);
      const isText = this.#type(args[0]!).kind === "string" && args[1]!.elements.every(isTextConstant);
      const among = isText
        ? `amongTexts(${item.js}, c${indexIn(this.#shared.lists, list.js)})`
        : `among(${item.js}, ${list.js})`;
      return code(`rt.${among}`, item.cost, item.mayThrow);
    }
    if (CONVERSIONS.has(row.name) && args.length === 1 && !row.member) {
      const { isConstant, js } = this.value(args[0]!);
      if (isConstant && rows.length === 1) return known(`rt.plain(${quote(rowId(row))})(${js})`, true);
      if (isConstant) return known(`rt.convert(${quote(row.name)}, ${js})`, true);
    }
    return undefined;
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
  #index(expr: CallExpr, above: number): Code {
    const [container, key] = this.#checked.calls.get(expr)!.args as [Expr, Expr];
    const type = this.#type(container);
    const index = this.#refunded(withoutBase(this.value(key)), above);
    const isOptional = expr.fn === "_[?_]" || type.kind === "optional";
    const emitted = this.#operand(container, isOptional ? above : above + index.cost + 1);
    const { cost, base } = selectable(emitted);
    const refund = above > 0 && this.#onError === "absorb" ? `, ${above}` : "";
    const part = (js: string, json = false): Code =>
      attribute(code(js, cost + index.cost + 1, true, json), base);
    const value = this.#converted(emitted, type);
    if (isOptional) {
      // What is not there costs nothing, and an index into nothing is not looked at.
      const js = `rt.optionalIndex(${value.js}, () => ${branch(index)})`;
      return attribute(code(js, cost, true), base);
    }
    const keyKind = this.#type(key).kind;
    if (emitted.json && type.kind === "list" && keyKind === "int")
      return part(`rt.item(${emitted.js}, ${index.js}${refund})`, true);
    if (emitted.json && type.kind === "map" && keyKind === "string")
      return part(`rt.entry(${emitted.js}, ${index.js}${refund})`, true);
    return part(`rt.index(${value.js}, ${index.js}${refund})`);
  }

  /** Operators on ints, bools and strings that JavaScript's own express. */
  #inline(expr: CallExpr, args: readonly Expr[]): Code | undefined {
    const kinds = args.map((arg) => this.#type(arg).kind);
    if (expr.fn === "!_" && kinds[0] === "bool") {
      const operand = this.value(args[0]!);
      return code(`!(${operand.js})`, operand.cost + 1, operand.mayThrow);
    }
    if (args.length !== 2 || kinds[0] !== kinds[1]) return undefined;
    const [text, limit] = [this.#sizedText(args[0]!), args[1]!];
    if (text && limit.kind === "const" && Object.hasOwn(SIZE_TESTS, expr.fn))
      return sizeTest(expr.fn, this.value(text), limit.constant);
    const emitBoth = (js: (a: string, b: string) => string, cost: number, throws: boolean): Code => {
      const [a, b] = [this.value(args[0]!), this.value(args[1]!)];
      const mayThrow = throws || a.mayThrow || b.mayThrow;
      const all = this.#strict([a, b], `(a, b) => ${js("a", "b")}`, cost > 0 ? undefined : SAME_TEXT);
      return code(all ?? js(a.js, b.js), a.cost + b.cost + cost, mayThrow);
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

  /** The text whose size is asked for, where it is that. */
  #sizedText(expr: Expr): Expr | undefined {
    const call = expr.kind === "call" ? this.#checked.calls.get(expr) : undefined;
    if (call?.rows[0]?.name !== "size" || this.#type(call.args[0]!).kind !== "string") return undefined;
    return call.args[0];
  }

  #function(rows: readonly FunctionRow[], args: readonly Expr[]): Code {
    const parts = args.map((arg) => this.value(arg));
    const list = parts.map((part) => part.js).join(", ");
    const row = rows[0]!;
    const isKnown = rows.length === 1 && args.every((arg, i) => fits(row.args[i]!, this.#type(arg)));
    const call = (inner: string): string =>
      `rt.call(${quote(row.name)}, ${row.member}, [${inner}], ${rows.length > 1})`;
    if (this.#onError === "absorb" && isInOrder(row, parts)) {
      const thunks = parts.map((part) => `() => ${branch(part)}`).join(", ");
      const called = isKnown ? "" : `, (...all) => ${call("...all")}`;
      return code(`rt.inOrder(${quote(rowId(row))}, [${thunks}]${called})`, 0, true);
    }
    if (isKnown) {
      const isFixed = row.cost === one && row.costOfResult === undefined;
      const name = `f${indexIn(this.#shared.functions, rowId(row))}`;
      const all = this.#strict(parts, name, isFixed ? undefined : rowId(row));
      return code(all ?? `${name}(${list})`, total(parts) + (isFixed ? 1 : 0), true);
    }
    return code(
      this.#strict(parts, `(...all) => ${call("...all")}`, rowId(row)) ?? call(list),
      total(parts),
      true,
    );
  }

  /** After an error of one argument cel-go evaluates the others all the same, and charges the call. */
  #strict(parts: readonly Code[], fn: string, row: string | undefined): string | undefined {
    if (this.#onError === "throw" || !parts.some((part) => part.mayThrow)) return undefined;
    const thunks = parts.map((part) => `() => ${part.js}`).join(", ");
    return `rt.strict(${fn}, ${row === undefined ? "null" : quote(row)}, [${thunks}])`;
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
    return loop(expr, range, params, filter, yields);
  }

  #range(expr: ComprehensionExpr): Code {
    const type = this.#type(expr.iterRange);
    const range = this.#emit(expr.iterRange);
    if (range.json && type.kind === "list" && expr.iterVar2 === undefined)
      return code(`rt.jsonList(${range.js})`, range.cost, true, true);
    const value = this.#converted(range, type);
    return code(`rt.${expr.iterVar2 === undefined ? "range" : "pairs"}(${value.js})`, value.cost, true);
  }

  #bind(expr: ComprehensionExpr): Code {
    const init = this.value(expr.accuInit);
    const outer = this.#locals;
    const x = `x${this.#names++}`;
    this.#locals = new Map(outer).set(expr.accuVar, { js: `${x}()`, json: false, mayThrow: true });
    const result = this.value(expr.result);
    this.#locals = outer;
    // The value is computed, and paid for, where it is first needed.
    return code(`((${x}) => ${result.js})(rt.once(() => ${branch(init)}))`, result.cost, true);
  }
}
