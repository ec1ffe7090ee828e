/** How rows become checks, CRD rules, policies and pages: for each, what goes in and what comes out. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { emitConditions } from "../../codegen/emit/conditions.ts";
import { emitEnforcement, enforcements } from "../../codegen/emit/enforcement.ts";
import { emitRuleDocs } from "../../codegen/emit/rule-docs.ts";
import type { ResourceModel } from "../../codegen/model.ts";
import { crdRule } from "../../codegen/rules/as-crd.ts";
import { mutatingPolicyObjects } from "../../codegen/rules/as-mutating-policy.ts";
import { policyObjects } from "../../codegen/rules/as-policy.ts";
import type { Check, PlacedCheck } from "../../codegen/rules/check.ts";
import { orderUpgrade, printSource, Source } from "../../codegen/rules/compile.ts";
import { isPolicyDefault, orderDefaults } from "../../codegen/rules/default-order.ts";
import { holds, NONE, type Situation } from "../../codegen/rules/guard.ts";
import { inCell, unchanged } from "../../codegen/rules/lower.ts";
import { placeCheck } from "../../codegen/rules/place.ts";
import { mentions } from "../../codegen/rules/reads.ts";
import type { DefaultRow, KindTables, UpgradeRow } from "../../codegen/rules/rows.ts";
import { describe, situations, spaceOf } from "../../codegen/rules/situations.ts";
import { tables } from "../../rules/index.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import { crd } from "./enforced.ts";

const resource = {
  group: "test.example.com",
  version: "v1",
  kind: "Lamp",
  plural: "lamps",
} as unknown as ResourceModel;

const noKind: KindTables = { key: "test/v1/Lamp", kind: "Lamp", tables: [], positions: new Map() };
const check = (more: Partial<Check>): Check => ({
  id: "l/x",
  doc: "A sentence.",
  source: "ours:test",
  table: "t",
  on: ["create", "update"],
  anchor: "",
  field: "spec.a",
  require: "true",
  reason: "Invalid",
  message: "no",
  admits: [],
  refuses: [],
  ...more,
});
const placed = (more: Partial<Check>): PlacedCheck => {
  const result = placeCheck(check(more), noKind);
  assert.equal(result.problems, []);
  return result.check!;
};

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

test("a row about the items of a list is refused, for it would never apply", () => {
  const { problems } = placeCheck(check({ anchor: "spec.disks[]" }), noKind);
  assert.equal(
    problems.map(({ code }) => code),
    ["bad-row"],
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
    const { message, reason, fieldPath, ...rest } = crdRule(placed(more));
    assert.equal(rest, expected);
    assert.equal([message, reason, fieldPath], ["no [l/x]", "FieldValueInvalid", ".spec.a"]);
  });
}

test("a CRD rule names its field from its own node", () => {
  assert.is(crdRule(placed({ anchor: "spec", field: "spec.a" })).fieldPath, ".a");
  assert.is(crdRule(placed({ anchor: "spec", field: "spec" })).fieldPath, undefined);
});

const validations = (more: Partial<Check>) => {
  const [policy] = policyObjects(resource, [placed(more)]) as [
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
    "one operation",
    { on: ["create"], require: "fact.privileged" },
    "request.operation != 'CREATE' || (variables.privileged)",
  ],
  [
    "spec, which reads as an empty one",
    { anchor: "spec", require: "fact.privileged || has(self.a)" },
    "variables.privileged || has(variables.spec.a)",
  ],
  [
    "what is deeper, where it is there",
    { anchor: "spec.a", require: "fact.privileged || has(self.b)" },
    "!object.?spec.?a.hasValue() || (variables.privileged || has(variables.spec_a.b))",
  ],
] as const) {
  test(`a validation anchored at ${what}`, () => {
    assert.is(validations(more).validations[0]!.expression, expected);
  });
}

test("a policy declares the nodes and facts that its rows read, and says field and id", () => {
  const { variables, validations: rows } = validations({ anchor: "spec", require: "fact.privileged" });
  assert.equal(
    variables.map(({ name }) => name),
    ["old", "spec", "old_spec", "privileged"],
  );
  assert.is(rows[0]!.message, "spec.a: no [l/x]");
  assert.equal(policyObjects(resource, [placed({ require: "has(self.a)" })]), []);
});

// ── Defaults ────────────────────────────────────────────────────────────────────────────────────────────────────

const fill = (id: string, field: string, more: Partial<DefaultRow>): DefaultRow => ({
  id,
  doc: "",
  source: "",
  field,
  on: ["create"],
  example: { before: {}, after: {} },
  ...more,
});

test("a default stands after what it reads, wherever it is written", () => {
  const rows = [
    fill("l/c", "spec.c", { from: "self.spec.b" }),
    fill("l/b", "spec.b", { value: 1, when: "has(self.spec.a)" }),
    fill("l/a", "spec.a", { generate: "uuid4" }),
  ];
  const ordered = orderDefaults(rows);
  assert.equal("rows" in ordered && ordered.rows.map(({ id }) => id), ["l/a", "l/b", "l/c"]);
});

test("an API server gives a default by itself when nothing but the object decides it", () => {
  const random = fill("l/a", "spec.a", { generate: "uuid4" });
  for (const [row, expected] of [
    [fill("l/x", "spec.x", { value: 1 }), true],
    [fill("l/x", "spec.x", { from: "self.spec.y" }), true],
    [fill("l/x", "spec.x", { value: 1, on: ["create", "update"] }), false],
    [fill("l/x", "spec.x", { from: "self.spec.a" }), false],
    [fill("l/x", "spec.x", { generate: "now" }), false],
    [fill("l/x", "spec.x", { value: 1, replace: true }), false],
    [fill("l/x", "spec.x", { value: 1, when: "has(oldSelf.spec)" }), false],
    [fill("l/x", "spec.x", { value: 1, when: "fact.powerOnHeld" }), false],
    [fill("l/x", "spec.x", { from: "wrote.spec.y" }), false],
  ] as const)
    assert.is(isPolicyDefault(row, [row, random]), expected, JSON.stringify(row));
});

test("a mutating policy fills an unset field below a parent that is there", () => {
  const [policy, binding] = mutatingPolicyObjects(resource, [
    fill("l/on", "spec.power.state", { value: "On", when: "has(self.spec.x)" }),
  ]) as [{ spec: { matchConditions: object; mutations: object } }, { spec: object }];
  assert.equal(policy.spec.matchConditions, [
    {
      name: "unset",
      expression:
        "has(object.spec) && has(object.spec.power) && (!has(object.spec.power.state) || object.spec.power.state == '') && (has(object.spec.x))",
    },
  ]);
  assert.equal(policy.spec.mutations, [
    {
      patchType: "JSONPatch",
      jsonPatch: { expression: '[JSONPatch{op: "add", path: "/spec/power/state", value: "On"}]' },
    },
  ]);
  assert.equal(binding.spec, { policyName: "l-on.test.example.com" });
});

// ── Situations and guards ───────────────────────────────────────────────────────────────────────────────────────

const lamp: JSONSchemaProps = {
  type: "object",
  properties: {
    spec: {
      type: "object",
      properties: { light: { type: "string", enum: ["On", "Off"] }, level: { type: "integer" } },
    },
  },
};

test("a space has every value of the axes, absence, the numbers compared and the gaps between them", () => {
  const row = {
    id: "l/x",
    doc: "",
    source: "",
    when: "self.spec.level > 3 && self.spec.level < 5 && fact.held",
  };
  const space = spaceOf({ light: "spec.light" }, [row], lamp, new Set(["spec.light"]));
  assert.equal(space.fields, [
    ["spec.light", ["On", "Off"]],
    ["spec.level", [NONE, 2, 3, 4, 5, 6]],
  ]);
  assert.equal(space.conditions, ["fact.held"]);
  assert.is([...situations(space)].length, 2 * 6 * 2);
});

const situation: Situation = {
  fields: { "spec.light": "On", "spec.level": NONE },
  conditions: { "fact.held": true },
};
for (const [guard, truth] of [
  [undefined, true],
  ["self.spec.light == 'On'", true],
  ["'On' != self.spec.light", false],
  ["has(self.spec.level)", false],
  ["self.spec.level > 3", "error"],
  ["has(self.spec.level) && self.spec.level > 3", false],
  ["self.spec.level > 3 || fact.held", true],
  ["self.spec.level > 3 && fact.held", "error"],
  ["!fact.held", false],
  ["true", true],
] as const) {
  test(`the guard ${guard} is ${truth}`, () => {
    assert.is(holds(guard, situation), truth);
  });
}

test("a situation reads as an object, with the free conditions beside it", () => {
  assert.is(describe(situation), '{"spec":{"light":"On"}} and fact.held is true');
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

// ── Pages ───────────────────────────────────────────────────────────────────────────────────────────────────────

const vm = tables[0]!;
const kind = {
  key: vm.kind,
  kind: "VirtualMachine",
  tables: Object.entries(vm.tables).map(([name, table]) => ({ ...(table as object), name })),
  positions: new Map(),
} as unknown as KindTables;
const ids = kind.tables.flatMap((table) => (table.rows as readonly { id: string }[]).map(({ id }) => id));
const schema = crd.spec.versions[0].schema.openAPIV3Schema as JSONSchemaProps;

test("every row begins one line of its table's page", () => {
  const pages = [...emitRuleDocs(kind, { ...resource, schema }, []).values()].join("\n");
  const heads = [...pages.matchAll(/^\| (?:<a id="[^"]*"><\/a>|\[)`([a-z]+\/[^`]+)`/gm)].map(
    (match) => match[1]!,
  );
  assert.equal(heads.sort(), [...ids].sort());
});

test("no line of a page has more or fewer cells than its head", () => {
  for (const [file, text] of emitRuleDocs(kind, { ...resource, schema }, [])) {
    let width = 0;
    for (const line of text.split("\n")) {
      const cells = line.startsWith("|") ? line.split(/(?<!\\)\|/).length : 0;
      if (cells > 0 && width > 0) assert.is(cells, width, `${file}: ${line}`);
      width = cells;
    }
  }
});

test("the enforcement page covers every row that does something, and says why", () => {
  const checks = ids.map((id) => placed({ id }));
  const rows = enforcements(kind, checks);
  for (const id of ids)
    assert.ok(
      rows.some((row) => row.id === id && row.why !== ""),
      id,
    );
  const [text] = [...emitEnforcement(kind, rows).values()];
  assert.ok(ids.every((id) => text!.includes(`\`${id}\``)));
});

test("conditions become a type of their reasons and a page", () => {
  const files = emitConditions({
    LampReady: { doc: "It shines.", reasons: { Broken: "It does not.", Off: "Not now." } },
  });
  assert.match(
    files.get("generated/conditions.ts")!,
    '  /** It shines. */\n  LampReady: "Broken" | "Off";\n',
  );
  assert.match(
    files.get("generated/docs/conditions.md")!,
    "## LampReady\n\nIt shines.\n\n| Reason | Meaning |",
  );
  assert.is(emitConditions({}).size, 0);
});

test.run();
