/** Admission policies with their bindings, one file a kind. */
import { stringify } from "yaml";
import type { ResourceModel } from "../model.ts";
import { parametersObject } from "../rules/params.ts";
import type { Policies } from "../rules/policies.ts";
import type { Files } from "./emitter.ts";
import { yamlHeader } from "./header.ts";

/** The manifests of a kind; no file where nothing is left to a policy. */
export function emitPolicies({ plural }: ResourceModel, { validating, mutating }: Policies): Files {
  return new Map([
    ...file(`crds/policies/${plural}.validating.yaml`, validating),
    ...file(`crds/policies/${plural}.mutating.yaml`, mutating),
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
