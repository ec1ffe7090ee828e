/** What rows look up, the operator may read; and how lookups may ask. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { checkLookups } from "../../codegen/check/lookups.ts";
import { emitRbac } from "../../codegen/emit/rbac.ts";
import type { Model, ResourceModel } from "../../codegen/model.ts";
import { lookedUpBy } from "../../codegen/rules/looked-up.ts";
import type { KindTables, KnownLookup } from "../../codegen/rules/rows.ts";

const lamp = {
  group: "test.example.com",
  version: "v1",
  kind: "Lamp",
  plural: "lamps",
  scope: "Namespaced",
  subresources: { status: false },
  schema: {
    type: "object",
    properties: { spec: { type: "object", properties: { shade: { type: "string" } } } },
  },
} as unknown as ResourceModel;
const model: Model = { groupVersions: [], resources: [lamp], types: {} };

const asking = (lookups: { [name: string]: KnownLookup }): KindTables[] => [
  { key: "test.example.com/v1/Lamp", kind: "Lamp", tables: [], positions: new Map(), lookups },
];
const shade = { doc: "A shade.", of: "Lamp", kind: "shades.example.com/v1/Shade", plural: "shades" };

test("a resource is looked up by its plural, which the API knows of its own kinds", () => {
  const { lookedUp, unnamed } = lookedUpBy(
    asking({
      other: { doc: "Another.", of: "Lamp", kind: "test.example.com/v1/Lamp", name: "'a'" },
      shade: { ...shade, name: "'a'" },
      shades: { ...shade, labels: "{}" },
    }),
    model,
  );
  assert.equal(lookedUp, [
    { group: "test.example.com", plural: "lamps", verbs: ["get"] },
    { group: "shades.example.com", plural: "shades", verbs: ["get", "list"] },
  ]);
  assert.equal(unnamed, []);
});

test("a kind of others without a plural is told", () => {
  const { plural: _, ...nameless } = shade;
  assert.equal(lookedUpBy(asking({ shade: { ...nameless, name: "'a'" } }), model).unnamed, [
    { name: "shade", kind: shade.kind },
  ]);
});

test("the operator may read what rows look up, once", () => {
  const lookedUp: Model["lookedUp"] = [
    { group: "shades.example.com", plural: "shades", verbs: ["get", "list"] },
    { group: "test.example.com", plural: "lamps", verbs: ["get"] },
    { group: "", plural: "secrets", verbs: ["get"] },
  ];
  const { rules } = parse(emitRbac({ ...model, lookedUp }).get("generated/rbac/operator.yaml")!) as {
    rules: { apiGroups: string[]; resources: string[]; verbs: string[] }[];
  };
  const of = (resource: string) => rules.filter(({ resources }) => resources.includes(resource));
  assert.equal(of("shades"), [
    { apiGroups: ["shades.example.com"], resources: ["shades"], verbs: ["get", "list"] },
  ]);
  assert.is(of("lamps").length, 1);
  assert.is(of("secrets").length, 1);
});

/** What is wrong with these lookups. */
function complaints(lookups: { [name: string]: KnownLookup }): string[] {
  const [kind] = asking(lookups);
  const at = { file: "index.ts", line: 1, column: 1 };
  return checkLookups(kind!, lamp, at).map(({ message }) => message);
}

test("a lookup may read another one, and asks in CEL that fits", () => {
  const one = { ...shade, name: "object.?spec.?shade.orValue('')" };
  assert.equal(
    complaints({
      one,
      more: { ...shade, when: "has(fact.one)", names: "[fact.one.spec.next]", follow: "found.spec.also" },
      all: { ...shade, labels: "{'of': fact.one.metadata.name}" },
    }),
    [],
  );
  assert.match(
    complaints({ one: { ...one, name: "object.spec.shadow" } })[0]!,
    /of lookups asks for one, which .*shadow/s,
  );
  assert.match(complaints({ one: { ...one, when: "fact.other == ''" } })[0]!, /asks for one, which .*other/s);
  assert.match(complaints({ one: { ...shade, name: "1" } })[0]!, /is a int, but has to be a string/);
  assert.match(
    complaints({ one: { ...shade, names: "['a']", follow: "found == 1" } })[0]!,
    /is a bool, but has to be a list/,
  );
});

test("lookups that read each other in a circle are told", () => {
  const told = complaints({
    one: { ...shade, name: "fact.two.metadata.name" },
    two: { ...shade, name: "fact.one.metadata.name" },
    three: { ...shade, name: "fact.two.metadata.name" },
  });
  assert.equal(told.length, 2);
  assert.match(told[0]!, /asks for one, which reads itself: one → two → one/);
  assert.match(told[1]!, /asks for two, which reads itself: two → one → two/);
});

test.run();
