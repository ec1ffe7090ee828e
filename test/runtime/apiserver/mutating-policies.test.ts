import { test } from "uvu";
import * as assert from "uvu/assert";
import { createAdmission } from "../../../runtime/apiserver/admission/chain.ts";
import {
  type AdmissionAttributes,
  type KubeObject,
  StatusError,
} from "../../../runtime/apiserver/contract.ts";
import { mutating, request, widget, world } from "./admission-world.ts";

async function mutate(
  objects: KubeObject[],
  attributes: AdmissionAttributes,
  redefault: (object: KubeObject) => KubeObject = (object) => object,
): Promise<KubeObject | null | string> {
  try {
    return await createAdmission({ sources: world(objects) }).mutate(attributes, redefault, () => {});
  } catch (error) {
    if (error instanceof StatusError)
      return `${error.status.code} ${error.status.reason}: ${error.status.message}`;
    throw error;
  }
}

const specOf = (result: KubeObject | null | string) => (typeof result === "string" ? result : result?.spec);
const jsonPatch = (expression: string) => ({ patchType: "JSONPatch", jsonPatch: { expression } });
const apply = (expression: string) => ({
  patchType: "ApplyConfiguration",
  applyConfiguration: { expression },
});
const only = (...mutations: unknown[]) => mutating({ mutations });

// biome-ignore format: table
const patched: [what: string, mutation: unknown, spec: { [field: string]: unknown }, expected: unknown][] = [
  ["JSONPatch adds",             jsonPatch("[JSONPatch{op: 'add', path: '/spec/a', value: object.spec.size + 1}]"), { size: 1 },   { size: 1, a: 2 }],
  ["JSONPatch moves",            jsonPatch("[JSONPatch{op: 'move', from: '/spec/size', path: '/spec/b'}]"),         { size: 1 },   { b: 1 }],
  ["JSONPatch adds an object",   jsonPatch("[JSONPatch{op: 'add', path: '/spec/o', value: Object.spec.o{x: 1, l: ['a']}}]"), {},     { o: { x: 1, l: ["a"] } }],
  ["JSONPatch adds a map",       jsonPatch("[JSONPatch{op: 'add', path: '/spec/o', value: {'k': 'v'}}]"),            {},            { o: { k: "v" } }],
  ["a failed test changes nothing", jsonPatch("[JSONPatch{op: 'test', path: '/spec/size', value: 2}, JSONPatch{op: 'remove', path: '/spec/size'}]"), { size: 1 }, { size: 1 }],
  ["a condition may yield none", jsonPatch("object.spec.size > 5 ? [JSONPatch{op: 'remove', path: '/spec/size'}] : []"), { size: 1 }, { size: 1 }],
  ["macros may build patches",   jsonPatch("['a', 'b'].map(k, JSONPatch{op: 'add', path: '/spec/' + k, value: k})"), {},          { a: "a", b: "b" }],
  ["escapeKey escapes",          jsonPatch("[JSONPatch{op: 'add', path: '/spec/' + jsonpatch.escapeKey('a/b~c'), value: true}]"), {}, { "a/b~c": true }],
  ["ApplyConfiguration sets",    apply("Object{spec: Object.spec{size: 3}}"),                                     { size: 1, x: 0 }, { size: 3, x: 0 }],
  ["ApplyConfiguration unites sets", apply("Object{spec: Object.spec{set: ['b', 'c']}}"),                         { set: ["a", "b"] }, { set: ["a", "b", "c"] }],
  ["ApplyConfiguration merges lists by key", apply("Object{spec: Object.spec{parts: [Object.spec.parts{name: 'x', n: 2}, Object.spec.parts{name: 'y'}]}}"), { parts: [{ name: "x", n: 1, k: 0 }] }, { parts: [{ name: "x", n: 2, k: 0 }, { name: "y" }] }],
  ["optional fields may stay away", apply("Object{spec: Object.spec{?size: oldObject == null ? optional.none() : optional.of(3)}}"), { size: 1 }, { size: 1 }],
];
for (const [what, mutation, spec, expected] of patched)
  test(what, async () => {
    const given = widget(spec);
    assert.equal(specOf(await mutate(only(mutation), request(given))), expected);
    assert.equal(given.spec, spec, "the request's object is left alone");
  });

const DENIED = "403 Invalid: policy 'm' with binding 'm-b' denied request: ";

// biome-ignore format: table
const refused: [what: string, mutation: unknown, message: string][] = [
  ["a path that is not there",  jsonPatch("[JSONPatch{op: 'remove', path: '/spec/none'}]"), "JSON Patch: error in remove for path: '/spec/none': Unable to remove nonexistent key: none: missing value"],
  ["an atomic list",            apply("Object{spec: Object.spec{atomic: ['a']}}"),         "error applying patch: invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: .spec.atomic"],
  ["a misplaced type",          apply("Object{spec: Object.other{size: 1}}"),              'type mismatch: unexpected type name "Object.other", expected "Object.spec", which matches field name path from root Object type'],
  ["an error of the expression", jsonPatch("[JSONPatch{op: 'add', path: '/spec/a', value: object.spec.none}]"), "expression '[JSONPatch{op: 'add', path: '/spec/a', value: object.spec.none}]' resulted in error: no such key: none"],
];
for (const [what, mutation, message] of refused)
  test(`refused: ${what}`, async () => {
    assert.is(await mutate(only(mutation), request(widget({}))), DENIED + message);
  });

test("failurePolicy Ignore leaves the object as it was", async () => {
  const policy = mutating({
    failurePolicy: "Ignore",
    mutations: [jsonPatch("[JSONPatch{op: 'remove', path: '/spec/none'}]")],
  });
  assert.equal(specOf(await mutate(policy, request(widget({ size: 1 })))), { size: 1 });
});

test("mutations run in order, each on the defaulted outcome of the one before", async () => {
  const policy = only(
    jsonPatch("[JSONPatch{op: 'add', path: '/spec/a', value: 1}]"),
    jsonPatch("[JSONPatch{op: 'add', path: '/spec/b', value: object.spec.defaulted}]"),
  );
  const redefault = (object: KubeObject): KubeObject => ({
    ...object,
    spec: { ...(object.spec as object), defaulted: "d" },
  });
  assert.equal(specOf(await mutate(policy, request(widget({})), redefault)), {
    a: 1,
    b: "d",
    defaulted: "d",
  });
});

test("a policy that asks for it sees what later ones changed, once", async () => {
  const count = (name: string, reinvocationPolicy: string, guard = "true") =>
    mutating(
      {
        reinvocationPolicy,
        matchConditions: [{ name: "g", expression: guard }],
        mutations: [
          jsonPatch(
            `[JSONPatch{op: 'add', path: '/spec/${name}', value: (has(object.spec.${name}) ? object.spec.${name} : 0) + 1}]`,
          ),
        ],
      },
      name,
    );
  const outcome = async (first: string, second: string) =>
    specOf(await mutate([...count("a", first), ...count("b", second)], request(widget({}))));
  assert.equal(await outcome("Never", "Never"), { a: 1, b: 1 });
  assert.equal(await outcome("IfNeeded", "Never"), { a: 2, b: 1 });
});

test("nothing is mutated on delete, or where a condition is false", async () => {
  const remove = jsonPatch("[JSONPatch{op: 'remove', path: '/spec'}]");
  assert.is(await mutate(only(remove), request(null, { operation: "DELETE", oldObject: widget({}) })), null);
  const guarded = mutating({ matchConditions: [{ name: "n", expression: "false" }], mutations: [remove] });
  assert.equal(specOf(await mutate(guarded, request(widget({ size: 1 })))), { size: 1 });
});

test("without any registration the very object comes back", async () => {
  const object = widget({});
  assert.is(await mutate([], request(object)), object);
});

test.run();
