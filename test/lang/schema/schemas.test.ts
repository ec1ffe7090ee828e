/** Complaints about schemas and their rules equal those of a real API server. */

import { test } from "uvu";
import * as assert from "uvu/assert";
import { checkRules, checkStructural, fieldErrorText } from "../../../rules/lang/schema/index.ts";
import { COMPAT } from "./admit.ts";
import { cases, wholeSchema } from "./cases.ts";

const PATH = "spec.validation.openAPIV3Schema";

for (const one of cases("schemas")) {
  test(one.title, () => {
    const schema = wholeSchema(one);
    const errors = [...checkStructural(schema, PATH), ...checkRules(schema, PATH, { compat: COMPAT })];
    assert.equal([...new Set(errors.map(fieldErrorText))].sort(), one.errors);
  });
}

test("a rule that does not parse", () => {
  const schema = { type: "object", "x-kubernetes-validations": [{ rule: "self. <" }] };
  const [error, ...others] = checkRules(schema, PATH, { compat: COMPAT });
  assert.is(others.length, 0);
  assert.is(error?.field, `${PATH}.x-kubernetes-validations[0].rule`);
  assert.match(error?.detail ?? "", /^compilation failed: ERROR: <input>:1:7: Syntax error: /);
});

test.run();
