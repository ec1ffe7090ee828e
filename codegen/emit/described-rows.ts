/** Every row as data, with the expressions that it became: what answers `vmop rules` where the tables are not at hand. */
import type { DescribedRow, Running } from "../../rules/lang/described.ts";
import type { Operation } from "../../rules/lang/tables.ts";
import type { ResourceModel } from "../model.ts";
import { crdRule } from "../rules/as-crd.ts";
import { mutationOf } from "../rules/as-mutating-policy.ts";
import type { PlacedCheck } from "../rules/check.ts";
import type { Policies } from "../rules/policies.ts";
import { type KindTables, type LooseRow, sourcesOf, type Table, tablesOf } from "../rules/rows.ts";
import { type Run, runsOf } from "../rules/runs.ts";
import type { Files } from "./emitter.ts";

/** The rows of a kind, in the order of its tables. */
export function describeRows(
  kind: KindTables,
  resource: ResourceModel,
  checks: readonly PlacedCheck[],
  policies: Policies,
): DescribedRow[] {
  const runs = runsOf(kind, checks);
  const validations = validationsOf(checks, policies);
  return kind.tables.flatMap((table) =>
    table.rows.map((row) => {
      const { id, doc, source: _, on, ...columns } = row as LooseRow & { on?: readonly Operation[] };
      const own = runs.filter((run) => run.row === id);
      return {
        id,
        kind: kind.key,
        table: table.name,
        tableKind: table.kind,
        doc,
        source: sourcesOf(row),
        on: on ?? operations(table, own),
        columns,
        runs: own.map((run) => running(run, kind, resource, validations)),
      };
    }),
  );
}

/** The rows of all kinds, one file. */
export const emitDescribedRows = (rows: readonly DescribedRow[]): Files =>
  new Map(
    rows.length === 0 ? [] : [["generated/rules/rows.json", `${JSON.stringify(rows, undefined, 1)}\n`]],
  );

/** Check → the expression of its validation: a policy has them in the order of its checks. */
function validationsOf(
  checks: readonly PlacedCheck[],
  { validating }: Policies,
): ReadonlyMap<PlacedCheck, string> {
  const placed = checks.filter(({ place }) => place === "policy");
  const [policy] = validating as readonly { spec: { validations: { expression: string }[] } }[];
  return new Map(placed.map((check, i) => [check, policy!.spec.validations[i]!.expression]));
}

/** Where a row does not say it, its table does. */
const operations = (table: Table, runs: readonly Run[]): readonly Operation[] =>
  table.kind === "moves" ? [] : [...new Set(runs.flatMap(({ check }) => check?.on ?? []))];

function running(
  run: Run,
  kind: KindTables,
  resource: ResourceModel,
  validations: ReadonlyMap<PlacedCheck, string>,
): Running {
  const { row, runner, why, field, check } = run;
  const expression = check
    ? asEnforced(check, resource, validations)
    : runner === "mutating-policy"
      ? mutation(row, kind)
      : undefined;
  return {
    runner,
    why,
    ...(field === undefined ? {} : { field }),
    ...(check && check.id !== row ? { check: check.id } : {}),
    ...(runner === "crd" && check ? { node: check.carrier } : {}),
    ...(expression === undefined ? {} : { expression }),
  };
}

function asEnforced(
  check: PlacedCheck,
  resource: ResourceModel,
  validations: ReadonlyMap<PlacedCheck, string>,
): string {
  switch (check.place) {
    case "crd":
      return crdRule(check, resource.schema).rule;
    case "policy":
      return validations.get(check)!;
    case "webhook":
      return check.require;
  }
}

const mutation = (id: string, kind: KindTables): string =>
  mutationOf(
    tablesOf(kind, "defaulting")
      .flatMap((table) => table.rows)
      .find((row) => row.id === id)!,
  );
