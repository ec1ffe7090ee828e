import { test } from "uvu";
import * as assert from "uvu/assert";
import { readCheck, readUvu, sum, summary } from "./report.ts";

const uvu = (total: number, passed: number, skipped: number): string =>
  `• •   (${passed} / ${total})\n\n  Total:     ${total}\n  Passed:    ${passed}\n  Skipped:   ${skipped}\n  Duration:  0.4ms\n\n`;

test("counts what uvu counted", () => {
  assert.equal(readUvu(uvu(3, 2, 1), 1), { passed: 2, failed: 1, skipped: 1, reasons: [], problem: "" });
});

test("reads through colours", () => {
  const colour = (text: string): string => text.replace(/^( {2}Passed.*)$/m, "\u001b[32m$1\u001b[39m");
  assert.is(readUvu(colour(uvu(4, 4, 0)), 0).passed, 4);
});

test("believes the last summary, when a test prints one of its own", () => {
  assert.is(readUvu(uvu(9, 9, 0) + uvu(2, 2, 0), 0).passed, 2);
});

test("a file that crashes is a failure", () => {
  const outcome = readUvu("TypeError: x is not a function\n", 1);
  assert.is(outcome.failed, 1);
  assert.match(outcome.problem, "without a summary");
});

test("a file that runs nothing is a failure, one that skips is not", () => {
  assert.is(readUvu(uvu(0, 0, 0), 0).failed, 1);
  const skipping = readUvu(`skipped: no kubectl\n${uvu(0, 0, 7)}`, 0);
  assert.equal(skipping, { passed: 0, failed: 0, skipped: 7, reasons: ["no kubectl"], problem: "" });
});

test("a bad exit code counts although every test passed", () => {
  assert.is(readUvu(uvu(2, 2, 0), 1).failed, 1);
});

test("the last line names skips only where there are some", () => {
  assert.is(summary(sum([readCheck(0), readUvu(uvu(3, 2, 0), 1)])), "3 passed, 1 failed");
  assert.is(summary(sum([readCheck(1), readUvu(uvu(1, 1, 2), 0)])), "1 passed, 1 failed, 2 skipped");
});

test.run();
