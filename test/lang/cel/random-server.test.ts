/**
 * Random expressions whose types fit, answered by us and by the API server's own packages: refused in the same words,
 * the same estimate, the same value or an error as well, at the same cost. `VMOP_SEED` makes others, `VMOP_COUNT` more.
 */

import { test } from "uvu";
import * as assert from "uvu/assert";
import { builtBinary } from "../../servers/binaries.ts";
import { skip } from "../../support/skip.ts";
import { askServer, type Difference, differences, ours } from "./random/answers.ts";
import { expressions, SEED } from "./random/expressions.ts";
import { KUBERNETES } from "./random/grammar.ts";

const COUNT = Number(process.env.VMOP_COUNT ?? 1500);

const text = (part: unknown): string => JSON.stringify(part) ?? "";

/** Differences that we mean to keep, by reason. */
const EXPLAINED: { readonly [reason: string]: (difference: Difference) => boolean } = {
  "an API server turns computed lists that are added to a list of lists in an object into errors, each where it is read":
    ({ theirs }) => text(theirs).includes("invalid data, expected an array for the provided schema"),
  "an internal error of an API server ends the evaluation before what surrounds it is charged": ({
    what,
    theirs,
  }) => what === "cost" && text(theirs).includes("internal error:"),
  "quantities are written differently, and are never seen as text": ({ what, theirs }) =>
    what === "result" && text(theirs).includes("kubernetes.Quantity"),
};

function told(difference: Difference): string {
  const { expression, what, theirs, ours } = difference;
  return `${expression}\n  ${what}\n  server ${text(theirs)}\n  ours   ${text(ours)}`;
}

const program = builtBinary("cel-cost");
if (program !== undefined) {
  const corpus = expressions(KUBERNETES, COUNT);
  const answers = askServer(program, corpus);
  const found = corpus.flatMap((expression, i) => differences(expression, answers[i]!, ours(expression)));

  test(`${COUNT} random expressions are answered as the API server's packages answer them`, () => {
    const unexplained = found.filter((one) => !Object.values(EXPLAINED).some((explains) => explains(one)));
    unexplained.sort((a, b) => a.expression.length - b.expression.length);
    assert.is(
      unexplained.slice(0, 20).map(told).join("\n"),
      "",
      `${unexplained.length} differences, seed ${SEED}`,
    );
  });

  test("most of them are evaluated, and many fail", () => {
    const runs = answers.flatMap((answer) => answer.evaluations ?? []);
    assert.ok(runs.filter((run) => run.error === undefined).length > COUNT);
    assert.ok(runs.filter((run) => run.error !== undefined).length > COUNT / 2);
    assert.ok(answers.filter((answer) => answer.problem !== undefined).length > COUNT / 50);
  });

  test("every explained difference still occurs", () => {
    const gone = Object.entries(EXPLAINED).filter(([, explains]) => !found.some(explains));
    assert.equal(
      gone.map(([reason]) => reason),
      [],
    );
  });
} else if (process.env.VMOP_REQUIRE_SERVERS)
  test("cel-cost is built", () => assert.unreachable("run `npm run servers`"));
else skip("the program cel-cost is not built; `npm run servers` builds it");

test.run();
