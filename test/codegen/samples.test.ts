/** Samples: what is made up for a field, and what becomes of fields that rules forbid beside each other. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { kebab, singular } from "../../codegen/samples/text.ts";
import { makeValue } from "../../codegen/samples/value.ts";
import { textMatching } from "../../rules/lang/samples/pattern-text.ts";
import { settle } from "../../rules/lang/samples/settle.ts";
import { applyDefaults, type JSONSchemaProps, prepare, validate } from "../../rules/lang/schema/index.ts";
import { pattern } from "../../rules/lang/schema/pattern.ts";
import { SHAPES } from "./shapes.ts";

// biome-ignore format: a table
const PATTERNS: readonly (readonly [pattern: string, text: string])[] = [
  ["^[a-z]+-[0-9]{3}$",                          "a-111"],
  ["^(vm|host)-\\d{2,}$",                        "vm-11"],
  ["^a?b*c+$",                                   "c"],
  ["^[^a-z]$",                                   "A"],
  ["^[\\w.]+@\\S+\\.(com|org)$",                 "a@a.com"],
  ["(?i)^yes$",                                  "yes"],
  ["^(?P<year>[0-9]{4})-(?:0[1-9]|1[0-2])$",     "1111-01"],
  ["\\Ax\\.y\\z",                                "x.y"],
  ["abc",                                        "abc"],
  ["^[\\]\\-a]{2}$",                             "aa"],
];

for (const [source, text] of PATTERNS) {
  test(`a text that matches ${source}`, () => {
    assert.is(textMatching(source), text);
    const compiled = pattern(source);
    assert.ok("test" in compiled && compiled.test(text));
  });
}

test("a text that matches is as long as it must be", () => {
  assert.is(textMatching("^[a-f]+$", 8, 8)?.length, 8);
  assert.is(textMatching("^a{2}$", 3), undefined);
});

test("what the reader of patterns does not know gives no text, and no error", () => {
  for (const source of ["^\\p{Greek}$", "^[[:alpha:]]$", "(", "[", "\\"])
    assert.is(textMatching(source), undefined);
});

test("words are made of field names", () => {
  const words = ["storageClassName", "guestID", "vTPMMode", "name", "x509Cert"].map(kebab);
  assert.equal(words, ["storage-class", "guest-id", "v-tpm-mode", "name", "x509-cert"]);
  const ones = ["disks", "policies", "addresses", "boxes", "status", "class"].map(singular);
  assert.equal(ones, ["disk", "policy", "address", "box", "status", "class"]);
});

const union: JSONSchemaProps = {
  type: "object",
  properties: {
    mode: { type: "string", enum: ["Off", "On"] },
    a: { type: "string" },
    b: { type: "string" },
    c: { type: "object", properties: { deep: { type: "string" } } },
    d: { type: "integer" },
  },
  required: ["mode"],
};
const all = { mode: "Off", a: "1", b: "2", c: { deep: "3" }, d: 4 };

// biome-ignore format: a table
const RULES: readonly (readonly [title: string, rule: string, keep: "most" | "least", settled: object])[] = [
  ["nothing is wrong",        "true",                                                        "most",  all],
  ["two exclude each other",  "!(has(self.a) && has(self.b))",                               "most",  { mode: "Off", a: "1", c: { deep: "3" }, d: 4 }],
  ["exactly one of three",    "[has(self.a), has(self.b), has(self.c)].filter(x, x).size() == 1", "most", { mode: "Off", a: "1", d: 4 }],
  ["a field further down",    "!(has(self.a) && has(self.c.deep))",                          "most",  { mode: "Off", a: "1", b: "2", c: {}, d: 4 }],
  ["another value of an enum", "self.mode == 'On'",                                          "most",  { mode: "On", a: "1", b: "2", c: { deep: "3" }, d: 4 }],
  ["as few as it needs",      "has(self.b) || has(self.d)",                                  "least", { mode: "Off", b: "2" }],
];

for (const [title, rule, keep, settled] of RULES) {
  test(`fields are left out until the rules hold: ${title}`, () => {
    const { root } = prepare({ ...union, "x-kubernetes-validations": [{ rule }] }, { compat: "1.32" });
    const value = keep === "most" ? all : { mode: "Off" };
    const fill = (field: string) => all[field as keyof typeof all];
    assert.equal(settle(root, value, { compat: "1.32", keep, fill }), settled);
  });
}

test("exclusions without CEL hold too", () => {
  const oneOf = ["a", "b", "c"].map((field) => ({ required: [field] }));
  const { root } = prepare({ ...union, oneOf }, { compat: "1.32" });
  const settled = settle(root, all, { compat: "1.32", keep: "most", fill: () => undefined });
  assert.equal(settled, { mode: "Off", a: "1", d: 4 });
});

const NO_NAME = { apiVersion: "demo.example.com/v1", kind: "Demo", metadata: { name: "my-demo" } };

for (const [title, value] of Object.entries(SHAPES)) {
  test(`${title}: the shortest and the longest sample are accepted`, () => {
    const properties = { metadata: { type: "object" }, value };
    const prepared = prepare({ type: "object", properties, required: ["value"] }, { compat: "1.32" });
    for (const size of ["minimal", "full"] as const) {
      const plan = {
        size,
        head: NO_NAME,
        wanted: [],
        without: [],
        unions: {},
        missing: new Set<string>(),
        leftOut: new Set<string>(),
      };
      const object = makeValue(prepared.root, "", "", plan);
      assert.equal([...plan.missing], []);
      const { errors } = validate(prepared, applyDefaults(prepared, object), { operation: "create" });
      assert.equal(errors, [], JSON.stringify(object));
    }
  });
}

test.run();
