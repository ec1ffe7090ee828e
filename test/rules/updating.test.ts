/** The table about updates: made from the rows, it says what the specification's own table says. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { ResourceModel } from "../../codegen/model.ts";
import { lowerChecks } from "../../codegen/rules/lower.ts";
import { placeCheck } from "../../codegen/rules/place.ts";
import type { KindTables, Table } from "../../codegen/rules/rows.ts";
import { updatesOf } from "../../codegen/rules/updates.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";

const page = readFileSync(
  join(import.meta.dirname, "../../generated/docs/rules/virtualmachine/updating.md"),
  "utf8",
);
const marks = new Map(
  page.split("\n").flatMap((line) => {
    const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
    return cells[1]?.startsWith("`")
      ? [[cells[1].replaceAll("`", ""), cells.slice(3, 6).join(" ")] as const]
      : [];
  }),
);

// biome-ignore format: a table
const SPECIFIED: readonly (readonly [field: string, whileOnWhileOffAndUnset: string])[] = [
  ["spec.imageName",                                "✗ ✗ ✗"],
  ["spec.className",                                "(✓) (✓) ✓"],
  ["spec.powerState",                               "(✓) (✓) ✓"],
  ["spec.policies",                                 "✓ ✓ ✓"],
  ["metadata.labels[topology.kubernetes.io/zone]",  "✗ ✗ ✓"],
  ["spec.hardware.cdrom",                           "(✓) ✓ ✓"],
  ["spec.hardware.cdrom[].image",                   "✗ ✓ _NA_"],
  ["spec.hardware.cdrom[].connected",               "✓ ✓ _NA_"],
  ["spec.hardware.cdrom[].allowGuestControl",       "✓ ✓ _NA_"],
  ["spec.guestID",                                  "✗ ✓ (✓)"],
];

for (const [field, says] of SPECIFIED)
  test(`${field}: ${says}`, () => {
    assert.is(marks.get(field), says);
  });

const lamp: JSONSchemaProps = {
  type: "object",
  properties: {
    spec: {
      type: "object",
      properties: {
        shade: { type: "string" },
        bulb: { type: "string" },
        level: { type: "integer", default: 1 },
      },
    },
  },
};
const header = { doc: "A sentence.", source: "ours:test" };
const tables: Table[] = [
  {
    kind: "immutability",
    name: "immutability",
    doc: "What is fixed.",
    rows: [
      { ...header, id: "lamp/shade-fixed", field: "spec.shade", forbid: ["modify", "unset"] },
      {
        ...header,
        id: "lamp/bulb-fixed",
        field: "spec.bulb",
        forbid: ["set", "modify", "unset"],
        unless: "privileged",
      },
      { ...header, id: "lamp/level-may-change", field: "spec.level", forbid: [] },
    ],
  },
  {
    kind: "validation",
    name: "validation",
    doc: "What must hold.",
    rows: [
      {
        ...header,
        id: "lamp/level-rises",
        at: "spec",
        field: "level",
        on: ["update"],
        require: "self.level >= oldSelf.level",
        reason: "Invalid",
        message: "can only rise",
        admits: [{ old: { level: 1 }, new: { level: 2 } }],
        refuses: [{ old: { level: 2 }, new: { level: 1 } }],
      },
    ],
  },
];
const kind = { key: "x/v1/Lamp", kind: "Lamp", tables, positions: new Map() } as KindTables;
const resource = { schema: lamp, positions: {}, file: "lamp.ts" } as unknown as ResourceModel;

test("verbs say all about a field, a condition about some values, a default that there always is one", () => {
  const checks = lowerChecks(kind, resource).flatMap((check) => placeCheck(check, kind, lamp).check ?? []);
  assert.equal(updatesOf(kind, resource, checks), [
    { field: "spec.bulb", change: ["no"], set: "no", rows: ["lamp/bulb-fixed"] },
    {
      field: "spec.level",
      change: ["some"],
      set: undefined,
      rows: ["lamp/level-may-change", "lamp/level-rises"],
    },
    { field: "spec.shade", change: ["no"], set: "yes", rows: ["lamp/shade-fixed"] },
  ]);
});

test.run();
