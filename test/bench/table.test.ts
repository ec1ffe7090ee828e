import { test } from "uvu";
import * as assert from "uvu/assert";
import { median } from "./measure.ts";
import { missing, type Row, ratioOf } from "./row.ts";
import { renderTable } from "./table.ts";

const row: Row = { what: "gets", unit: "/s", better: "more", ours: 3000, peer: "another", theirs: 1500 };

test("a row says ours, theirs and how many times theirs ours is", () => {
  assert.is(ratioOf(row), 2);
  assert.match(
    renderTable(new Map([["server", [row]]]), true),
    /\| server: gets \| 3,000 \| +1,500 \| +2× \| /,
  );
});

test("a peer that is missing has no ratio, and is named below the table with the reason", () => {
  const alone: Row = { ...row, theirs: missing("not built") };
  assert.is(ratioOf(alone), undefined);
  const text = renderTable(new Map([["server", [alone, alone]]]), false);
  assert.is(text.split("! another: not built").length, 2);
});

test("beside nothing there is no ratio", () => {
  assert.is(ratioOf({ ...row, theirs: 0 }), undefined);
});

test("the median of an even number of runs lies between the middle two", () => {
  assert.is(median([9, 1, 5]), 5);
  assert.is(median([9, 1, 5, 3]), 4);
});

test.run();
