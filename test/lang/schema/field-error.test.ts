/** The words of field errors, alone and together. */

import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  aggregateText,
  type FieldError,
  fieldErrorText,
  toCauses,
} from "../../../rules/lang/schema/index.ts";

const TEXTS: [FieldError, string][] = [
  [{ type: "FieldValueRequired", field: "a", detail: "" }, "a: Required value"],
  [{ type: "FieldValueRequired", field: "a", detail: "why" }, "a: Required value: why"],
  [{ type: "FieldValueForbidden", field: "a", detail: "no" }, "a: Forbidden: no"],
  [
    { type: "FieldValueDuplicate", field: "a[1]", value: { b: "<", a: 1 }, detail: "" },
    'a[1]: Duplicate value: {"a":1,"b":"\\u003c"}',
  ],
  [{ type: "FieldValueInvalid", field: "a", value: 'x"\n', detail: "no" }, 'a: Invalid value: "x\\"\\n": no'],
  [
    { type: "FieldValueInvalid", field: "<nil>", value: null, detail: "no" },
    "<nil>: Invalid value: null: no",
  ],
  [{ type: "FieldValueInvalid", field: "a", detail: "no" }, "a: Invalid value: no"],
  [{ type: "FieldValueNotFound", field: "a", value: 1e21, detail: "" }, "a: Not found: 1e+21"],
  [
    { type: "FieldValueTooMany", field: "a", value: 2, detail: "must have at most 1 item" },
    "a: Too many: 2: must have at most 1 item",
  ],
  [{ type: "InternalError", field: "a", detail: "boom" }, "a: Internal error: boom"],
];

for (const [error, text] of TEXTS) test(text, () => assert.is(fieldErrorText(error), text));

const [first, second] = [TEXTS[0]![0], TEXTS[2]![0]];

test("one error stands for itself, several in brackets, equal ones once", () => {
  assert.is(aggregateText([first, first]), "a: Required value");
  assert.is(aggregateText([first, second, first]), "[a: Required value, a: Forbidden: no]");
});

test("causes name the field apart from the message", () => {
  assert.equal(toCauses([second]), [{ reason: "FieldValueForbidden", message: "Forbidden: no", field: "a" }]);
});

test.run();
