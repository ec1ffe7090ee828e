/** Every field that the specification names is in the schema of its kind, with the values that it lists. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { JSONSchemaProps } from "../../rules/lang/schema/index.ts";
import { crdFolder, readCrds } from "./crds.ts";
import { counts, forms, otherNames, paths, schemaDefaults, values, words } from "./specification/paths.ts";

const crds = readCrds();

/** The schema of the stored version, by kind. */
const schemas = new Map(
  crds.map(({ spec }) => [
    spec.names.kind,
    spec.versions.find(({ storage }) => storage)!.schema.openAPIV3Schema,
  ]),
);

/** The schema at the path; undefined where there is no such field, an open one where anything is kept. */
function schemaAt(kind: string, path: string): JSONSchemaProps | undefined {
  let schema = schemas.get(kind);
  for (const step of path.replaceAll("[]", ".[]").split(".")) {
    if (schema?.["x-kubernetes-preserve-unknown-fields"]) return schema;
    schema = step === "[]" ? (schema?.items as JSONSchemaProps | undefined) : schema?.properties?.[step];
  }
  return schema;
}

for (const [kind, fields] of Object.entries(paths)) {
  test(`${kind} has the ${fields.length} fields that are named`, () => {
    assert.ok(schemas.has(kind), `there is no CRD of ${kind} in ${crdFolder}`);
    const missing = fields.filter(([path]) => schemaAt(kind, path) === undefined);
    assert.equal(
      missing.map(([path, page, line]) => `${path} (${page}${line === undefined ? "" : `:${line}`})`),
      [],
    );
  });
}

for (const { kind, path, values: listed, page, line } of values) {
  test(`${kind} ${path} is one of ${listed.join(", ")} (${page}:${line})`, () => {
    assert.equal([...(schemaAt(kind, path)?.enum ?? [])].sort(), listed);
  });
}

for (const { kind, path, value, page, line } of schemaDefaults) {
  test(`${kind} ${path} is ${value} unless said (${page}:${line})`, () => {
    assert.is(schemaAt(kind, path)?.default, value);
  });
}

for (const { kind, path, most, page, line } of counts) {
  test(`${kind} ${path} are at most ${most} (${page}:${line})`, () => {
    assert.is(schemaAt(kind, path)?.maxItems, most);
  });
}

for (const { kind, path, good, bad, page, line } of forms) {
  test(`${kind} ${path} can be ${good.join(", ")} and not "${bad.join('", "')}" (${page}:${line})`, () => {
    const pattern = new RegExp(schemaAt(kind, path)?.pattern ?? "");
    assert.equal(
      [...good, ...bad].filter((text) => pattern.test(text)),
      good,
    );
  });
}

for (const { word, kind, page, line } of words) {
  test(`kubectl finds ${kind} by the name ${word} (${page}:${line})`, () => {
    const known = crds.filter(({ spec: { names } }) =>
      [names.singular, ...(names.shortNames ?? [])].includes(word),
    );
    assert.equal(
      known.map(({ spec }) => spec.names.kind),
      [kind],
    );
  });
}

test("what is named and is no field is indeed none", () => {
  const fields = Object.keys(otherNames).filter((name) => schemaAt("VirtualMachine", name) !== undefined);
  assert.equal(fields, []);
});

test.run();
