/** Every situation that a table has to speak about, and what guards say of it. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { holds, NONE, type Situation } from "../../codegen/rules/guard.ts";
import { describe, situations, spaceOf } from "../../codegen/rules/situations.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";

const lamp: JSONSchemaProps = {
  type: "object",
  properties: {
    spec: {
      type: "object",
      properties: { light: { type: "string", enum: ["On", "Off"] }, level: { type: "integer" } },
    },
  },
};

test("a space has every value of the axes, absence, the numbers compared and the gaps between them", () => {
  const row = {
    id: "l/x",
    doc: "",
    source: "",
    when: "self.spec.level > 3 && self.spec.level < 5 && fact.held",
  };
  const space = spaceOf({ light: "spec.light" }, [row], lamp, new Set(["spec.light"]));
  assert.equal(space.fields, [
    ["spec.light", ["On", "Off"]],
    ["spec.level", [NONE, 2, 3, 4, 5, 6]],
  ]);
  assert.equal(space.conditions, ["fact.held"]);
  assert.is([...situations(space)].length, 2 * 6 * 2);
});

const situation: Situation = {
  fields: { "spec.light": "On", "spec.level": NONE },
  conditions: { "fact.held": true },
};
for (const [guard, truth] of [
  [undefined, true],
  ["self.spec.light == 'On'", true],
  ["'On' != self.spec.light", false],
  ["has(self.spec.level)", false],
  ["self.spec.level > 3", "error"],
  ["has(self.spec.level) && self.spec.level > 3", false],
  ["self.spec.level > 3 || fact.held", true],
  ["self.spec.level > 3 && fact.held", "error"],
  ["!fact.held", false],
  ["true", true],
] as const) {
  test(`the guard ${guard} is ${truth}`, () => {
    assert.is(holds(guard, situation), truth);
  });
}

test("a situation reads as an object, with the free conditions beside it", () => {
  assert.is(describe(situation), '{"spec":{"light":"On"}} and fact.held is true');
});

test.run();
