/** Changes of an object that somebody else holds. */
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Change, Draft } from "../../rules/lang/draft.ts";
import { valueAt } from "../../rules/lang/value-at.ts";

/** What the changes make of the object, which stays as it was. */
function changed(original: unknown, ...changes: readonly Change[]): unknown {
  const before = structuredClone(original);
  const draft = new Draft(original);
  for (const change of changes) draft.apply(change);
  assert.equal(original, before);
  return draft.object;
}

test("a field is added, replaced and removed", () => {
  const original = { spec: { mode: "Soft", old: 1 } };
  const object = changed(
    original,
    { op: "add", path: ["spec", "name"], value: "a" },
    { op: "replace", path: ["spec", "mode"], value: "Hard" },
    { op: "remove", path: ["spec", "old"] },
  );
  assert.equal(object, { spec: { mode: "Hard", name: "a" } });
});

test("items are changed where they are, and what nobody changes is not copied", () => {
  const original = { disks: [{ name: "a" }, { name: "b" }], status: { up: true } };
  const object = changed(original, { op: "add", path: ["disks", "1", "unit"], value: 3 });
  assert.equal(object, { ...original, disks: [{ name: "a" }, { name: "b", unit: 3 }] });
  assert.is(valueAt(object, "status"), original.status);
  assert.is((object as typeof original).disks[0], original.disks[0]);
});

test("without a change it is the original", () => {
  const original = { spec: {} };
  assert.is(new Draft(original).object, original);
});

test("a value that stands in two places is changed in one", () => {
  const draft = new Draft({ a: { n: 1 } });
  draft.apply({ op: "replace", path: ["a", "n"], value: 2 });
  draft.apply({ op: "add", path: ["b"], value: valueAt(draft.object, "a") });
  draft.apply({ op: "replace", path: ["b", "n"], value: 3 });
  assert.equal(draft.object, { a: { n: 2 }, b: { n: 3 } });
});

test("a value that was given stays what it was", () => {
  const given = { n: 1 };
  const object = changed(
    {},
    { op: "add", path: ["a"], value: given },
    { op: "add", path: ["a", "more"], value: true },
  );
  assert.equal(object, { a: { n: 1, more: true } });
  assert.equal(given, { n: 1 });
});

const plain = { noNullPrototype: true };
const name = fc.constantFrom("a", "b");
const small = fc.record({ a: fc.nat(3) }, plain);
const value = fc.oneof(fc.nat(3), small, fc.record({ b: small }, plain));
const change = fc.record({
  op: fc.constantFrom("add", "remove"),
  path: fc.array(name, { minLength: 1, maxLength: 3 }),
  value,
});

test("the same comes out as of changing a deep copy", () => {
  fc.assert(
    fc.property(
      fc.record({ a: value, b: value }, plain),
      fc.array(change, { maxLength: 6 }),
      (original, all) => {
        const copy = structuredClone(original);
        const possible = all.filter(({ op, path, value }) => {
          const holder = valueAt(copy, path.slice(0, -1).join("."));
          if (typeof holder !== "object") return false;
          const leaf = path.at(-1)!;
          if (op === "remove") delete (holder as { [name: string]: unknown })[leaf];
          else (holder as { [name: string]: unknown })[leaf] = structuredClone(value);
          return true;
        });
        assert.equal(changed(original, ...(possible as Change[])), copy);
      },
    ),
    { numRuns: 500 },
  );
});

test.run();
