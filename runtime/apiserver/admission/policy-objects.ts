/** What validating and mutating policies have in common. */
import type { AdmissionAttributes, KubeObject } from "../contract.ts";
import type { BindingSpec } from "./types.ts";

const POLICY_RESOURCES = new Set([
  "validatingadmissionpolicies",
  "validatingadmissionpolicybindings",
  "mutatingadmissionpolicies",
  "mutatingadmissionpolicybindings",
]);

/** Policies are not subject to policies, so that a mistake can be undone. */
export const isPolicyObject = ({ resource }: AdmissionAttributes): boolean =>
  resource.group === "admissionregistration.k8s.io" && POLICY_RESOURCES.has(resource.resource);

/** Returns a function that sorts bindings by the policy they bind; the same list (by identity) costs nothing. */
export function bindingsByPolicy(): (
  bindings: readonly KubeObject[],
) => ReadonlyMap<string, readonly KubeObject[]> {
  let list: readonly KubeObject[] | undefined;
  let byPolicy = new Map<string, KubeObject[]>();
  return (bindings) => {
    if (bindings === list) return byPolicy;
    list = bindings;
    byPolicy = new Map();
    const sorted = bindings.toSorted((a, b) => ((a.metadata.name ?? "") < (b.metadata.name ?? "") ? -1 : 1));
    for (const binding of sorted) {
      const { policyName = "" } = (binding.spec ?? {}) as Partial<BindingSpec>;
      byPolicy.set(policyName, [...(byPolicy.get(policyName) ?? []), binding]);
    }
    return byPolicy;
  };
}

/** What a refusal calls the object: its name, what its name will begin with, or `Unknown`. */
export const subjectName = ({ name, object }: AdmissionAttributes): string =>
  name || object?.metadata.name || object?.metadata.generateName || "Unknown";
