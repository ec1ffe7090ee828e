/** Random objects of every kind of our API and of the scenarios: an API server accepts all of them. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { generate } from "../../codegen/generate.ts";
import type { ResourceModel } from "../../codegen/model.ts";
import { printProblem } from "../../codegen/problems.ts";
import { arbitraryOf, fuzzer, mutationsOf } from "../../rules/lang/fuzz/index.ts";
import { applyDefaults, type JSONSchemaProps, prepare, validate } from "../../rules/lang/schema/index.ts";
import { tempDir } from "../support/temp.ts";
import { SHAPES } from "./shapes.ts";

const COMPAT = "1.32";
const root = path.join(import.meta.dirname, "../..");
const { model, files, problems } = await generate({
  apiDir: path.join(root, "api"),
  rulesDir: path.join(root, "rules"),
  only: ["openApi", "fuzzers"],
});
const resources = model?.resources ?? [];

test("the API generates", () => {
  assert.equal(problems.map(printProblem), []);
  assert.ok(resources.length > 0);
});

const type = { apiVersion: "demo.example.com/v1", kind: "Demo" };
const errorsOf = (schema: JSONSchemaProps) => {
  const prepared = prepare(schema, { compat: COMPAT });
  return (object: unknown) =>
    validate(prepared, applyDefaults(prepared, object), { operation: "create" }).errors;
};
const typeOf = (r: ResourceModel) => ({ apiVersion: `${r.group}/${r.version}`, kind: r.kind });

for (const r of resources) {
  test(`1,000 random objects of ${r.kind} are accepted, and few are the same`, () => {
    const objects = fc.sample(arbitraryOf(fc, r.schema, typeOf(r), { compat: COMPAT }), {
      numRuns: 1_000,
      seed: 1,
    });
    const errors = errorsOf(r.schema);
    for (const object of objects) assert.equal(errors(object), [], JSON.stringify(object));
    assert.ok(new Set(objects.map((object) => JSON.stringify(object))).size > 900);
  });
}

test("every field of a machine is there in some object, and absent in another", () => {
  const vm = resources.find((r) => r.kind === "VirtualMachine")!;
  const objects = fc.sample(arbitraryOf(fc, vm.schema, typeOf(vm), { compat: COMPAT }), {
    numRuns: 300,
    seed: 2,
  });
  const fields = Object.keys(vm.schema.properties?.spec?.properties ?? {});
  const specs = (objects as { spec?: object }[]).map(({ spec }) => spec ?? {});
  assert.equal(
    fields.filter((field) => !specs.some((spec) => field in spec)),
    [],
  );
  assert.equal(
    fields.filter((field) => specs.every((spec) => field in spec)),
    [],
  );
});

test("a mutation changes one place, and most are refused", () => {
  const r = resources.find((one) => one.kind === "VirtualMachineClass")!;
  const valid = arbitraryOf(fc, r.schema, typeOf(r), { compat: COMPAT });
  const mutations = fc.sample(mutationsOf(fc, valid), { numRuns: 500, seed: 3 });
  const errors = errorsOf(r.schema);
  for (const { valid: before } of mutations) assert.equal(errors(before), []);
  const refused = mutations.filter(({ object }) => errors(object).length > 0).length;
  assert.ok(refused > 150 && refused < 500, `${refused} of 500 are refused`);
});

test("rules hold: one of several, a field that another one needs, an order", () => {
  const schema: JSONSchemaProps = {
    type: "object",
    properties: {
      metadata: { type: "object" },
      spec: {
        type: "object",
        properties: {
          mode: { type: "string", enum: ["Off", "On"] },
          level: { type: "integer", minimum: 0, maximum: 9 },
          first: { type: "string", maxLength: 9 },
          second: { type: "object", properties: { deep: { type: "boolean" } } },
          third: { type: "integer" },
        },
        required: ["mode"],
        "x-kubernetes-validations": [
          { rule: "[has(self.first), has(self.second), has(self.third)].filter(x, x).size() == 1" },
          { rule: "self.mode == 'Off' || has(self.level)" },
        ],
      },
    },
    required: ["spec"],
  };
  const objects = fc.sample(arbitraryOf<{ spec: object }>(fc, schema, type), { numRuns: 1_000, seed: 4 });
  const errors = errorsOf(schema);
  for (const object of objects) assert.equal(errors(object), []);
  for (const field of ["first", "second", "third", "level"]) {
    const count = objects.filter(({ spec }) => field in spec).length;
    assert.ok(count > 150, `${field} is in ${count} of 1,000 objects`);
  }
});

const property = (schema: JSONSchemaProps): JSONSchemaProps => ({
  type: "object",
  properties: { metadata: { type: "object" }, value: schema },
  required: ["value"],
});

for (const [title, shape] of Object.entries(SHAPES)) {
  test(`${title}: every value is accepted`, () => {
    const schema = property(shape);
    const errors = errorsOf(schema);
    for (const object of fc.sample(arbitraryOf(fc, schema, type), { numRuns: 300, seed: 5 }))
      assert.equal(errors(object), [], JSON.stringify(object));
  });
}

test("the generated tables make objects of the kinds they name", async () => {
  const folder = tempDir("fuzzers");
  for (const [file, text] of files) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  const file = "generated/fuzzers/vmoperator.vmware.com/v1alpha5.ts";
  const { fuzzers } = await import(pathToFileURL(path.join(folder, file)).href);
  const [object] = fc.sample(fuzzers.VirtualMachine(fuzzer(fc)), { numRuns: 1, seed: 6 }) as [
    { kind: string },
  ];
  assert.is(object.kind, "VirtualMachine");
});

test.run();
