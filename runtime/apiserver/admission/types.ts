/** The parts of `admissionregistration.k8s.io/v1` that admission reads, and what it asks of the server. */
import type { JSONSchemaProps } from "../../../rules/lang/schema/types.ts";
import type { Authorize } from "../builtin/questions.ts";
import type { AdmissionAttributes, KubeObject } from "../contract.ts";

export interface LabelSelector {
  matchLabels?: { [key: string]: string };
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
}

export interface Rule {
  operations?: string[];
  apiGroups?: string[];
  apiVersions?: string[];
  resources?: string[];
  scope?: string;
  resourceNames?: string[];
}

export interface MatchResources {
  namespaceSelector?: LabelSelector;
  objectSelector?: LabelSelector;
  resourceRules?: Rule[];
  excludeResourceRules?: Rule[];
  matchPolicy?: string;
}

export interface Named {
  name: string;
  expression: string;
}

export interface ParamKind {
  apiVersion: string;
  kind: string;
}

export interface ParamRef {
  name?: string;
  namespace?: string;
  selector?: LabelSelector;
  parameterNotFoundAction?: string;
}

export interface PolicySpec {
  paramKind?: ParamKind;
  matchConstraints?: MatchResources;
  matchConditions?: Named[];
  variables?: Named[];
  failurePolicy?: string;
}

export interface ValidatingPolicySpec extends PolicySpec {
  validations?: { expression: string; message?: string; messageExpression?: string; reason?: string }[];
  auditAnnotations?: { key: string; valueExpression: string }[];
}

export interface MutatingPolicySpec extends PolicySpec {
  mutations?: {
    patchType: string;
    jsonPatch?: { expression: string };
    applyConfiguration?: { expression: string };
  }[];
  reinvocationPolicy?: string;
}

export interface BindingSpec {
  policyName: string;
  paramRef?: ParamRef;
  matchResources?: MatchResources;
  validationActions?: string[];
}

export interface Webhook {
  name: string;
  clientConfig: {
    url?: string;
    service?: { namespace: string; name: string; path?: string; port?: number };
    caBundle?: string;
  };
  rules?: Rule[];
  namespaceSelector?: LabelSelector;
  objectSelector?: LabelSelector;
  matchPolicy?: string;
  matchConditions?: Named[];
  failurePolicy?: string;
  sideEffects?: string;
  timeoutSeconds?: number;
  admissionReviewVersions?: string[];
  reinvocationPolicy?: string;
}

export type AdmissionKind =
  | "ValidatingAdmissionPolicy"
  | "ValidatingAdmissionPolicyBinding"
  | "MutatingAdmissionPolicy"
  | "MutatingAdmissionPolicyBinding"
  | "ValidatingWebhookConfiguration"
  | "MutatingWebhookConfiguration";

/** Objects of one kind that policies take parameters from. An empty namespace means cluster scope. */
export interface ParamStore {
  readonly namespaced: boolean;
  get(namespace: string, name: string): KubeObject | undefined;
  list(namespace: string): readonly KubeObject[];
}

/** What admission reads from the server. Everything is answered from memory, at once. */
export interface AdmissionSources {
  /** All objects of that kind. The same list, by identity, as long as none of them changed. */
  list(kind: AdmissionKind): readonly KubeObject[];
  namespace(name: string): KubeObject | undefined;
  /** Undefined where no such kind is served. */
  params(kind: ParamKind): ParamStore | undefined;
  /** The other versions that the same resource is served in. */
  equivalents(resource: Resource): readonly { resource: Resource; kind: Kind }[];
  /** `object` as `apiVersion` spells it. */
  convert(object: KubeObject, apiVersion: string): KubeObject;
  readonly authorize: Authorize;
  /** The schema of a kind; undefined where none is known. */
  schema(kind: Kind): JSONSchemaProps | undefined;
}

export type Resource = AdmissionAttributes["resource"];
export type Kind = AdmissionAttributes["kind"];

/** The `apiVersion` of a kind or resource. */
export const apiVersionOf = ({ group, version }: { group: string; version: string }): string =>
  group === "" ? version : `${group}/${version}`;
