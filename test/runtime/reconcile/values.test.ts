/** Small values of reconciling: patches, amounts, instants, conditions, freshness. */
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { applyMergePatch } from "../../../runtime/apiserver/patch/merge-patch.ts";
import { findCondition, mergeConditions } from "../../../runtime/reconcile/conditions.ts";
import { createFreshness } from "../../../runtime/reconcile/freshness.ts";
import { mergeDiff } from "../../../runtime/reconcile/merge-diff.ts";
import { parseNanos } from "../../../runtime/reconcile/nanotime.ts";
import { mebibytes, parseQuantity } from "../../../runtime/reconcile/quantity.ts";

// ── Merge patches ───────────────────────────────────────────────────────────────────────────────────────────────

for (const [from, to, patch] of [
  [{ a: 1 }, { a: 1 }, undefined],
  [{ a: 1 }, { a: 2 }, { a: 2 }],
  [{ a: 1, b: 2 }, { b: 2 }, { a: null }],
  [{}, { a: { b: 1 } }, { a: { b: 1 } }],
  [{ a: { b: 1, c: 1 } }, { a: { b: 1 } }, { a: { c: null } }],
  [{ a: [1, 2] }, { a: [1, 3] }, { a: [1, 3] }],
  [{ a: [{ b: 1 }] }, { a: [{ b: 1 }] }, undefined],
  [{ a: { b: 1 } }, { a: [] }, { a: [] }],
  [{ a: undefined }, {}, undefined],
] as const) {
  test(`from ${JSON.stringify(from)} to ${JSON.stringify(to)}: ${JSON.stringify(patch)}`, () => {
    assert.equal(mergeDiff(from, to), patch);
  });
}

/** JSON objects without null, which a merge patch cannot write. */
const json = fc.letrec<{ value: unknown; object: object }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>(true, 0, 1, "", "text"),
    fc.array(tie("value"), { maxLength: 2 }),
    tie("object"),
  ),
  object: fc.dictionary(fc.constantFrom("a", "b", "c"), tie("value"), { maxKeys: 3, noNullPrototype: true }),
})).object;

test("applying the patch gives the target, and afterwards there is nothing to patch", () => {
  fc.assert(
    fc.property(json, json, (from, to) => {
      const patch = mergeDiff(from, to);
      assert.equal(patch === undefined ? from : applyMergePatch(from, patch), to);
      assert.is(mergeDiff(to, structuredClone(to)), undefined);
    }),
    { numRuns: 500 },
  );
});

// ── Amounts ─────────────────────────────────────────────────────────────────────────────────────────────────────

for (const [quantity, amount] of [
  ["1", 1],
  ["0.5", 0.5],
  [".5", 0.5],
  ["5.", 5],
  ["+2", 2],
  ["-2", -2],
  ["100m", 0.1],
  ["1100m", 1.1],
  ["12e6", 12e6],
  ["1E3", 1000],
  ["1E", 1e18],
  ["2k", 2000],
  ["129M", 129e6],
  ["123Mi", 123 * 2 ** 20],
  ["1.5Gi", 1.5 * 2 ** 30],
  ["128974848000m", 128974848],
  ["5u", 5e-6],
  [3, 3],
  ["", undefined],
  ["Gi", undefined],
  ["1 Gi", undefined],
  ["1gi", undefined],
  ["1K", undefined],
  ["one", undefined],
  ["0x10", undefined],
  [undefined, undefined],
] as const) {
  test(`quantity ${JSON.stringify(quantity)} is ${amount}`, () => {
    assert.is(parseQuantity(quantity), amount);
  });
}

test("thousandths lose nothing", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 40 }), (n) => {
      assert.is(parseQuantity(`${n}000m`), n);
    }),
  );
});

for (const [quantity, amount] of [
  ["4Gi", 4096],
  ["1024Ki", 1],
  ["100M", 95],
  ["1", 0],
  ["nothing", undefined],
] as const) {
  test(`${quantity} is ${amount} MiB`, () => {
    assert.is(mebibytes(quantity), amount);
  });
}

// ── Instants ────────────────────────────────────────────────────────────────────────────────────────────────────

for (const [time, nanos] of [
  ["1970-01-01T00:00:00Z", 0n],
  ["1970-01-01T00:00:01.5Z", 1_500_000_000n],
  ["1970-01-01T00:00:00.000000001Z", 1n],
  ["1970-01-01T02:00:00+02:00", 0n],
  ["1970-01-01T00:00:00.1234567890Z", undefined],
  ["1970-01-01", undefined],
  ["now", undefined],
  ["", undefined],
  [undefined, undefined],
] as const) {
  test(`${time} is ${nanos} ns`, () => {
    assert.is(parseNanos(time), nanos);
  });
}

// ── Conditions ──────────────────────────────────────────────────────────────────────────────────────────────────

const CLASS = "VirtualMachineClassReady";
const CREATED = "VirtualMachineCreated";
const then = "2026-01-01T00:00:00Z";
const now = "2026-01-02T00:00:00Z";
const held = {
  type: CLASS,
  status: "False",
  reason: "NotFound",
  message: "m",
  lastTransitionTime: then,
} as const;

test("a condition that says the same stays as it was, time included", () => {
  const [same] = mergeConditions(
    [held],
    [{ type: CLASS, status: "False", reason: "NotFound", message: "m" }],
    [],
    now,
  );
  assert.is(same, held);
});

test("another message keeps the time; another status takes the new one, and True is its own reason", () => {
  const merge = (status: "True" | "False", message: string) =>
    mergeConditions(
      [held],
      [{ type: CLASS, status, ...(message ? { reason: "NotFound", message } : {}) }],
      [],
      now,
    );
  assert.equal(merge("False", "other"), [{ ...held, message: "other" }]);
  assert.equal(merge("True", ""), [
    { type: CLASS, status: "True", reason: "True", message: "", lastTransitionTime: now },
  ]);
});

test("types that are gone are removed, others' conditions are kept, and the order is that of the types", () => {
  const foreign = { ...held, type: "Zebra" };
  const merged = mergeConditions([foreign, held], [{ type: CREATED, status: "True" }], [CLASS], now);
  assert.equal(
    merged.map(({ type }) => type),
    [CREATED, "Zebra"],
  );
  assert.is(findCondition(merged, CLASS), undefined);
  assert.is(findCondition(undefined, CLASS), undefined);
});

// ── Freshness ───────────────────────────────────────────────────────────────────────────────────────────────────

test("a copy older than our last write is not fresh; that write, anything newer, and another object are", () => {
  const freshness = createFreshness();
  const copy = (resourceVersion: string, uid = "u") => ({ metadata: { uid, resourceVersion } });
  assert.ok(freshness.isFresh(copy("1")));
  freshness.wrote(copy("5"));
  assert.not(freshness.isFresh(copy("4")));
  assert.ok(freshness.isFresh(copy("1", "another")));
  assert.ok(freshness.isFresh(copy("5")));
  freshness.wrote(copy("9"));
  assert.ok(freshness.isFresh(copy("10")));
  freshness.wrote(copy("12"));
  freshness.forget("u");
  assert.ok(freshness.isFresh(copy("1")));
});

test.run();
