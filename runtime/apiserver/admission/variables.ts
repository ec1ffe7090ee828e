/** The variables that expressions of policies and webhooks see: their types, and their values for one request. */
import { type CelType, CelTypes, type ObjectFields } from "../../../rules/lang/cel/index.ts";
import type { AdmissionAttributes, KubeObject } from "../contract.ts";
import type { Match } from "./match.ts";
import { type AdmissionSources, apiVersionOf } from "./types.ts";

const { string, bool, int, timestamp, dyn, list, map } = CelTypes;

export function objectType(name: string, types: { [field: string]: CelType }): CelType & { kind: "object" } {
  const fields: ObjectFields = Object.fromEntries(
    Object.entries(types).map(([field, type]) => [field, { json: field, type }]),
  );
  return { kind: "object", name, fields };
}

const groupVersionKind = objectType("kubernetes.GroupVersionKind", {
  group: string,
  version: string,
  kind: string,
});
const groupVersionResource = objectType("kubernetes.GroupVersionResource", {
  group: string,
  version: string,
  resource: string,
});
const userInfo = objectType("kubernetes.UserInfo", {
  username: string,
  uid: string,
  groups: list(string),
  extra: map(string, list(string)),
});

export const REQUEST_TYPE = objectType("kubernetes.AdmissionRequest", {
  kind: groupVersionKind,
  resource: groupVersionResource,
  subResource: string,
  requestKind: groupVersionKind,
  requestResource: groupVersionResource,
  requestSubResource: string,
  name: string,
  namespace: string,
  operation: string,
  userInfo,
  dryRun: bool,
  options: dyn,
});

const namespaceMetadata = objectType("kubernetes.NamespaceMetadata", {
  name: string,
  generateName: string,
  namespace: string,
  labels: map(string, string),
  annotations: map(string, string),
  UID: string,
  creationTimestamp: timestamp,
  deletionGracePeriodSeconds: int,
  deletionTimestamp: timestamp,
  generation: int,
  resourceVersion: string,
  finalizers: list(string),
});
const namespaceCondition = objectType("kubernetes.NamespaceCondition", {
  status: string,
  type: string,
  lastTransitionTime: timestamp,
  message: string,
  reason: string,
});

export const NAMESPACE_TYPE = objectType("kubernetes.Namespace", {
  metadata: namespaceMetadata,
  spec: objectType("kubernetes.NamespaceSpec", { finalizers: list(string) }),
  status: objectType("kubernetes.NamespaceStatus", { conditions: list(namespaceCondition), phase: string }),
});

export interface Activation {
  object: KubeObject | null;
  oldObject: KubeObject | null;
  request: { [field: string]: unknown };
  namespaceObject: { [field: string]: unknown } | null;
  params: KubeObject | null;
  [name: string]: unknown;
}

/** The values of one request. Empty strings are left out of `request`, as Kubernetes' encoding leaves them out. */
export function activationOf(
  attributes: AdmissionAttributes,
  match: Match & { matched: true },
  params: KubeObject | null,
  sources: AdmissionSources,
  withNamespace: boolean,
): Activation {
  const wanted = apiVersionOf(match.kind);
  const shown = (object: KubeObject | null) =>
    object === null || object.apiVersion === wanted ? object : sources.convert(object, wanted);
  return {
    object: shown(attributes.object),
    oldObject: shown(attributes.oldObject),
    request: requestValue(attributes, match),
    namespaceObject: withNamespace ? namespaceValue(attributes, sources) : null,
    params,
  };
}

function requestValue(attributes: AdmissionAttributes, match: Match & { matched: true }) {
  const { username, uid, groups, extra } = attributes.userInfo;
  return {
    uid: "",
    kind: match.kind,
    resource: match.resource,
    requestKind: attributes.kind,
    requestResource: attributes.resource,
    ...filled({
      subResource: attributes.subresource,
      requestSubResource: attributes.subresource,
      name: attributes.name,
      namespace: attributes.namespace,
    }),
    operation: attributes.operation,
    userInfo: {
      ...filled({ username, uid: uid ?? "" }),
      ...(groups.length > 0 ? { groups } : {}),
      ...(extra !== undefined && Object.keys(extra).length > 0 ? { extra } : {}),
    },
    dryRun: attributes.dryRun,
    options: attributes.options,
  };
}

const filled = (fields: { [name: string]: string }) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ""));

/** The request's namespace without what expressions may not depend on; null for cluster-scoped objects and namespaces. */
function namespaceValue({ namespace, kind }: AdmissionAttributes, sources: AdmissionSources) {
  const isNamespace = kind.group === "" && kind.version === "v1" && kind.kind === "Namespace";
  if (namespace === "" || isNamespace) return null;
  const found = sources.namespace(namespace);
  if (found === undefined) return null;
  const { managedFields, ownerReferences, selfLink, ...metadata } = found.metadata;
  return { metadata, spec: found.spec ?? {}, status: found.status ?? {} };
}
