/** Type checking: names, fields and overloads resolved, with cel-go's messages. */

import { type CallExpr, type ComprehensionExpr, type Expr, qualifiedName, type SelectExpr } from "./ast.ts";
import { type Environment, type FunctionIndex, functionsOf } from "./environment.ts";
import { RESERVED_WORDS } from "./escape.ts";
import type { FunctionRow } from "./functions/row.ts";
import { type CelIssue, issuesOf, type ParseProblem, problem } from "./issues.ts";
import { type CelType, formatType, CelTypes as T, TYPE_IDENTIFIERS } from "./types.ts";
import { assignAll, type Mapping, moreGeneral, sameType, substitute } from "./unify.ts";
import { validate } from "./validate.ts";
import { isAtLeast, SYNTAX } from "./versions.ts";

/** What a name stands for. */
export type Reference = { readonly kind: "variable" | "local" | "type"; readonly name: string };

/** A resolved call: the overloads that fit, and all arguments with the target first. */
export interface ResolvedCall {
  readonly rows: readonly FunctionRow[];
  readonly args: readonly Expr[];
}

export interface Checked {
  readonly type: CelType;
  readonly types: ReadonlyMap<Expr, CelType>;
  readonly references: ReadonlyMap<Expr, Reference>;
  readonly calls: ReadonlyMap<Expr, ResolvedCall>;
}

/** The types of every part of a tree in an environment, or what does not fit. */
export function check(
  source: string,
  ast: Expr,
  env: Environment,
): { checked: Checked } | { issues: CelIssue[] } {
  const checker = new Checker(env);
  const type = checker.type(ast);
  if (checker.problems.length > 0) return { issues: issuesOf(source, checker.problems) };
  const checked = checker.result(type);
  const refused = validate(ast, checked, env);
  return refused.length > 0 ? { issues: issuesOf(source, refused) } : { checked };
}

type Scope = ReadonlyMap<string, CelType>;

class Checker {
  readonly problems: ParseProblem[] = [];
  readonly #env: Environment;
  readonly #functions: FunctionIndex;
  readonly #types = new Map<Expr, CelType>();
  readonly #references = new Map<Expr, Reference>();
  readonly #calls = new Map<Expr, ResolvedCall>();
  readonly #mapping: Mapping = new Map();
  #scope: Scope = new Map();
  #fresh = 0;

  constructor(env: Environment) {
    this.#env = env;
    this.#functions = functionsOf(env);
  }

  result(type: CelType): Checked {
    const types = new Map<Expr, CelType>();
    for (const [expr, open] of this.#types) types.set(expr, substitute(open, this.#mapping, "dyn"));
    return {
      type: substitute(type, this.#mapping, "dyn"),
      types,
      references: this.#references,
      calls: this.#calls,
    };
  }

  /** The type of an expression; `error` after reporting why it has none. */
  type(expr: Expr): CelType {
    const type = this.#typeOf(expr);
    this.#types.set(expr, type);
    return type;
  }

  #report(pos: number, message: string): CelType {
    this.problems.push(problem(pos, message));
    return T.error;
  }

  #undeclared(pos: number, name: string): CelType {
    return this.#report(pos, `undeclared reference to '${name}' (in container '')`);
  }

  #freshParam(): CelType {
    return T.param(`_var${this.#fresh++}`);
  }

  #resolved(type: CelType): CelType {
    return substitute(type, this.#mapping);
  }

  #assignable(target: CelType, source: CelType): boolean {
    return assignAll(this.#mapping, [target], [source]);
  }

  #expect(expr: Expr, expected: CelType): void {
    const found = this.type(expr);
    if (!this.#assignable(expected, found)) this.#mismatch(expr.pos, expected, found);
  }

  #mismatch(pos: number, expected: CelType, found: CelType): CelType {
    const [left, right] = [formatType(this.#resolved(expected)), formatType(this.#resolved(found))];
    return this.#report(pos, `expected type '${left}' but found '${right}'`);
  }

  #typeOf(expr: Expr): CelType {
    switch (expr.kind) {
      case "const":
        return T[expr.constant.type];
      case "ident":
        return this.#named(expr, expr.name) ?? this.#undeclared(expr.pos, expr.name);
      case "select":
        return this.#select(expr);
      case "call":
        return this.#call(expr);
      case "list":
        return T.list(this.#joined(expr.elements, (i) => expr.optional.has(i)));
      case "map": {
        const key = this.#joined(
          expr.entries.map((entry) => entry.key),
          () => false,
        );
        const value = this.#joined(
          expr.entries.map((entry) => entry.value),
          (i) => expr.entries[i]!.optional,
        );
        return T.map(key, value);
      }
      case "struct":
        return this.#struct(expr);
      case "comprehension":
        return this.#comprehension(expr);
    }
  }

  /** The type of a name: a loop variable, a declared variable or a type. Records what it stands for. */
  #named(expr: Expr, name: string): CelType | undefined {
    const local = this.#scope.get(name);
    if (local) {
      this.#references.set(expr, { kind: "local", name });
      return local;
    }
    const global = name.replace(/^\./, "");
    if (Object.hasOwn(this.#env.variables, global)) {
      this.#references.set(expr, { kind: "variable", name: global });
      return this.#env.variables[global];
    }
    if (!this.#isType(global)) return undefined;
    this.#references.set(expr, { kind: "type", name: global });
    return T.type;
  }

  #isType(name: string): boolean {
    return Object.hasOwn(TYPE_IDENTIFIERS, name) && isAtLeast(this.#env.compat, TYPE_IDENTIFIERS[name]!);
  }

  #select(expr: SelectExpr): CelType {
    const name = qualifiedName(expr);
    if (name !== undefined && !this.#scope.has(name.split(".")[0]!)) {
      const type = this.#named(expr, name);
      if (type) return type;
    }
    const operand = this.#resolved(this.type(expr.operand));
    const type = this.#field(operand, expr.field, expr.pos);
    return expr.testOnly ? T.bool : type;
  }

  #field(operand: CelType, field: string, pos: number): CelType {
    switch (operand.kind) {
      case "object":
        return this.#declaredField(operand, field) ?? this.#report(pos, `undefined field '${field}'`);
      case "map":
        return operand.value;
      case "optional":
        return T.optional(this.#field(this.#resolved(operand.of), field, pos));
      case "param":
        this.#assignable(operand, T.dyn);
        return T.dyn;
      case "dyn":
      case "error":
        return T.dyn;
      case "opaque":
        // cel-go finds only types that have a name for authors.
        if (this.#isType(operand.name)) return this.#hasNoFields(operand, pos);
        return this.#report(pos, `unexpected failed resolution of '${operand.name}'`);
      default:
        return this.#hasNoFields(operand, pos);
    }
  }

  #hasNoFields(operand: CelType, pos: number): CelType {
    this.#report(pos, `type '${formatType(operand)}' does not support field selection`);
    return T.dyn;
  }

  #declaredField(type: CelType & { kind: "object" }, field: string): CelType | undefined {
    const mayBeReserved = isAtLeast(this.#env.compat, SYNTAX.reservedFieldNames);
    return mayBeReserved || Object.hasOwn(type.fields, field) ? fieldType(type, field) : undefined;
  }

  #call(expr: CallExpr): CelType {
    if (expr.fn === "_?._") return this.#optionalSelect(expr);
    const name = expr.fn.replace(/^\./, "");
    if (!expr.target) return this.#resolve(expr, name, expr.args, false);
    const qualifier = qualifiedName(expr.target);
    const qualified = qualifier === undefined ? undefined : `${qualifier}.${name}`.replace(/^\./, "");
    if (qualified !== undefined && this.#functions.has(qualified))
      return this.#resolve(expr, qualified, expr.args, false);
    return this.#resolve(expr, name, [expr.target, ...expr.args], true);
  }

  #resolve(expr: CallExpr, name: string, args: readonly Expr[], isMember: boolean): CelType {
    const argTypes = args.map((arg) => this.type(arg));
    const overloads = this.#functions.get(name);
    if (!overloads) return this.#undeclared(expr.pos, isMember ? name : expr.fn);
    if (name === "_&&_" || name === "_||_") return this.#logical(expr, argTypes);
    const rows: FunctionRow[] = [];
    let result: CelType | undefined;
    for (const row of overloads) {
      if (row.member !== isMember || row.args.length !== args.length) continue;
      const renamed = this.#instantiate(row);
      if (!assignAll(this.#mapping, renamed.args, argTypes)) continue;
      rows.push(row);
      const type = this.#resolved(renamed.result);
      result = result === undefined ? type : sameType(result, type) ? result : T.dyn;
    }
    if (result === undefined) return this.#noOverload(expr.pos, name, argTypes, isMember);
    this.#calls.set(expr, { rows, args });
    return result;
  }

  /** Each side is complained about by itself. */
  #logical(expr: CallExpr, argTypes: readonly CelType[]): CelType {
    const fit = argTypes.map((type, i) => {
      const isBool = this.#assignable(type, T.bool);
      if (!isBool) this.#mismatch(expr.args[i]!.pos, T.bool, type);
      return isBool;
    });
    return fit.includes(false) ? T.error : T.bool;
  }

  #instantiate(row: FunctionRow): { args: readonly CelType[]; result: CelType } {
    const fresh = new Map<string, CelType>();
    const open = (type: CelType): CelType => {
      switch (type.kind) {
        case "param": {
          const known = fresh.get(type.name) ?? this.#freshParam();
          fresh.set(type.name, known);
          return known;
        }
        case "list":
          return T.list(open(type.elem));
        case "map":
          return T.map(open(type.key), open(type.value));
        case "optional":
          return T.optional(open(type.of));
        default:
          return type;
      }
    };
    return { args: row.args.map(open), result: open(row.result) };
  }

  #noOverload(pos: number, name: string, args: readonly CelType[], isMember: boolean): CelType {
    const texts = args.map((type) => formatType(substitute(type, this.#mapping, "dyn")));
    const applied = isMember ? `${texts[0]}.(${texts.slice(1).join(", ")})` : `(${texts.join(", ")})`;
    return this.#report(pos, `found no matching overload for '${name}' applied to '${applied}'`);
  }

  #optionalSelect(expr: CallExpr): CelType {
    const [operand, name] = expr.args as [Expr, Expr & { kind: "const" }];
    const type = this.#resolved(this.type(operand));
    this.type(name);
    const field = this.#field(type, String(name.constant.value), expr.pos);
    return this.#resolved(field).kind === "optional" ? field : T.optional(field);
  }

  /** The one type of the members of a literal, or dyn; optional members count by what they may hold. */
  #joined(members: readonly Expr[], isOptional: (i: number) => boolean): CelType {
    let joined: CelType | undefined;
    members.forEach((member, i) => {
      let type = this.type(member);
      if (isOptional(i)) {
        const resolved = this.#resolved(type);
        if (resolved.kind === "optional") type = resolved.of;
        else if (resolved.kind !== "dyn") this.#mismatch(member.pos, T.optional(type), type);
      }
      if (joined === undefined) joined = type;
      else if (this.#assignable(joined, type))
        joined = moreGeneral(this.#resolved(joined), this.#resolved(type));
      else joined = T.dyn;
    });
    return joined ?? this.#freshParam();
  }

  #struct(expr: Expr & { kind: "struct" }): CelType {
    const name = expr.name.replace(/^\./, "");
    const types = this.#env.types ?? {};
    const type = Object.hasOwn(types, name) ? types[name] : undefined;
    if (!type) return this.#notAStruct(expr, name);
    for (const field of expr.fields) {
      const declared = fieldType(type, field.name);
      const found = this.type(field.value);
      if (!declared) this.#report(field.pos, `undefined field '${field.name}'`);
      else if (!this.#assignable(field.optional ? T.optional(declared) : declared, found))
        this.#report(
          field.pos,
          `expected type of field '${field.name}' is '${formatType(declared)}' but provided type is '${formatType(this.#resolved(found))}'`,
        );
    }
    return type;
  }

  #notAStruct(expr: Expr & { kind: "struct" }, name: string): CelType {
    const { variables } = this.#env;
    if (Object.hasOwn(variables, name))
      return this.#report(expr.pos, `'${formatType(variables[name]!)}' is not a type`);
    if (!this.#isType(name)) return this.#undeclared(expr.pos, expr.name);
    this.#report(expr.pos, `'${name}' is not a message type`);
    for (const field of expr.fields) {
      this.type(field.value);
      this.#report(field.pos, `undefined field '${field.name}'`);
    }
    return T.error;
  }

  #comprehension(expr: ComprehensionExpr): CelType {
    const range = this.#resolved(this.type(expr.iterRange));
    const accu = this.type(expr.accuInit);
    const outer = this.#scope;
    const withAccu = new Map(outer).set(expr.accuVar, accu);
    const [first, second] = this.#elements(range, expr);
    this.#scope = new Map(withAccu).set(expr.iterVar, first);
    if (expr.iterVar2 !== undefined) this.#scope = new Map(this.#scope).set(expr.iterVar2, second);
    this.#expect(expr.loopCondition, T.bool);
    const step = this.type(expr.loopStep);
    // The macro's predicate is reported where it stands, rather than as a misfit of the fold around it.
    if (!this.#assignable(accu, step)) this.#mismatch(expr.loopStep.pos, accu, step);
    this.#scope = withAccu;
    const result = this.type(expr.result);
    this.#scope = outer;
    return this.#resolved(result);
  }

  #elements(range: CelType, expr: ComprehensionExpr): [CelType, CelType] {
    const isPair = expr.iterVar2 !== undefined;
    switch (range.kind) {
      case "list":
        return isPair ? [T.int, range.elem] : [range.elem, T.dyn];
      case "map":
        return [range.key, range.value];
      case "param":
        this.#assignable(range, T.dyn);
        return [T.dyn, T.dyn];
      case "dyn":
      case "error":
        return [T.dyn, T.dyn];
      default: {
        const text = formatType(range);
        this.#report(
          expr.iterRange.pos,
          `expression of type '${text}' cannot be range of a comprehension (must be list, map, or dynamic)`,
        );
        return [T.error, T.error];
      }
    }
  }
}

/** A declared field; a reserved word may be written as it is or in its escaped form. */
export function fieldType(type: CelType & { kind: "object" }, field: string): CelType | undefined {
  return type.fields[fieldName(type, field) ?? ""]?.type;
}

export function fieldName(type: CelType & { kind: "object" }, field: string): string | undefined {
  if (Object.hasOwn(type.fields, field)) return field;
  const escaped = `__${field}__`;
  return RESERVED_WORDS.has(field) && Object.hasOwn(type.fields, escaped) ? escaped : undefined;
}
