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

/** Fields below a schema with what is said of each, and the value that the schema fills in. */
function* fields(
  schema: JSONSchemaProps,
  at = "",
): Generator<[path: string, description: string, value: unknown]> {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const path = at ? `${at}.${name}` : name;
    if (["apiVersion", "kind", "metadata"].includes(path)) continue;
    yield [path, field.description ?? "", field.default];
    yield* fields(field, path);
  }
  if (schema.items) yield* fields(schema.items as JSONSchemaProps, `${at}[]`);
  if (typeof schema.additionalProperties === "object") yield* fields(schema.additionalProperties, `${at}{}`);
}

/** Endings of the United States; the texts are British. Names in backticks are whose they are. */
const AMERICAN =
  /\b((author|custom|initial|normal|organ|real|recogn|serial|synchron|util)iz\w+|colors?|behaviors?|licenses?|centers?|canceled)\b/i;

/** What is wrong with a text; empty for a sentence that says more than the name. */
function faults(path: string, text: string): string[] {
  const letters = (words: string): string => words.toLowerCase().replace(/^(the|an?) |[^a-z0-9]/g, "");
  const name = path
    .split(".")
    .at(-1)!
    .replace(/[[\]{}]/g, "");
  return [
    /\.$/.test(text) ? "" : "ends without a full stop",
    /^[A-Z`]/.test(text) ? "" : "begins with a small letter",
    letters(text) === letters(name) ? "repeats the name" : "",
    AMERICAN.test(text.replace(/`[^`]*`/g, "")) ? "is not British" : "",
  ].filter(Boolean);
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
    test(`${spec.names.kind} ${name}: each is a sentence that says more than the field's name`, () => {
      assert.equal(
        all.flatMap(([path, text]) => faults(path, text).map((fault) => `${path}: ${fault}: ${text}`)),
        [],
      );
    });
    test(`${spec.names.kind} ${name}: what the schema fills in is said, for kubectl explain does not`, () => {
      const written = all.filter(
        ([path, , value]) => path.startsWith("spec.") && typeof (value ?? {}) !== "object",
      );
      assert.equal(
        written
          .filter(([, text, value]) => !text.includes("when left out") || !text.includes(String(value)))
          .map(([path, text, value]) => `${path} is ${value}: ${text}`),
        [],
      );
    });
  }
}

test.run();
