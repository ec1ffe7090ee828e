/** `vmop rules`: every row with who enforces it, and everything about one. */
import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { allRules } from "../../../generated/rules/index.js";
import { tables } from "../../../rules/index.ts";
import type { DescribedRow } from "../../../rules/lang/described.ts";
import { rowsFile, rules } from "./command.ts";

const rows: DescribedRow[] = JSON.parse(readFileSync(rowsFile, "utf8"));
const chosen = async (...args: string[]): Promise<DescribedRow[]> =>
  JSON.parse((await rules(...args, "--json")).printed);

test("every row of every table is described once", () => {
  const written = tables.flatMap((kind) =>
    Object.values(kind.tables).flatMap((table) =>
      (table as { rows: readonly { id: string }[] }).rows.map(({ id }) => id),
    ),
  );
  assert.equal(rows.map(({ id }) => id).sort(), written.sort());
});

test("what is described runs where it was compiled to run", () => {
  const compiled = allRules.flatMap(({ checks }) =>
    checks.map(({ id, place, field }) => `${id} ${place} ${field}`),
  );
  const described = rows.flatMap(({ id, runs, tableKind }) =>
    tableKind === "defaulting" || tableKind === "moves"
      ? []
      : runs
          .filter(({ runner }) => runner !== "operator")
          .map(({ check, runner, field }) => `${check ?? id} ${runner} ${field}`),
  );
  assert.equal(described.sort(), compiled.sort());
});

test("every run says why, and what an API server or a webhook enforces has its expression", () => {
  for (const { id, runs, tableKind } of rows)
    for (const { runner, why, expression } of runs) {
      assert.ok(why.length > 3, id);
      if (runner !== "operator" && tableKind !== "defaulting") assert.type(expression, "string", id);
    }
});

test("the list has a line for each row and place, and a sum", async () => {
  const { code, printed } = await rules();
  assert.is(code, 0);
  assert.match(printed, /^ROW +PLACE +WHY +FIELD$/m);
  assert.match(printed, /^vm\/storage-class-fixed +crd +reads the object, old and new +spec\.storageClass$/m);
  assert.match(printed, /^vm\/power\/off-hard +operator +a row of powerMoves$/m);
  for (const { id } of rows) assert.match(printed, `\n${id} `);
  assert.match(printed, new RegExp(`\n${rows.length} rows: (\\d+ [a-z-]+, )+\\d+ [a-z-]+$`));
});

test("filters choose by kind, table, place and field, and by all of them together", async () => {
  assert.ok(
    (await chosen("--kind", "virtualmachineclass")).every(({ kind }) =>
      kind.endsWith("/VirtualMachineClass"),
    ),
  );
  assert.ok((await chosen("--table", "powerMoves")).every(({ table }) => table === "powerMoves"));
  const policies = await chosen("--place", "policy", "--kind", "VirtualMachine");
  assert.ok(policies.length > 3);
  assert.ok(policies.every(({ runs }) => runs.some(({ runner }) => runner === "policy")));
  const below = (await chosen("--field", "spec.network")).map(({ id }) => id);
  assert.ok(below.includes("vm/gateway4-is-ipv4"));
  assert.not.ok(below.includes("vm/storage-class-fixed"));
});

test("show says what a row says, where that stands, and its examples", async () => {
  const { code, printed } = await rules("show", "vm/storage-class-fixed");
  assert.is(code, 0);
  for (const line of [
    /^vm\/storage-class-fixed\n {2}A machine keeps the storage class it was created with\.$/m,
    /^ {2}table +immutability \(immutability\)$/m,
    /^ {2}forbid +set, modify, unset$/m,
    /^ {2}source +upstream:V16$/m,
    /^run by the CRD, about spec\.storageClass: reads the object, old and new$/m,
    /^ {2}\(has\(self\.spec\) && has\(self\.spec\.storageClass\)/m,
  ])
    assert.match(printed, line);
  const suspend = await rules("show", "vm/power/suspend-needs-running");
  assert.match(suspend.printed, /^ {2}message +only a running machine can be suspended; power it on first$/m);
  assert.match(suspend.printed, /\nrefuses:\n {2}- old:\n/);
});

test("show answers for the id that a refusal carries", async () => {
  const held = rows.flatMap(({ runs }) => runs).find(({ check }) => check !== undefined)!;
  const { code, printed } = await rules("show", held.check!);
  assert.is(code, 0);
  assert.match(printed, `as ${held.check}`);
});

// biome-ignore format: a table
const REFUSED: readonly (readonly [args: string, complaint: string])[] = [
  ["show vm/storage-clas-fixed",  "vmop rules: there is no row vm/storage-clas-fixed; did you mean vm/storage-class-fixed?"],
  ["show tea/pot",                "vmop rules: there is no row tea/pot; `vmop rules` lists them all"],
  ["show",                        "vmop rules: show needs the ID of a row"],
  ["--place webhok",              "vmop rules: no row has the place webhok; did you mean webhook?"],
  ["--kind VirtualMachin",        "vmop rules: no row has the kind VirtualMachin; did you mean VirtualMachine?"],
  ["--field spec.storageClas",    "vmop rules: no row has the field spec.storageClas; did you mean spec.storageClass?"],
  ["--table immutabilities",      "vmop rules: no row has the table immutabilities; did you mean immutability?"],
];

for (const [args, complaint] of REFUSED) {
  test(`refused: rules ${args}`, async () => {
    const { code, printed, complained } = await rules(...args.split(" "));
    assert.equal([code, printed, complained], [2, "", complaint]);
  });
}

test.run();
