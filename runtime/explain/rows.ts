/** The rows as the generator describes them, and how people ask for some of them. */
import { readFileSync } from "node:fs";
import type { DescribedRow, Runner } from "../../rules/lang/described.ts";
import { didYouMean } from "../../rules/lang/did-you-mean.ts";

export interface RowFilter {
  /** The kind alone, in any case. */
  readonly kind?: string | undefined;
  readonly table?: string | undefined;
  readonly place?: string | undefined;
  /** A field, or what it is below: `spec.network` stands for all that is in it. */
  readonly field?: string | undefined;
}

export const RUNNERS: Record<Runner, string> = {
  crd: "the CRD",
  policy: "an admission policy",
  "mutating-policy": "a mutating admission policy, or the webhook before Kubernetes 1.36",
  webhook: "the admission webhook",
  operator: "the operator",
};

/** Rows that only say that something is allowed run nowhere. */
export const NOWHERE = "nowhere";

export const readRows = (file: string): DescribedRow[] => JSON.parse(readFileSync(file, "utf8"));

/** Rows that pass the filter; or a sentence about a word of it that no row knows. */
export function selectRows(
  rows: readonly DescribedRow[],
  { kind, table, place, field }: RowFilter,
): { rows: DescribedRow[] } | { complaint: string } {
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  const strange =
    stranger("kind", kind, rows.map(kindOf)) ??
    stranger(
      "table",
      table,
      rows.map((row) => row.table),
    ) ??
    stranger("place", place, [...Object.keys(RUNNERS), NOWHERE]) ??
    stranger("field", field?.replace(/(\[\])?$/, ""), rows.flatMap(fieldsOf).flatMap(prefixes));
  if (strange) return { complaint: strange };
  const chosen = rows.filter(
    (row) =>
      (kind === undefined || same(kindOf(row), kind)) &&
      (table === undefined || same(row.table, table)) &&
      (place === undefined || placesOf(row).includes(place.toLowerCase())) &&
      (field === undefined ||
        fieldsOf(row).some((own) => prefixes(own).includes(field.replace(/(\[\])?$/, "")))),
  );
  return { rows: chosen };
}

/** The row of an id, or of the id that a refusal carries; or a sentence with the id that was probably meant. */
export function findRow(rows: readonly DescribedRow[], id: string): DescribedRow | { complaint: string } {
  const found = rows.find((row) => row.id === id || row.runs.some(({ check }) => check === id));
  if (found) return found;
  const hint = didYouMean(
    id,
    rows.map((row) => row.id),
  );
  return { complaint: `there is no row ${id}; ${hint ?? "`vmop rules` lists them all"}` };
}

export const kindOf = ({ kind }: DescribedRow): string => kind.slice(kind.lastIndexOf("/") + 1);

/** Every field that a row refuses, fills or decides about. */
export function fieldsOf({ runs, columns }: DescribedRow): string[] {
  const named = runs.flatMap(({ field }) => field ?? []);
  return [...new Set(named.length > 0 ? named : typeof columns.field === "string" ? [columns.field] : [])];
}

export function placesOf({ runs }: DescribedRow): string[] {
  return runs.length === 0 ? [NOWHERE] : [...new Set(runs.map(({ runner }) => runner))];
}

/** A field and all that it is below, without brackets at the end. */
const prefixes = (field: string): string[] => {
  const names = field.split(".");
  return names.map((_, i) =>
    names
      .slice(0, i + 1)
      .join(".")
      .replace(/(\[\])?$/, ""),
  );
};

function stranger(what: string, word: string | undefined, known: readonly string[]): string | undefined {
  if (word === undefined || known.some((one) => one.toLowerCase() === word.toLowerCase())) return undefined;
  const all = [...new Set(known)];
  const hint = didYouMean(word, all) ?? (all.length < 20 ? `there are ${all.join(", ")}` : undefined);
  return `no row has the ${what} ${word}${hint ? `; ${hint}` : ""}`;
}
