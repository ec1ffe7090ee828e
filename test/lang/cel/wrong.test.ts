import { test } from "uvu";
import * as assert from "uvu/assert";
import { declare } from "../../../rules/lang/schema/cel-type.ts";
import { compileRules } from "../../../rules/lang/schema/rules-compile.ts";
import { SELF, WRONG } from "./wrong/expressions.ts";
import { recorded, written } from "./wrong/record.ts";

const answers = recorded();
const declaration = declare(SELF, false)!;

/** What we say of an expression as a rule; null where we accept it. */
function ours(rule: string): string | null {
  const [compiled] = compileRules(SELF, [{ rule }], declaration, "1.35");
  return compiled?.problem === undefined ? null : written(compiled.problem);
}

/** Where we do not say what a cluster says, by reason. */
const DIFFERENT: { readonly [reason: string]: readonly string[] } = {
  "well-known protobuf messages cannot be built": ["google.protobuf.Timestamp{seconds: 1}"],
  "the type of a type has no parameter": ["type(1) == 'int'"],
  "of two things wrong with a template, the argument that is missing is told": ["'%'.format([]) == ''"],
};
const different = Object.values(DIFFERENT).flat();

for (const [what, rules] of Object.entries(WRONG)) {
  test(`${what}: ${rules.length} expressions are refused as a cluster refuses them`, () => {
    for (const rule of rules) {
      if (!different.includes(rule)) assert.is(ours(rule), answers.get(rule), rule);
    }
  });
}

test("what is said differently is still said differently", () => {
  assert.equal(
    different.filter((rule) => !answers.has(rule) || ours(rule) === answers.get(rule)),
    [],
  );
});

test.run();
