/** How rows that fill become an order and mutating policies, and what they do. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { ResourceModel } from "../../codegen/model.ts";
import { mutatingPolicyObjects } from "../../codegen/rules/as-mutating-policy.ts";
import { isPolicyDefault, orderDefaults } from "../../codegen/rules/default-order.ts";
import type { DefaultRow } from "../../codegen/rules/rows.ts";
import type { CompiledDefault } from "../../rules/lang/compiled.ts";
import { runDefaults } from "../../rules/lang/defaulting.ts";

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
    [fill("l/x", "spec.x", { remove: true }), false],
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

test("a mutating policy adds a label to those that are there, or with their map", () => {
  const row = fill("l/of", "metadata.labels[example.com/of]", {
    from: "self.spec.of",
    when: "has(self.spec.of)",
  });
  const [policy] = mutatingPolicyObjects(resource, [row], true) as [
    { spec: { matchConditions: object; mutations: object } },
  ];
  assert.equal(policy.spec.matchConditions, [
    { name: "unset", expression: "object.metadata.?labels[?'example.com/of'].orValue('') == ''" },
  ]);
  assert.equal(policy.spec.mutations, [
    {
      patchType: "JSONPatch",
      jsonPatch: {
        expression: `has(object.spec.of) ? (has(object.metadata.labels) ? [JSONPatch{op: "add", path: "/metadata/labels/example.com~1of", value: object.spec.of}] : [JSONPatch{op: "add", path: "/metadata/labels", value: {'example.com/of': object.spec.of}}]) : []`,
      },
    },
  ]);
});

test("a default that reads a label stands after what writes it, and apart from what writes another", () => {
  const rows = [
    fill("l/a", "spec.a", { from: "self.metadata.labels['x.y/z']" }),
    fill("l/b", "metadata.labels[x.y/z]", { from: "self.spec.b" }),
    fill("l/c", "spec.b", { from: "self.metadata.labels['other']" }),
    fill("l/d", "metadata.labels[other]", { value: "x" }),
    fill("l/e", "spec.e", { from: "self.metadata.labels.size()" }),
  ];
  const ordered = orderDefaults(rows);
  assert.equal("rows" in ordered && ordered.rows.map(({ id }) => id), ["l/d", "l/c", "l/b", "l/a", "l/e"]);
  const circle = [...rows, fill("l/f", "metadata.labels[other]", { from: "self.spec.a" })];
  assert.ok("cycle" in orderDefaults(circle));
});

/** What one row as compiled makes of an object. */
function made(row: Partial<CompiledDefault>, object: object) {
  const rules = [
    { id: "l/x", on: ["create"], field: "", replace: false, facts: [], ...row } as CompiledDefault,
  ];
  const generators = { uuid4: () => "u", now: () => "n", build: () => "b" };
  const input = { object, oldObject: {}, operation: "create" as const, facts: {}, generators };
  const { object: after, filled } = runDefaults(rules, input);
  return { after, filled: filled.map(({ op, path }) => `${op} ${path.join(" ")}`) };
}

test("a label is added with its map, to it, or written over; an empty one is unset", () => {
  const field = "metadata.labels[a.b/c]";
  const label = (value: string) => ({ metadata: { labels: { "a.b/c": value } } });
  const give = { generate: "build" } as const;
  assert.equal(made({ field, give }, { metadata: {} }), {
    after: label("b"),
    filled: ["add metadata labels"],
  });
  assert.equal(made({ field, give }, { metadata: { labels: {} } }), {
    after: label("b"),
    filled: ["add metadata labels a.b/c"],
  });
  assert.equal(made({ field, give }, label("")).filled, ["replace metadata labels a.b/c"]);
  assert.equal(made({ field, give }, label("x")).filled, []);
  assert.equal(made({ field, give, replace: true }, label("x")).after, label("b"));
  assert.equal(made({ field, give, replace: true }, label("b")).filled, []);
  assert.equal(made({ field, give }, {}).filled, []);
});

test("a row removes what is there, and nothing else", () => {
  const field = "metadata.labels[a.b/c]";
  const give = { remove: true } as const;
  const object = { metadata: { labels: { "a.b/c": "x", d: "y" } } };
  assert.equal(made({ field, give }, object), {
    after: { metadata: { labels: { d: "y" } } },
    filled: ["remove metadata labels a.b/c"],
  });
  assert.equal(Object.keys(object.metadata.labels), ["a.b/c", "d"]);
  for (const without of [{}, { metadata: {} }, { metadata: { labels: { d: "y" } } }])
    assert.equal(made({ field, give }, without), { after: without, filled: [] });
  assert.equal(made({ field: "spec.a", give }, { spec: { a: "", b: 1 } }).after, { spec: { b: 1 } });
});

test.run();
