/** The tables as the generator sees them: the same rows, with paths and names as plain strings. */
import type { Lookup } from "../../rules/lang/facts.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import type {
  ChangeVerb,
  Example,
  FillSource,
  ForeignKind,
  GeneratorName,
  MoveStep,
  Operation,
  RefusalReason,
  Surroundings,
  WriteOperation,
} from "../../rules/lang/tables.ts";
import type { Position } from "../problems.ts";

export interface LooseRow {
  id: string;
  doc: string;
  source: string | readonly string[];
}

export const sourcesOf = ({ source }: LooseRow): readonly string[] =>
  typeof source === "string" ? [source] : source;

export interface ImmutabilityRow extends LooseRow {
  field: string;
  forbid: readonly ChangeVerb[];
  unless?: string;
  message?: string;
  when?: string;
  holds?: Surroundings;
  lifts?: Surroundings;
}

export interface DefaultRow extends LooseRow {
  field: string;
  also?: readonly string[];
  on: readonly WriteOperation[];
  when?: string;
  replace?: true;
  value?: unknown;
  from?: string;
  generate?: GeneratorName;
  remove?: true;
  example: Pick<Example, "old" | "facts" | "off"> & { before: unknown; after: unknown };
}

/** The fields that a default writes. */
export const writtenBy = ({ field, also = [] }: DefaultRow): readonly string[] => [field, ...also];

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
  fill: { [field: string]: FillSource };
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
  sources?: readonly string[] | undefined;
  /** Features that rows may ask about. */
  features?: { readonly [name: string]: { readonly doc: string } };
  /** Other objects that rows of this kind may ask about. */
  lookups?: { readonly [name: string]: KnownLookup };
  /** The kind is one of others. */
  foreign?: ForeignKind | undefined;
  /** The parameters of admission are a kind of this API. */
  parametrised?: boolean;
}

/** A lookup, with the schema of its kind where that is ours. */
export type KnownLookup = Lookup & { readonly schema?: JSONSchemaProps | undefined };

export const tablesOf = <K extends TableKind>(kind: KindTables, of: K): TableOf<K>[] =>
  kind.tables.filter((table): table is TableOf<K> => table.kind === of);

/** The row behind a check, for a step of the upgrade has a check beside it. */
export const rowOf = (check: string): string => check.replace(/\/holds$/, "");

/** Where a row, or the row behind a check, was written; the kind itself where no `id: "…"` says so. */
export const positionOf = (kind: KindTables, id: string): Position =>
  kind.positions.get(rowOf(id)) ?? { file: kind.key, line: 1, column: 1 };

/** The values a row's axis column names, or undefined for "any". */
export function axisValues(row: AxisRow, axis: string): readonly string[] | undefined {
  const cell = row[axis];
  return Array.isArray(cell) ? (cell as string[]) : undefined;
}
