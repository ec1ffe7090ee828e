/**
 * What the corpus of admission policies is made of: cases, each in a namespace of its own, and the server that all of
 * them are judged by. Requests are dry runs, so that they leave nothing behind and can be asked again.
 */
import type { KubeObject } from "../../../../runtime/apiserver/contract.ts";

/** One policy or webhook question: objects that are there, and requests about them. */
export interface PolicyCase {
  /** Also the namespace of the case and the name of its policy. */
  readonly name: string;
  /** There before the policies are, so that no policy judges them. */
  readonly existing?: readonly KubeObject[];
  /** Policies, bindings and parameters, in the order in which they are installed. */
  readonly objects: readonly KubeObject[];
  readonly asked: readonly Question[];
  /** More labels of the namespace, which is always labelled `case: <name>`. */
  readonly labels?: { readonly [key: string]: string };
}

/** One request, by an administrator unless it says otherwise. */
export interface Question {
  readonly as?: "user";
  readonly method: "POST" | "PATCH" | "DELETE" | "PUT";
  readonly path: string;
  readonly body?: object;
}

type Fields = { readonly [field: string]: unknown };

export const GROUP = "policies.vmop.test";

const ADMISSION = "admissionregistration.k8s.io/v1";

const object = (apiVersion: string, kind: string, name: string, fields: Fields): KubeObject => ({
  apiVersion,
  kind,
  metadata: { name },
  ...fields,
});

export const WIDGETS = {
  apiGroups: [GROUP],
  apiVersions: ["v1"],
  operations: ["*"],
  resources: ["widgets"],
};

/** What a policy of a case matches: widgets of the case's namespace. */
export const within = (name: string, constraints: Fields = {}): Fields => ({
  resourceRules: [WIDGETS],
  namespaceSelector: { matchLabels: { case: name } },
  ...constraints,
});

export const validatingPolicy = (name: string, spec: Fields): KubeObject =>
  object(ADMISSION, "ValidatingAdmissionPolicy", name, {
    spec: { matchConstraints: within(name), ...spec },
  });

/** Binds the policy of the same name, and denies, unless the spec says otherwise. */
export const validatingBinding = (name: string, spec: Fields = {}): KubeObject =>
  object(ADMISSION, "ValidatingAdmissionPolicyBinding", name, {
    spec: { policyName: name, validationActions: ["Deny"], ...spec },
  });

export const mutatingPolicy = (name: string, spec: Fields): KubeObject =>
  object(ADMISSION, "MutatingAdmissionPolicy", name, {
    spec: { matchConstraints: within(name), reinvocationPolicy: "Never", ...spec },
  });

export const mutatingBinding = (name: string, spec: Fields = {}): KubeObject =>
  object(ADMISSION, "MutatingAdmissionPolicyBinding", name, { spec: { policyName: name, ...spec } });

export const configMap = (namespace: string, name: string, data: Fields, labels: Fields = {}): KubeObject =>
  ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name, namespace, labels },
    data,
  }) as KubeObject;

/** A parameter of our own kind, for the whole cluster. */
export const limit = (name: string, spec: Fields, labels: Fields = {}): KubeObject =>
  ({ apiVersion: `${GROUP}/v1`, kind: "Limit", metadata: { name, labels }, spec }) as KubeObject;

export const widget = (spec: Fields, metadata: Fields = {}, version = "v1"): KubeObject =>
  ({
    apiVersion: `${GROUP}/${version}`,
    kind: "Widget",
    metadata: { name: "w", ...metadata },
    spec,
  }) as KubeObject;

const dry = (path: string) => `${path}?dryRun=All`;

export const widgetsOf = (namespace: string, version = "v1") =>
  `/apis/${GROUP}/${version}/namespaces/${namespace}/widgets`;

/** Creates a widget in the namespace. */
export const create = (
  namespace: string,
  spec: Fields,
  { as, metadata, version }: { as?: "user"; metadata?: Fields; version?: string } = {},
): Question => ({
  method: "POST",
  path: dry(widgetsOf(namespace, version)),
  body: widget(spec, metadata, version),
  ...(as && { as }),
});

/** Merges `body` into the existing widget `w` of the namespace, or into its subresource. */
export const change = (
  namespace: string,
  body: object,
  more: { as?: "user"; sub?: string } = {},
): Question => ({
  method: "PATCH",
  path: dry(`${widgetsOf(namespace)}/w${more.sub ?? ""}`),
  body,
  ...(more.as && { as: more.as }),
});

/** Deletes the existing widget `w` of the namespace. */
export const remove = (namespace: string, as?: "user"): Question => ({
  method: "DELETE",
  path: dry(`${widgetsOf(namespace)}/w`),
  ...(as && { as }),
});

/** Creates any object at its place. */
export const submit = (object: KubeObject, as?: "user"): Question => ({
  method: "POST",
  path: dry(collectionOf(object)),
  body: object,
  ...(as && { as }),
});

const PLURALS: { readonly [kind: string]: string } = {
  ValidatingAdmissionPolicy: "validatingadmissionpolicies",
  ValidatingAdmissionPolicyBinding: "validatingadmissionpolicybindings",
  MutatingAdmissionPolicy: "mutatingadmissionpolicies",
  MutatingAdmissionPolicyBinding: "mutatingadmissionpolicybindings",
  CustomResourceDefinition: "customresourcedefinitions",
  ConfigMap: "configmaps",
  Namespace: "namespaces",
  Limit: "limits",
  Widget: "widgets",
};

/** Where objects of that kind and namespace are. */
export function collectionOf({ apiVersion, kind, metadata }: KubeObject): string {
  const base = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const space = metadata.namespace ? `/namespaces/${metadata.namespace}` : "";
  return `${base}${space}/${PLURALS[kind]}`;
}

/** A case about one validating policy and its binding, both named after it. */
export function validatingCase(
  name: string,
  spec: Fields,
  asked: readonly Question[],
  {
    binding,
    more = [],
    ...rest
  }: { binding?: Fields; more?: readonly KubeObject[] } & Partial<PolicyCase> = {},
): PolicyCase {
  const objects = [...more, validatingPolicy(name, spec), validatingBinding(name, binding)];
  return { name, objects, asked, ...rest };
}

/** A case about one mutating policy and its binding, both named after it. */
export function mutatingCase(
  name: string,
  spec: Fields,
  asked: readonly Question[],
  {
    binding,
    more = [],
    ...rest
  }: { binding?: Fields; more?: readonly KubeObject[] } & Partial<PolicyCase> = {},
): PolicyCase {
  const objects = [...more, mutatingPolicy(name, spec), mutatingBinding(name, binding)];
  return { name, objects, asked, ...rest };
}

const schema = (spec: Fields) => ({
  openAPIV3Schema: {
    type: "object",
    properties: {
      spec: { type: "object", properties: spec },
      status: { type: "object", properties: { phase: { type: "string" } } },
    },
  },
});

const text = { type: "string" };

const WIDGET_SCHEMA = schema({
  size: { type: "integer", maximum: 100 },
  colour: text,
  note: text,
  filled: { type: "object", properties: { level: { type: "integer", default: 5 }, label: text } },
  tags: { type: "array", items: text, "x-kubernetes-list-type": "set" },
  words: { type: "array", items: text },
  parts: {
    type: "array",
    items: {
      type: "object",
      required: ["name"],
      properties: { name: text, count: { type: "integer" }, kind: { ...text, default: "plain" } },
    },
    "x-kubernetes-list-type": "map",
    "x-kubernetes-list-map-keys": ["name"],
  },
  whole: { type: "object", properties: { a: text, b: text }, "x-kubernetes-map-type": "atomic" },
  free: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
});

const definition = (plural: string, kind: string, scope: string, versions: readonly object[]): KubeObject =>
  object("apiextensions.k8s.io/v1", "CustomResourceDefinition", `${plural}.${GROUP}`, {
    spec: { group: GROUP, scope, names: { plural, kind }, versions },
  });

/** The kinds of the corpus: what is judged, in two versions, and what parameters are made of. */
export const DEFINITIONS: readonly KubeObject[] = [
  definition("widgets", "Widget", "Namespaced", [
    { name: "v1", served: true, storage: true, subresources: { status: {} }, schema: WIDGET_SCHEMA },
    { name: "v2", served: true, storage: false, subresources: { status: {} }, schema: WIDGET_SCHEMA },
  ]),
  definition("limits", "Limit", "Cluster", [
    {
      name: "v1",
      served: true,
      storage: true,
      schema: schema({ most: { type: "integer" }, word: text }),
    },
  ]),
];
