/** Admission policies with their bindings, one file a kind. */
import { stringify } from "yaml";
import type { ResourceModel } from "../model.ts";
import { mutatingPolicyObjects } from "../rules/as-mutating-policy.ts";
import { policyObjects } from "../rules/as-policy.ts";
import type { PlacedCheck } from "../rules/check.ts";
import { parametersObject } from "../rules/params.ts";
import { type KindTables, tablesOf } from "../rules/rows.ts";
import type { Files } from "./emitter.ts";
import { yamlHeader } from "./header.ts";

/** The manifests of a kind; no file where nothing is left to a policy. */
export function emitPolicies(
  kind: KindTables,
  resource: ResourceModel,
  checks: readonly PlacedCheck[],
  parametrised: boolean,
): Files {
  const defaults = tablesOf(kind, "defaulting").flatMap((table) => table.rows);
  return new Map([
    ...file(
      `crds/policies/${resource.plural}.validating.yaml`,
      policyObjects(resource, checks, parametrised, kind.foreign?.labelled),
    ),
    ...file(
      `crds/policies/${resource.plural}.mutating.yaml`,
      mutatingPolicyObjects(resource, defaults, parametrised),
    ),
  ]);
}

/** The parameters that the policies need, as they come with them. */
export const emitParameters = (): Files => new Map(file("crds/policies/parameters.yaml", [parametersObject]));

const file = (path: string, objects: readonly object[]): [string, string][] =>
  objects.length === 0
    ? []
    : [
        [
          path,
          yamlHeader("rules/") + objects.map((object) => stringify(object, { lineWidth: 0 })).join("---\n"),
        ],
      ];
