/** matchConditions of policies and webhooks: all must hold. */
import type { AdmissionAttributes, KubeObject } from "../contract.ts";
import {
  type Budgets,
  type Compiled,
  compileExpression,
  Evaluation,
  type ExpressionScope,
  type Variables,
} from "./expressions.ts";
import type { Match } from "./match.ts";
import type { AdmissionSources, Named } from "./types.ts";

export type CompiledConditions = readonly Compiled[];

/** Budget of all conditions of one policy or webhook. */
const CONDITIONS_BUDGET = 2_500_000;

export function compileConditions(conditions: readonly Named[], scope: ExpressionScope): CompiledConditions {
  return conditions.map(({ expression }) => compileExpression(expression, "bool", scope));
}

export type ConditionsOutcome = { holds: boolean; error?: undefined } | { holds?: undefined; error: string };

/** A condition that is false decides, even where another one fails. */
export function conditionsHold(
  conditions: CompiledConditions,
  attributes: AdmissionAttributes,
  match: Match & { matched: true },
  param: KubeObject | null,
  variables: Variables | undefined,
  sources: AdmissionSources,
): ConditionsOutcome {
  // Conditions are shown the resource as it was requested, and no namespace object.
  const requested = { ...match, resource: attributes.resource };
  const evaluation = new Evaluation(attributes, requested, param, variables, sources, {
    withNamespace: false,
  });
  const budgets: Budgets = { remaining: CONDITIONS_BUDGET };
  const errors: string[] = [];
  for (const condition of conditions) {
    const result = evaluation.run(condition, budgets);
    if (result.exhausted) return { error: result.error ?? "" };
    if (result.error !== undefined) errors.push(result.error);
    else if (result.value === false) return { holds: false };
  }
  if (errors.length === 0) return { holds: true };
  const distinct = [...new Set(errors)];
  return { error: distinct.length === 1 ? (distinct[0] as string) : `[${distinct.join(", ")}]` };
}
