import { test } from "uvu";
import * as assert from "uvu/assert";
import { applyJsonPatch } from "../../../runtime/apiserver/patch/json-patch.ts";
import { applyMergePatch } from "../../../runtime/apiserver/patch/merge-patch.ts";
import { applyStrategicMergePatch, MERGE_KEYS } from "../../../runtime/apiserver/patch/strategic-merge.ts";

const document = () => ({ a: 1, list: ["x", "y", "z"], deep: { "k/1": { v: true } } });

type Ops = { op: string; path?: unknown; from?: string; value?: unknown }[];

// biome-ignore format: table
const applied: [what: string, operations: Ops, expected: unknown][] = [
  ["add sets a field",                    [{ op: "add", path: "/b", value: 2 }],                   { ...document(), b: 2 }],
  ["add replaces a field",                [{ op: "add", path: "/a", value: 2 }],                   { ...document(), a: 2 }],
  ["add without a value adds null",       [{ op: "add", path: "/b" }],                             { ...document(), b: null }],
  ["add inserts before an index",         [{ op: "add", path: "/list/1", value: "n" }],            { ...document(), list: ["x", "n", "y", "z"] }],
  ["add at - appends",                    [{ op: "add", path: "/list/-", value: "n" }],            { ...document(), list: ["x", "y", "z", "n"] }],
  ["add at -1 appends",                   [{ op: "add", path: "/list/-1", value: "n" }],           { ...document(), list: ["x", "y", "z", "n"] }],
  ["remove at -1 removes the last",       [{ op: "remove", path: "/list/-1" }],                    { ...document(), list: ["x", "y"] }],
  ["~1 is a slash",                       [{ op: "replace", path: "/deep/k~11/v", value: false }], { ...document(), deep: { "k/1": { v: false } } }],
  ["copy copies",                         [{ op: "copy", from: "/deep", path: "/b" }],             { ...document(), b: document().deep }],
  ["move moves",                          [{ op: "move", from: "/a", path: "/b" }],                { list: ["x", "y", "z"], deep: document().deep, b: 1 }],
  ["test of an absent field matches null", [{ op: "test", path: "/none", value: null }],           document()],
  ["replace sets an absent field",        [{ op: "replace", path: "/b", value: 2 }],               { ...document(), b: 2 }],
  ["copy of an absent field is null",     [{ op: "copy", from: "/none", path: "/b" }],             { ...document(), b: null }],
  ["test passes",                         [{ op: "test", path: "/list", value: ["x", "y", "z"] }], document()],
];
for (const [what, operations, expected] of applied)
  test(`json patch: ${what}`, () => {
    const before = document();
    assert.equal(applyJsonPatch(before, operations), { value: expected });
    assert.equal(before, document(), "the document itself is left alone");
  });

// biome-ignore format: table
const refused: [operations: unknown, code: number, message: string][] = [
  [[{ op: "add", path: "/no/where", value: 1 }],     422, 'add operation does not apply: doc is missing path: "/no/where": missing value'],
  [[{ op: "remove", path: "/no" }],                  422, "error in remove for path: '/no': Unable to remove nonexistent key: no: missing value"],
  [[{ op: "remove", path: "/list/9" }],              422, "error in remove for path: '/list/9': Unable to access invalid index: 9: invalid index referenced"],
  [[{ op: "add", path: "/list/5", value: 1 }],       422, "error in add for path: '/list/5': Unable to access invalid index: 5: invalid index referenced"],
  [[{ op: "replace", path: "/list/9", value: 1 }],   422, "replace operation does not apply: doc is missing key: /list/9: missing value"],
  [[{ op: "move", from: "/no", path: "/b" }],         422, "error in move for path: 'no': Unable to remove nonexistent key: no: missing value"],
  [[{ op: "test", path: "/a", value: 2 }],           422, "testing value /a failed: test failed"],
  [[{ op: "grow", path: "/a" }],                     422, "Unexpected kind: grow"],
  [[{ op: "add" }],                                  422, "add operation failed to decode path: missing value"],
  [[{ op: "add", path: 3 }],                         400, "error decoding patch: json: cannot unmarshal number into Go struct field jsonPatchOp.path of type string"],
  [{ op: "add" },                                    400, "error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp"],
  [[3],                                              400, "error decoding patch: json: cannot unmarshal number into Go value of type handlers.jsonPatchOp"],
  [Array(10_001).fill({}),                           413, "Request entity too large: The allowed maximum operations in a JSON patch is 10000, got 10001"],
];
for (const [operations, code, message] of refused)
  test(`json patch refused: ${message.slice(0, 70)}`, () => {
    const { error } = applyJsonPatch(document(), operations);
    assert.is(error?.code, code);
    assert.is(error?.message, message);
  });

test("json patch: a failed test is told apart from other failures", () => {
  assert.is(applyJsonPatch({}, [{ op: "test", path: "/a", value: 1 }]).error?.testFailed, true);
  assert.is(applyJsonPatch({}, [{ op: "remove", path: "/a" }]).error?.testFailed, undefined);
});

test("json patch: __proto__ is a field like any other", () => {
  const { value } = applyJsonPatch({}, [{ op: "add", path: "/__proto__", value: { polluted: true } }]);
  assert.is(({} as { polluted?: boolean }).polluted, undefined);
  assert.is(JSON.stringify(value), '{"__proto__":{"polluted":true}}');
});

// biome-ignore format: table
const merged: [document: unknown, patch: unknown, expected: unknown][] = [
  [{ a: "b" },            { a: "c" },              { a: "c" }],
  [{ a: "b" },            { b: "c" },              { a: "b", b: "c" }],
  [{ a: "b", b: 1 },      { a: null },             { b: 1 }],
  [{ a: ["b"] },          { a: "c" },              { a: "c" }],
  [{ a: { b: "c" } },     { a: { b: "d", c: null } }, { a: { b: "d" } }],
  [{ a: [{ b: "c" }] },   { a: [1] },              { a: [1] }],
  [["a", "b"],            ["c"],                   ["c"]],
  [{ a: "foo" },          null,                    null],
  [{ e: null },           { a: 1 },                { e: null, a: 1 }],
  [[1, 2],                { a: "b", c: null },     { a: "b" }],
  [{},                    { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];
for (const [base, patch, expected] of merged)
  test(`merge patch: ${JSON.stringify(base)} + ${JSON.stringify(patch)}`, () => {
    assert.equal(applyMergePatch(base, patch), expected);
  });

// biome-ignore format: table
const strategic: [what: string, kind: string, base: unknown, patch: unknown, expected: unknown][] = [
  ["maps merge, null removes", "ConfigMap", { data: { a: "1", b: "2" } }, { data: { a: null, c: "3" } }, { data: { b: "2", c: "3" } }],
  ["lists merge by key", "ServiceAccount", { secrets: [{ name: "a" }] }, { secrets: [{ name: "b" }] }, { secrets: [{ name: "b" }, { name: "a" }] }],
  ["$patch delete drops an item", "Node", { status: { conditions: [{ type: "A" }, { type: "B" }] } }, { status: { conditions: [{ type: "A", $patch: "delete" }] } }, { status: { conditions: [{ type: "B" }] } }],
  ["$patch replace replaces a map", "Secret", { data: { a: "1" } }, { data: { $patch: "replace", b: "2" } }, { data: { b: "2" } }],
  ["scalars unite", "Namespace", { metadata: { finalizers: ["a"] } }, { metadata: { finalizers: ["b"] } }, { metadata: { finalizers: ["b", "a"] } }],
  ["$deleteFromPrimitiveList", "Namespace", { metadata: { finalizers: ["a", "b"] } }, { metadata: { "$deleteFromPrimitiveList/finalizers": ["a"] } }, { metadata: { finalizers: ["b"] } }],
  ["$setElementOrder", "Service", { spec: { ports: [{ port: 1 }, { port: 2 }] } }, { spec: { "$setElementOrder/ports": [{ port: 2 }, { port: 1 }], ports: [{ port: 2, name: "n" }] } }, { spec: { ports: [{ port: 2, name: "n" }, { port: 1 }] } }],
  ["$retainKeys", "PersistentVolume", { spec: { a: 1, b: 2 } }, { spec: { $retainKeys: ["b"], b: 3 } }, { spec: { b: 3 } }],
  ["lists without a key are replaced", "PersistentVolumeClaim", { spec: { accessModes: ["a"] } }, { spec: { accessModes: ["b"] } }, { spec: { accessModes: ["b"] } }],
];
for (const [what, kind, base, patch, expected] of strategic)
  test(`strategic merge: ${what}`, () => {
    assert.equal(applyStrategicMergePatch(base, patch, MERGE_KEYS[kind] ?? {}), { value: expected });
  });

test("strategic merge: an item without its merge key is refused", () => {
  const { error } = applyStrategicMergePatch(
    {},
    { spec: { ports: [{ name: "x" }] } },
    MERGE_KEYS.Service ?? {},
  );
  assert.equal(error, { code: 400, message: "map: map[name:x] does not contain declared merge key: port" });
});

test.run();
