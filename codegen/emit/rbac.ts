/** ClusterRoles: who may look at and change each kind, and what an operator of all of them needs. One file a group. */
import type { LookedUp, Model, ResourceModel } from "../model.ts";
import { compare } from "../problems.ts";
import type { Files } from "./emitter.ts";
import { yamlHeader } from "./header.ts";
import { printYaml } from "./yaml.ts";

interface PolicyRule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}

export interface ClusterRole {
  apiVersion: "rbac.authorization.k8s.io/v1";
  kind: "ClusterRole";
  metadata: { name: string; labels?: { [key: string]: string } };
  rules: PolicyRule[];
}

const LOOK = ["get", "list", "watch"];
const CHANGE = ["create", "delete", "deletecollection", "patch", "update"];
const WORK = ["create", "delete", "get", "list", "patch", "update", "watch"];

/** The roles of people, one file a group, and the role of the operator. */
export function emitRbac(model: Model): Files {
  const files: Files = new Map();
  const groups = [...new Set(model.resources.map((r) => r.group))];
  for (const group of groups) {
    const resources = namesOf(model.resources.filter((r) => r.group === group));
    files.set(`generated/rbac/${group}.yaml`, print(group, resources.flatMap(rolesOf)));
  }
  files.set("generated/rbac/operator.yaml", print(groups.join(", "), [operatorRole(model)]));
  return files;
}

const print = (from: string, roles: readonly ClusterRole[]): string =>
  yamlHeader(`the kinds of ${from}`) + roles.map(printYaml).join("---\n");

/** One resource a plural, with the subresources of any of its versions: roles do not name versions. */
function namesOf(versions: readonly ResourceModel[]): Named[] {
  const byPlural = new Map<string, Named>();
  for (const { group, plural, scope, administered, subresources } of versions) {
    const known = byPlural.get(plural);
    byPlural.set(plural, {
      group,
      plural,
      edited: scope === "Namespaced" && !administered && known?.edited !== false,
      status: subresources.status || known?.status === true,
      scale: subresources.scale !== undefined || known?.scale === true,
    });
  }
  return [...byPlural.values()].sort((a, b) => compare(a.plural, b.plural));
}

interface Named {
  group: string;
  plural: string;
  /** By those who may edit the namespace that it is in. */
  edited: boolean;
  status: boolean;
  scale: boolean;
}

/**
 * A viewer and an editor. In namespaces they belong to Kubernetes' own `view` and `edit` (and so to `admin`); to change
 * an object of the whole cluster, or of a kind marked @administered, is for administrators, unless the editor role is bound
 * to somebody.
 */
function rolesOf({ group, plural, edited, status, scale }: Named): ClusterRole[] {
  const sub = (name: string) => `${plural}/${name}`;
  const seen = [plural, ...(scale ? [sub("scale")] : []), ...(status ? [sub("status")] : [])];
  const apiGroups = [group];
  return [
    clusterRole(`${plural}.${group}-viewer`, ["view"], [{ apiGroups, resources: seen, verbs: LOOK }]),
    clusterRole(`${plural}.${group}-editor`, edited ? ["edit"] : [], [
      { apiGroups, resources: seen, verbs: LOOK },
      { apiGroups, resources: [plural], verbs: CHANGE },
      ...(scale ? [{ apiGroups, resources: [sub("scale")], verbs: ["patch", "update"] }] : []),
    ]),
  ];
}

/** Objects, their status and finalizers; beside them what every operator of ours reads and writes. */
function operatorRole(model: Model): ClusterRole {
  const groups = [...new Set(model.resources.map((r) => r.group))];
  const own = groups.flatMap((group): PolicyRule[] => {
    const resources = namesOf(model.resources.filter((r) => r.group === group));
    const statuses = resources.filter((r) => r.status).map((r) => `${r.plural}/status`);
    const apiGroups = [group];
    return [
      { apiGroups, resources: resources.map((r) => r.plural), verbs: WORK },
      // Owner references that block deletion need leave to write the owner's finalizers.
      { apiGroups, resources: resources.map((r) => `${r.plural}/finalizers`), verbs: ["update"] },
      ...(statuses.length > 0 ? [{ apiGroups, resources: statuses, verbs: ["get", "patch", "update"] }] : []),
    ];
  });
  const known = [...own, ...OPERATOR_NEEDS];
  return clusterRole("vmop-operator", [], [...known, ...lookingUp(model.lookedUp ?? [], known)]);
}

/** What rows look up beside what the operator may read anyway. */
function lookingUp(lookedUp: readonly LookedUp[], known: readonly PolicyRule[]): PolicyRule[] {
  const mayRead = ({ group, plural, verbs: wanted }: LookedUp) =>
    known.some(
      ({ apiGroups, resources, verbs }) =>
        apiGroups.includes(group) &&
        resources.includes(plural) &&
        wanted.every((verb) => verbs.includes(verb)),
    );
  return lookedUp
    .filter((one) => !mayRead(one))
    .sort((a, b) => compare(a.group, b.group) || compare(a.plural, b.plural))
    .map(({ group, plural, verbs }) => ({ apiGroups: [group], resources: [plural], verbs: [...verbs] }));
}

/** What `runtime/reconcile` and `runtime/kube` use beside the kinds themselves. */
// biome-ignore format: a table
const OPERATOR_NEEDS: readonly PolicyRule[] = [
  { apiGroups: [""],                    resources: ["secrets"],        verbs: LOOK },
  { apiGroups: ["storage.k8s.io"],      resources: ["storageclasses"], verbs: LOOK },
  { apiGroups: [""],                    resources: ["events"],         verbs: ["create", "patch"] },
  { apiGroups: ["coordination.k8s.io"], resources: ["leases"],         verbs: ["create", "get", "update"] },
];

function clusterRole(name: string, aggregateTo: readonly string[], rules: PolicyRule[]): ClusterRole {
  const labels = Object.fromEntries(
    aggregateTo.map((role) => [`rbac.authorization.k8s.io/aggregate-to-${role}`, "true"]),
  );
  return {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    metadata: { name, ...(aggregateTo.length > 0 ? { labels } : {}) },
    rules,
  };
}
