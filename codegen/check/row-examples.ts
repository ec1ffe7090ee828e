/** Every check passes its `admits` and refuses its `refuses`, by our evaluator and by an independent one. */
import type { CelResult, ErrorPlace } from "../../rules/lang/cel/index.ts";
import { facts } from "../../rules/lang/facts.ts";
import type { Example } from "../../rules/lang/tables.ts";
import type { ResourceModel } from "../model.ts";
import { type Problem, problem } from "../problems.ts";
import type { PlacedCheck } from "../rules/check.ts";
import { compileRow, environmentAt } from "../rules/environment.ts";
import { meantByExpression } from "../rules/meant-field.ts";
import { type KindTables, positionOf } from "../rules/rows.ts";
import { secondOpinion } from "./second-opinion.ts";

/** Facts of requests, none of which holds. */
export const noFacts = Object.fromEntries(Object.keys(facts).map((name) => [name, false]));

/**
 * What an example binds. What is absent of the old is an empty one; a caller wrote what is there unless the example says;
 * around a row about the object there is the object itself.
 */
export function bindings(example: Example, anchor: string, features: readonly string[]) {
  const around = anchor === "" ? { new: example.new, old: example.old } : { new: {}, old: {} };
  return {
    self: example.new,
    oldSelf: example.old ?? {},
    wrote: example.wrote ?? example.new,
    root: example.root ?? around.new,
    oldRoot: example.oldRoot ?? around.old ?? {},
    fact: { ...noFacts, ...example.facts },
    feature: Object.fromEntries(
      features.map((name) => [name, !(example.off as readonly string[] | undefined)?.includes(name)]),
    ),
  };
}

export function checkExamples(check: PlacedCheck, resource: ResourceModel, kind: KindTables): Problem[] {
  const at = positionOf(kind, check.id);
  const program = compileRow(check.require, environmentAt(resource.schema, check.anchor, kind), "bool");
  if ("complaint" in program) {
    const hint = meantByExpression(resource.schema, check.anchor, check.require);
    return [problem("row-cel", at, { id: check.id, complaint: program.complaint }, hint)];
  }
  const problems: Problem[] = [];
  if (check.admits.length === 0)
    problems.push(problem("bad-row", at, { id: check.id, complaint: "has no example that it admits" }));
  if (check.refuses.length === 0)
    problems.push(problem("bad-row", at, { id: check.id, complaint: "has no example that it refuses" }));
  const expected = [
    ...check.admits.map((e) => [e, true] as const),
    ...check.refuses.map((e) => [e, false] as const),
  ];
  const second = secondOpinion(check.require);
  for (const [example, admits] of expected) {
    const bound = bindings(example, check.anchor, check.features);
    const result = program.evaluate(bound);
    const text = JSON.stringify(example);
    if (!result.ok || result.value !== admits) {
      problems.push(
        problem("example-fails", at, {
          id: check.id,
          verdict: admits ? "admit" : "refuse",
          example: text,
          found: found(result),
        }),
      );
    }
    const theirs = second(bound);
    if (theirs !== undefined && result.ok && theirs !== result.value) {
      problems.push(
        problem("second-opinion", at, {
          id: check.id,
          example: text,
          ours: String(result.value),
          theirs: String(theirs),
        }),
      );
    }
  }
  return problems;
}

const placeText = (place: ErrorPlace | undefined): string =>
  place ? ` (line ${place.line}, column ${place.column + 1})` : "";

const found = (result: CelResult): string => {
  if (!result.ok) return `evaluation failed: ${result.error.message}${placeText(result.error.place?.())}`;
  return result.value === true ? "it admits it" : "it refuses it";
};
