/** The order of defaults follows from what they read and write, wherever they stand. */
import { mentions } from "./reads.ts";
import type { DefaultRow } from "./rows.ts";

/** Dotted paths below the object that a default reads, in its value and in its condition. */
export function readsOf(row: DefaultRow): string[] {
  const paths = [row.from, row.when]
    .filter((text): text is string => text !== undefined)
    .flatMap((text) => {
      const read = mentions(text);
      return "complaint" in read ? [] : [...read.paths];
    });
  return paths.filter((path) => path.startsWith("self.")).map((path) => path.slice("self.".length));
}

/** Rows so that each stands after those whose fields it reads; or a cycle, as ids. */
export function orderDefaults(rows: readonly DefaultRow[]): { rows: DefaultRow[] } | { cycle: string[] } {
  const ordered: DefaultRow[] = [];
  const state = new Map<DefaultRow, "open" | "done">();
  const visit = (row: DefaultRow, trail: string[]): string[] | undefined => {
    if (state.get(row) === "done") return undefined;
    if (state.get(row) === "open") return [...trail.slice(trail.indexOf(row.id)), row.id];
    state.set(row, "open");
    const reads = readsOf(row);
    for (const other of rows) {
      if (other === row || !reads.some((path) => path === other.field || path.startsWith(`${other.field}.`)))
        continue;
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

/** A constant or computed value that nothing random feeds: a mutating policy can give it. */
export function isPolicyDefault(row: DefaultRow, rows: readonly DefaultRow[]): boolean {
  if (isSchemaDefault(row) || row.generate !== undefined || row.replace) return false;
  const reads = readsOf(row);
  return !rows.some((other) => other !== row && !isSchemaDefault(other) && reads.includes(other.field));
}
