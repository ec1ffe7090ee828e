/** Rules that are installed already may stay what they are: how an API server judges a definition that is updated. */

import { test } from "uvu";
import * as assert from "uvu/assert";
import { checkRules, fieldErrorText, type JSONSchemaProps } from "../../../rules/lang/schema/index.ts";

const list = (...rules: string[]): JSONSchemaProps => ({
  ...{ type: "array", maxItems: 2000, items: { type: "integer" } },
  "x-kubernetes-validations": rules.map((rule) => ({ rule })),
});
const whole = (l: JSONSchemaProps): JSONSchemaProps => ({ type: "object", properties: { l } });

const NEW = "self.reverse() != [1]";
const DEAR = "self.all(x, self.all(y, x == y))";

/** Fields and the start of what is wrong with them. */
const complaints = (schema: JSONSchemaProps, compat: string, before?: JSONSchemaProps): string[] =>
  checkRules(schema, "s", {
    compat,
    ...(before && { before: { schemas: [before], unchanged: before === schema } }),
  }).map((error) => `${error.field}: ${error.detail.slice(0, 30)}`);

test("an expression that is installed may use what new ones may not", () => {
  const schema = whole(list(NEW));
  assert.is(complaints(schema, "1.32").length, 1);
  assert.equal(complaints(schema, "1.32", schema), []);
  const more = whole(list("size(self) > 0", NEW));
  assert.equal(complaints(more, "1.32", schema), []);
  assert.is(complaints(whole(list(NEW, `${NEW} && true`)), "1.32", schema).length, 1);
});

test("an expression may cost too much where its schema did not change", () => {
  const schema = whole(list(DEAR));
  const field = "s.properties[l].x-kubernetes-validations[0].rule";
  assert.equal(complaints(schema, "1.35"), [`${field}: estimated rule cost exceeds bu`]);
  assert.equal(complaints(schema, "1.35", schema), []);
  assert.equal(complaints(whole(list(DEAR)), "1.35", whole(list(DEAR, "true"))), [
    `${field}: estimated rule cost exceeds bu`,
  ]);
});

test("all together may not", () => {
  const schema = whole(list(...Array.from({ length: 8 }, () => DEAR)));
  const found = checkRules(schema, "s", {
    compat: "1.35",
    before: { schemas: [schema], unchanged: true },
  }).map(fieldErrorText);
  assert.ok(found.length > 0);
  assert.ok(found.every((text) => /total/.test(text)));
});

test.run();
