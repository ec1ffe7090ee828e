/** The cost report of a schema, and selectable fields. */

import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  checkSelectableFields,
  costReport,
  fieldErrorText,
  type JSONSchemaProps,
} from "../../../rules/lang/schema/index.ts";
import { COMPAT } from "./admit.ts";
import { wrap } from "./cases.ts";

const rule: JSONSchemaProps = { type: "integer", "x-kubernetes-validations": [{ rule: "self > 1" }] };

test("a rule below a bounded list counts once for every item", () => {
  const [entry] = costReport(wrap({ type: "array", maxItems: 7, items: rule }), { compat: COMPAT });
  assert.is(entry?.path, "openAPIV3Schema.properties[spec].items.x-kubernetes-validations[0].rule");
  assert.is(entry?.cardinality, 7);
  assert.is(entry?.total, 7 * (entry?.estimated ?? 0));
  assert.is(entry?.worstMissingBound, undefined);
});

test("a rule below an unbounded list names the missing bound", () => {
  const [entry] = costReport(wrap({ type: "array", items: rule }), { compat: COMPAT });
  assert.is(entry?.worstMissingBound, "openAPIV3Schema.properties[spec].maxItems");
  assert.is(entry?.cardinality, (3 * 1024 * 1024) / 2);
});

test("selectable fields are scalars outside metadata", () => {
  const schema = wrap({ type: "object", properties: { a: { type: "string" }, o: { type: "object" } } });
  const paths = [".spec.a", ".spec.o", ".spec.b", ".spec.a", "spec", ".spec['a']", ""];
  assert.equal(checkSelectableFields(paths, schema, "f").map(fieldErrorText), [
    'f[1].jsonPath: Invalid value: ".spec.o": must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.',
    'f[2].jsonPath: Invalid value: ".spec.b": is an invalid path: does not refer to a valid field',
    'f[3].jsonPath: Duplicate value: ".spec.a"',
    'f[4].jsonPath: Invalid value: "spec": is an invalid path: expected [ or . but got: spec',
    "f[5].jsonPath: Invalid value: \".spec['a']\": is an invalid path: array notation is not allowed",
    "f[6].jsonPath: Required value",
  ]);
});

test.run();
