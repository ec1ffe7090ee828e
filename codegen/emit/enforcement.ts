/** Which row is enforced where, and why: a page, and the lines that the generator prints. */
import type { Runner } from "../../rules/lang/described.ts";
import type { PlacedCheck } from "../rules/check.ts";
import type { KindTables } from "../rules/rows.ts";
import { runsOf } from "../rules/runs.ts";
import type { Files } from "./emitter.ts";
import { MADE_BY } from "./header.ts";
import { code, table } from "./markdown.ts";

export interface Enforcement {
  id: string;
  where: string;
  why: string;
}

const WHERE: Record<Runner, string> = {
  crd: "CRD",
  policy: "policy",
  "mutating-policy": "policy",
  webhook: "admission",
  operator: "operator",
};

/** One line a row that refuses or fills, and one a table for those that only the operator reads. */
export function enforcements(kind: KindTables, checks: readonly PlacedCheck[]): Enforcement[] {
  return unique(
    runsOf(kind, checks).map(({ row, check, runner, why }) => ({
      id: check?.id ?? row,
      where: WHERE[runner],
      why,
    })),
  );
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
