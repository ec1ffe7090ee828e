/** What rows look up, the operator may read. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
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

test.run();
