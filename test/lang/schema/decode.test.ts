/** What is stored of a value equals what a real API server stored. */

import { test } from "uvu";
import * as assert from "uvu/assert";
import { answer } from "./admit.ts";
import { cases } from "./cases.ts";

for (const one of cases("decode")) {
  test(one.title, () => assert.equal(answer(one).stored, one.stored));
}

test.run();
