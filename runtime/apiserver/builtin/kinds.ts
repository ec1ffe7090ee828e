/** The built-in kinds, one a row. */
import type { JSONSchemaProps } from "../../../rules/lang/schema/types.ts";
import {
  label1035Problems,
  labelNameProblems,
  pathSegmentProblems,
  subdomainProblems,
} from "../registry/names.ts";
import { coreSchemas as core } from "./schemas-core.ts";
import { groupSchemas as groups } from "./schemas-groups.ts";

export interface BuiltinKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
  readonly hasStatus: boolean;
  /** Whether metadata.generation counts changes. */
  readonly counts: boolean;
  readonly schema: JSONSchemaProps;
  readonly name: (name: string) => string[];
  /** DELETE answers with the object. */
  readonly returnsDeleted?: true;
  readonly fields?: readonly string[];
  readonly categories?: readonly string[];
  /** The version that a real server stores it in, where that is another one; clients see it in discovery alone. */
  readonly storedAs?: string;
  /** A question: create only, never stored. */
  readonly isQuestion?: true;
}

const admission = "admissionregistration.k8s.io";
const dns = subdomainProblems;
const apiExtensions = ["api-extensions"];
const eventFields = [
  ...["kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath"].map(
    (field) => `.involvedObject.${field}`,
  ),
  ".reason",
  ".reportingComponent",
  ".source.component",
  ".type",
];

// biome-ignore format: table
export const builtinKinds: readonly BuiltinKind[] = [
  { group: "", version: "v1", kind: "Namespace",             plural: "namespaces",             shortNames: ["ns"],        namespaced: false, hasStatus: true,  counts: false, name: labelNameProblems,   schema: core.Namespace, returnsDeleted: true, fields: [".status.phase"] },
  { group: "", version: "v1", kind: "ConfigMap",             plural: "configmaps",             shortNames: ["cm"],        namespaced: true,  hasStatus: false, counts: false, name: dns,                 schema: core.ConfigMap },
  { group: "", version: "v1", kind: "Secret",                plural: "secrets",                shortNames: [],            namespaced: true,  hasStatus: false, counts: false, name: dns,                 schema: core.Secret, fields: [".type"] },
  { group: "", version: "v1", kind: "Event",                 plural: "events",                 shortNames: ["ev"],        namespaced: true,  hasStatus: false, counts: false, name: dns,                 schema: core.Event, fields: eventFields },
  { group: "", version: "v1", kind: "Node",                  plural: "nodes",                  shortNames: ["no"],        namespaced: false, hasStatus: true,  counts: false, name: dns,                 schema: core.Node, fields: [".spec.unschedulable"] },
  { group: "", version: "v1", kind: "ServiceAccount",        plural: "serviceaccounts",        shortNames: ["sa"],        namespaced: true,  hasStatus: false, counts: false, name: dns,                 schema: core.ServiceAccount, returnsDeleted: true },
  { group: "", version: "v1", kind: "Service",               plural: "services",               shortNames: ["svc"],       namespaced: true,  hasStatus: true,  counts: false, name: label1035Problems,   schema: core.Service, returnsDeleted: true, categories: ["all"] },
  { group: "", version: "v1", kind: "Pod",                   plural: "pods",                   shortNames: ["po"],        namespaced: true,  hasStatus: true,  counts: true,  name: dns,                 schema: core.Pod, returnsDeleted: true, categories: ["all"], fields: [".spec.nodeName", ".status.phase"] },
  { group: "", version: "v1", kind: "PersistentVolumeClaim", plural: "persistentvolumeclaims", shortNames: ["pvc"],       namespaced: true,  hasStatus: true,  counts: false, name: dns,                 schema: core.PersistentVolumeClaim, returnsDeleted: true },
  { group: "", version: "v1", kind: "PersistentVolume",      plural: "persistentvolumes",      shortNames: ["pv"],        namespaced: false, hasStatus: true,  counts: false, name: dns,                 schema: core.PersistentVolume, returnsDeleted: true },
  { group: "", version: "v1", kind: "ResourceQuota",         plural: "resourcequotas",         shortNames: ["quota"],     namespaced: true,  hasStatus: true,  counts: false, name: dns,                 schema: core.ResourceQuota, returnsDeleted: true },

  { group: "storage.k8s.io",           version: "v1", kind: "StorageClass",             plural: "storageclasses",            shortNames: ["sc"],         namespaced: false, hasStatus: false, counts: false, name: dns, schema: groups.StorageClass, returnsDeleted: true },
  { group: "coordination.k8s.io",      version: "v1", kind: "Lease",                    plural: "leases",                    shortNames: [],             namespaced: true,  hasStatus: false, counts: false, name: dns, schema: groups.Lease },
  { group: "apiextensions.k8s.io",     version: "v1", kind: "CustomResourceDefinition", plural: "customresourcedefinitions", shortNames: ["crd", "crds"], namespaced: false, hasStatus: true,  counts: true,  name: dns, schema: groups.CustomResourceDefinition, storedAs: "v1beta1", categories: apiExtensions },
  { group: "authorization.k8s.io",     version: "v1", kind: "SelfSubjectAccessReview",  plural: "selfsubjectaccessreviews",  shortNames: [],             namespaced: false, hasStatus: false, counts: false, name: dns, schema: groups.SelfSubjectAccessReview, isQuestion: true },
  { group: "authentication.k8s.io",    version: "v1", kind: "SelfSubjectReview",        plural: "selfsubjectreviews",        shortNames: [],             namespaced: false, hasStatus: false, counts: false, name: dns, schema: groups.SelfSubjectReview, isQuestion: true },

  { group: admission, version: "v1", kind: "ValidatingAdmissionPolicy",        plural: "validatingadmissionpolicies",       shortNames: [], namespaced: false, hasStatus: true,  counts: true, name: pathSegmentProblems, schema: groups.ValidatingAdmissionPolicy, categories: apiExtensions },
  { group: admission, version: "v1", kind: "ValidatingAdmissionPolicyBinding", plural: "validatingadmissionpolicybindings", shortNames: [], namespaced: false, hasStatus: false, counts: true, name: pathSegmentProblems, schema: groups.ValidatingAdmissionPolicyBinding, categories: apiExtensions },
  { group: admission, version: "v1", kind: "MutatingAdmissionPolicy",          plural: "mutatingadmissionpolicies",         shortNames: [], namespaced: false, hasStatus: false, counts: true, name: pathSegmentProblems, schema: groups.MutatingAdmissionPolicy, storedAs: "v1beta1", categories: apiExtensions },
  { group: admission, version: "v1", kind: "MutatingAdmissionPolicyBinding",   plural: "mutatingadmissionpolicybindings",   shortNames: [], namespaced: false, hasStatus: false, counts: true, name: pathSegmentProblems, schema: groups.MutatingAdmissionPolicyBinding, storedAs: "v1beta1", categories: apiExtensions },
  { group: admission, version: "v1", kind: "ValidatingWebhookConfiguration",   plural: "validatingwebhookconfigurations",   shortNames: [], namespaced: false, hasStatus: false, counts: true, name: dns, schema: groups.ValidatingWebhookConfiguration, categories: apiExtensions },
  { group: admission, version: "v1", kind: "MutatingWebhookConfiguration",     plural: "mutatingwebhookconfigurations",     shortNames: [], namespaced: false, hasStatus: false, counts: true, name: dns, schema: groups.MutatingWebhookConfiguration, categories: apiExtensions },
];
