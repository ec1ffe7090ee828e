/** Which row is enforced where, and why: a page, and the lines that the generator prints. */
import type { PlacedCheck } from "../rules/check.ts";
import { isPolicyDefault, isSchemaDefault } from "../rules/default-order.ts";
import { type KindTables, tablesOf } from "../rules/rows.ts";
import type { Files } from "./emitter.ts";
import { MADE_BY } from "./header.ts";
import { code, table } from "./markdown.ts";

export interface Enforcement {
  id: string;
  where: string;
  why: string;
}

const WHERE: Record<PlacedCheck["place"], string> = { crd: "CRD", policy: "policy", webhook: "admission" };

/** One line a row that refuses or fills, and one a table for those that only the operator reads. */
export function enforcements(kind: KindTables, checks: readonly PlacedCheck[]): Enforcement[] {
  const refusing = checks.map((check) => ({ id: check.id, where: WHERE[check.place], why: check.why }));
  const defaults = tablesOf(kind, "defaulting").flatMap((table) => table.rows);
  const filling = defaults.map((row) => {
    if (isSchemaDefault(row)) return { id: row.id, where: "CRD", why: "a constant, whatever the operation" };
    if (isPolicyDefault(row, defaults))
      return {
        id: row.id,
        where: "policy",
        why: "reads nothing that is random (before Kubernetes 1.36: admission)",
      };
    return {
      id: row.id,
      where: "admission",
      why: row.generate ? `makes a value (${row.generate})` : "reads what the webhook writes",
    };
  });
  const moving = [...tablesOf(kind, "moves"), ...tablesOf(kind, "upgrade")].flatMap((table) =>
    table.rows.map((row) => ({ id: row.id, where: "operator", why: `a row of ${table.name}` })),
  );
  return unique([...refusing, ...filling, ...moving]);
}

/** A row that holds several fields is checked once for each, and told once for each place. */
const unique = (rows: readonly Enforcement[]): Enforcement[] => [
  ...new Map(rows.map((row) => [`${row.id} ${row.where} ${row.why}`, row])).values(),
];

/** One line a row: its id, where it runs, why there. */
export const enforcementLines = (rows: readonly Enforcement[]): string[] => {
  const width = Math.max(...rows.map((row) => row.id.length));
  return rows.map((row) => `${row.id.padEnd(width)}  ${row.where.padEnd(9)}  ${row.why}`);
};

/** The page of one kind. */
export function emitEnforcement(kind: KindTables, rows: readonly Enforcement[]): Files {
  const lines = rows.map((row) => [code(row.id), row.where, row.why]);
  const text = `<!-- ${MADE_BY} -->\n# ${kind.kind}: where each row runs\n\nWhat a row reads decides where it runs: in the CRD if it can, else in an admission policy, else in the admission\nwebhook (admission). Rows about steps are the operator's.\n\n${table(["Row", "Where", "Why"], lines)}`;
  return new Map([[`generated/docs/rules/${kind.kind.toLowerCase()}/enforcement.md`, text]]);
}
