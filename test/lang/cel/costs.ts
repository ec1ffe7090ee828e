/** Costs of a corpus as the API server gives them (costs.jsonl), and as we do. */

import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { CelTypes, celOptional, compile, estimateCost, isProgram } from "../../../rules/lang/cel/index.ts";
import { declare } from "../../../rules/lang/schema/cel-type.ts";
import { sizesOf } from "../../../rules/lang/schema/cost.ts";
import type { CostGroup } from "./cost-corpus.ts";

/** What evaluating cost and gave; values are there where they are bools, ints and strings. */
export interface Run {
  readonly cost: number;
  /** Set when the server's cost depends on the order in which it visits a map: `cost` is the least then. */
  readonly most?: number;
  readonly value?: unknown;
  readonly error?: string;
}

export interface Costs {
  readonly problem?: string;
  /** At least and at most. */
  readonly estimate?: readonly [number, number];
  readonly evaluations?: readonly Run[];
}

export interface RecordedGroup extends CostGroup {
  /** Of each expression. */
  readonly answers: readonly Costs[];
}

/** A group a line. */
const file = new URL("./costs.jsonl", import.meta.url);

const parseLines = <T>(text: string): T[] =>
  text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as T);

export const readRecorded = (): RecordedGroup[] => parseLines(readFileSync(file, "utf8"));

/** Asks the API server's packages and writes down what they answer. */
export function record(program: string, groups: readonly CostGroup[]): void {
  const questions = groups.flatMap(({ expressions, values, title: _, ...group }) =>
    expressions.map((expression) => JSON.stringify({ ...group, expression, evaluations: values })),
  );
  const input = `${questions.join("\n")}\n`;
  const { stdout, stderr, status } = spawnSync(program, { input, encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(stderr);
  const answers = parseLines<Costs>(stdout);
  let at = 0;
  const recorded = groups.map((group) => ({
    ...group,
    answers: group.expressions.map(() => answers[at++]!),
  }));
  const lines = recorded.map((group) => `${JSON.stringify(group)}\n`);
  writeFileSync(file, lines.join(""));
}

/** What we answer about one expression. */
export function ours(group: CostGroup, expression: string): Costs {
  const declaration = declare(group.schema, group.root === true)!;
  const { type } = declaration;
  const oldSelf = group.optionalOldSelf ? CelTypes.optional(type) : type;
  const program = compile(expression, { compat: group.compat, variables: { self: type, oldSelf } });
  if (!isProgram(program)) return { problem: program.issues.map((issue) => issue.message).join("; ") };
  const { min, max } = estimateCost(program, sizesOf(declaration));
  const evaluations = group.values.map((value): Run => {
    const old = "oldSelf" in value ? celOptional.of(value.oldSelf) : celOptional.none();
    const activation = group.optionalOldSelf ? { self: value.self, oldSelf: old } : { ...value };
    const budget = { remaining: Number.MAX_SAFE_INTEGER };
    const result = program.evaluate(activation, budget);
    const cost = Number.MAX_SAFE_INTEGER - budget.remaining;
    return result.ok ? { cost, value: result.value } : { cost, error: result.error.message };
  });
  // The server's number for what has no bound.
  return { estimate: [min, Math.min(max, 2 ** 64)], evaluations };
}
