import type { ResourceInfo } from "../../../runtime/apiserver/contract.ts";

const VERBS = ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"];

/** A resource with what most have; the tests name what matters to them. */
export function resource(
  given: Pick<ResourceInfo, "group" | "version" | "kind"> & Partial<ResourceInfo>,
): ResourceInfo {
  const lower = given.kind.toLowerCase();
  return {
    listKind: `${given.kind}List`,
    plural: `${lower}s`,
    singular: lower,
    shortNames: [],
    categories: [],
    namespaced: true,
    verbs: VERBS,
    subresources: { status: false },
    columns: [],
    selectableFields: [],
    ...given,
  };
}
