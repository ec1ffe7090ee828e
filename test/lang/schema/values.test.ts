/** Values, lists, rules and ratcheting: what `validate` says equals what a real API server said. */

import { test } from "uvu";
import * as assert from "uvu/assert";
import { answer } from "./admit.ts";
import { cases } from "./cases.ts";

for (const topic of ["values", "lists", "rules", "ratcheting"]) {
  for (const one of cases(topic)) {
    test(`${topic}: ${one.title}`, () => {
      const { errors, warnings } = answer(one);
      assert.equal(errors, one.errors ?? []);
      assert.equal(warnings, one.warnings ?? []);
    });
  }
}

test.run();
