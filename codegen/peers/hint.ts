/** What to write in place of another generator's marker, as a hint. */
import { equivalents, type RowLike, type Verdict } from "./equivalents.ts";

const verdicts: readonly (readonly [string, Verdict])[] = Object.values(equivalents).flatMap((peer) =>
  Object.entries<Verdict>(peer),
);

/** Peers differ in case and in prefix: `kubebuilder:validation:MinLength`, `k8s:minLength`, `@Min`. */
const plain = (name: string): string => name.replace(/^[@+]/, "").toLowerCase();

/**
 * The hint for a tag or a comment that another generator knows; nothing for any other word. `kubebuilder:rbac:groups=…`
 * has its arguments behind a colon, and `k8s:update=NoSet` has a verdict for each value.
 */
export function equivalentOf(written: string): string | undefined {
  const [name = ""] = written.split("=", 1);
  const candidates = [written, name];
  for (let end = name.lastIndexOf(":"); end > 0; end = name.lastIndexOf(":", end - 1))
    candidates.push(name.slice(0, end));
  for (const candidate of candidates) {
    const found = verdicts.find(([known]) => plain(known) === plain(candidate));
    if (found) return hintOf(found[1]);
  }
  return /^(kubebuilder|k8s):/i.test(name) ? "see the equivalents in docs/markers.md" : undefined;
}

function hintOf(verdict: Verdict): string {
  if ("write" in verdict) return `here it is ${verdict.write}`;
  if ("type" in verdict) return `here it is ${verdict.type}`;
  if ("row" in verdict) {
    const { table, cells } = printRow(verdict.row);
    return `here it is a row in a table of ${table}, such as ${cells}`;
  }
  if ("instead" in verdict) return `here it is not a marker: ${verdict.instead}`;
  return `here there is none: ${verdict.none.charAt(0).toLowerCase()}${verdict.none.slice(1, -1)}`;
}

/** The name of the row's table, and the row as it stands there: `{ field: "spec.color", forbid: ["modify"] }`. */
export function printRow(row: RowLike): { table: string; cells: string } {
  const [table, cells] = Object.entries(row)[0]!;
  const text = Object.entries(cells as object).map(([name, value]) => `${name}: ${printValue(value)}`);
  return { table, cells: `{ ${text.join(", ")} }` };
}

const printValue = (value: unknown): string =>
  Array.isArray(value) ? `[${value.map(printValue).join(", ")}]` : JSON.stringify(value);
