/** Runs the rules of a schema over an object: node by node, each with what it was before. */

import { type Budget, celOptional, type Program } from "../cel/index.ts";
import { NEWEST } from "../cel/versions.ts";
import { declare } from "./cel-type.ts";
import { type Correlated, childByIndex, childByKey, isUnchanged, itemLookup } from "./correlate.ts";
import { duplicate, fieldErrorText, forbidden, invalid, required } from "./field-error.ts";
import { child, ROOT } from "./field-path.ts";
import { goQuote, goTrim } from "./go-text.ts";
import { getKey, isObject, type JsonObject } from "./json.ts";
import type { SchemaNode } from "./prepare.ts";
import { type CompiledRule, compileRules } from "./rules-compile.ts";
import type { FieldError, ValidationRule } from "./types.ts";

/** What all rules of one object may cost together, and one evaluation alone. */
export const OBJECT_LIMIT = 10_000_000;
const CALL_LIMIT = 1_000_000;
const MAX_MESSAGE_BYTES = 5 * 1024;

const OUT_OF_BUDGET =
  "validation failed due to running out of cost budget, no further validation rules will be run";

export interface RunOptions {
  readonly old: unknown;
  /** The object paired with the old one; undefined without ratcheting. */
  readonly pair: Correlated | undefined;
  readonly path: string;
}

/** The budget is the object's. */
interface Walk extends Budget {
  readonly base: string;
  /** `.name` of fields, `[key]` of map entries and items. */
  readonly path: string[];
  readonly errors: FieldError[];
  readonly warnings: string[];
  /** True once the budget is gone: nothing more runs. */
  stopped: boolean;
}

/** What is known of the value before: the pair of this node, and of the nearest ancestor that has one. */
interface Before {
  readonly current: Correlated | undefined;
  readonly nearest: Correlated | undefined;
}

/** Errors and, for rules forgiven because their value did not change, warnings. */
export function runRules(
  node: SchemaNode,
  value: unknown,
  options: RunOptions,
): { errors: FieldError[]; warnings: string[]; remaining: number } {
  const walk: Walk = {
    base: options.path === ROOT ? "" : options.path,
    path: [],
    errors: [],
    warnings: [],
    remaining: OBJECT_LIMIT,
    stopped: false,
  };
  runNode(node, value, options.old, { current: options.pair, nearest: undefined }, walk);
  return { errors: walk.errors, warnings: walk.warnings, remaining: walk.remaining };
}

function pathOf(walk: Walk): string {
  const path = walk.base + walk.path.join("");
  return path === "" ? ROOT : path.startsWith(".") ? path.slice(1) : path;
}

function runNode(node: SchemaNode, value: unknown, old: unknown, before: Before, walk: Walk): void {
  if (value === null || value === undefined || !node.has.rules || walk.stopped) return;
  if (node.rules.list.length > 0) runOwn(node, value, old ?? undefined, before, walk);
  if (Array.isArray(value)) {
    if (node.items?.has.rules) runItems(node, node.items, value, old, before, walk);
  } else if (isObject(value)) runEntries(node, value, isObject(old) ? old : undefined, before, walk);
}

function runItems(
  node: SchemaNode,
  items: SchemaNode,
  list: readonly unknown[],
  old: unknown,
  before: Before,
  walk: Walk,
): void {
  const lookup = itemLookup(node, old);
  for (let index = 0; index < list.length && !walk.stopped; index++) {
    const inner =
      before.current === undefined
        ? before
        : { current: childByIndex(before.current, index), nearest: before.current };
    walk.path.push(`[${index}]`);
    runNode(items, list[index], lookup?.(list[index]), inner, walk);
    walk.path.pop();
  }
}

function runEntries(
  node: SchemaNode,
  object: JsonObject,
  old: JsonObject | undefined,
  before: Before,
  walk: Walk,
): void {
  if (typeof node.additional === "object" && node.additional.has.rules) {
    for (const name of Object.keys(object)) {
      const was = old === undefined ? undefined : getKey(old, name);
      walk.path.push(`[${name}]`);
      runNode(node.additional, object[name], was, entryBefore(before, name), walk);
      walk.path.pop();
    }
  }
  for (const [name, property] of node.properties) {
    if (!property.has.rules || !Object.hasOwn(object, name)) continue;
    const was = old === undefined ? undefined : getKey(old, name);
    walk.path.push(`.${name}`);
    runNode(property, object[name], was, entryBefore(before, name), walk);
    walk.path.pop();
  }
}

function entryBefore(before: Before, name: string): Before {
  const { current, nearest } = before;
  if (current === undefined) return before;
  // What kind and apiVersion say of the root is never forgiven: old and new are read in the same version.
  if (nearest === undefined && (name === "apiVersion" || name === "kind"))
    return { current: undefined, nearest };
  return { current: childByKey(current, name), nearest: current };
}

/** What was accepted once may use everything that this library knows. */
function programsOf(node: SchemaNode): readonly CompiledRule[] {
  const { rules } = node;
  if (rules.compiled === undefined) {
    const declaration = declare(node.schema, rules.isResource);
    rules.compiled =
      declaration === undefined ? [] : compileRules(node.schema, rules.list, declaration, NEWEST);
  }
  return rules.compiled;
}

function runOwn(node: SchemaNode, self: unknown, old: unknown, before: Before, walk: Walk): void {
  if (walk.remaining <= 0) {
    fail(node, walk, OUT_OF_BUDGET);
    walk.stopped = true;
    return;
  }
  const variables = { self, oldSelf: old };
  for (const compiled of programsOf(node)) {
    const { rule, program, usesOldSelf } = compiled;
    if (compiled.problem !== undefined) {
      fail(node, walk, `rule compile error: ${compiled.problem}`);
      continue;
    }
    if (program === undefined) continue;
    const optional = rule.optionalOldSelf === true;
    if (usesOldSelf && old === undefined && !optional) continue;
    const activation = optional
      ? { self, oldSelf: old === undefined ? celOptional.none() : celOptional.of(old) }
      : variables;
    const result = evaluate(program, activation, walk);
    if (result === "object") {
      fail(node, walk, OUT_OF_BUDGET);
      walk.stopped = true;
      return;
    }
    if (!result.ok) {
      const { code, message } = result.error;
      const text = ruleText(rule);
      if (code === "noSuchOverload") {
        fail(
          node,
          walk,
          `'${message}': call arguments did not match a supported operator, function or macro signature for rule: ${text}`,
        );
      } else if (code === "budget") {
        fail(
          node,
          walk,
          `'${message}': no further validation rules will be run due to call cost exceeds limit for rule: ${text}`,
        );
        walk.stopped = true;
        return;
      } else fail(node, walk, `${message} evaluating rule: ${text}`);
      continue;
    }
    if (result.value === true) continue;
    report(node, compiled, self, old, before, walk);
    if (walk.stopped) return;
  }
}

/** An error of a rule that gave no answer. */
function fail(node: SchemaNode, walk: Walk, detail: string): void {
  walk.errors.push(invalid(pathOf(walk), node.schema.type ?? "", detail));
}

type Evaluated = ReturnType<Program["evaluate"]>;

/** Evaluates within the limit of one call and what is left of the object's budget; "object" when the latter ran out. */
function evaluate(
  program: Program,
  activation: { readonly [name: string]: unknown },
  walk: Walk,
): Evaluated | "object" {
  const limit = walk.remaining;
  const result = program.evaluate(activation, walk);
  if (!result.ok && result.error.code === "budget" && limit < CALL_LIMIT) return "object";
  return result;
}

/** Turns a failed rule into an error, or a warning where its value did not change. */
function report(
  node: SchemaNode,
  compiled: CompiledRule,
  self: unknown,
  old: unknown,
  before: Before,
  walk: Walk,
): void {
  const { rule, fieldPath } = compiled;
  const path = fieldPath === undefined ? pathOf(walk) : child(pathOf(walk), fieldPath);
  const add = (error: FieldError): void => {
    if (!compiled.usesOldSelf && isUnchanged(before.current ?? before.nearest)) {
      walk.warnings.push(fieldErrorText(error));
    } else walk.errors.push(error);
  };
  let detail: string | undefined;
  if (compiled.message !== undefined) {
    const activation = old === undefined || !compiled.knowsOldSelf ? { self } : { self, oldSelf: old };
    const result = evaluate(compiled.message, activation, walk);
    if (result === "object" || (!result.ok && result.error.code === "budget")) {
      const why =
        result === "object"
          ? "messageExpression evaluation failed due to running out of cost budget, no further validation rules will be run"
          : `no further validation rules will be run due to call cost exceeds limit for messageExpression: ${goQuote(rule.messageExpression ?? "")}`;
      add(invalid(path, node.schema.type ?? "", why));
      walk.stopped = true;
      return;
    }
    if (result.ok) detail = usableMessage(result.value);
  }
  detail ??= rule.message ? goTrim(rule.message) : `failed rule: ${ruleText(rule)}`;
  const structured = node.schema.type === "object" || node.schema.type === "array";
  add(errorFor(rule, path, structured ? undefined : self, detail));
}

/** A message that may be shown: one line, not empty, not too long. */
function usableMessage(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const text = goTrim(value);
  const fits =
    text !== "" && !text.includes("\n") && new TextEncoder().encode(text).length <= MAX_MESSAGE_BYTES;
  return fits ? text : undefined;
}

function errorFor(rule: ValidationRule, path: string, value: unknown, detail: string): FieldError {
  switch (rule.reason) {
    case "FieldValueForbidden":
      return forbidden(path, detail);
    case "FieldValueRequired":
      return required(path, detail);
    case "FieldValueDuplicate":
      return duplicate(path, value);
    default:
      return invalid(path, value, detail);
  }
}

const ruleText = (rule: ValidationRule): string => goTrim(rule.message ? rule.message : rule.rule);
