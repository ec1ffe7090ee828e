/** What the generator proves of tables before it writes, each with the table that fails it. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { checkDefaults } from "../../codegen/check/defaults.ts";
import { checkVerdicts } from "../../codegen/check/field-verdicts.ts";
import { checkConvergence } from "../../codegen/check/moves-converge.ts";
import { checkExamples } from "../../codegen/check/row-examples.ts";
import { checkRowHeaders } from "../../codegen/check/row-headers.ts";
import { checkTotal } from "../../codegen/check/table-total.ts";
import type { ResourceModel } from "../../codegen/model.ts";
import type { Problem } from "../../codegen/problems.ts";
import type { Check } from "../../codegen/rules/check.ts";
import { lowerChecks } from "../../codegen/rules/lower.ts";
import { placeCheck } from "../../codegen/rules/place.ts";
import type { KindTables, MoveRow, RequestRow, Table } from "../../codegen/rules/rows.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";

const lamp: JSONSchemaProps = {
  type: "object",
  properties: {
    spec: {
      type: "object",
      properties: {
        light: { type: "string", enum: ["On", "Off"] },
        level: { type: "integer", minimum: 1 },
        owner: { type: "string" },
        colour: { type: "object", properties: { red: { type: "integer" }, blue: { type: "integer" } } },
      },
    },
    status: { type: "object", properties: { light: { type: "string", enum: ["On", "Off"] } } },
  },
};
const resource = { schema: lamp, positions: {}, file: "lamp.ts" } as unknown as ResourceModel;
const axes = { from: "status.light", to: "spec.light" };
const header = { doc: "A sentence.", source: "ours:test" };

const kindOf = (...tables: Partial<Table>[]): KindTables => {
  const named = tables.map((table, i) => ({ name: `table${i}`, doc: "", ...table }) as Table);
  const ids = named.flatMap((table) => (table.rows as readonly { id: string }[]).map((row) => row.id));
  const at = (line: number) => ({ file: "lamp-rules.ts", line, column: 1 });
  return {
    key: "test/v1/Lamp",
    kind: "Lamp",
    tables: named,
    positions: new Map(ids.map((id, i) => [id, at(i + 1)])),
  };
};
const rows = (...list: object[]) => list.map((row) => ({ ...header, ...row }));
const texts = (problems: readonly Problem[]) => problems.map((p) => `${p.line} ${p.code}: ${p.message}`);

const allow = (id: string, from: unknown, to: unknown, more: object = {}) => ({
  id,
  from,
  to,
  then: "allow",
  ...more,
});
const total = (...list: object[]) => {
  const table = {
    kind: "requests",
    axes,
    changed: "spec.light",
    rows: rows(...list) as unknown as RequestRow[],
  } as const;
  return texts(checkTotal({ name: "lampRequests", ...table }, lamp, new Set(), kindOf(table)));
};

test("a table that speaks once about every situation is accepted", () => {
  assert.equal(total(allow("l/a", ["On"], "any"), allow("l/b", ["Off", "(none)"], "any")), []);
});

test("a situation that no row speaks about is shown as an object", () => {
  assert.equal(total(allow("l/a", ["On", "Off"], "any"), allow("l/b", ["(none)"], ["On", "(none)"])), [
    '1 table-gap: lampRequests says nothing when {"spec":{"light":"Off"}}',
  ]);
});

test("two rows that speak about one situation are both named", () => {
  assert.equal(total(allow("l/a", "any", "any"), allow("l/b", ["On"], ["Off"])), [
    '2 table-overlap: lampRequests speaks twice when {"status":{"light":"On"},"spec":{"light":"Off"}}: l/a, l/b',
  ]);
});

test("guards that exclude each other do not overlap, and a gap between numbers is found", () => {
  const when = (id: string, guard: string) => allow(id, "any", "any", { when: guard });
  const has = "has(self.spec) && has(self.spec.level)";
  assert.equal(
    total(
      when("l/low", `${has} && self.spec.level < 3`),
      when("l/high", `!(${has} && self.spec.level < 3)`),
    ).filter((t) => !t.includes("guard")),
    [],
  );
  const found = total(when("l/low", "fact.bright && fact.dim"), when("l/high", "!fact.bright"));
  assert.equal(found, [
    "1 table-gap: lampRequests says nothing when {} and fact.bright is true and fact.dim is false",
  ]);
});

test("a guard that reads a field without asking whether it is there is refused", () => {
  const found = total(
    allow("l/a", "any", ["On"], { when: "self.spec.owner == 'me'" }),
    allow("l/b", "any", ["On"], { when: "self.spec.owner != 'me'" }),
    allow("l/c", "any", ["Off", "(none)"]),
  );
  assert.equal(
    found.map((text) => text.slice(0, 60)),
    [
      "1 guard-can-fail: the guard of l/a cannot be evaluated when ",
      "2 guard-can-fail: the guard of l/b cannot be evaluated when ",
    ],
  );
});

const moves = (...list: object[]) => {
  const table = {
    kind: "moves",
    name: "lampMoves",
    doc: "",
    axes: { observed: "status.light", desired: "spec.light" },
    rows: rows(...list) as unknown as MoveRow[],
  } as const;
  return texts(checkConvergence(table, lamp, new Set(), kindOf(table)));
};
const rest = [
  { id: "m/none", observed: ["(none)"], desired: "any", steps: [] },
  { id: "m/nothing", observed: ["On", "Off"], desired: ["(none)"], steps: [] },
  { id: "m/on", observed: ["On"], desired: ["On"], steps: [] },
  { id: "m/off", observed: ["Off"], desired: ["Off"], steps: [] },
];

test("moves that end in the desired state converge", () => {
  const found = moves(
    ...rest,
    { id: "m/up", observed: ["Off"], desired: ["On"], steps: [{ do: "powerOn", until: "On" }] },
    { id: "m/down", observed: ["On"], desired: ["Off"], steps: [{ do: "powerOff", until: "Off" }] },
  );
  assert.equal(found, []);
});

test("a move that ends elsewhere, does nothing, or may run out of time without a condition does not converge", () => {
  const found = moves(
    ...rest,
    { id: "m/up", observed: ["Off"], desired: ["On"], steps: [] },
    {
      id: "m/down",
      observed: ["On"],
      desired: ["Off"],
      steps: [{ do: "shutdownGuest", until: "Off", within: "5m" }],
    },
  );
  assert.equal(
    found.map((text) => text.slice(0, 80)),
    [
      '5 no-convergence: m/up: has no step and names no condition to end in when {"stat',
      "6 no-convergence: m/down: may run out of time and names no condition to end in wh",
    ].map((text) => text.slice(0, 80)),
  );
});

test("every field of spec needs a verdict, and an ancestor's counts", () => {
  const table = {
    kind: "immutability",
    rows: rows(
      { id: "i/light", field: "spec.light", forbid: [] },
      { id: "i/colour", field: "spec.colour.red", forbid: ["modify"] },
    ),
  } as unknown as Table;
  assert.equal(
    checkVerdicts(kindOf(table), resource).map((p) => p.message),
    [
      "spec.level has no row that says whether it may change",
      "spec.owner has no row that says whether it may change",
      "spec.colour.blue has no row that says whether it may change",
    ],
  );
});

test("a verdict on all of spec, or on a field that does not exist, is refused", () => {
  const all = ["light", "level", "owner", "colour"].map((name, i) => ({
    id: `i/r${i}`,
    field: `spec.${name}`,
    forbid: [],
  }));
  const table = {
    kind: "immutability",
    rows: rows(
      ...all,
      { id: "i/spec", field: "spec", forbid: [] },
      { id: "i/typo", field: "spec.ligth", forbid: [] },
    ),
  } as unknown as Table;
  assert.equal(
    checkVerdicts(kindOf(table), resource).map((p) => p.message),
    [
      "i/spec gives a verdict to all of spec; name its fields",
      "i/typo names spec.ligth, which does not exist",
    ],
  );
});

const defaults = (...list: object[]) =>
  checkDefaults(kindOf({ kind: "defaulting", rows: rows(...list) } as unknown as Table), resource).map(
    (p) => p.message,
  );
const give = (id: string, field: string, more: object) => ({ id, field, on: ["create"], ...more });

test("a field has one writer on an operation", () => {
  assert.equal(defaults(give("d/a", "spec.level", { value: 1 }), give("d/b", "spec.level", { value: 2 })), [
    "d/b writes spec.level on the same operation as d/a",
  ]);
});

test("defaults that read each other are a cycle", () => {
  assert.equal(
    defaults(
      give("d/a", "spec.owner", { from: "self.spec.light" }),
      give("d/b", "spec.light", { from: "self.spec.owner" }),
    ),
    ["d/a is part of a cycle of defaults: d/a → d/b → d/a"],
  );
});

test("a constant that the schema refuses is no default", () => {
  assert.match(
    defaults(give("d/a", "spec.level", { value: 0 })).join(),
    /gives a value that the schema refuses: .*greater than or equal to 1/,
  );
});

const placed = (check: Partial<Check>) => {
  const whole = {
    ...header,
    table: "t",
    id: "v/x",
    on: ["update"],
    anchor: "spec",
    field: "spec.level",
    reason: "Invalid",
    message: "m",
    admits: [],
    refuses: [],
    ...check,
  } as Check;
  const kind = kindOf({ kind: "validation", rows: [{ id: "v/x" }] } as unknown as Table);
  return { kind, ...placeCheck(whole, kind, lamp) };
};

test("where a row runs follows from what it mentions", () => {
  const place = (require: string, more: Partial<Check> = {}) => placed({ require, ...more }).check?.place;
  assert.is(place("self.level > 1"), "crd");
  assert.is(place("self.level >= oldSelf.level"), "crd");
  assert.is(place("fact.privileged || self.level > 1"), "policy");
  assert.is(place("has(self.metadata.labels)", { anchor: "" }), "policy");
  assert.is(place("has(self.metadata.name)", { anchor: "" }), "crd");
  assert.is(place("has(self.annotations)", { anchor: "metadata" }), "policy");
  assert.is(place("!has(wrote.level)"), "webhook");
  assert.is(place("fact.restartDue"), "webhook");
});

test("a name that no row can see is refused", () => {
  assert.equal(
    placed({ require: "request.name == 'x' && fact.tall" }).problems.map((p) => p.message),
    ["v/x: mentions request, fact.tall, which no row can see"],
  );
});

test("an example that comes out the other way is reported, and so is a row without one", () => {
  const { check, kind } = placed({ require: "self.level > 5", admits: [{ new: { level: 3 } }], refuses: [] });
  assert.equal(
    checkExamples(check!, resource, kind).map((p) => p.message),
    [
      "v/x has no example that it refuses",
      'v/x should admit its example {"new":{"level":3}}, but it refuses it',
    ],
  );
});

test("a row that does not type-check is refused where the checker says", () => {
  const { check, kind } = placed({
    require: "self.level > 'a'",
    admits: [{ new: {} }],
    refuses: [{ new: {} }],
  });
  assert.match(
    checkExamples(check!, resource, kind)[0]!.message,
    /found no matching overload for '_>_' applied to '\(int, string\)'/,
  );
});

test("ids are unique and well-formed, docs are sentences, sources lead somewhere", () => {
  const table = {
    kind: "immutability",
    rows: [{ id: "Lamp", field: "spec.light", forbid: [], doc: "no", source: "me" }],
  } as unknown as Table;
  assert.equal(
    checkRowHeaders(kindOf(table)).map((p) => p.message),
    [
      "Lamp is not an id such as vm/power/off-hard",
      "Lamp needs a doc that is a sentence",
      "Lamp has a source that leads nowhere: me",
    ],
  );
});

test("a source is a line of the inventory that is listed", () => {
  const sources = ["spec:lamp#light/1", "spec:lamp#light/3", "upstream:V3", "upstream:3.2/1"];
  const row = (source: string) => ({
    id: "i/x",
    field: "spec.light",
    forbid: [],
    doc: "A sentence.",
    source,
  });
  const complaints = (source: string) => {
    const kind = kindOf({ kind: "immutability", rows: [row(source)] } as unknown as Table);
    return checkRowHeaders({ ...kind, sources }).map((p) => (p.hint ? `${p.message}; ${p.hint}` : p.message));
  };
  for (const source of [...sources, "ours:reason"]) assert.equal(complaints(source), []);
  assert.equal(complaints("spec:lamp#light"), [
    "i/x names the section spec:lamp#light as its source, but carries lines of it; name one of spec:lamp#light/1, spec:lamp#light/3",
  ]);
  for (const source of ["spec:lamp#dark", "spec:lamp#light/2", "upstream:V4", "upstream:3.3/1"]) {
    assert.match(complaints(source)[0]!, `i/x has a source that leads nowhere: ${source}`);
  }
});

test("each verb of immutability refuses exactly its own change, for strings and for objects", () => {
  for (const field of ["spec.owner", "spec.colour", "spec.level"]) {
    for (const forbid of [
      ["set"],
      ["modify"],
      ["unset"],
      ["set", "modify"],
      ["set", "unset"],
      ["modify", "unset"],
      ["set", "modify", "unset"],
    ] as const) {
      const table = { kind: "immutability", rows: rows({ id: "i/x", field, forbid }) } as unknown as Table;
      const kind = kindOf(table);
      const [check] = lowerChecks(kind, resource);
      const { check: ready } = placeCheck(check!, kind, lamp);
      assert.equal(
        checkExamples(ready!, resource, kind).map((p) => p.message),
        [],
        `${field} ${forbid}`,
      );
    }
  }
});

// ── Items, guards, and what stands around ───────────────────────────────────────────────────────────────────────

/** A lamp with bulbs, which have a socket as their key. */
const lantern = structuredClone(lamp);
lantern.properties!.spec!.properties!.bulbs = {
  type: "array",
  "x-kubernetes-list-type": "map",
  "x-kubernetes-list-map-keys": ["socket"],
  items: {
    type: "object",
    properties: { socket: { type: "integer" }, colour: { type: "string" }, watts: { type: "integer" } },
  },
};
const withBulbs = { ...resource, schema: lantern };

const immutable = (row: object, more: Partial<KindTables> = {}): string[] => {
  const table = { kind: "immutability", rows: rows({ id: "i/x", ...row }) } as unknown as Table;
  const kind = { ...kindOf(table), ...more };
  const [check] = lowerChecks(kind, withBulbs);
  const { check: ready, problems } = placeCheck(check!, kind, lantern);
  return [...problems, ...(ready ? checkExamples(ready, withBulbs, kind) : [])].map((p) => p.message);
};

test("a field of items is followed by their keys, whatever the verbs", () => {
  for (const field of ["spec.bulbs[].colour", "spec.bulbs[].watts"])
    for (const forbid of [["modify"], ["modify", "unset"], ["set", "modify", "unset"]])
      assert.equal(immutable({ field, forbid }), [], `${field} ${forbid}`);
});

test("a guard is tried where it holds and where it does not", () => {
  const row = {
    field: "spec.bulbs[].colour",
    forbid: ["modify"],
    when: "root.?status.?light.orValue('') == 'On'",
  };
  const [lit, dark] = [{ root: { status: { light: "On" } } }, { root: { status: { light: "Off" } } }];
  assert.equal(immutable({ ...row, holds: lit, lifts: dark }), []);
  assert.match(immutable({ ...row, holds: dark, lifts: dark }).join(), /^i\/x should refuse its example/);
  assert.match(immutable({ ...row, holds: lit, lifts: lit }).join(), /^i\/x should admit its example/);
});

test("a guard reads what is beside the field, and features", () => {
  const beside = {
    field: "spec.bulbs[].colour",
    forbid: ["modify"],
    when: "has(self.watts) && self.watts > 5",
  };
  assert.equal(immutable({ ...beside, holds: { self: { watts: 9 } }, lifts: { self: { watts: 1 } } }), []);
  const feature = { field: "spec.colour.red", forbid: ["modify"], when: "feature.Dimming" };
  const features = { Dimming: { doc: "It can be dimmed." } };
  assert.equal(immutable({ ...feature, holds: {}, lifts: { off: ["Dimming"] } }, { features }), []);
});

test("a looked-up object has the fields of its kind, and no others", () => {
  const lookups = {
    maker: { doc: "Who made it.", of: "Lamp", kind: "g/v1/Maker", name: "object.spec.owner", schema: lamp },
  };
  const examples = (require: string) => {
    const { check, kind } = placed({ require: "true", admits: [{ new: {} }], refuses: [{ new: {} }] });
    return checkExamples({ ...check!, require }, resource, { ...kind, lookups })[0]!.message;
  };
  assert.match(examples("fact.maker.spec.levl > 1"), /undefined field 'levl'/);
  assert.match(examples("has(fact.maker) && fact.maker.spec.level > 1"), /should admit its example/);
});

test("a verdict on a field of items leaves the others without one", () => {
  const table = {
    kind: "immutability",
    rows: rows(
      ...["light", "level", "owner", "colour"].map((name) => ({
        id: `i/${name}`,
        field: `spec.${name}`,
        forbid: [],
      })),
      { id: "i/bulb", field: "spec.bulbs[].colour", forbid: ["modify"] },
    ),
  } as unknown as Table;
  assert.equal(
    checkVerdicts(kindOf(table), withBulbs).map((p) => p.message),
    [
      "spec.bulbs[].socket has no row that says whether it may change",
      "spec.bulbs[].watts has no row that says whether it may change",
    ],
  );
});

test.run();
