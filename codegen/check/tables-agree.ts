/**
 * No table asks for what another forbids, or says again what another says: immutability against itself, against
 * requests, defaults and upgrade steps. What a guard lifts for a while is left to the examples and to the search of tests.
 */
import type { ChangeVerb } from "../../rules/lang/tables.ts";
import { type Problem, problem } from "../problems.ts";
import { type ImmutabilityRow, type KindTables, positionOf, tablesOf, writtenBy } from "../rules/rows.ts";

interface Complaint {
  id: string;
  complaint: string;
}

export function checkAgreement(kind: KindTables): Problem[] {
  const fixed = tablesOf(kind, "immutability").flatMap(({ rows }) => rows);
  const complaints = [
    ...twice(fixed),
    ...looseInside(fixed),
    ...requests(kind, fixed),
    ...defaults(kind, fixed),
    ...upgrades(kind, fixed),
  ];
  return complaints.map(({ id, complaint }) =>
    problem("contradiction", positionOf(kind, id), { id, complaint }),
  );
}

/** A row that holds whoever asks, and always. */
const isStrict = (row: ImmutabilityRow): boolean => row.when === undefined && row.unless === undefined;

const isInside = (field: string, outer: string): boolean =>
  field !== outer && (field.startsWith(`${outer}.`) || field.startsWith(`${outer}[`));

/** The row that always refuses such a change of the field. */
const refuserOf = (field: string, verb: ChangeVerb, rows: readonly ImmutabilityRow[]) =>
  rows.find((row) => isStrict(row) && row.field === field && row.forbid.includes(verb));

/** A verb that an earlier row, or one that holds whenever this one does, has forbidden already. */
function twice(rows: readonly ImmutabilityRow[]): Complaint[] {
  return rows.flatMap((row, i) => {
    const other = rows.find(
      (one, j) =>
        one !== row &&
        one.field === row.field &&
        (isStrict(one) || (one.when === row.when && one.unless === row.unless)) &&
        (j < i || !isStrict(row)) &&
        row.forbid.some((verb) => one.forbid.includes(verb)),
    );
    const verb = row.forbid.find((one) => other?.forbid.includes(one));
    return other && verb
      ? [{ id: row.id, complaint: `forbids to ${verb} ${row.field}, as ${other.id} does already` }]
      : [];
  });
}

/** Whoever changes a part changes the whole. */
function looseInside(rows: readonly ImmutabilityRow[]): Complaint[] {
  return rows.flatMap((row) => {
    const outer = rows.find(
      (one) => isStrict(one) && one.forbid.includes("modify") && isInside(row.field, one.field),
    );
    return outer
      ? [
          {
            id: row.id,
            complaint: `is about a part of ${outer.field}, of which ${outer.id} lets no part change`,
          },
        ]
      : [];
  });
}

const VERBS: readonly ChangeVerb[] = ["set", "modify", "unset"];

function requests(kind: KindTables, fixed: readonly ImmutabilityRow[]): Complaint[] {
  return tablesOf(kind, "requests").flatMap(({ changed, rows }) =>
    rows.flatMap((row): Complaint[] => {
      if (row.then !== "freeze") {
        const refuser = row.then === "allow" && refuserOf(changed, "modify", fixed);
        return refuser
          ? [{ id: row.id, complaint: `lets ${changed} change, which ${refuser.id} forbids` }]
          : [];
      }
      return (row.freeze ?? []).flatMap((field) => {
        const refusers = VERBS.map((verb) => refuserOf(field, verb, fixed));
        return refusers.every((one) => one !== undefined)
          ? [{ id: row.id, complaint: `freezes ${field}, which ${refusers[0]!.id} does always` }]
          : [];
      });
    }),
  );
}

/** In an update a default writes for the caller, who may not. */
function defaults(kind: KindTables, fixed: readonly ImmutabilityRow[]): Complaint[] {
  const rows = tablesOf(kind, "defaulting").flatMap((table) => table.rows);
  return rows
    .filter((row) => row.on.includes("update") && row.when === undefined && row.generate !== "placement")
    .flatMap((row) =>
      writtenBy(row).flatMap((field) => {
        const refuser =
          refuserOf(field, "set", fixed) ?? (row.replace ? refuserOf(field, "modify", fixed) : undefined);
        return refuser
          ? [{ id: row.id, complaint: `fills ${field} in updates, where ${refuser.id} forbids it` }]
          : [];
      }),
    );
}

/** A step writes as the operator, which is privileged. */
function upgrades(kind: KindTables, fixed: readonly ImmutabilityRow[]): Complaint[] {
  return tablesOf(kind, "upgrade").flatMap(({ rows }) =>
    rows.flatMap((row) =>
      Object.keys(row.fill).flatMap((field) => {
        const refuser = refuserOf(field, "set", fixed);
        return refuser
          ? [{ id: row.id, complaint: `fills ${field}, which ${refuser.id} forbids to set` }]
          : [];
      }),
    ),
  );
}
