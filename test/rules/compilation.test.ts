/** How rows become checks, CRD rules and policies: for each, what goes in and what comes out. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { ResourceModel } from "../../codegen/model.ts";
import { crdRule } from "../../codegen/rules/as-crd.ts";
import { policyObjects } from "../../codegen/rules/as-policy.ts";
import type { Check } from "../../codegen/rules/check.ts";
import { orderUpgrade, printSource, Source } from "../../codegen/rules/compile.ts";
import { inCell, unchanged } from "../../codegen/rules/lower.ts";
import { placeCheck } from "../../codegen/rules/place.ts";
import { mentions } from "../../codegen/rules/reads.ts";
import type { UpgradeRow } from "../../codegen/rules/rows.ts";
import { check, placed, shelf, vocabulary } from "./shelf.ts";

const resource = {
  group: "test.example.com",
  version: "v1",
  kind: "Lamp",
  plural: "lamps",
} as unknown as ResourceModel;

// ── Verbs and cells ─────────────────────────────────────────────────────────────────────────────────────────────

const now = "self.?a.orValue('')";
const was = "oldSelf.?a.orValue('')";
const same = `(has(self.a) ? self.a : '') == ${was}`;
for (const [verbs, expected] of [
  [["set"], `${was} != '' || ${now} == ''`],
  [["modify"], `${was} == '' || ${now} == '' || ${same}`],
  [["unset"], `${was} == '' || ${now} != ''`],
  [["set", "modify"], `${now} == '' || ${same}`],
  [["set", "unset"], `(${was} != '' || ${now} == '') && (${was} == '' || ${now} != '')`],
  [["modify", "unset"], `${was} == '' || ${same}`],
  [["set", "modify", "unset"], same],
] as const) {
  test(`a string that forbids ${verbs.join(", ")}`, () => {
    assert.is(unchanged("a", verbs, true), expected);
  });
}

test("a cell is the conjunction of its columns and its guard, absence reading as an empty string", () => {
  const row = { id: "l/x", doc: "", source: "", from: ["(none)"], to: ["On", "Off"], when: "fact.x" };
  assert.is(
    inCell({ ...row, then: "deny" }, { from: "status.s", to: "spec.s" }),
    "self.?status.?s.orValue('') == '' && self.?spec.?s.orValue('') in ['On', 'Off'] && (fact.x)",
  );
  assert.is(
    inCell({ ...row, from: "any", to: "any", when: undefined, then: "deny" } as never, { from: "a" }),
    "true",
  );
});

// ── Where a row runs ────────────────────────────────────────────────────────────────────────────────────────────

for (const [what, more, place] of [
  ["the object", { require: "has(self.spec)" }, "crd"],
  ["the object, old and new", { require: "self == oldSelf" }, "crd"],
  ["its name", { require: "self.metadata.name != 'x'" }, "crd"],
  ["its labels", { require: "has(self.metadata.labels)" }, "policy"],
  ["its metadata by index", { require: "'x' in self.metadata['labels']" }, "policy"],
  ["metadata as its anchor", { anchor: "metadata", require: "has(self.name)" }, "policy"],
  ["a node of metadata as its anchor", { anchor: "metadata.labels", require: "size(self) > 0" }, "policy"],
  ["who asks", { require: "fact.privileged" }, "policy"],
  ["a fact that no API server knows", { require: "fact.restartDue" }, "webhook"],
  ["what the caller wrote", { require: "has(wrote.spec)" }, "webhook"],
  ["another object", { require: "has(fact.reader)" }, "webhook"],
  ["whether a feature is on", { require: "feature.Lending" }, "policy"],
  ["the object that goes", { on: ["delete"], require: "has(self.spec)" }, "policy"],
  ["the labels around its node", { anchor: "spec", require: "has(root.metadata.labels)" }, "policy"],
  [
    "the spec around its node",
    { anchor: "spec.books[]", field: "spec.books[]", require: "has(root.spec.a)" },
    "crd",
  ],
  ["a variable of its own called fact", { require: "[1].all(fact, fact > 0)" }, "crd"],
] as const) {
  test(`a row that reads ${what} runs in ${place}`, () => {
    assert.is(placed(more).place, place);
  });
}

test("what an expression mentions, optional selects included, and without its own variables", () => {
  const found = mentions("self.?a.?b.orValue(oldSelf.c).all(x, x.d == fact.privileged)");
  assert.ok("paths" in found);
  assert.equal([...found.names].sort(), ["fact", "oldSelf", "self"]);
  assert.equal([...found.facts], ["privileged"]);
  assert.equal([...found.paths].sort(), ["oldSelf.c", "self.a.b"]);
});

for (const [what, more, complaint] of [
  [
    "compares items that have no keys",
    { anchor: "spec.notes[]", field: "spec.notes[].text", require: "self.text == oldSelf.text" },
    "reads oldSelf, but the items of spec.notes cannot be followed; mark the list @listType map and name its @listMapKey, or read oldRoot",
  ],
  [
    "compares a node and the object at once",
    { anchor: "spec", field: "spec.a", require: "self.a == oldSelf.a || has(root.spec)" },
    "reads oldSelf beside the whole object, also on create, where nothing was; make it a row for updates, or ask oldRoot",
  ],
  [
    "uses a variable of the generator's",
    { require: "self.spec.books.all(item1, true)" },
    "uses a variable such as item1, which is what the generator calls items",
  ],
] as const) {
  test(`a row that ${what} is refused`, () => {
    const { problems } = placeCheck(check(more), vocabulary, shelf);
    assert.equal(
      problems.map(({ code, message }) => [code, message]),
      [["bad-row", `l/x ${complaint}`]],
    );
  });
}

test("a name that was misspelt is told with the one that was meant", () => {
  const { problems } = placeCheck(check({ require: "feature.Lend && fact.privilege" }), vocabulary, shelf);
  assert.equal(
    problems.map(({ message, hint }) => [message, hint]),
    [["l/x: mentions fact.privilege, feature.Lend, which no row can see", "did you mean fact.privileged?"]],
  );
});

// ── CRD rules and policies ──────────────────────────────────────────────────────────────────────────────────────

for (const [what, more, expected] of [
  ["both operations", { require: "has(self.a)" }, { rule: "has(self.a)" }],
  [
    "both operations and the old",
    { require: "self == oldSelf" },
    { rule: "self == oldSelf", optionalOldSelf: true },
  ],
  ["updates and the old", { on: ["update"], require: "self == oldSelf" }, { rule: "self == oldSelf" }],
  [
    "updates",
    { on: ["update"], require: "has(self.a)" },
    { rule: "!oldSelf.hasValue() || (has(self.a))", optionalOldSelf: true },
  ],
  [
    "creates",
    { on: ["create"], require: "has(self.a)" },
    { rule: "oldSelf.hasValue() || (has(self.a))", optionalOldSelf: true },
  ],
] as const) {
  test(`a CRD rule about ${what}`, () => {
    const { message, reason, fieldPath, ...rest } = crdRule(placed(more), shelf);
    assert.equal(rest, expected);
    assert.equal([message, reason, fieldPath], ["no [l/x]", "FieldValueInvalid", ".spec.a"]);
  });
}

const books = { anchor: "spec.books[]", field: "spec.books[].colour" };
const pages = { anchor: "spec.books[].pages[]", field: "spec.books[].pages[].text" };
const listed = "!has(self.spec) || !has(self.spec.books)";
for (const [what, more, expected] of [
  ["items", { ...books, require: "has(self.colour)" }, { rule: "has(self.colour)", fieldPath: ".colour" }],
  [
    "items and what they were",
    { ...books, on: ["update"], require: "self.colour == oldSelf.colour" },
    { rule: "self.colour == oldSelf.colour", fieldPath: ".colour" },
  ],
  [
    "items and the object around them",
    { ...books, require: "has(self.colour) || has(root.spec.a)" },
    {
      rule: "!has(self.books) || self.books.all(item1, has(item1.colour) || has(self.a))",
      fieldPath: ".books",
    },
  ],
  [
    "items of items and the object as it was",
    { ...pages, on: ["update"], require: "has(self.text) || has(oldRoot.spec)" },
    {
      rule: `${listed} || self.spec.books.all(item1, !has(item1.pages) || item1.pages.all(item2, has(item2.text) || has(oldSelf.spec)))`,
      fieldPath: ".spec.books",
    },
  ],
  [
    "items and nodes around them, asked for one by one",
    { ...books, require: "has(self.colour) || (has(root.spec) && root.?spec.?a.orValue('root.spec') != '')" },
    {
      rule: '!has(self.books) || self.books.all(item1, has(item1.colour) || true && self.?a.orValue("root.spec") != "")',
      fieldPath: ".books",
    },
  ],
  [
    "items, what they were, and the object around them",
    { ...books, on: ["update"], require: "self.colour == oldSelf.colour || has(root.status)" },
    {
      rule: "!has(self.spec) || !has(self.spec.books) || (!has(oldSelf.spec) || !has(oldSelf.spec.books) || (self.spec.books.all(item1, oldSelf.spec.books.all(old1, old1.title != item1.title || item1.colour == old1.colour || has(self.status)))))",
      fieldPath: ".spec.books",
    },
  ],
  [
    "a node and the object around it",
    { anchor: "spec", require: "has(self.a) || has(root.status)" },
    { rule: "!has(self.spec) || (has(self.spec.a) || has(self.status))", fieldPath: ".spec.a" },
  ],
  [
    "items without keys on create, which only the object can tell",
    { anchor: "spec.notes[]", field: "spec.notes[].text", on: ["create"], require: "has(self.text)" },
    {
      rule: "oldSelf.hasValue() || (!has(self.spec) || !has(self.spec.notes) || self.spec.notes.all(item1, has(item1.text)))",
      fieldPath: ".spec.notes",
      optionalOldSelf: true,
    },
  ],
] as const) {
  test(`a CRD rule about ${what}`, () => {
    const { message, reason, ...rest } = crdRule(placed(more), shelf);
    assert.equal(rest, expected);
  });
}

test("a CRD rule names its field from its own node", () => {
  assert.is(crdRule(placed({ anchor: "spec", field: "spec.a" }), shelf).fieldPath, ".a");
  assert.is(crdRule(placed({ anchor: "spec", field: "spec" }), shelf).fieldPath, undefined);
});

const validations = (more: Partial<Check>) => {
  const [policy] = policyObjects({ ...resource, schema: shelf }, [placed(more)], true) as [
    { spec: { validations: { expression: string; message: string }[]; variables: { name: string }[] } },
  ];
  return policy.spec;
};

for (const [what, more, expected] of [
  [
    "the root",
    { require: "fact.privileged || self == oldSelf" },
    "variables.privileged || object == variables.old",
  ],
  [
    "one operation, where the policy is asked about no other",
    { on: ["create"], require: "fact.privileged" },
    "variables.privileged",
  ],
  [
    "spec, which reads as an empty one",
    { anchor: "spec", require: "fact.privileged || has(self.a)" },
    "(variables.privileged || has(variables.spec.a)) || (request.operation == 'UPDATE' && variables.spec.?a == variables.old_spec.?a)",
  ],
  [
    "what is deeper, where it is there",
    { anchor: "spec.a", require: "fact.privileged || has(self.b)" },
    "!object.?spec.?a.hasValue() || ((variables.privileged || has(variables.spec_a.b)) || (request.operation == 'UPDATE' && variables.old.?spec.?a.hasValue() && variables.spec_a.?b == variables.old_spec_a.?b))",
  ],
  [
    "items, and asks the object around them",
    { ...books, require: "feature.Lending || has(self.colour) || has(root.spec.a)" },
    "!has(object.spec) || !has(object.spec.books) || object.spec.books.all(item1, (variables.feature.Lending || has(item1.colour) || has(object.spec.a)) || (request.operation == 'UPDATE' && variables.old.?spec.?books.orValue(dyn([])).exists(old1, old1.?title == item1.?title && item1.?colour == old1.?colour && object.?spec.?a == variables.old.?spec.?a)))",
  ],
  [
    "items that were there before",
    { ...books, on: ["update"], require: "fact.privileged || self.colour == oldSelf.colour" },
    "object.?spec.?books.orValue(dyn([])).all(item1, variables.old.?spec.?books.orValue(dyn([])).filter(old1, old1.?title == item1.?title).all(old1, variables.privileged || item1.colour == old1.colour))",
  ],
] as const) {
  test(`a validation anchored at ${what}`, () => {
    assert.is(validations(more).validations[0]!.expression, expected);
  });
}

test("a policy that is asked about deletes shows the object that goes, and lets other rows be", () => {
  const deleted = placed({ id: "l/d", on: ["delete"], require: "has(self.metadata.labels)" });
  const [policy] = policyObjects(resource, [placed({ require: "fact.privileged" }), deleted], false) as [
    { spec: { [field: string]: unknown[] } },
  ];
  const { matchConditions, variables, validations } = policy.spec as {
    [list: string]: { [field: string]: string }[];
  };
  assert.is(matchConditions![0]!.expression, "object == null || !has(object.metadata.deletionTimestamp)");
  assert.equal(variables![0], { name: "now", expression: "object == null ? oldObject : object" });
  assert.equal(
    validations!.map(({ expression }) => expression),
    [
      "request.operation in ['DELETE'] || (variables.privileged)",
      "request.operation != 'DELETE' || (has(variables.now.metadata.labels))",
    ],
  );
});

test("features and facts are asked of the parameters, where the API has that kind", () => {
  const asked = (parametrised: boolean) =>
    policyObjects(resource, [placed({ require: "feature.Lending" })], parametrised) as {
      spec: { paramKind?: object; paramRef?: object; variables: object[] };
    }[];
  const [policy, binding] = asked(true);
  assert.equal(policy!.spec.paramKind, {
    apiVersion: "admission.vmoperator.vmware.com/v1alpha1",
    kind: "AdmissionParameters",
  });
  assert.equal(binding!.spec.paramRef, { name: "default", parameterNotFoundAction: "Deny" });
  assert.equal(policy!.spec.variables.slice(1), [
    { name: "parameters", expression: "params == null ? dyn({}) : params" },
    {
      name: "feature",
      expression: "{'Lending': variables.parameters.?spec.?features.?Lending.orValue(true)}",
    },
  ]);
  const [without] = asked(false);
  assert.is(without!.spec.paramKind, undefined);
  assert.equal(without!.spec.variables[1], { name: "parameters", expression: "dyn({})" });
});

test("a policy declares the nodes and facts that its rows read, and says field and id", () => {
  const { variables, validations: rows } = validations({ anchor: "spec", require: "fact.privileged" });
  assert.equal(
    variables.map(({ name }) => name),
    ["old", "spec", "old_spec", "parameters", "privileged"],
  );
  assert.is(rows[0]!.message, "spec.a: no [l/x]");
  assert.equal(policyObjects(resource, [placed({ require: "has(self.a)" })], true), []);
});

// ── Compiled rows ───────────────────────────────────────────────────────────────────────────────────────────────

test("upgrade steps stand after those they name, lower bits first", () => {
  const step = (id: string, bit: number, ...after: string[]) => ({ id, bit, after }) as unknown as UpgradeRow;
  const ordered = orderUpgrade([step("c", 2), step("b", 1, "c"), step("a", 0)]);
  assert.equal(
    ordered.map(({ id }) => id),
    ["a", "c", "b"],
  );
});

test("a value is printed as source, functions as they stand", () => {
  assert.is(
    printSource({ a: [1, "x"], "b-c": { d: new Source("(v) => v") }, e: [], f: [{ g: null }], h: {} }),
    `{\n  a: [1, "x"],\n  "b-c": {\n    d: (v) => v,\n  },\n  e: [],\n  f: [\n    {\n      g: null,\n    },\n  ],\n  h: {},\n}`,
  );
});

test.run();
