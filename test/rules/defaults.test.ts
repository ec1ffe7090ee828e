/** How rows that fill become an order and mutating policies. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { ResourceModel } from "../../codegen/model.ts";
import { mutatingPolicyObjects } from "../../codegen/rules/as-mutating-policy.ts";
import { isPolicyDefault, orderDefaults } from "../../codegen/rules/default-order.ts";
import type { DefaultRow } from "../../codegen/rules/rows.ts";

const resource = {
  group: "test.example.com",
  version: "v1",
  kind: "Lamp",
  plural: "lamps",
} as unknown as ResourceModel;

const fill = (id: string, field: string, more: Partial<DefaultRow>): DefaultRow => ({
  id,
  doc: "",
  source: "",
  field,
  on: ["create"],
  example: { before: {}, after: {} },
  ...more,
});

test("a default stands after what it reads, wherever it is written", () => {
  const rows = [
    fill("l/c", "spec.c", { from: "self.spec.b" }),
    fill("l/b", "spec.b", { value: 1, when: "has(self.spec.a)" }),
    fill("l/a", "spec.a", { generate: "uuid4" }),
  ];
  const ordered = orderDefaults(rows);
  assert.equal("rows" in ordered && ordered.rows.map(({ id }) => id), ["l/a", "l/b", "l/c"]);
});

test("an API server gives a default by itself when nothing but the object decides it", () => {
  const random = fill("l/a", "spec.a", { generate: "uuid4" });
  for (const [row, expected] of [
    [fill("l/x", "spec.x", { value: 1 }), true],
    [fill("l/x", "spec.x", { from: "self.spec.y" }), true],
    [fill("l/x", "spec.x", { value: 1, on: ["create", "update"] }), false],
    [fill("l/x", "spec.x", { from: "self.spec.a" }), false],
    [fill("l/x", "spec.x", { generate: "now" }), false],
    [fill("l/x", "spec.x", { value: 1, replace: true }), false],
    [fill("l/x", "spec.x", { value: 1, when: "has(oldSelf.spec)" }), false],
    [fill("l/x", "spec.x", { value: 1, when: "fact.powerOnHeld" }), false],
    [fill("l/x", "spec.x", { from: "wrote.spec.y" }), false],
  ] as const)
    assert.is(isPolicyDefault(row, [row, random]), expected, JSON.stringify(row));
});

test("a mutating policy fills an unset field below a parent that is there", () => {
  const [policy, binding] = mutatingPolicyObjects(
    resource,
    [fill("l/on", "spec.power.state", { value: "On", when: "has(self.spec.x)" })],
    true,
  ) as [{ spec: { matchConditions: object; mutations: object } }, { spec: object }];
  assert.equal(policy.spec.matchConditions, [
    {
      name: "unset",
      expression:
        "has(object.spec) && has(object.spec.power) && (!has(object.spec.power.state) || object.spec.power.state == '')",
    },
  ]);
  assert.equal(policy.spec.mutations, [
    {
      patchType: "JSONPatch",
      jsonPatch: {
        expression:
          'has(object.spec.x) ? [JSONPatch{op: "add", path: "/spec/power/state", value: "On"}] : []',
      },
    },
  ]);
  assert.equal(binding.spec, { policyName: "l-on.test.example.com" });
});

test("a mutating policy fills the field of each item that lacks it", () => {
  const row = fill("l/ink", "spec.books[].colour", {
    value: "red",
    when: "feature.Lending && has(root.spec.a)",
  });
  const [policy] = mutatingPolicyObjects(resource, [row], true) as [
    {
      spec: { matchConditions: object; variables: { name: string }[]; mutations: object; paramKind: object };
    },
  ];
  assert.equal(policy.spec.matchConditions, [
    { name: "listed", expression: "has(object.spec) && has(object.spec.books)" },
  ]);
  assert.equal(
    policy.spec.variables.map(({ name }) => name),
    ["parameters", "feature"],
  );
  assert.equal(policy.spec.mutations, [
    {
      patchType: "JSONPatch",
      jsonPatch: {
        expression: `object.spec.books.transformList(index, item1, (!has(item1.colour) || item1.colour == '') && (variables.feature.Lending && has(object.spec.a)), JSONPatch{op: "add", path: '/spec/books/' + string(index) + '/colour', value: "red"})`,
      },
    },
  ]);
});

test("a default of an item's field follows what writes the item, and the list", () => {
  const rows = [
    fill("l/a", "spec.books[].mark", { from: "self.colour" }),
    fill("l/b", "spec.books[].colour", { value: "red", when: "has(root.spec.first)" }),
    fill("l/c", "spec.first", { value: "x" }),
    fill("l/0", "spec.count", { from: "size(self.spec.books)" }),
  ];
  const ordered = orderDefaults(rows);
  assert.equal("rows" in ordered && ordered.rows.map(({ id }) => id), ["l/c", "l/b", "l/a", "l/0"]);
});

test.run();
