/** Fairness to old objects: which updates a row forgives, and that JavaScript and the policy forgive the same. */
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { ResourceModel } from "../../codegen/model.ts";
import { policyObjects } from "../../codegen/rules/as-policy.ts";
import type { Check } from "../../codegen/rules/check.ts";
import { compileKind, printSource } from "../../codegen/rules/compile.ts";
import { CelTypes, compile, isProgram } from "../../rules/lang/cel/index.ts";
import type { CompiledRules } from "../../rules/lang/compiled.ts";
import { admit } from "../../runtime/admission/admit.ts";
import { generatorsOf } from "../../runtime/admission/generators.ts";
import { placed, shelf, vocabulary } from "./shelf.ts";

const generators = generatorsOf("v1.2.3");

const held = "'lamp/held'";
for (const [what, more, spares] of [
  [
    "a field, whoever asks",
    { anchor: "spec", require: "fact.privileged || has(self.a)" },
    "self.?a == oldSelf.?a",
  ],
  [
    "a field below a node, and whether the node is there",
    { require: "feature.Lending || !has(self.spec) || self.spec.a != ''" },
    "self.?spec.hasValue() == oldSelf.?spec.hasValue() && self.?spec.?a == oldSelf.?spec.?a",
  ],
  [
    "a label, and not its neighbours",
    { anchor: "metadata", require: `self.?labels[?${held}].orValue('') == ''` },
    'self.?labels[?"lamp/held"] == oldSelf.?labels[?"lamp/held"]',
  ],
  [
    "a list that is walked",
    { require: "feature.Lending || self.spec.books.all(b, has(b.colour))" },
    "self.?spec.?books == oldSelf.?spec.?books",
  ],
  [
    "an item and the object around it",
    { anchor: "spec.books[]", require: "feature.Lending || has(self.colour) || has(root.spec.a)" },
    "self.?colour == oldSelf.?colour && root.?spec.?a == oldRoot.?spec.?a",
  ],
  [
    "the list of items that cannot be followed",
    { anchor: "spec.notes[]", require: "feature.Lending || has(self.text)" },
    "root.?spec.?notes == oldRoot.?spec.?notes",
  ],
  [
    "the name of an object that is looked up",
    { require: "has(fact.reader)" },
    "root.?spec.?a == oldRoot.?spec.?a",
  ],
  [
    "what decides whether one is looked up, and the name of the one that leads to it",
    { require: "has(fact.home)" },
    "root.?spec.?notes == oldRoot.?spec.?notes && root.?spec.?a == oldRoot.?spec.?a",
  ],
  [
    "the keys alone of a map of such objects",
    { anchor: "spec", require: "!(self.a in fact.readers) || fact.readers[self.a].spec.open" },
    "self.?a == oldSelf.?a",
  ],
  [
    "the names of all, where the row asks all",
    { anchor: "spec", require: "fact.readers.all(name, fact.readers[name].spec.open)" },
    "root.?spec.?books == oldRoot.?spec.?books",
  ],
  [
    "what a fact reads of the object",
    { anchor: "spec", require: "!fact.powerOnHeld || has(self.a)" },
    "root.?metadata.?annotations == oldRoot.?metadata.?annotations && self.?a == oldSelf.?a",
  ],
  ["nothing, where the row reads what was", { require: "feature.Lending || self == oldSelf" }, undefined],
  [
    "nothing, where it reads what the caller wrote",
    { require: "has(wrote.spec) || has(self.spec)" },
    undefined,
  ],
  ["nothing, where it reads nothing of the object", { require: "fact.privileged" }, undefined],
  ["nothing of a new object", { on: ["create"], require: "has(fact.reader)" }, undefined],
  ["nothing by us, where an API server forgives by itself", { require: "has(self.spec.a)" }, undefined],
] as const) {
  test(`an update that leaves alone what a row judges is forgiven: ${what}`, () => {
    assert.is(placed(more as Partial<Check>).spares, spares);
  });
}

const resource = {
  group: "test.example.com",
  version: "v1",
  kind: "Lamp",
  plural: "lamps",
  scope: "Namespaced",
  schema: shelf,
} as unknown as ResourceModel;

const caller = { username: "somebody", groups: [] };

/** Whether our rows admit the change; without an old object it is a create. */
function ours(more: Partial<Check>): (object: object, oldObject?: object) => boolean {
  const text = printSource(compileKind(vocabulary, resource, [placed(more)]));
  const rules = new Function(`return ${text}`)() as CompiledRules;
  return (object, oldObject) => {
    const operation = oldObject ? "update" : "create";
    return admit(rules, { operation, object, oldObject, caller }, ["policy", "webhook"], generators).allowed;
  };
}

/** The same as the policy says it. */
function policys(more: Partial<Check>): (object: object, oldObject?: object) => boolean {
  const [policy] = policyObjects(resource, [placed(more)], false) as [{ spec: PolicySpec }];
  const { variables, validations } = policy.spec;
  const programs = [...variables, { name: "", ...validations[0]! }].map(({ name, expression }) => {
    const program = compile(expression, { compat: "1.32", variables: DYN });
    if (!isProgram(program)) throw new Error(`${expression} does not compile`);
    return { name, program };
  });
  return (object, oldObject) => {
    const request = { operation: oldObject ? "UPDATE" : "CREATE", userInfo: caller };
    const known: { [name: string]: unknown } = {};
    let verdict: unknown;
    for (const { name, program } of programs) {
      const result = program.evaluate({ object, oldObject: oldObject ?? null, request, variables: known });
      verdict = result.ok && result.value;
      known[name] = verdict;
    }
    return verdict === true;
  };
}

interface PolicySpec {
  variables: { name: string; expression: string }[];
  validations: { expression: string }[];
}

const DYN = Object.fromEntries(
  ["object", "oldObject", "request", "params", "variables"].map((name) => [name, CelTypes.dyn]),
);

const colourless = {
  anchor: "spec.books[]",
  field: "spec.books[].colour",
  require: "fact.privileged || has(self.colour)",
};

test("an item that was there and did not change is forgiven, whatever becomes of the others", () => {
  const [plain, red] = [{ title: "a" }, { title: "b", colour: "red" }];
  const shelfOf = (...books: object[]) => ({ metadata: {}, spec: { books } });
  for (const admits of [ours(colourless), policys(colourless)]) {
    assert.is(admits(shelfOf(plain)), false);
    assert.is(admits(shelfOf(plain), shelfOf(plain)), true);
    assert.is(admits(shelfOf(red, plain), shelfOf(plain)), true);
    assert.is(admits(shelfOf(plain, { title: "c" }), shelfOf(plain)), false);
    assert.is(admits(shelfOf({ title: "b" }), shelfOf(red)), false);
  }
});

test("a node that was not there is judged, though what it lacks was absent before too", () => {
  const row = { anchor: "spec.shade", require: "fact.privileged || has(self.colour)" };
  for (const admits of [ours(row), policys(row)]) {
    assert.is(admits({ metadata: {}, spec: { shade: {} } }, { metadata: {}, spec: {} }), false);
    assert.is(admits({ metadata: {}, spec: { shade: {} } }, { metadata: {}, spec: { shade: {} } }), true);
  }
});

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const word = maybe(fc.constantFrom("", "x", "y"));
const shelves = fc
  .record({
    metadata: fc.record({ labels: maybe(fc.record({ "lamp/held": word, other: word })) }),
    spec: maybe(
      fc.record({
        a: word,
        notes: maybe(fc.array(fc.record({ text: word }), { maxLength: 2 })),
        shade: maybe(fc.record({ colour: word })),
        books: maybe(
          fc.uniqueArray(fc.record({ title: fc.constantFrom("a", "b", "c"), colour: word }), {
            selector: ({ title }) => title,
            maxLength: 3,
          }),
        ),
      }),
    ),
  })
  .map((object) => JSON.parse(JSON.stringify(object)) as object);

for (const row of [
  colourless,
  { anchor: "spec", require: "fact.privileged || has(self.a)" },
  { anchor: "spec.shade", require: "fact.privileged || self.?colour.orValue('') != ''" },
  { anchor: "metadata", require: `fact.privileged || self.?labels[?${held}].orValue('') == ''` },
  { anchor: "spec.notes[]", field: "spec.notes[].text", require: "fact.privileged || has(self.text)" },
  {
    anchor: "spec.books[]",
    field: "spec.books[].title",
    require: "fact.privileged || has(self.colour) == has(root.spec.a)",
  },
  {
    require:
      "fact.privileged || !has(self.spec) || !has(self.spec.books) || self.spec.books.all(b, has(b.colour))",
  },
]) {
  test(`JavaScript and the policy agree, and what stays is admitted: ${row.require}`, () => {
    const [js, policy] = [ours(row), policys(row)];
    fc.assert(
      fc.property(shelves, maybe(shelves), (object, oldObject) => {
        assert.is(js(object, oldObject), policy(object, oldObject));
        assert.is(js(object, structuredClone(object)), true);
      }),
      { numRuns: 300 },
    );
  });
}

test.run();
