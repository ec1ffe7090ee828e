/** That tables agree with each other and with what was recorded, that rows can be evaluated, and that moves lead on. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { checkConvergence } from "../../codegen/check/moves-converge.ts";
import { checkEvaluates } from "../../codegen/check/rows-evaluate.ts";
import { checkAgreement } from "../../codegen/check/tables-agree.ts";
import { checkUpgradeLock, UPGRADE_LOCK, upgradeLock } from "../../codegen/check/upgrade-lock.ts";
import type { ResourceModel } from "../../codegen/model.ts";
import type { PlacedCheck } from "../../codegen/rules/check.ts";
import type { KindTables, Table, TableOf } from "../../codegen/rules/rows.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";

const light: JSONSchemaProps = { type: "string", enum: ["On", "Off"] };
const lamp: JSONSchemaProps = {
  type: "object",
  properties: {
    spec: {
      type: "object",
      required: ["owner"],
      properties: {
        light,
        owner: { type: "string" },
        parts: { type: "array", items: { type: "object", properties: { watts: { type: "integer" } } } },
      },
    },
    status: { type: "object", properties: { light } },
  },
};
const resource = { schema: lamp, positions: {}, file: "lamp.ts" } as unknown as ResourceModel;

const kindOf = (...tables: object[]): KindTables => ({
  key: "test/v1/Lamp",
  kind: "Lamp",
  tables: tables.map((table, i) => ({ name: `table${i}`, ...table }) as Table),
  positions: new Map(),
});
const fixed = (...rows: object[]) => ({ kind: "immutability", rows });
const complaints = (...tables: object[]) => checkAgreement(kindOf(...tables)).map(({ message }) => message);

test("a change is forbidden once", () => {
  const always = { id: "i/a", field: "spec.light", forbid: ["modify"] };
  assert.equal(complaints(fixed(always, { id: "i/b", field: "spec.light", forbid: ["set"] })), []);
  for (const guard of [{}, { unless: "privileged" }, { when: "self.light == 'On'" }])
    for (const order of [0, 1]) {
      const other = { id: "i/b", field: "spec.light", forbid: ["set", "modify"], ...guard };
      const found = complaints(fixed(...(order ? [always, other] : [other, always])));
      assert.is(found.length, 1, JSON.stringify(guard));
      assert.match(found[0]!, /forbids to modify spec\.light, as i\/[ab] does already/);
    }
});

test("a part of what never changes needs no row", () => {
  const whole = { id: "i/a", field: "spec.parts", forbid: ["modify"] };
  const part = { id: "i/b", field: "spec.parts[].watts", forbid: [] };
  assert.equal(complaints(fixed(whole, part)), [
    "i/b is about a part of spec.parts, of which i/a lets no part change",
  ]);
  assert.equal(complaints(fixed({ ...whole, when: "true" }, part)), []);
  assert.equal(complaints(fixed({ ...whole, forbid: ["set", "unset"] }, part)), []);
});

test("what may be asked for may change, and what is frozen could", () => {
  const asks = (row: object) => ({ kind: "requests", axes: {}, changed: "spec.light", rows: [row] });
  const never = { id: "i/a", field: "spec.light", forbid: ["set", "modify", "unset"] };
  assert.equal(complaints(fixed(never), asks({ id: "r/a", then: "allow" })), [
    "r/a lets spec.light change, which i/a forbids",
  ]);
  assert.equal(complaints(fixed(never), asks({ id: "r/a", then: "freeze", freeze: ["spec.light"] })), [
    "r/a freezes spec.light, which i/a does always",
  ]);
  assert.equal(complaints(fixed(never), asks({ id: "r/a", then: "deny" })), []);
});

test("defaults of updates and upgrade steps write what may be written", () => {
  const set = { id: "i/a", field: "spec.owner", forbid: ["set"] };
  const fills = { kind: "upgrade", rows: [{ id: "u/a", bit: 0, fill: { "spec.owner": "observed.x" } }] };
  const gives = (on: string) => ({
    kind: "defaulting",
    rows: [{ id: "d/a", field: "spec.owner", on: [on], value: "me" }],
  });
  assert.equal(complaints(fixed(set), fills, gives("update")), [
    "d/a fills spec.owner in updates, where i/a forbids it",
    "u/a fills spec.owner, which i/a forbids to set",
  ]);
  assert.equal(complaints(fixed({ ...set, unless: "privileged" }), fills, gives("create")), []);
});

const steps = (bits: { readonly [id: string]: number }) =>
  kindOf({ kind: "upgrade", rows: Object.entries(bits).map(([id, bit]) => ({ id, bit })) });

test("a bit that was recorded keeps its step, and new ones are recorded", () => {
  const recorded = upgradeLock([steps({ "u/a": 0, "u/b": 1 })]).get(UPGRADE_LOCK)!;
  const found = (bits: { readonly [id: string]: number }) =>
    checkUpgradeLock([steps(bits)], recorded).map(({ message }) => message.split(";")[0]);
  assert.equal(found({ "u/b": 1, "u/a": 0, "u/c": 2 }), []);
  assert.equal(found({ "u/a": 0, "u/b": 2 }), ["bit 1 belongs to the upgrade step u/b, which now has bit 2"]);
  assert.equal(found({ "u/a": 0, "u/c": 1 }), [
    "bit 1 belongs to the upgrade step u/b, which was replaced by u/c",
  ]);
  assert.equal(found({ "u/a": 0 }), ["bit 1 belongs to the upgrade step u/b, which is gone"]);
  assert.equal(checkUpgradeLock([steps({ "u/a": 5 })], undefined), []);
});

/** What is said of a row that asks this. */
const evaluated = (require: string, example: object, anchor = "spec") => {
  const check = { id: "v/x", on: ["create"], anchor, require, admits: [example], refuses: [], features: [] };
  return checkEvaluates(check as unknown as PlacedCheck, resource, kindOf()).map(({ message }) => message);
};

test("a row can be evaluated whatever may be absent, and only that", () => {
  const both = { new: { light: "On", owner: "me" } };
  assert.equal(evaluated("self.owner == 'me' && self.?light.orValue('') == 'On'", both), []);
  assert.equal(evaluated("self.light == 'On'", both), [
    'v/x cannot be evaluated about {"new":{"owner":"me"}}: no such key: light',
  ]);
});

test("around an item that is there, its list is too", () => {
  const example = { new: { watts: 5 }, root: { spec: { owner: "me", light: "On", parts: [{ watts: 5 }] } } };
  assert.equal(
    evaluated("size(root.spec.parts) > 0 && root.spec.owner == 'me'", example, "spec.parts[]"),
    [],
  );
  assert.match(evaluated("root.spec.light == 'On'", example, "spec.parts[]").join(), /no such key: light/);
});

const moves = (axes: object, rows: object[], ...others: object[]) => {
  const table = { name: "moves", doc: "", kind: "moves", axes, rows } as unknown as TableOf<"moves">;
  return checkConvergence(table, lamp, new Set(), kindOf(table, ...others)).map(({ message }) => message);
};

test("what may be asked for is done, now or once nothing holds it", () => {
  const axes = { observed: "status.light", desired: "spec.light" };
  const ends = { reason: "Broken", message: "see to it" };
  const up = { observed: ["Off"], desired: ["On"] };
  const rest = [
    { id: "m/a", observed: ["(none)"], desired: "any", steps: [] },
    { id: "m/b", observed: ["On", "Off"], desired: ["(none)"], steps: [] },
    { id: "m/c", observed: ["On"], desired: ["On", "Off"], steps: [], ends },
    { id: "m/d", observed: ["Off"], desired: ["Off"], steps: [] },
  ];
  const off = { id: "r/off", from: ["On"], to: ["Off"], then: "deny" };
  const asks = (then: string) => ({
    kind: "requests",
    axes: { from: "status.light", to: "spec.light" },
    changed: "spec.light",
    rows: [off, { id: "r/on", from: ["Off"], to: ["On"], then }],
  });
  const stuck = [...rest, { id: "m/up", ...up, steps: [], ends }];
  assert.equal(moves(axes, stuck, asks("deny")), []);
  assert.match(moves(axes, stuck, asks("allow")).join(), /^m\/up: .* although r\/on lets it be asked for/);
  const held = [
    ...rest,
    { id: "m/held", ...up, when: "fact.held", steps: [], ends },
    { id: "m/up", ...up, when: "!fact.held", steps: [{ do: "powerOn", until: "On" }] },
  ];
  assert.equal(moves(axes, held, asks("allow")), []);
});

test("what is due has a step or ends in a condition, wherever the machine was seen", () => {
  const axes = { observed: "status.light" };
  const rest = [
    { id: "m/rest", observed: "any", when: "!fact.due", steps: [] },
    { id: "m/do", observed: ["On"], when: "fact.due", steps: [{ do: "reset" }] },
  ];
  const waits = { id: "m/waits", observed: ["Off", "(none)"], when: "fact.due", steps: [] };
  assert.equal(moves(axes, [...rest, { ...waits, ends: { reason: "Waits", message: "for light" } }]), []);
  assert.equal(moves(axes, [...rest, waits]), [
    'm/waits: has no step and names no condition to end in when {"status":{"light":"Off"}} and fact.due is true',
  ]);
});

test.run();
