/** Untrusted JSON becomes a schema or one clear sentence; nothing throws. */

import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { checkRules, checkStructural, readSchema } from "../../../rules/lang/schema/index.ts";
import { COMPAT } from "./admit.ts";

const WRONG: [unknown, string][] = [
  ["text", "cannot unmarshal string into Go struct field JSONSchemaProps.schema of type v1.JSONSchemaProps"],
  [
    { maxLength: "1" },
    "cannot unmarshal string into Go struct field JSONSchemaProps.maxLength of type int64",
  ],
  [
    { properties: { a: { type: 1 } } },
    "cannot unmarshal number into Go struct field JSONSchemaProps.type of type string",
  ],
  [
    { "x-kubernetes-validations": [{ rule: true }] },
    "cannot unmarshal bool into Go struct field JSONSchemaProps.rule of type string",
  ],
];

for (const [value, problem] of WRONG) {
  test(problem, () => assert.equal(readSchema(value), { problem: `json: ${problem}` }));
}

test("nulls count as absent, unknown keywords are dropped", () => {
  const value = { type: "object", not: null, properties: { a: null }, foo: 1 };
  assert.equal(readSchema(value), { schema: { type: "object", properties: { a: {} } } });
});

test("what was read can be checked", () => {
  const keywords = fc.constantFrom(
    "type",
    "properties",
    "items",
    "allOf",
    "not",
    "default",
    "required",
    "x-kubernetes-validations",
    "rule",
  );
  const value = fc.letrec<{ any: unknown }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom<unknown>(null, "object", "array", "string", "self.a", 1, true),
      fc.array(tie("any"), { maxLength: 2 }),
      fc.dictionary(keywords, tie("any"), { maxKeys: 4, noNullPrototype: true }),
    ),
  })).any;
  fc.assert(
    fc.property(value, (one) => {
      const read = readSchema(one);
      if ("problem" in read) return;
      checkStructural(read.schema, "s");
      checkRules(read.schema, "s", { compat: COMPAT });
    }),
    { numRuns: 500 },
  );
});

test.run();
