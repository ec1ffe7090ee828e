/**
 * Upgrade steps: bits are distinct, `after` leads to steps that exist and not in a circle, a step freezes only what it
 * fills, and its example comes out as it says.
 */
import { isDeepStrictEqual } from "node:util";
import { valueAt } from "../../rules/lang/value-at.ts";
import { type Problem, problem } from "../problems.ts";
import { writePath } from "../rules/fields.ts";
import { type KindTables, positionOf, tablesOf, type UpgradeRow } from "../rules/rows.ts";

/** A mask is read with up to nine digits: all bits up to this one fit. */
const LAST_BIT = 28;

export function checkUpgrade(kind: KindTables): Problem[] {
  const rows = tablesOf(kind, "upgrade").flatMap((table) => table.rows);
  return rows.flatMap((row) =>
    complaints(row, rows).map((complaint) =>
      problem("bad-row", positionOf(kind, row.id), { id: row.id, complaint }),
    ),
  );
}

function complaints(row: UpgradeRow, rows: readonly UpgradeRow[]): string[] {
  const found: string[] = [];
  const twin = rows.find((other) => other.bit === row.bit && other.id < row.id);
  if (twin) found.push(`has bit ${row.bit}, which ${twin.id} has too`);
  if (!Number.isInteger(row.bit) || row.bit < 0 || row.bit > LAST_BIT)
    found.push(`has bit ${row.bit}, which is none of 0 to ${LAST_BIT}`);
  for (const id of row.after)
    if (!rows.some((other) => other.id === id)) found.push(`comes after ${id}, which does not exist`);
  if (comesAfter(row, row.id, rows, new Set())) found.push("comes after itself");
  for (const field of row.freeze)
    if (!Object.hasOwn(row.fill, field)) found.push(`freezes ${field}, which it does not fill`);
  const after = filled(row);
  if (!isDeepStrictEqual(after, row.example.after))
    found.push(`turns its example into ${JSON.stringify(after)}`);
  return found;
}

function comesAfter(row: UpgradeRow, id: string, rows: readonly UpgradeRow[], seen: Set<string>): boolean {
  if (seen.has(row.id)) return false;
  seen.add(row.id);
  return row.after.some((name) => {
    const before = rows.find((other) => other.id === name);
    return name === id || (before !== undefined && comesAfter(before, id, rows, seen));
  });
}

/** The example's object after the step: unset fields take what was observed, or what another field says. */
function filled({ fill, example }: UpgradeRow): unknown {
  const object = structuredClone(example.before) as { [key: string]: unknown };
  const sources = { self: example.before, observed: example.observed };
  for (const [field, from] of Object.entries(fill)) {
    const value = valueAt(sources, from);
    if ((valueAt(object, field) ?? "") === "" && value !== undefined) writePath(object, field, value);
  }
  return object;
}
