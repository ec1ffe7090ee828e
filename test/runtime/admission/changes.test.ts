/** What an update changes, for those who watch some places of it. */
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { isObject } from "../../../rules/lang/schema/json.ts";
import { memberOf } from "../../../rules/lang/value-at.ts";
import { addWatcher, markChanged, newWatch } from "../../../runtime/admission/changes.ts";

type Path = readonly string[];

/** The numbers of the watched paths that are told of the change. */
function told(paths: readonly Path[], now: unknown, before: unknown): number[] {
  const watch = newWatch();
  for (const [number, path] of paths.entries()) addWatcher(watch, path, number);
  const marked = new Uint8Array(paths.length);
  markChanged(watch, now, before, marked);
  return [...marked.keys()].filter((number) => marked[number] === 1);
}

const mode = ["spec", "mode"];

for (const [what, now, before, expected] of [
  ["a value there", { spec: { mode: "Hard" } }, { spec: { mode: "Soft" } }, [0]],
  ["a value that comes", { spec: { mode: "Hard" } }, { spec: {} }, [0]],
  ["a value that goes", { spec: {} }, { spec: { mode: "Hard" } }, [0]],
  ["a change below", { spec: { mode: { a: 1 } } }, { spec: { mode: { a: 2 } } }, [0]],
  ["the node around it that comes, even without it", { spec: {} }, {}, [0]],
  ["the node around it that goes", {}, { spec: {} }, [0]],
  ["nothing beside it", { spec: { mode: "Hard", a: 1 } }, { spec: { mode: "Hard", a: 2 } }, []],
  [
    "nothing where the order of keys is another",
    { spec: { mode: 1, a: 2 } },
    { spec: { a: 2, mode: 1 } },
    [],
  ],
] as const) {
  test(`a watcher is told of ${what}`, () => {
    assert.equal(told([mode], now, before), expected);
  });
}

test("who watches a node is told of what others watch below it", () => {
  const now = { spec: { mode: "Hard" } };
  assert.equal(told([["spec"], mode, []], now, { spec: { mode: "Soft" } }), [0, 1, 2]);
  assert.equal(told([["spec"], mode, []], now, { spec: { mode: "Hard", a: 1 } }), [0, 2]);
});

const NAMES = ["a", "b", "__proto__", "constructor"];
const { tree } = fc.letrec<{ tree: unknown; node: unknown }>((tie) => ({
  tree: fc.oneof({ maxDepth: 3 }, fc.constantFrom(null, 1, "x", [], [1], [{ a: 1 }]), tie("node")),
  node: fc.dictionary(fc.constantFrom(...NAMES), tie("tree"), { maxKeys: 3, noNullPrototype: true }),
}));
const paths = fc.array(fc.array(fc.constantFrom(...NAMES), { maxLength: 3 }), { minLength: 1, maxLength: 6 });

/** The same, each path walked for itself. */
function toldOneByOne(all: readonly Path[], now: unknown, before: unknown): number[] {
  const differs = ([step, ...rest]: Path, one: unknown, other: unknown): boolean => {
    if (step === undefined || !isObject(one) || !isObject(other))
      return JSON.stringify(sorted(one)) !== JSON.stringify(sorted(other));
    return differs(rest, memberOf(one, step), memberOf(other, step));
  };
  return all.flatMap((path, number) => (differs(path, now, before) ? [number] : []));
}

/** With its keys in one order, as pairs. */
const sorted = (value: unknown): unknown =>
  isObject(value)
    ? {
        pairs: Object.keys(value)
          .sort()
          .map((key) => [key, sorted(value[key])]),
      }
    : Array.isArray(value)
      ? value.map(sorted)
      : value;

test("one walk tells all watchers what each would find by itself", () => {
  fc.assert(
    fc.property(paths, tree, tree, (all, now, before) => {
      assert.equal(told(all, now, before), toldOneByOne(all, now, before));
    }),
    { numRuns: 2000 },
  );
});

test.run();
