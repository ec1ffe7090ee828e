/** What `apply` changes: everything the manifest says, and what it no longer says; nothing of anybody else. */
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { applyMergePatch } from "../../../runtime/apiserver/patch/merge-patch.ts";
import { threeWayPatch } from "../../../runtime/local/client-side-apply.ts";

type Json = { [key: string]: unknown };

const cases: readonly [what: string, before: Json, live: Json, wanted: Json, patch: unknown][] = [
  ["nothing new", { a: 1 }, { a: 1, theirs: 2 }, { a: 1 }, undefined],
  ["a value changed", { a: 1 }, { a: 1, theirs: 2 }, { a: 3 }, { a: 3 }],
  ["a field taken away", { a: 1, b: 1 }, { a: 1, b: 1 }, { a: 1 }, { b: null }],
  ["a field that another took away", { a: 1, b: 1 }, { a: 1 }, { a: 1 }, undefined],
  ["changed by another, said again", { a: 1 }, { a: 2 }, { a: 1 }, { a: 1 }],
  ["below", { o: { a: 1, b: 1 } }, { o: { a: 1, b: 1, c: 1 } }, { o: { a: 2 } }, { o: { a: 2, b: null } }],
  ["a list is one value", {}, { l: [1, 2] }, { l: [1] }, { l: [1] }],
  ["an object for a value", {}, { o: 1 }, { o: { a: 1 } }, { o: { a: 1 } }],
  ["a null where there is nothing", {}, {}, { a: null }, undefined],
  ["a null where there is something", {}, { a: 1 }, { a: null }, { a: null }],
];

for (const [what, before, live, wanted, patch] of cases) {
  test(what, () => assert.equal(threeWayPatch(before, live, wanted), patch));
}

const { tree } = fc.letrec<{ tree: Json; node: unknown }>((tie) => ({
  tree: fc.dictionary(fc.constantFrom("a", "b", "c", "d"), tie("node"), { maxKeys: 4 }),
  node: fc.oneof(
    { depthSize: "small" },
    fc.integer({ max: 3, min: 0 }),
    fc.array(fc.boolean(), { maxLength: 2 }),
    tie("tree"),
  ),
}));

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function check(before: unknown, live: unknown, wanted: unknown, result: unknown, path: string): void {
  if (!isObject(wanted)) {
    assert.equal(result, wanted, `${path} is as the manifest says`);
    return;
  }
  const [old, there, got] = [before, live, result].map((value) => (isObject(value) ? value : {})) as [
    Json,
    Json,
    Json,
  ];
  for (const key of Object.keys(wanted)) check(old[key], there[key], wanted[key], got[key], `${path}.${key}`);
  for (const key of Object.keys(there).filter((name) => !Object.hasOwn(wanted, name))) {
    if (Object.hasOwn(old, key)) assert.is(got[key], undefined, `${path}.${key} is gone`);
    else assert.equal(got[key], there[key], `${path}.${key} is kept`);
  }
}

test("for any three objects", () => {
  fc.assert(
    fc.property(tree, tree, tree, (before, live, wanted) => {
      const patch = threeWayPatch(before, live, wanted);
      const result = patch === undefined ? live : (applyMergePatch(live as never, patch as never) as Json);
      check(before, live, wanted, result, "");
      assert.is(threeWayPatch(wanted, result, wanted), undefined, "said once is said");
    }),
  );
});

test.run();
