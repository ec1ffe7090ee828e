/** What an API server has against the rules of a schema when it is installed. */

import { type Declaration, declare } from "./cel-type.ts";
import {
  type Cardinality,
  childCardinality,
  EXPRESSION_LIMIT,
  occurrences,
  SCHEMA_LIMIT,
  worstCost,
} from "./cost.ts";
import { checkDefaults } from "./defaults-check.ts";
import { forbidden, internal, invalid } from "./field-error.ts";
import { child, key } from "./field-path.ts";
import { goJson } from "./go-text.ts";
import { checkKeywords, type Surroundings, unsupportedKeyword } from "./keywords-check.ts";
import { type CompiledRule, compileRules } from "./rules-compile.ts";
import { runRules } from "./rules-run.ts";
import { checkShape } from "./structural.ts";
import type { FieldError, JSONSchemaProps, ValidationRule } from "./types.ts";

/** How expressions are judged. */
export interface RulesCheck {
  /** The Kubernetes version that new expressions are held to. */
  readonly compat: string;
  /** On update, what is installed: all schemas of the definition, and whether this one is that of its version. */
  readonly before?: { readonly schemas: readonly JSONSchemaProps[]; readonly unchanged: boolean };
}

/**
 * Complaints about `x-kubernetes-validations` under `path`: their form, and, where the schema around a rule is sound, CEL
 * that does not parse or type-check, that costs too much, that uses `oldSelf` where there is none, and defaults that the
 * rules refuse. An expression that is installed already may use whatever this library knows, and in a schema that did not
 * change it may cost what it costs; all together may not.
 */
export function checkRules(schema: JSONSchemaProps, path: string, options: RulesCheck): FieldError[] {
  const sound = unsupportedKeyword(schema) === undefined && checkShape(schema, path).length === 0;
  if (!sound) return checkKeywords(schema, path).rules;
  const refused = checkDefaults(schema, path, (node, at) => {
    const run = (old: unknown): FieldError[] =>
      runRules(node, node.default, { old, pair: undefined, path: at }).errors;
    const withOld = run(node.default);
    return withOld.length > 0 ? withOld : run(undefined);
  });
  if (refused.length > 0) {
    const plain = new Set(checkDefaults(schema, path).map((error) => JSON.stringify(error)));
    const byRules = refused.filter((error) => !plain.has(JSON.stringify(error)));
    return [...byRules, ...checkKeywords(schema, path).rules];
  }
  const installed = new Set(options.before?.schemas.flatMap(expressionsOf));
  const limit = options.before?.unchanged ? Number.POSITIVE_INFINITY : EXPRESSION_LIMIT;
  const check = new Map<JSONSchemaProps, { cardinality: Cardinality; isResource: boolean }>();
  measure(schema, 1, true, check);
  const errors: FieldError[] = [];
  const costs: { path: string; cost: number }[] = [];
  const { rules } = checkKeywords(schema, path, (node, at, around, hasErrors) => {
    const known = check.get(node);
    if (hasErrors || known === undefined) return;
    const declaration = declare(node, known.isResource);
    if (declaration === undefined) {
      const detail =
        "internal error: failed to construct type information for x-kubernetes-validations rules: unable to convert structural schema to CEL declarations";
      errors.push(internal(child(at, "x-kubernetes-validations"), detail));
      return;
    }
    const list = node["x-kubernetes-validations"] ?? [];
    compileRules(node, list, declaration, options.compat, installed).forEach((compiled, index) => {
      const rulePath = key(child(at, "x-kubernetes-validations"), index);
      checkOne(
        compiled,
        rulePath,
        around,
        declaration,
        occurrences(known.cardinality, declaration),
        limit,
        errors,
        costs,
      );
    });
  });
  return [...rules, ...errors, ...checkTotal(costs, path)];
}

/** The rules and message expressions of a schema and of everything below. */
function expressionsOf(schema: JSONSchemaProps): string[] {
  const own = (schema["x-kubernetes-validations"] ?? []).flatMap(({ rule, messageExpression = "" }) => [
    rule,
    messageExpression,
  ]);
  return [...own, ...childrenOf(schema).flatMap(expressionsOf)];
}

/** The schemas of properties, other keys and items. */
function childrenOf({ properties = {}, additionalProperties, items }: JSONSchemaProps): JSONSchemaProps[] {
  return [
    ...Object.values(properties),
    ...(typeof additionalProperties === "object" ? [additionalProperties] : []),
    ...(items === undefined || Array.isArray(items) ? [] : [items]),
  ];
}

/** Where every node of the shape stands: how often it can occur, and whether it is a resource. */
function measure(
  schema: JSONSchemaProps,
  cardinality: Cardinality,
  isResource: boolean,
  into: Map<JSONSchemaProps, { cardinality: Cardinality; isResource: boolean }>,
): void {
  into.set(schema, { cardinality, isResource });
  const below = childCardinality(schema, cardinality);
  for (const one of childrenOf(schema))
    measure(one, below, one["x-kubernetes-embedded-resource"] === true, into);
}

/** An entry as the API server prints it: all fields, in this order. */
function ruleText(rule: ValidationRule): string {
  const {
    message = "",
    messageExpression = "",
    reason = null,
    fieldPath = "",
    optionalOldSelf = null,
  } = rule;
  const parts = { Rule: rule.rule, Message: message, MessageExpression: messageExpression, Reason: reason };
  const all = Object.entries({ ...parts, FieldPath: fieldPath, OptionalOldSelf: optionalOldSelf });
  return `{${all.map(([name, value]) => `"${name}":${goJson(value)}`).join(",")}}`;
}

const invalidRule = (field: string, rule: ValidationRule, detail: string): FieldError => ({
  ...{ type: "FieldValueInvalid", field, valueText: ruleText(rule), detail },
});

function checkOne(
  compiled: CompiledRule,
  path: string,
  around: Surroundings,
  declaration: Declaration,
  times: number,
  limit: number,
  errors: FieldError[],
  costs: { path: string; cost: number }[],
): void {
  const { rule, program, message } = compiled;
  const measureOne = (cost: number, name: string, what: string): void => {
    if (cost > limit) errors.push(forbidden(child(path, name), tooExpensive(what, cost, limit)));
    costs.push({ path: child(path, name), cost });
  };
  if (program !== undefined)
    measureOne(worstCost(program, declaration) * times, "rule", "estimated rule cost");
  if (compiled.problem !== undefined) errors.push(invalidRule(child(path, "rule"), rule, compiled.problem));
  if (compiled.messageProblem !== undefined) {
    errors.push(invalidRule(child(path, "messageExpression"), rule, compiled.messageProblem));
  } else if (message !== undefined) {
    measureOne(worstCost(message, declaration), "messageExpression", "estimated messageExpression cost");
  }
  if (compiled.usesOldSelf) {
    if (around.uncorrelatable !== undefined) {
      const detail = `oldSelf cannot be used on the uncorrelatable portion of the schema within ${around.uncorrelatable}`;
      errors.push(invalid(child(path, "rule"), rule.rule, detail));
    }
  } else if (rule.optionalOldSelf !== undefined) {
    const detail = "may not be set if oldSelf is not used in rule";
    errors.push(invalid(child(path, "optionalOldSelf"), rule.optionalOldSelf, detail));
  }
}

function tooExpensive(what: string, cost: number, limit: number): string {
  const factor = cost / limit;
  const text =
    factor > 100 ? "more than 100x" : factor < 1.5 ? `${factor.toFixed(6)}x` : `${factor.toFixed(1)}x`;
  return `${what} exceeds budget by factor of ${text} (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)`;
}

/** When all rules together are too expensive: the four worst that matter, and the schema itself. */
function checkTotal(costs: readonly { path: string; cost: number }[], path: string): FieldError[] {
  const total = costs.reduce((sum, { cost }) => sum + cost, 0);
  if (total <= SCHEMA_LIMIT) return [];
  const worst = costs
    .filter(({ cost }) => cost >= SCHEMA_LIMIT / 100)
    .sort((a, b) => b.cost - a.cost)
    .slice(0, 4);
  const contributed =
    "contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema";
  const what = "x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema";
  return [
    ...worst.map(({ path: at }) => forbidden(at, contributed)),
    forbidden(path, tooExpensive(what, total, SCHEMA_LIMIT)),
  ];
}
