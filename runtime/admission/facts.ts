/** What a request answers beside its object: the facts of its caller, and which features are on. */
import { rt } from "../../rules/lang/cel/index.ts";
import type { CompiledRules } from "../../rules/lang/compiled.ts";

export interface Caller {
  readonly username: string;
  readonly groups: readonly string[];
}

/** Every fact that a request can answer. A fact that cannot be evaluated does not hold. */
export function requestFacts(
  rules: CompiledRules,
  caller: Caller,
  object: unknown,
  params: object = {},
): { [name: string]: boolean } {
  const bindings = { request: { userInfo: caller }, object, params };
  const answers: { [name: string]: boolean } = {};
  for (const name in rules.facts) {
    const result = rt.run(rules.facts[name]!, bindings);
    answers[name] = result.ok && result.value === true;
  }
  return answers;
}

/** Feature → whether it is on: all are that the parameters do not switch off. */
export function featuresOf(rules: CompiledRules, params: object = {}): { [name: string]: boolean } {
  const { features: chosen = {} } =
    (params as { spec?: { features?: { [name: string]: boolean } } }).spec ?? {};
  const answers: { [name: string]: boolean } = {};
  for (const name of rules.features) answers[name] = chosen[name] ?? true;
  return answers;
}
