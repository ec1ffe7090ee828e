/** `kubectl explain` has something to say about every field, and it is about the field, not about its type. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { JSONSchemaProps } from "../../rules/lang/schema/index.ts";
import { readCrds } from "./crds.ts";

/** What the shared scalars say of themselves, which explains no field. */
const OF_SCALARS = [
  /^A signed (32|64)-bit integer/,
  /^An instant, RFC 3339/,
  /^A length of time as Go/,
  /^An RFC 4122 UUID/,
  /^An amount with a unit/,
  /^A number or a string, as/,
  /^Any JSON/,
];

/** Fields below a schema with what is said of each. */
function* fields(schema: JSONSchemaProps, at = ""): Generator<[path: string, description: string]> {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const path = at ? `${at}.${name}` : name;
    if (["apiVersion", "kind", "metadata"].includes(path)) continue;
    yield [path, field.description ?? ""];
    yield* fields(field, path);
  }
  if (schema.items) yield* fields(schema.items as JSONSchemaProps, `${at}[]`);
  if (typeof schema.additionalProperties === "object") yield* fields(schema.additionalProperties, `${at}{}`);
}

for (const { spec } of readCrds()) {
  for (const { name, schema } of spec.versions) {
    const all = [...fields(schema.openAPIV3Schema)];
    test(`${spec.names.kind} ${name}: each of ${all.length} fields is explained`, () => {
      const silent = all.filter(([, text]) => text === "" || OF_SCALARS.some((words) => words.test(text)));
      assert.equal(
        silent.map(([path]) => path),
        [],
      );
    });
  }
}

test.run();
