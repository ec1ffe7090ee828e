/** What the API server's packages and we answer about expressions over one schema, and where the two differ. */

import { spawnSync } from "node:child_process";
import { compile, estimateCost, formatIssues, isProgram } from "../../../../rules/lang/cel/index.ts";
import { declare } from "../../../../rules/lang/schema/cel-type.ts";
import { sizesOf } from "../../../../rules/lang/schema/cost.ts";
import { SCHEMAS, VALUES } from "../cost-expressions.ts";
import type { Costs, Run } from "../costs.ts";
import { written } from "./written.ts";

const COMPAT = "1.35";
const schema = SCHEMAS.unbounded;
const declaration = declare(schema, false)!;

/** One answer an expression, of the program `cel-cost`. */
export function askServer(program: string, expressions: readonly string[]): Costs[] {
  const questions = expressions.map((expression) =>
    JSON.stringify({ compat: COMPAT, schema, expression, evaluations: VALUES }),
  );
  const input = `${questions.join("\n")}\n`;
  const { stdout, stderr, status } = spawnSync(program, { input, encoding: "utf8", maxBuffer: 1 << 29 });
  if (status !== 0) throw new Error(`${program} failed: ${stderr.slice(0, 2000)}`);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Costs);
}

export function ours(expression: string): Costs {
  const variables = { self: declaration.type, oldSelf: declaration.type };
  const program = compile(expression, { compat: COMPAT, variables });
  if (!isProgram(program)) return { problem: formatIssues(expression, program.issues) };
  const { min, max } = estimateCost(program, sizesOf(declaration));
  const evaluations = VALUES.map((value): Run => {
    const budget = { remaining: Number.MAX_SAFE_INTEGER };
    const result = program.evaluateValue({ ...value }, budget);
    const cost = Number.MAX_SAFE_INTEGER - budget.remaining;
    return result.ok ? { cost, value: written(result.value) } : { cost, error: result.error.message };
  });
  return { estimate: [min, max], evaluations };
}

export interface Difference {
  readonly expression: string;
  readonly what: "problem" | "estimate" | "result" | "cost";
  readonly theirs: unknown;
  readonly ours: unknown;
}

/** The numbers are JSON, so those beyond 2^53 have been rounded. */
const rounded = (estimate: readonly number[] | undefined): string =>
  JSON.stringify(estimate?.map((cost) => Math.min(cost, 2 ** 64).toPrecision(12)));

/** That there is an error counts; its words do not. */
const outcome = ({ value, error }: Run): string => (error === undefined ? JSON.stringify(value) : "an error");

export function differences(expression: string, theirs: Costs, mine: Costs): Difference[] {
  const difference = (what: Difference["what"], their: unknown, our: unknown): Difference => ({
    ...{ expression, what, theirs: their, ours: our },
  });
  if (theirs.problem !== mine.problem) return [difference("problem", theirs.problem, mine.problem)];
  if (theirs.problem !== undefined) return [];
  const found: Difference[] = [];
  if (rounded(theirs.estimate) !== rounded(mine.estimate))
    found.push(difference("estimate", theirs.estimate, mine.estimate));
  theirs.evaluations!.forEach((their, i) => {
    const our = mine.evaluations![i]!;
    if (outcome(their) !== outcome(our)) found.push(difference("result", their, our));
    if (our.cost < their.cost || our.cost > (their.most ?? their.cost))
      found.push(difference("cost", their, our));
  });
  return found;
}
