/** A second reader judges the JSON Schemas, and every default and example in them. */
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { checkJsonSchemas } from "../../codegen/check/json-schemas.ts";
import { generate } from "../../codegen/generate.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";

const BACKUP = path.join(import.meta.dirname, "scenarios/backup-api/input");
const { model } = await generate({ apiDir: BACKUP, only: ["crds"] });
const [resource] = model!.resources;

/** What is wrong with a kind whose spec has these fields. */
function complaints(properties: { [field: string]: JSONSchemaProps }): string[] {
  const spec: JSONSchemaProps = { type: "object", properties };
  const schema = { ...resource!.schema, required: [], properties: { ...resource!.schema.properties, spec } };
  const alone = { ...resource!, schema, unions: {}, relations: {}, repeats: {} };
  return checkJsonSchemas({ ...model!, resources: [alone] }).problems.map(({ message }) => message);
}

const text = (pattern: string, example: string): JSONSchemaProps => ({ type: "string", pattern, example });

test("an example is held to the pattern of its own field", () => {
  assert.equal(complaints({ letters: text("^[a-z]+$", "abc"), digits: text("^[0-9]+$", "abc") }), [
    'the example of spec.digits is not valid: it must match pattern "^[0-9]+$"',
  ]);
  assert.equal(complaints({ letters: text("^[a-z]+$", "abc"), digits: text("^[0-9]+$", "123") }), []);
});

test("each value has its own complaint, which says where in it", () => {
  const level = { type: "integer", maximum: 3 };
  const lamp = { type: "object", properties: { level }, example: { level: 5 } };
  assert.equal(complaints({ level: { ...level, default: 4 }, lamp, fine: { ...level, default: 3 } }), [
    "the default of spec.level is not valid: it must be <= 3",
    "the example of spec.lamp is not valid: level must be <= 3",
  ]);
});

test("everything that is wrong with a value is told at once", () => {
  const name = { type: "string", minLength: 5, pattern: "^[a-z]+$", example: "A1" };
  assert.equal(complaints({ name }), [
    'the example of spec.name is not valid: it must NOT have fewer than 5 characters; it must match pattern "^[a-z]+$"',
  ]);
});

test.run();
