/** The pages that rows and conditions become. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { emitConditions } from "../../codegen/emit/conditions.ts";
import { emitEnforcement, enforcements } from "../../codegen/emit/enforcement.ts";
import { emitRuleDocs } from "../../codegen/emit/rule-docs.ts";
import type { ResourceModel } from "../../codegen/model.ts";
import type { PlacedCheck } from "../../codegen/rules/check.ts";
import { placeCheck } from "../../codegen/rules/place.ts";
import type { KindTables } from "../../codegen/rules/rows.ts";
import { tables } from "../../rules/index.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import { crd } from "./machine-crd.ts";

const resource = {
  group: "test.example.com",
  version: "v1",
  kind: "Lamp",
  plural: "lamps",
} as unknown as ResourceModel;

const vm = tables[0]!;
const kind = {
  key: vm.kind,
  kind: "VirtualMachine",
  tables: Object.entries(vm.tables).map(([name, table]) => ({ ...(table as object), name })),
  positions: new Map(),
} as unknown as KindTables;
const ids = kind.tables.flatMap((table) => (table.rows as readonly { id: string }[]).map(({ id }) => id));
const schema = crd.spec.versions[0].schema.openAPIV3Schema as JSONSchemaProps;

const placed = (id: string): PlacedCheck =>
  placeCheck(
    {
      id,
      doc: "A sentence.",
      table: "t",
      on: ["create", "update"],
      anchor: "",
      field: "spec.a",
      require: "true",
      reason: "Invalid",
      message: "no",
      admits: [],
      refuses: [],
    },
    kind,
    schema,
  ).check!;

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
  const checks = ids.map((id) => placed(id));
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
