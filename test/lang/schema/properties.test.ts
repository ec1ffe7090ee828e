/** What holds for any schema and any value. */

import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  applyDefaults,
  checkStructural,
  dropNulls,
  type JSONSchemaProps,
  prepare,
  prune,
  validate,
} from "../../../rules/lang/schema/index.ts";
import { COMPAT } from "./admit.ts";
import { wrap } from "./cases.ts";

const NAME = fc.constantFrom("a", "b", "c", "d");

const PLAIN = { noNullPrototype: true };

const SCALAR: fc.Arbitrary<JSONSchemaProps> = fc.oneof(
  fc.record({ type: fc.constant("string"), maxLength: fc.nat(4) }, { requiredKeys: ["type"] }),
  fc.record(
    { type: fc.constant("integer"), maximum: fc.nat(9), default: fc.constant(0) },
    { requiredKeys: ["type"] },
  ),
  fc.record({ type: fc.constant("boolean"), nullable: fc.boolean() }, { requiredKeys: ["type"] }),
  fc.constant({ "x-kubernetes-int-or-string": true }),
);

/** Structural schemas of some depth. */
const SCHEMA: fc.Arbitrary<JSONSchemaProps> = fc.letrec<{ node: JSONSchemaProps; object: JSONSchemaProps }>(
  (tie) => ({
    node: fc.oneof(
      { maxDepth: 3 },
      SCALAR,
      tie("object"),
      fc.record({ type: fc.constant("array"), items: tie("node"), maxItems: fc.nat(3) }),
      fc.record({ type: fc.constant("object"), additionalProperties: tie("node") }),
    ),
    object: fc
      .record(
        {
          type: fc.constant("object"),
          properties: fc.dictionary(NAME, tie("node"), { ...PLAIN, maxKeys: 3 }),
          required: fc.uniqueArray(NAME, { maxLength: 2 }),
          "x-kubernetes-preserve-unknown-fields": fc.constant(true),
        },
        { requiredKeys: ["type", "properties"] },
      )
      // Nothing unknown is required: pruning could not leave it.
      .map((schema) => ({
        ...schema,
        required: (schema.required ?? []).filter((name) => name in schema.properties),
      })),
  }),
).object;

/** JSON that has a fair chance to fit. */
const VALUE: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom<unknown>(null, true, "", "text", 0, 7, 1.5),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(NAME, tie("value"), { ...PLAIN, maxKeys: 4 }),
  ),
})).value;

const prepared = (schema: JSONSchemaProps) => prepare(wrap(schema), { compat: COMPAT });

/** Checks a claim about decoded values. */
const holds = (claim: (schema: ReturnType<typeof prepared>, object: unknown) => void): void =>
  fc.assert(
    fc.property(SCHEMA, fc.dictionary(NAME, VALUE, PLAIN), (schema, spec) =>
      claim(prepared(schema), { spec }),
    ),
    { numRuns: 300 },
  );

test("the generated schemas are structural", () => {
  fc.assert(fc.property(SCHEMA, (schema) => assert.equal(checkStructural(wrap(schema), "s"), [])));
});

test("pruning twice changes nothing more, and finds nothing unknown", () =>
  holds((schema, object) => {
    const { value } = prune(schema, object);
    assert.equal(prune(schema, value), { value, unknown: [] });
  }));

test("dropping nulls twice changes nothing more", () =>
  holds((schema, object) => {
    const once = dropNulls(schema, object);
    assert.equal(dropNulls(schema, once), once);
  }));

test("defaulting twice changes nothing more", () =>
  holds((schema, object) => {
    const once = applyDefaults(schema, object);
    assert.equal(applyDefaults(schema, once), once);
  }));

test("nothing changes its argument", () =>
  holds((schema, object) => {
    const before = structuredClone(object);
    applyDefaults(schema, dropNulls(schema, prune(schema, object).value));
    validate(schema, object, { operation: "create" });
    assert.equal(object, before);
  }));

test("a valid object stays valid when it is pruned", () =>
  holds((schema, object) => {
    if (validate(schema, object, { operation: "create" }).errors.length > 0) return;
    assert.equal(validate(schema, prune(schema, object).value, { operation: "create" }).errors, []);
  }));

test("an update that changes nothing below a preserved field is always accepted", () =>
  holds((schema, object) => {
    const { value } = prune(schema, object);
    if (JSON.stringify(schema.schema).includes("preserve-unknown")) return;
    assert.equal(validate(schema, value, { operation: "update", old: structuredClone(value) }).errors, []);
  }));

test.run();
