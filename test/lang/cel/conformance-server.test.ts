/** Where we differ from the conformance suite, the API server's packages do, and answer as we do. */

import { test } from "uvu";
import * as assert from "uvu/assert";
import { builtBinary } from "../../servers/binaries.ts";
import { skip } from "../../support/skip.ts";
import { plain } from "./conformance-cases.ts";
import { DIFFERENT } from "./conformance-left-out.ts";
import { askServer, differences, ours } from "./random/answers.ts";

const specs = new Map(plain.map(({ path, spec }) => [path, spec]));

/** What needs no variables, which the program does not have. */
const closed = Object.values(DIFFERENT)
  .flat()
  .map((path) => specs.get(path))
  .filter((spec) => spec.bindings === undefined && spec.typeEnv === undefined)
  .map((spec) => spec.expr as string);

const program = builtBinary("cel-cost");
if (program === undefined) skip("the program cel-cost is not built; `npm run servers` builds it");
else
  test(`${closed.length} cases that we do not answer as specified are answered as Kubernetes answers them`, () => {
    assert.ok(closed.length > 50);
    const answers = askServer(program, closed);
    assert.equal(
      closed.flatMap((expression, i) => differences(expression, answers[i]!, ours(expression))),
      [],
    );
  });

test.run();
