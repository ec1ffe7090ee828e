/** Compiles the rules of one schema node. */

import { partsOf } from "../cel/ast.ts";
import {
  type CelType,
  CelTypes,
  compile,
  type Expr,
  isProgram,
  type Program,
  refusalOf,
  typeOf,
} from "../cel/index.ts";
import { NEWEST } from "../cel/versions.ts";
import type { Declaration } from "./cel-type.ts";
import { ROOT } from "./field-path.ts";
import { goTrim } from "./go-text.ts";
import { resolveFieldPath } from "./selectable.ts";
import type { JSONSchemaProps, ValidationRule } from "./types.ts";

export interface CompiledRule {
  readonly rule: ValidationRule;
  /** Undefined for a rule that is empty or has a problem. */
  readonly program?: Program;
  readonly problem?: string;
  /** Whether the name occurs at all, be it as a variable of a loop: then the rule needs a value before. */
  readonly usesOldSelf: boolean;
  /** Whether a message may read `oldSelf`: only where a rule of the same node uses it. */
  readonly knowsOldSelf: boolean;
  readonly message?: Program;
  readonly messageProblem?: string;
  /** Where errors point, below the node; undefined for the node itself. */
  readonly fieldPath?: string;
}

/**
 * One result a rule, in their order. A problem is worded as the API server words it. `compat` is the Kubernetes version
 * that expressions are held to, save those that are `installed` already: they may use whatever this library knows.
 */
export function compileRules(
  schema: JSONSchemaProps,
  rules: readonly ValidationRule[],
  declaration: Declaration,
  compat: string,
  installed: ReadonlySet<string> = new Set(),
): CompiledRule[] {
  const compatOf = (expression: string): string => (installed.has(expression) ? NEWEST : compat);
  const compiled = rules.map((rule) => compileRule(schema, rule, declaration.type, compatOf));
  const knowsOldSelf = compiled.some((one) => one.usesOldSelf);
  return compiled.map((one) => ({ ...one, knowsOldSelf }));
}

function compileRule(
  schema: JSONSchemaProps,
  rule: ValidationRule,
  self: CelType,
  compatOf: (expression: string) => string,
): Omit<CompiledRule, "knowsOldSelf"> {
  if (goTrim(rule.rule ?? "") === "") return { rule, usesOldSelf: false };
  const oldSelf = rule.optionalOldSelf ? CelTypes.optional(self) : self;
  const variables = { self, oldSelf };
  const program = compile(rule.rule, { compat: compatOf(rule.rule), variables });
  if ((typeOf(program)?.kind ?? "bool") !== "bool") {
    return { rule, problem: "cel expression must evaluate to a bool", usesOldSelf: false };
  }
  if (!isProgram(program)) {
    return { rule, problem: refusalOf(rule.rule, program.issues), usesOldSelf: false };
  }
  const usesOldSelf = namesOldSelf(program.ast);
  const path = rule.fieldPath ? resolveFieldPath(rule.fieldPath, schema) : undefined;
  const fieldPath =
    path !== undefined && "path" in path && path.path !== ROOT ? { fieldPath: path.path } : {};
  const base = { rule, program, usesOldSelf, ...fieldPath };
  if (!rule.messageExpression) return base;
  const message = compile(rule.messageExpression, {
    compat: compatOf(rule.messageExpression),
    variables,
  });
  if ((typeOf(message)?.kind ?? "string") !== "string") {
    return { ...base, messageProblem: "messageExpression must evaluate to a string" };
  }
  if (!isProgram(message)) {
    const text = refusalOf(rule.messageExpression, message.issues).replace(/^program /, "");
    return { ...base, messageProblem: `messageExpression ${text}` };
  }
  return { ...base, message };
}

const namesOldSelf = (expr: Expr): boolean =>
  expr.kind === "ident" ? expr.name === "oldSelf" : partsOf(expr).some(namesOldSelf);
