/** The protobuf messages that typed clients send: field number, name and type. */
import type { FieldType, Message, MessageField, Messages } from "../http/protobuf.ts";

/**
 * A row is `number name type`. A type is a scalar or the name of a message; `[]` after it is a list, `{}` a map with
 * string keys, `?` a field that clients leave out unless it was set, so that a zero is meant.
 */
// biome-ignore format: table
const rows: { readonly [message: string]: readonly string[] } = {
  // meta.k8s.io
  ObjectMeta: [
    "1 name string", "2 generateName string", "3 namespace string", "4 selfLink string", "5 uid string",
    "6 resourceVersion string", "7 generation int", "8 creationTimestamp time", "9 deletionTimestamp time",
    "10 deletionGracePeriodSeconds int?", "11 labels string{}", "12 annotations string{}",
    "13 ownerReferences OwnerReference[]", "14 finalizers string[]", "17 managedFields ManagedFieldsEntry[]",
  ],
  OwnerReference: ["1 kind string", "3 name string", "4 uid string", "5 apiVersion string", "6 controller bool?", "7 blockOwnerDeletion bool?"],
  ManagedFieldsEntry: [
    "1 manager string", "2 operation string", "3 apiVersion string", "4 time time", "6 fieldsType string",
    "7 fieldsV1 json", "8 subresource string",
  ],
  DeleteOptions: ["1 gracePeriodSeconds int?", "2 preconditions Preconditions?", "3 orphanDependents bool?", "4 propagationPolicy string?", "5 dryRun string[]"],
  Preconditions: ["1 uid string?", "2 resourceVersion string?"],

  // core
  Namespace:       ["1 metadata ObjectMeta", "2 spec NamespaceSpec", "3 status NamespaceStatus"],
  NamespaceSpec:   ["1 finalizers string[]"],
  NamespaceStatus: ["1 phase string"],
  ConfigMap:       ["1 metadata ObjectMeta", "2 data string{}", "3 binaryData bytes{}", "4 immutable bool?"],
  Secret:          ["1 metadata ObjectMeta", "2 data bytes{}", "3 type string", "4 stringData string{}", "5 immutable bool?"],
  ServiceAccount:  ["1 metadata ObjectMeta", "2 secrets ObjectReference[]", "3 imagePullSecrets LocalObjectReference[]", "4 automountServiceAccountToken bool?"],
  ObjectReference: ["1 kind string", "2 namespace string", "3 name string", "4 uid string", "5 apiVersion string", "6 resourceVersion string", "7 fieldPath string"],
  LocalObjectReference: ["1 name string"],
  Service: ["1 metadata ObjectMeta", "2 spec ServiceSpec"],
  ServiceSpec: [
    "1 ports ServicePort[]", "2 selector string{}", "3 clusterIP string", "4 type string", "5 externalIPs string[]",
    "7 sessionAffinity string", "8 loadBalancerIP string", "9 loadBalancerSourceRanges string[]",
    "10 externalName string", "11 externalTrafficPolicy string", "12 healthCheckNodePort int",
    "13 publishNotReadyAddresses bool", "14 sessionAffinityConfig SessionAffinityConfig", "17 ipFamilyPolicy string?",
    "18 clusterIPs string[]", "19 ipFamilies string[]", "20 allocateLoadBalancerNodePorts bool?",
    "21 loadBalancerClass string?", "22 internalTrafficPolicy string?", "23 trafficDistribution string?",
  ],
  ServicePort: ["1 name string", "2 protocol string", "3 port int", "4 targetPort intOrString", "5 nodePort int", "6 appProtocol string?"],
  SessionAffinityConfig: ["1 clientIP ClientIPConfig"],
  ClientIPConfig:        ["1 timeoutSeconds int?"],
  ResourceQuota:       ["1 metadata ObjectMeta", "2 spec ResourceQuotaSpec", "3 status ResourceQuotaStatus"],
  ResourceQuotaSpec:   ["1 hard quantity{}", "2 scopes string[]", "3 scopeSelector ScopeSelector"],
  ResourceQuotaStatus: ["1 hard quantity{}", "2 used quantity{}"],
  ScopeSelector:       ["1 matchExpressions ScopedRequirement[]"],
  ScopedRequirement:   ["1 scopeName string", "2 operator string", "3 values string[]"],
  Event: [
    "1 metadata ObjectMeta", "2 involvedObject ObjectReference", "3 reason string", "4 message string",
    "5 source EventSource", "6 firstTimestamp time", "7 lastTimestamp time", "8 count int", "9 type string",
    "10 eventTime microTime", "11 series EventSeries", "12 action string", "13 related ObjectReference",
    "14 reportingComponent string", "15 reportingInstance string",
  ],
  EventSource: ["1 component string", "2 host string"],
  EventSeries: ["1 count int", "2 lastObservedTime microTime"],

  // coordination.k8s.io
  Lease:     ["1 metadata ObjectMeta", "2 spec LeaseSpec"],
  LeaseSpec: [
    "1 holderIdentity string?", "2 leaseDurationSeconds int?", "3 acquireTime microTime", "4 renewTime microTime",
    "5 leaseTransitions int?", "6 strategy string?", "7 preferredHolder string?",
  ],

  // authorization.k8s.io, authentication.k8s.io
  SelfSubjectAccessReview:     ["1 metadata ObjectMeta", "2 spec SelfSubjectAccessReviewSpec"],
  SelfSubjectAccessReviewSpec: ["1 resourceAttributes ResourceAttributes?", "2 nonResourceAttributes NonResourceAttributes?"],
  ResourceAttributes: [
    "1 namespace string", "2 verb string", "3 group string", "4 version string", "5 resource string",
    "6 subresource string", "7 name string",
  ],
  NonResourceAttributes: ["1 path string", "2 verb string"],
  SelfSubjectReview:     ["1 metadata ObjectMeta"],
};

export const protobufMessages: Messages = new Map(
  Object.entries(rows).map(([name, fields]): [string, Message] => [name, new Map(fields.map(fieldOf))]),
);

function fieldOf(row: string): [number: number, field: MessageField] {
  const [number = "", name = "", typed = ""] = row.split(" ");
  const type = typed.replace(/\W+$/, "");
  const mark = typed.slice(type.length);
  return [
    Number(number),
    {
      name,
      type: type in rows ? { message: type } : (type as FieldType),
      shape: mark === "[]" ? "list" : mark === "{}" ? "map" : "one",
      zero: mark === "?",
    },
  ];
}
