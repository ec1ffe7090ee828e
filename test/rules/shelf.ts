/** A kind for tests of the rule language: lamps that keep books. */
import * as assert from "uvu/assert";
import type { Check, PlacedCheck } from "../../codegen/rules/check.ts";
import { placeCheck } from "../../codegen/rules/place.ts";
import type { KindTables } from "../../codegen/rules/rows.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";

const noKind: KindTables = { key: "test/v1/Lamp", kind: "Lamp", tables: [], positions: new Map() };
/** A kind with a feature and a lookup to ask about. */
export const vocabulary: KindTables = {
  ...noKind,
  features: { Lending: { doc: "Books can be lent." } },
  lookups: {
    reader: { doc: "Who reads.", of: "Lamp", kind: "g/v1/Reader", name: "object.spec.a" },
    readers: { doc: "All.", of: "Lamp", kind: "g/v1/Reader", names: "object.spec.books.map(b, b.title)" },
    home: {
      doc: "Where who reads lives, if there are notes to send.",
      of: "Lamp",
      kind: "g/v1/Home",
      when: "has(object.spec.notes)",
      name: "fact.?reader.?spec.?home.orValue('')",
    },
  },
};
/** Books by title, each with pages by number; notes that have no keys. */
export const shelf = {
  type: "object",
  properties: {
    spec: {
      type: "object",
      properties: {
        a: { type: "string" },
        shade: { type: "object", properties: { colour: { type: "string" } } },
        notes: { type: "array", items: { type: "object", properties: { text: { type: "string" } } } },
        books: {
          type: "array",
          "x-kubernetes-list-type": "map",
          "x-kubernetes-list-map-keys": ["title"],
          items: {
            type: "object",
            properties: {
              title: { type: "string" },
              colour: { type: "string" },
              pages: {
                type: "array",
                "x-kubernetes-list-type": "map",
                "x-kubernetes-list-map-keys": ["number"],
                items: {
                  type: "object",
                  properties: { number: { type: "integer" }, text: { type: "string" } },
                },
              },
            },
          },
        },
      },
    },
  },
} as JSONSchemaProps;
export const check = (more: Partial<Check>): Check => ({
  id: "l/x",
  doc: "A sentence.",
  table: "t",
  on: ["create", "update"],
  anchor: "",
  field: "spec.a",
  require: "true",
  reason: "Invalid",
  message: "no",
  admits: [],
  refuses: [],
  ...more,
});
export const placed = (more: Partial<Check>): PlacedCheck => {
  const result = placeCheck(check(more), vocabulary, shelf);
  assert.equal(result.problems, []);
  return result.check!;
};
