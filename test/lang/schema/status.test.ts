/** An update of the status: only `status` is held against the schema, but rules see the whole object. */

import { test } from "uvu";
import * as assert from "uvu/assert";
import { fieldErrorText, type JSONSchemaProps, prepare, validate } from "../../../rules/lang/schema/index.ts";
import { COMPAT } from "./admit.ts";

const SCHEMA: JSONSchemaProps = {
  type: "object",
  properties: {
    spec: { type: "object", properties: { a: { type: "integer", maximum: 5 } } },
    status: { type: "object", properties: { b: { type: "integer", maximum: 5 } } },
  },
};

const errors = (schema: JSONSchemaProps, object: unknown, old: unknown): string[] =>
  validate(prepare(schema, { compat: COMPAT }), object, {
    operation: "update",
    old,
    statusOnly: true,
  }).errors.map(fieldErrorText);

test("a wrong spec does not stop a status", () => {
  assert.equal(errors(SCHEMA, { spec: { a: 9 }, status: { b: 1 } }, { spec: { a: 8 } }), []);
});

test("a wrong status is named from the root", () => {
  const text = "status.b: Invalid value: 9: b in body should be less than or equal to 5";
  assert.equal(errors(SCHEMA, { status: { b: 9 } }, { status: { b: 1 } }), [text]);
});

test("an unchanged wrong status is forgiven", () => {
  assert.equal(errors(SCHEMA, { status: { b: 9 } }, { status: { b: 9 } }), []);
});

test("rules see the whole object", () => {
  const rule = { rule: "self.spec.a == self.status.b", message: "must agree" };
  const schema = { ...SCHEMA, "x-kubernetes-validations": [rule] };
  const old = { spec: { a: 1 }, status: { b: 1 } };
  assert.equal(errors(schema, { spec: { a: 1 }, status: { b: 2 } }, old), [
    "<nil>: Invalid value: must agree",
  ]);
});

test.run();
