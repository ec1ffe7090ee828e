import type { AdmissionKind, AdmissionSources } from "../../../runtime/apiserver/admission/types.ts";
import type { AdmissionAttributes, KubeObject } from "../../../runtime/apiserver/contract.ts";

/** What admission sees of a small server: its objects, by kind, and two namespaces. */
export function world(objects: readonly KubeObject[] = []): AdmissionSources & { objects: KubeObject[] } {
  const all = [
    ...objects,
    namespace("default", { "kubernetes.io/metadata.name": "default" }),
    namespace("prod", { env: "prod" }),
  ];
  const lists = new Map<AdmissionKind, KubeObject[]>();
  return {
    objects: all,
    authorize: ({ username }, verb) => username === "admin" || verb === "get",
    list(kind) {
      const list = lists.get(kind) ?? all.filter((object) => object.kind === kind);
      lists.set(kind, list);
      return list;
    },
    namespace: (name) => all.find((object) => object.kind === "Namespace" && object.metadata.name === name),
    params({ apiVersion, kind }) {
      if (kind !== "ConfigMap" && kind !== "Settings") return undefined;
      const own = all.filter((object) => object.kind === kind && object.apiVersion === apiVersion);
      const inside = (space: string) => own.filter((object) => (object.metadata.namespace ?? "") === space);
      return {
        namespaced: kind === "ConfigMap",
        get: (space, name) => inside(space).find((object) => object.metadata.name === name),
        list: inside,
      };
    },
    equivalents: ({ group, version, resource }) =>
      group === "demo.example.com"
        ? ["v1", "v2"]
            .filter((other) => other !== version)
            .map((other) => ({
              resource: { group, version: other, resource },
              kind: { group, version: other, kind: "Widget" },
            }))
        : [],
    convert: (object, apiVersion) => ({ ...object, apiVersion }),
    schema: (kind) => (kind.kind === "Widget" ? WIDGET_SCHEMA : undefined),
  };
}

const WIDGET_SCHEMA = {
  type: "object",
  properties: {
    spec: {
      type: "object",
      properties: {
        size: { type: "integer" },
        atomic: { type: "array", items: { type: "string" } },
        set: { type: "array", items: { type: "string" }, "x-kubernetes-list-type": "set" as const },
        parts: {
          type: "array",
          "x-kubernetes-list-type": "map" as const,
          "x-kubernetes-list-map-keys": ["name"],
          items: { type: "object", properties: { name: { type: "string" }, n: { type: "integer" } } },
        },
      },
    },
  },
};

const namespace = (name: string, labels: { [key: string]: string }): KubeObject => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name, labels, creationTimestamp: "2026-01-01T00:00:00Z" },
  spec: { finalizers: ["kubernetes"] },
  status: { phase: "Active" },
});

export const widget = (
  spec: { [field: string]: unknown },
  metadata: KubeObject["metadata"] = {},
): KubeObject => ({
  apiVersion: "demo.example.com/v1",
  kind: "Widget",
  metadata: { name: "w", namespace: "default", ...metadata },
  spec,
});

/** Creation of `object` by an ordinary user, unless said otherwise. */
export function request(
  object: KubeObject | null,
  more: Partial<AdmissionAttributes> = {},
): AdmissionAttributes {
  const subject = object ?? more.oldObject ?? null;
  return {
    operation: "CREATE",
    resource: { group: "demo.example.com", version: "v1", resource: "widgets" },
    kind: { group: "demo.example.com", version: "v1", kind: "Widget" },
    subresource: "",
    namespace: subject?.metadata.namespace ?? "",
    name: subject?.metadata.name ?? "",
    object,
    oldObject: null,
    userInfo: { username: "alice", uid: "1", groups: ["system:authenticated", "editors"] },
    dryRun: false,
    options: { kind: "CreateOptions", apiVersion: "meta.k8s.io/v1" },
    ...more,
  };
}

let count = 0;
export function registration(
  kind: AdmissionKind,
  name: string,
  fields: { [field: string]: unknown },
): KubeObject {
  count++;
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind,
    metadata: { name, uid: `uid-${count}`, resourceVersion: `${count}` },
    ...fields,
  };
}

export const ANY_WIDGET = {
  resourceRules: [
    { operations: ["*"], apiGroups: ["demo.example.com"], apiVersions: ["v1"], resources: ["widgets"] },
  ],
  namespaceSelector: {},
  objectSelector: {},
  matchPolicy: "Equivalent",
};

/** A validating policy over widgets and its binding, both called `p` and `b` unless named. */
export function validating(
  spec: { [field: string]: unknown },
  binding: { [field: string]: unknown } = {},
  name = "p",
): KubeObject[] {
  return [
    registration("ValidatingAdmissionPolicy", name, {
      spec: { matchConstraints: ANY_WIDGET, failurePolicy: "Fail", ...spec },
    }),
    registration("ValidatingAdmissionPolicyBinding", name === "p" ? "b" : `${name}-b`, {
      spec: { policyName: name, validationActions: ["Deny"], ...binding },
    }),
  ];
}

export function mutating(spec: { [field: string]: unknown }, name = "m"): KubeObject[] {
  return [
    registration("MutatingAdmissionPolicy", name, {
      spec: { matchConstraints: ANY_WIDGET, failurePolicy: "Fail", reinvocationPolicy: "Never", ...spec },
    }),
    registration("MutatingAdmissionPolicyBinding", `${name}-b`, { spec: { policyName: name } }),
  ];
}
