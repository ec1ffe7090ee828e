/** The tables as the generator sees them: the same rows, with paths and names as plain strings. */
import type {
  ChangeVerb,
  Example,
  MoveStep,
  ObservedField,
  Operation,
  RefusalReason,
} from "../../rules/lang/tables.ts";
import type { Position } from "../problems.ts";

export interface LooseRow {
  id: string;
  doc: string;
  source: string;
}

export interface ImmutabilityRow extends LooseRow {
  field: string;
  forbid: readonly ChangeVerb[];
  unless?: string;
}

export interface DefaultRow extends LooseRow {
  field: string;
  on: readonly Operation[];
  when?: string;
  replace?: true;
  value?: unknown;
  from?: string;
  generate?: "uuid4" | "now";
  example: { before: unknown; after: unknown; old?: unknown };
}

/** The axis columns of requests and moves stand beside the named ones. */
export interface AxisRow extends LooseRow {
  when?: string;
  [axis: string]: unknown;
}

export interface RequestRow extends AxisRow {
  then: "allow" | "deny" | "freeze";
  freeze?: readonly string[];
  message?: string;
  admits?: readonly Example[];
  refuses?: readonly Example[];
}

export interface MoveRow extends AxisRow {
  steps: readonly MoveStep[];
  ends?: { reason: string; message: string };
}

export interface ValidationRow extends LooseRow {
  at?: string;
  field?: string;
  on: readonly Operation[];
  require: string;
  reason: RefusalReason;
  message: string;
  admits: readonly Example[];
  refuses: readonly Example[];
}

export interface UpgradeRow extends LooseRow {
  bit: number;
  after: readonly string[];
  fill: { [field: string]: ObservedField };
  freeze: readonly string[];
  example: { before: unknown; observed: { [field: string]: string }; after: unknown };
}

interface Header {
  /** The name the table is exported by. */
  name: string;
  doc: string;
}

export type Axes = { readonly [axis: string]: string };

export type Table =
  | (Header & { kind: "immutability"; rows: readonly ImmutabilityRow[] })
  | (Header & { kind: "defaulting"; rows: readonly DefaultRow[] })
  | (Header & { kind: "requests"; axes: Axes; changed: string; rows: readonly RequestRow[] })
  | (Header & { kind: "moves"; axes: Axes; rows: readonly MoveRow[] })
  | (Header & { kind: "validation"; rows: readonly ValidationRow[] })
  | (Header & { kind: "upgrade"; rows: readonly UpgradeRow[] });

export type TableKind = Table["kind"];

export type TableOf<K extends TableKind> = Extract<Table, { kind: K }>;

/** All tables of one kind of object. */
export interface KindTables {
  /** `group/version/Kind` of the storage version. */
  key: string;
  kind: string;
  tables: readonly Table[];
  /** Row id → where it was written. */
  positions: ReadonlyMap<string, Position>;
  /** What a row may name as its source; anything well-formed where nothing is listed. */
  sources?: Sources | undefined;
}

/** Documents with their sections, and numbered rules as ranges by letter. */
export interface Sources {
  sections: { readonly [document: string]: readonly string[] };
  upstreamRules: { readonly [letter: string]: readonly (readonly [first: number, last: number])[] };
}

export const tablesOf = <K extends TableKind>(kind: KindTables, of: K): TableOf<K>[] =>
  kind.tables.filter((table): table is TableOf<K> => table.kind === of);

/** Where a row, or the row behind a check, was written; the kind itself where no `id: "…"` says so. */
export const positionOf = (kind: KindTables, id: string): Position =>
  kind.positions.get(id.replace(/\/holds$/, "")) ?? { file: kind.key, line: 1, column: 1 };

/** The values a row's axis column names, or undefined for "any". */
export function axisValues(row: AxisRow, axis: string): readonly string[] | undefined {
  const cell = row[axis];
  return Array.isArray(cell) ? (cell as string[]) : undefined;
}
