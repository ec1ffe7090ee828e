/** What counts as a difference between two schemas, and which differences a line of reasons speaks about. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Aspect, compare, explains, staleAspects } from "./compare.ts";
import type { FlatHeader, FlatKind, FlatNode } from "./published.ts";

const header: FlatHeader = {
  scope: "Namespaced",
  plural: "widgets",
  shortNames: ["wd"],
  categories: [],
  subresources: { status: {} },
  columns: [
    { name: "Size", type: "integer", jsonPath: ".spec.size" },
    { name: "Age", type: "date", jsonPath: ".metadata.creationTimestamp" },
  ],
};
const widget = (
  nodes: { [path: string]: Partial<FlatNode> },
  changed: Partial<FlatHeader> = {},
): FlatKind => ({
  group: "example.com",
  version: "v1",
  kind: "Widget",
  header: { ...header, ...changed },
  nodes: new Map(
    Object.entries(nodes).map(([path, node]) => [
      path,
      { type: "string", required: false, facts: {}, ...node },
    ]),
  ),
});
const differences = (published: FlatKind, ours: FlatKind): string[] =>
  compare(published, ours).map(({ path, differs }) => `${path} ${differs}`);

test("type, required and each keyword are compared on their own", () => {
  const published = widget({ "spec.size": { type: "integer", facts: { format: "int32", minimum: 0 } } });
  const ours = widget({ "spec.size": { required: true, facts: { minimum: 1, maximum: 9 } } });
  assert.equal(differences(published, ours), [
    "spec.size type",
    "spec.size required",
    "spec.size fact:format",
    "spec.size fact:minimum",
    "spec.size fact:maximum",
  ]);
});

test("the order of enum values and of map keys, and an escaped slash, are no difference", () => {
  const facts = { enum: ["a", "b"], "x-kubernetes-list-map-keys": ["x", "y"], pattern: "^a/b$" };
  const turned = { enum: ["b", "a"], "x-kubernetes-list-map-keys": ["y", "x"], pattern: "^a\\/b$" };
  assert.equal(differences(widget({ a: { facts } }), widget({ a: { facts: turned } })), []);
});

test("of a subtree that one side lacks only the top is named", () => {
  const published = widget({ spec: {}, "spec.parts": {}, "spec.parts[]": {}, "spec.parts[].name": {} });
  const ours = widget({ spec: {}, "spec.labels": {}, "spec.labels{}": {} });
  assert.equal(differences(published, ours), ["spec.labels added", "spec.parts missing"]);
  assert.equal(differences(ours, published), ["spec.labels missing", "spec.parts added"]);
});

test("names, subresources, columns and their order belong to the resource", () => {
  const [size, age] = header.columns as [FlatHeader["columns"][0], FlatHeader["columns"][0]];
  const ours = { shortNames: ["w"], subresources: {}, columns: [age, { ...size, priority: 1 }] };
  assert.equal(differences(widget({}), widget({}, ours)), [
    "resource shortNames",
    "resource subresources",
    "resource column:Size",
    "resource column order",
  ]);
});

const finding = (path: string, differs: Aspect = "type") => ({ path, differs });
for (const [pattern, path, speaks] of [
  ["spec.size", "spec.size", true],
  ["spec.size", "spec.sizes", false],
  ["spec.parts[].name", "spec.parts[].name", true],
  ["spec.parts.**", "spec.parts", true],
  ["spec.parts.**", "spec.parts.a[].name", true],
  ["spec.parts.**", "spec.partsOfOthers", false],
  ["**.conditions", "status.members[].conditions", true],
  ["**.conditions", "status.preconditions", false],
  ["spec.*Name", "spec.className", true],
  ["spec.*Name", "spec.class.itsName", false],
] as const) {
  test(`${pattern} ${speaks ? "speaks" : "does not speak"} about ${path}`, () => {
    assert.is(explains({ path: pattern, differs: "type", reason: "" }, finding(path)), speaks);
  });
}

test("a line is stale when one of the aspects that it lists differs nowhere", () => {
  const line = { path: "spec.**", differs: ["type", "fact:maxLength"], reason: "" } as const;
  assert.equal(staleAspects(line, [finding("spec.a"), finding("spec.b", "fact:maxLength")]), []);
  assert.equal(staleAspects(line, [finding("spec.a"), finding("status.b", "fact:maxLength")]), [
    "fact:maxLength",
  ]);
});

test.run();
