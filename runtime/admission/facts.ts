/** The facts that a request answers, by their compiled rows. */
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
): { [name: string]: boolean } {
  const bindings = { request: { userInfo: caller }, object };
  const answers: { [name: string]: boolean } = {};
  for (const name in rules.facts) {
    const result = rt.run(rules.facts[name]!, bindings);
    answers[name] = result.ok && result.value === true;
  }
  return answers;
}
