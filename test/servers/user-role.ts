/** What the ordinary user of every test server may do: as RBAC rules for a real one, as a predicate for ours. */

export interface Rule {
  apiGroups: readonly string[];
  resources: readonly string[];
  verbs: readonly string[];
}

export const USER_RULES: readonly Rule[] = [
  { apiGroups: ["vmoperator.vmware.com", "stories.vmop.test"], resources: ["*"], verbs: ["*"] },
  { apiGroups: ["", "storage.k8s.io"], resources: ["*"], verbs: ["get", "list", "watch"] },
  {
    apiGroups: [""],
    resources: ["configmaps", "secrets", "persistentvolumeclaims"],
    verbs: ["create", "update", "patch", "delete"],
  },
];

/** What Kubernetes lets everybody do: ask who they are and what they may. */
const EVERYBODY: Rule = {
  apiGroups: ["authorization.k8s.io", "authentication.k8s.io"],
  resources: ["selfsubjectaccessreviews", "selfsubjectrulesreviews", "selfsubjectreviews"],
  verbs: ["create"],
};

/** Whether the rules above let the ordinary user do this. A subresource is written `widgets/status`. */
export const userMay = (verb: string, group: string, resource: string): boolean =>
  allowed([...USER_RULES, EVERYBODY], verb, group, resource);

/** Whether one of the rules allows it. */
export function allowed(rules: readonly Rule[], verb: string, group: string, resource: string): boolean {
  const has = (list: readonly string[], word: string): boolean => list.includes("*") || list.includes(word);
  return rules.some(
    (rule) => has(rule.apiGroups, group) && has(rule.resources, resource) && has(rule.verbs, verb),
  );
}
