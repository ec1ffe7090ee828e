/**
 * What expressions cost, before they run and when they run: the same numbers as the API server's. `VMOP_RECORD=1` asks its
 * packages again (`npm run servers` builds the program that does) and writes costs.jsonl.
 */

import { test } from "uvu";
import * as assert from "uvu/assert";
import { builtBinary } from "../../servers/binaries.ts";
import { corpus, DIFFERENT } from "./cost-corpus.ts";
import { LEFT_OUT } from "./cost-expressions.ts";
import { type Costs, ours, type Run, readRecorded, record } from "./costs.ts";

if (process.env.VMOP_RECORD === "1") {
  const program = builtBinary("cel-cost");
  if (program === undefined) throw new Error("cel-cost is not built; run `npm run servers`");
  record(program, corpus());
}

const all = readRecorded();
const recorded = all.filter((group) => group.title !== DIFFERENT);
const hasRange = (run: Run): boolean => run.most !== undefined;

/** A difference for every expression about which `part` of the answers is not the same. */
function differences(part: (answer: Costs) => unknown): string[] {
  return recorded.flatMap((group) =>
    group.expressions.flatMap((expression, i) => {
      const [theirs, mine] = [part(group.answers[i]!), part(ours(group, expression))].map((answer) =>
        JSON.stringify(answer),
      );
      return theirs === mine ? [] : [`${group.title}: ${expression}\n  server ${theirs}\n  ours   ${mine}`];
    }),
  );
}

test("the corpus is large, and most of it evaluates", () => {
  const answers = recorded.flatMap((group) => group.answers);
  const runs = answers.flatMap((answer) => answer.evaluations ?? []);
  assert.ok(answers.length > 800);
  assert.ok(runs.filter((run) => run.error === undefined).length > 2000);
});

test("the same expressions compile", () => {
  assert.equal(
    differences((answer) => answer.problem === undefined),
    [],
  );
});

test("estimates are equal, the least and the most", () => {
  assert.equal(
    differences((answer) => answer.estimate),
    [],
  );
});

test("evaluations cost the same, those that fail included", () => {
  const unsteady = recorded
    .flatMap(({ answers }) => answers)
    .filter((answer) => answer.evaluations?.some(hasRange));
  assert.ok(unsteady.length < 10, "few depend on the order of a map");
  assert.equal(
    recorded.flatMap((group) =>
      group.expressions.flatMap((expression, i) => {
        const mine = ours(group, expression).evaluations;
        const wrong = group.answers[i]!.evaluations?.filter(({ cost, most = cost }, k) => {
          const own = mine?.[k]?.cost ?? -1;
          return own < cost || own > most;
        });
        return wrong?.length ? [`${group.title}: ${expression}: ${JSON.stringify({ wrong, mine })}`] : [];
      }),
    ),
    [],
  );
});

test("what is left out is different", () => {
  const group = all.find(({ title }) => title === DIFFERENT)!;
  assert.equal(
    group.expressions,
    LEFT_OUT.map(({ expression }) => expression),
  );
  for (const [i, expression] of group.expressions.entries())
    assert.not.equal(ours(group, expression).evaluations, group.answers[i]!.evaluations, expression);
});

test("and have the same result", () => {
  // Not every result is recorded.
  assert.equal(
    differences((answer) =>
      answer.evaluations?.map(({ value, error }) =>
        error !== undefined ? "fails" : typeof value === "object" ? undefined : value,
      ),
    ),
    [],
  );
});

test.run();
