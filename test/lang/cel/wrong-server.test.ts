import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { declare } from "../../../rules/lang/schema/cel-type.ts";
import { compileRules } from "../../../rules/lang/schema/rules-compile.ts";
import { withRealServer } from "../../servers/with-real-server.ts";
import { SELF, WRONG } from "./wrong/expressions.ts";
import { ask, written } from "./wrong/record.ts";

// biome-ignore format: a table
const PIECES = [
  "(", ")", "[", "]", "{", "}", ".", ",", "-", "!", "?", ":", "+", "*", "&&", "||", "==", "in", "1", "'a'", "self", "true",
  "for", "1.5", "2u", "#", "'", "\n", "`q`", "has(", "self.ints.all(", "i, ", "{1: 2}", "[?", ".?", "T{", "\\", "é",
];
const SYNTAX = WRONG["text that ends too early or goes on too long"]!;

const edit = fc.tuple(fc.nat(), fc.nat({ max: 3 }), fc.constantFrom("", ...PIECES));

/** A wrong expression with pieces of it replaced by others. */
const garbled = fc
  .tuple(fc.constantFrom(...SYNTAX), fc.array(edit, { minLength: 1, maxLength: 6 }))
  .map(([source, edits]) =>
    edits.reduce((text, [place, removed, piece]) => {
      const at = place % (text.length + 1);
      return text.slice(0, at) + piece + text.slice(at + removed);
    }, source),
  )
  .filter((text) => text.trim() !== "" && !/\p{Cs}/u.test(text));

withRealServer(() => {
  test("garbled expressions are refused in the words of a running API server", async () => {
    const rules = fc.sample(garbled, { numRuns: 300, seed: 1 });
    const declaration = declare(SELF, false)!;
    for (const [rule, theirs] of await ask(rules)) {
      const [ours] = compileRules(SELF, [{ rule }], declaration, "1.35");
      assert.is(ours?.problem === undefined ? null : written(ours.problem), theirs, JSON.stringify(rule));
    }
  });
});

test.run();
