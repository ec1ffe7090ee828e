/** Which row runs where, and why: one entry for each field that it refuses or fills. */
import type { Runner } from "../../rules/lang/described.ts";
import type { PlacedCheck } from "./check.ts";
import { isPolicyDefault, isSchemaDefault } from "./default-order.ts";
import { type DefaultRow, type KindTables, rowOf, tablesOf, writtenBy } from "./rows.ts";

export interface Run {
  row: string;
  runner: Runner;
  why: string;
  field?: string;
  /** Absent for a row that does not refuse. */
  check?: PlacedCheck;
}

/** Every run of the rows of a kind; a row that only decides that something is allowed has none. */
export function runsOf(kind: KindTables, checks: readonly PlacedCheck[]): Run[] {
  const refusing = checks.map((check) => ({
    row: rowOf(check.id),
    runner: check.place,
    why: check.why,
    field: check.field,
    check,
  }));
  const defaults = tablesOf(kind, "defaulting").flatMap((table) => table.rows);
  const filling = defaults.flatMap((row) =>
    writtenBy(row).map((field) => ({ row: row.id, ...whoFills(row, defaults), field })),
  );
  const moving = [...tablesOf(kind, "moves"), ...tablesOf(kind, "upgrade")].flatMap((table) =>
    table.rows.map((row) => ({ row: row.id, runner: "operator" as const, why: `a row of ${table.name}` })),
  );
  return [...refusing, ...filling, ...moving];
}

function whoFills(row: DefaultRow, rows: readonly DefaultRow[]): { runner: Runner; why: string } {
  if (isSchemaDefault(row)) return { runner: "crd", why: "a constant, whatever the operation" };
  if (isPolicyDefault(row, rows))
    return {
      runner: "mutating-policy",
      why: "reads nothing that is random (before Kubernetes 1.36: admission)",
    };
  return { runner: "webhook", why: whyWebhook(row) };
}

function whyWebhook({ generate, remove, replace }: DefaultRow): string {
  if (generate) return `makes a value (${generate})`;
  if (remove) return "removes what is there";
  return replace ? "writes over what is there" : "reads what the webhook writes, or looks up";
}
