/** The order of defaults follows from what they read and write, wherever they stand. */
import { type Mentions, mentions } from "./reads.ts";
import type { DefaultRow } from "./rows.ts";

/** What the value and the condition of a default mention. */
const mentionsOf = (row: DefaultRow): Mentions[] =>
  [row.from, row.when].flatMap((text) => {
    const read = text === undefined ? undefined : mentions(text);
    return read && "paths" in read ? [read] : [];
  });

/** Whether a default reads the field, or something below it. */
const reads = (row: DefaultRow, field: string): boolean =>
  mentionsOf(row).some(({ paths }) => [...paths].some((path) => `${path}.`.startsWith(`self.${field}.`)));

/** Rows so that each stands after those whose fields it reads; or a cycle, as ids. */
export function orderDefaults(rows: readonly DefaultRow[]): { rows: DefaultRow[] } | { cycle: string[] } {
  const ordered: DefaultRow[] = [];
  const state = new Map<DefaultRow, "open" | "done">();
  const visit = (row: DefaultRow, trail: string[]): string[] | undefined => {
    if (state.get(row) === "done") return undefined;
    if (state.get(row) === "open") return [...trail.slice(trail.indexOf(row.id)), row.id];
    state.set(row, "open");
    for (const other of rows) {
      if (other === row || !reads(row, other.field)) continue;
      const cycle = visit(other, [...trail, row.id]);
      if (cycle) return cycle;
    }
    state.set(row, "done");
    ordered.push(row);
    return undefined;
  };
  for (const row of [...rows].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const cycle = visit(row, []);
    if (cycle) return { cycle };
  }
  return { rows: ordered };
}

/** Constant on every operation: such a row is the schema's own `default`. */
export const isSchemaDefault = (row: DefaultRow): boolean =>
  row.value !== undefined && row.when === undefined && row.replace === undefined && row.on.length === 2;

/** A constant or computed value that the object alone decides, and nothing random: a mutating policy can give it. */
export function isPolicyDefault(row: DefaultRow, rows: readonly DefaultRow[]): boolean {
  if (isSchemaDefault(row) || row.generate !== undefined || row.replace) return false;
  if (mentionsOf(row).some(({ names }) => [...names].some((name) => name !== "self"))) return false;
  return !rows.some((other) => other !== row && !isSchemaDefault(other) && reads(row, other.field));
}
