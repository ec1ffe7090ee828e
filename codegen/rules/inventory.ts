/** The inventory as the generator sees it, and what becomes of each of its lines. */
import type { Inventory, Line, VerdictName } from "../../rules/inventory/lines.ts";
import { type KindTables, type LooseRow, sourcesOf, type Table } from "./rows.ts";

/** A row, with the page that tells of it. */
export interface CarryingRow {
  id: string;
  kind: KindTables;
  table: string;
}

/** What keeps a line: rows, its own verdict, or the verdict of the line it sees. */
export interface Settled {
  line: Line;
  by: "rows" | Exclude<VerdictName, "see"> | "nothing";
  rows: CarryingRow[];
  /** The line whose verdict it is: itself, or the one it sees. */
  decidedBy: Line;
}

/** `spec:doc#section/3`, `upstream:V16`, `upstream:3.2/1`. */
export const LINE_ID =
  /^(spec:[a-z0-9-]+#[a-z0-9-]+\/[0-9]+|upstream:([A-Z][0-9]+|[0-9]+(\.[0-9]+)?\/[0-9]+))$/;

export const VERDICTS: readonly VerdictName[] = ["schema", "reconcile", "see", "later", "notCarried"];

export const verdictsOf = (line: Line): VerdictName[] => VERDICTS.filter((name) => line[name] !== undefined);

/** What a row may name as its source: every line. A section as a whole says nothing that a row could carry. */
export const citable = ({ lines }: Inventory): string[] => lines.map(({ id }) => id);

/** `spec:doc#section/3` → `spec:doc#section`; an upstream rule stands for itself. */
export const sectionOf = (id: string): string => (id.startsWith("spec:") ? id.replace(/\/\d+$/, "") : id);

/** Source → the rows that name it. */
export function rowsBySource(kinds: readonly KindTables[]): ReadonlyMap<string, CarryingRow[]> {
  const named = new Map<string, CarryingRow[]>();
  for (const { row, ...place } of kinds.flatMap(rowsOf)) {
    for (const source of sourcesOf(row)) {
      named.set(source, [...(named.get(source) ?? []), { id: row.id, ...place }]);
    }
  }
  return named;
}

/** Every row of a kind with its table. */
export const rowsOf = (kind: KindTables): { row: LooseRow; kind: KindTables; table: string }[] =>
  kind.tables.flatMap((table: Table) =>
    (table.rows as readonly LooseRow[]).map((row) => ({ row, kind, table: table.name })),
  );

/** Line by line; one that sees a line which is not there, or itself in the end, is kept by nothing. */
export function settle({ lines }: Inventory, named: ReadonlyMap<string, CarryingRow[]>): Settled[] {
  const byId = new Map(lines.map((line) => [line.id as string, line]));
  const settleOne = (line: Line, seen: readonly string[]): Settled => {
    const rows = named.get(line.id) ?? [];
    if (line.see !== undefined) {
      const other = seen.includes(line.see) ? undefined : byId.get(line.see);
      if (other) {
        const settled = settleOne(other, [...seen, line.id]);
        const all = [...new Map([...rows, ...settled.rows].map((row) => [row.id, row])).values()];
        return { ...settled, line, by: rows.length > 0 ? "rows" : settled.by, rows: all };
      }
    }
    const own = verdictsOf(line).find((name) => name !== "see") as Settled["by"] | undefined;
    return { line, by: rows.length > 0 ? "rows" : (own ?? "nothing"), rows, decidedBy: line };
  };
  return lines.map((line) => settleOne(line, [line.id]));
}
