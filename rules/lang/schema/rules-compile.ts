/** Compiles the rules of one schema node. */

import { type CelType, CelTypes, compile, formatIssues, isProgram, type Program } from "../cel/index.ts";
import type { Declaration } from "./cel-type.ts";
import { ROOT } from "./field-path.ts";
import { resolveFieldPath } from "./selectable.ts";
import type { JSONSchemaProps, ValidationRule } from "./types.ts";

export interface CompiledRule {
  readonly rule: ValidationRule;
  /** Undefined for a rule that is empty or has a problem. */
  readonly program?: Program;
  readonly problem?: string;
  readonly usesOldSelf: boolean;
  readonly message?: Program;
  readonly messageProblem?: string;
  /** Where errors point, below the node; undefined for the node itself. */
  readonly fieldPath?: string;
}

/** One result a rule, in their order. A problem is worded as the API server words it. */
export function compileRules(
  schema: JSONSchemaProps,
  rules: readonly ValidationRule[],
  declaration: Declaration,
  compat: string,
): CompiledRule[] {
  return rules.map((rule) => compileRule(schema, rule, declaration.type, compat));
}

function compileRule(
  schema: JSONSchemaProps,
  rule: ValidationRule,
  self: CelType,
  compat: string,
): CompiledRule {
  if ((rule.rule ?? "").trim() === "") return { rule, usesOldSelf: false };
  const oldSelf = rule.optionalOldSelf ? CelTypes.optional(self) : self;
  const variables = { self, oldSelf };
  const program = compile(rule.rule, { compat, variables });
  if (!isProgram(program)) {
    const problem = `compilation failed: ${formatIssues(rule.rule, program.issues)}`;
    return { rule, problem, usesOldSelf: false };
  }
  if (program.type.kind !== "bool") {
    return { rule, problem: "cel expression must evaluate to a bool", usesOldSelf: false };
  }
  const usesOldSelf = readsOldSelf(program);
  const path = rule.fieldPath ? resolveFieldPath(rule.fieldPath, schema) : undefined;
  const fieldPath =
    path !== undefined && "path" in path && path.path !== ROOT ? { fieldPath: path.path } : {};
  const base = { rule, program, usesOldSelf, ...fieldPath };
  if (!rule.messageExpression) return base;
  const message = compile(rule.messageExpression, { compat, variables });
  if (!isProgram(message)) {
    const text = formatIssues(rule.messageExpression, message.issues);
    return { ...base, messageProblem: `messageExpression compilation failed: ${text}` };
  }
  if (message.type.kind !== "string") {
    return { ...base, messageProblem: "messageExpression must evaluate to a string" };
  }
  return { ...base, message };
}

const readsOldSelf = (program: Program): boolean =>
  [...program.reads].some(
    (path) => path === "oldSelf" || path.startsWith("oldSelf.") || path.startsWith("oldSelf["),
  );
