/** Which rows keep which line of the inventory, and what the pages say of it. */
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { overtaken } from "../../codegen/check/coverage.ts";
import { emitCoverage } from "../../codegen/emit/coverage-docs.ts";
import { citable, rowsBySource, settle } from "../../codegen/rules/inventory.ts";
import { loadTables } from "../../codegen/rules/load.ts";
import type { KindTables } from "../../codegen/rules/rows.ts";
import type { Inventory, Line } from "../../rules/inventory/lines.ts";

const root = join(import.meta.dirname, "../..");

const inventoryOf = (...lines: Line[]): Inventory => ({ lines, explaining: {}, upstreamExceptions: [] });

/** A kind with one table, whose rows name these sources. */
function lamps(rows: { [id: string]: string | readonly string[] }): KindTables {
  const listed = Object.entries(rows).map(([id, source]) => ({ id, source, doc: "A sentence." }));
  const table = { kind: "immutability", name: "immutability", doc: "What is fixed.", rows: listed };
  return {
    key: "shop.example.com/v1/Lamp",
    kind: "Lamp",
    tables: [table as unknown as KindTables["tables"][number]],
    positions: new Map(),
  };
}

/** Line → what keeps it, and the rows. */
function kept(inventory: Inventory, rows: { [id: string]: string | readonly string[] }) {
  const settled = settle(inventory, rowsBySource([lamps(rows)]));
  return Object.fromEntries(
    settled.map(({ line, by, rows }) => [line.id, [by, ...rows.map(({ id }) => id)].join(" ")]),
  );
}

const wait: Line = { id: "spec:lamps#light/1", says: "A lamp is lit.", later: "light: a row" };
const other: Line = { id: "spec:lamps#light/2", says: "A lamp is put out." };
const alike: Line = { id: "upstream:V1", says: "Upstream lights a lamp.", see: "spec:lamps#light/1" };
const left: Line = { id: "upstream:V2", says: "Upstream paints a lamp.", notCarried: "ours have a colour" };
const apart: Line = {
  id: "upstream:D1",
  says: "Upstream blows a lamp out.",
  see: "spec:lamps#light/2",
};

test("a row keeps every line that it names, and takes the place of later", () => {
  const rows = { "lamp/lit": ["spec:lamps#light/1", "spec:lamps#light/2"], "lamp/out": "spec:lamps#light/2" };
  assert.equal(kept(inventoryOf(wait, other), rows), {
    "spec:lamps#light/1": "rows lamp/lit",
    "spec:lamps#light/2": "rows lamp/lit lamp/out",
  });
});

test("a line without a verdict and without rows is kept by nothing", () => {
  assert.equal(kept(inventoryOf(wait, other), {}), {
    "spec:lamps#light/1": "later",
    "spec:lamps#light/2": "nothing",
  });
});

test("a line that sees another has its verdict and its rows, and those that name itself", () => {
  assert.is(kept(inventoryOf(wait, alike), {})["upstream:V1"], "later");
  assert.is(
    kept(inventoryOf(wait, alike), { "lamp/lit": "spec:lamps#light/1" })["upstream:V1"],
    "rows lamp/lit",
  );
  assert.is(
    kept(inventoryOf(wait, alike), { "lamp/shines": "upstream:V1" })["upstream:V1"],
    "rows lamp/shines",
  );
});

test("lines that see each other, or one that is not there, are kept by nothing", () => {
  const back: Line = { id: "upstream:V3", says: "Upstream looks back.", see: "upstream:V4" };
  const forth: Line = { id: "upstream:V4", says: "Upstream looks forth.", see: "upstream:V3" };
  assert.equal(kept(inventoryOf(back, forth), {}), { "upstream:V3": "nothing", "upstream:V4": "nothing" });
  assert.equal(kept(inventoryOf(alike), {}), { "upstream:V1": "nothing" });
});

test("a row may name every line, and no section as a whole", () => {
  const inventory = { ...inventoryOf(wait, left), explaining: { lamps: ["preface"] } };
  assert.equal(citable(inventory), ["spec:lamps#light/1", "upstream:V2"]);
});

function pages(inventory: Inventory, rows: { [id: string]: string }): { [file: string]: string } {
  const kinds = [lamps(rows)];
  return Object.fromEntries(emitCoverage(inventory, settle(inventory, rowsBySource(kinds)), kinds));
}

test("the coverage page counts the verdicts and links each line to its rows", () => {
  const rows = { "lamp/out": "spec:lamps#light/2", "lamp/free": "ours:because" };
  const page = pages(inventoryOf(wait, other, alike, left), rows)["generated/docs/rules/coverage.md"]!;
  const row = (...cells: string[]): string => `| ${cells.join(" | ")} |\n`;
  for (const text of [
    row("rows", "1", "0", "Rows of the tables carry it; their pages say who enforces them."),
    row("later", "1", "1", "Nothing keeps it yet."),
    row("not carried", "0", "1", "Nothing will keep it, for the reason given."),
    "| Waits for | Lines |\n| --- | --- |\n| light | 1 |\n",
    "`#light/2` | A lamp is put out. | [`lamp/out`](lamp/immutability.md#lamp-out) |\n",
    "`V1` | Upstream lights a lamp. | as [`lamps#light/1`](#spec-lamps-light-1): later: light: a row |\n",
    row("[`lamp/free`](lamp/immutability.md#lamp-free)", "`ours:because`"),
  ])
    assert.ok(page.includes(text), text);
  assert.not.match(page, /^\| nothing/m);
});

test("the page of differences says what upstream does, what we do, and what we leave out", () => {
  const inventory: Inventory = {
    ...inventoryOf(other, left, apart),
    upstreamExceptions: [
      { why: "worded", because: "upstream:D1", says: "We put it out.", cases: ["up-1", "up-2"] },
    ],
  };
  const page = pages(inventory, { "lamp/out": "spec:lamps#light/2" })[
    "generated/docs/differences-from-upstream.md"
  ]!;
  for (const text of [
    "| `D1` | Upstream blows a lamp out. | A lamp is put out. | [`lamps#light/2`](rules/coverage.md#spec-lamps-light-2) | [`lamp/out`](rules/lamp/immutability.md#lamp-out) |\n",
    "| `V2` | Upstream paints a lamp. | ours have a colour |\n",
    "## Recorded verdicts that differ: 2\n",
    "### The same verdict, with another field or type of error: 2\n\n| Because",
    "| [`upstream:D1`](rules/coverage.md#upstream-D1) | We put it out. | [`lamp/out`](rules/lamp/immutability.md#lamp-out) | `up-1`, `up-2` |\n",
  ])
    assert.ok(page.includes(text), text);
});

test("no line of ours waits for what rows carry", async () => {
  const { inventory, kinds, problems } = await loadTables(join(root, "rules"), root);
  assert.equal(problems, []);
  assert.equal(overtaken(settle(inventory!, rowsBySource(kinds))), []);
});

test("an exception to upstream's verdicts names a line that is there", async () => {
  const { inventory } = await loadTables(join(root, "rules"), root);
  const ids = new Set(inventory!.lines.map(({ id }) => id));
  assert.equal(
    inventory!.upstreamExceptions.filter(({ because }) => !ids.has(because)),
    [],
  );
});

test.run();
