/** Of an update, admission asks only the checks that judge what it changed; asking them all would refuse the same. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Check } from "../../codegen/rules/check.ts";
import { holdsUnchanged } from "../../codegen/rules/reflexive.ts";
import type { CompiledRules } from "../../rules/lang/compiled.ts";
import { type AimedRequest, aimedAt } from "./aimed.ts";
import { everyKind } from "./every-kind.ts";
import { refusedByAnyone } from "./judged.ts";
import { placed } from "./shelf.ts";
import { varied } from "./varied.ts";

const pages = "spec.books[].pages[]";

for (const [what, more, judges] of [
  ["its node, as an API server", { anchor: "spec.shade", require: "has(self.colour)" }, [["spec", "shade"]]],
  [
    "the node that carries the rule in the CRD",
    { anchor: "spec.shade", require: "has(self.colour) || has(root.spec.a)" },
    [["spec"]],
  ],
  ["the outermost list of its items", { anchor: pages, require: "has(self.text)" }, [["spec", "books"]]],
  [
    "what was, of a row that compares with it",
    { on: ["update"], require: "!has(self.spec.shade) || self.?spec.?a == oldSelf.?spec.?a" },
    [["spec", "a"]],
  ],
  [
    "items as they were, by their list",
    { on: ["update"], anchor: pages, require: "self.?text == oldSelf.?text" },
    [["spec", "books"]],
  ],
  [
    "one key of a map, and what a fact reads",
    { anchor: "metadata", require: "fact.powerOnHeld || self.?labels[?'a.example.com/b'].orValue('') != ''" },
    [
      ["metadata", "annotations"],
      ["metadata", "labels", "a.example.com/b"],
    ],
  ],
  [
    "its own node where it reads nothing of that",
    { anchor: "spec.shade", require: "fact.privileged || root.?spec.?a.orValue('') != ''" },
    [
      ["spec", "a"],
      ["spec", "shade"],
    ],
  ],
  [
    "what it reads both by value and by presence",
    { require: "!has(self.spec) || fact.privileged || size(self.spec) > 1 || has(self.spec.a)" },
    [["spec"]],
  ],
  ["all, where it refuses even what stays", { require: "!has(oldSelf.spec) || has(self.spec.a)" }, undefined],
  ["all, where it asks what the caller wrote", { require: "has(wrote.spec) || has(self.spec)" }, undefined],
  ["nothing of updates", { on: ["create"], require: "fact.privileged || has(self.spec)" }, undefined],
] as const) {
  test(`a row judges ${what}`, () => {
    assert.equal(placed(more as Partial<Check>).judges, judges);
  });
}

for (const condition of [
  "self.a == oldSelf.a",
  "(has(self.a) && has(self.a.b) ? self.a.b : '') == oldSelf.?a.?b.orValue('')",
  "oldSelf.?a.orValue('') != '' || self.?a.orValue('') == ''",
  "!oldSelf.?a.?b.hasValue() || has(self.a) && has(self.a.b)",
  "!has(oldSelf.n) || (has(self.n) && self.n >= oldSelf.n)",
  "fact.privileged || ['x', 'y'].all(key, self.?labels[?key] == oldSelf.?labels[?key])",
  "self.a == oldRoot.a",
]) {
  test(`holds wherever nothing changed: ${condition}`, () => {
    assert.ok(holdsUnchanged(condition, ""));
  });
}

for (const condition of [
  "self.a != oldSelf.a",
  "self.a > oldSelf.a",
  "self.a == oldSelf.b",
  "has(oldSelf.a)",
  "!has(oldSelf.a) || self.b == oldSelf.a",
  "(has(self.a) ? self.a : 'x') == oldSelf.?a.orValue('')",
  "fact.privileged && self.a == oldSelf.a",
  "['x'].all(key, self.?labels[?key] == oldSelf.?labels[?'y'])",
]) {
  test(`does not hold wherever nothing changed: ${condition}`, () => {
    assert.not(holdsUnchanged(condition, ""));
  });
}

test("what holds of an item that stays holds of some item of its list", () => {
  const asked =
    "has(self.a) || oldRoot.?spec.?disks.orValue([]).exists(was, was.name == self.name && !has(was.a))";
  assert.ok(holdsUnchanged(asked, "spec.disks[]"));
  assert.not(holdsUnchanged(asked, "spec.parts[]"));
  assert.not(holdsUnchanged(asked.replace("!has(was.a)", "has(was.b)"), "spec.disks[]"));
});

test("the same field of another node is another field", () => {
  assert.not(holdsUnchanged("self.a == oldRoot.a", "spec"));
});

const asksAll = (rules: CompiledRules): CompiledRules => ({
  ...rules,
  checks: rules.checks.map(({ judges: _, ...check }) => check),
});

for (const kind of everyKind.filter(({ checks }) => checks.length > 0)) {
  test(`${kind.kind}: an update is refused as if every row were asked`, () => {
    const aimed = aimedAt(kind);
    const patient = { ...kind, rules: asksAll(kind.rules) };
    const updates = [...aimed, ...(aimed.length > 0 ? varied(aimed, aimed.length, 7) : [])].filter(
      ({ operation }) => operation === "update",
    );
    const differing = updates.filter((request: AimedRequest) => {
      const [some, all] = [request, { ...request, of: patient }].map(refusedByAnyone);
      return JSON.stringify(some) !== JSON.stringify(all);
    });
    assert.equal(
      differing.map(({ of: _, ...request }) => request),
      [],
    );
  });
}

test.run();
