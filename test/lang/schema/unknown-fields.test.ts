/** The paths of unknown fields, as strict field validation names them. */

import { test } from "uvu";
import * as assert from "uvu/assert";
import { coerceMetadata, type JSONSchemaProps, prepare, prune } from "../../../rules/lang/schema/index.ts";
import { COMPAT } from "./admit.ts";
import { wrap } from "./cases.ts";

const EMBEDDED: JSONSchemaProps = {
  type: "object",
  "x-kubernetes-embedded-resource": true,
  properties: { spec: { type: "object" } },
};

const CASES: { title: string; schema: JSONSchemaProps; object: object; unknown: string[] }[] = [
  {
    title: "in lists and maps",
    schema: wrap({
      type: "object",
      properties: {
        list: { type: "array", items: { type: "object", properties: { a: { type: "string" } } } },
        map: { type: "object", additionalProperties: { type: "object" } },
      },
    }),
    object: { spec: { list: [{ a: "x", foo: 1 }], map: { k: { z: 1 } }, b: 2 }, other: 3 },
    unknown: ["other", "spec.b", "spec.list[0].foo", "spec.map.k.z"],
  },
  {
    title: "a resource's own fields are known",
    schema: wrap({ type: "object" }),
    object: { apiVersion: "v1", kind: "A", metadata: { any: 1 }, spec: { kind: "x" } },
    unknown: ["spec.kind"],
  },
  {
    title: "names of JavaScript's own are fields like others",
    schema: wrap({ type: "object", properties: { constructor: { type: "string" } } }),
    object: { spec: JSON.parse('{"constructor":"x","__proto__":1,"toString":2}') },
    unknown: ["spec.__proto__", "spec.toString"],
  },
];

for (const { title, schema, object, unknown } of CASES) {
  test(title, () => assert.equal(prune(prepare(schema, { compat: COMPAT }), object).unknown, unknown));
}

test("pruning leaves its argument alone", () => {
  const object = { spec: { a: 1 } };
  const { value } = prune(prepare(wrap({ type: "object" }), { compat: COMPAT }), object);
  assert.equal(object, { spec: { a: 1 } });
  assert.equal(value, { spec: {} });
});

test("unknown metadata, at the root and embedded", () => {
  const schema = prepare(wrap({ type: "array", items: EMBEDDED }), { compat: COMPAT });
  const metadata = { name: "a", foo: 1, ownerReferences: [{ name: "o", bar: 1 }] };
  const { value, unknown } = coerceMetadata(schema, { metadata, spec: [{ metadata: { baz: 1 } }] });
  assert.equal(unknown, ["metadata.foo", "metadata.ownerReferences[0].bar", "spec[0].metadata.baz"]);
  const owner = { apiVersion: "", kind: "", name: "o", uid: "" };
  assert.equal(value, { metadata: { name: "a", ownerReferences: [owner] }, spec: [{ metadata: {} }] });
});

test("metadata of the wrong kind is an error, or dropped when it is read from storage", () => {
  const schema = prepare(wrap({ type: "object" }), { compat: COMPAT });
  const object = { metadata: { name: "a", labels: { x: 1 } } };
  const { error } = coerceMetadata(schema, object);
  assert.is(
    error?.detail,
    "json: cannot unmarshal number into Go struct field ObjectMeta.labels of type string",
  );
  assert.equal(coerceMetadata(schema, object, { dropInvalid: true }).value, { metadata: { name: "a" } });
});

test.run();
