/** The admission policies of a kind with their bindings. They are made once, then checked, told of row by row, and written. */
import type { ResourceModel } from "../model.ts";
import { mutatingPolicyObjects } from "./as-mutating-policy.ts";
import { policyObjects } from "./as-policy.ts";
import type { PlacedCheck } from "./check.ts";
import { type KindTables, tablesOf } from "./rows.ts";

export interface Policies {
  /** One policy and its binding, or nothing. Its validations are in the order of the checks. */
  validating: readonly object[];
  /** In the order of the defaults. */
  mutating: readonly object[];
}

export function policiesOf(
  kind: KindTables,
  resource: ResourceModel,
  checks: readonly PlacedCheck[],
): Policies {
  const parametrised = kind.parametrised ?? false;
  const defaults = tablesOf(kind, "defaulting").flatMap((table) => table.rows);
  return {
    validating: policyObjects(resource, checks, parametrised, kind.foreign?.labelled),
    mutating: mutatingPolicyObjects(resource, defaults, parametrised),
  };
}
