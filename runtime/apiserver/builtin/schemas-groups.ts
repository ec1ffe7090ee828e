/** The fields of the built-in kinds outside the core group. */
import type { JSONSchemaProps } from "../../../rules/lang/schema/types.ts";
import {
  any,
  bool,
  condition,
  int,
  kind,
  labelSelector,
  listOf,
  long,
  mapOf,
  object,
  open,
  text,
  texts,
  time,
  withDefault,
} from "./schema-words.ts";

const rule = object({
  operations: texts,
  apiGroups: texts,
  apiVersions: texts,
  resources: texts,
  resourceNames: texts,
  scope: withDefault(text, "*"),
});
const matchCondition = object({ name: text, expression: text }, "name", "expression");
const matchResources = object({
  namespaceSelector: withDefault(labelSelector, {}),
  objectSelector: withDefault(labelSelector, {}),
  resourceRules: listOf(rule),
  excludeResourceRules: listOf(rule),
  matchPolicy: withDefault(text, "Equivalent"),
});
const paramKind = object({ apiVersion: text, kind: text });
const paramRef = object({
  name: text,
  namespace: text,
  selector: labelSelector,
  parameterNotFoundAction: text,
});
const variables = listOf(object({ name: text, expression: text }, "name", "expression"));
const failurePolicy = withDefault(text, "Fail");
const clientConfig = object({
  url: text,
  caBundle: text,
  service: object({ namespace: text, name: text, path: text, port: withDefault(int, 443) }),
});
const webhook = {
  name: text,
  clientConfig,
  rules: listOf(rule),
  failurePolicy,
  matchPolicy: withDefault(text, "Equivalent"),
  namespaceSelector: withDefault(labelSelector, {}),
  objectSelector: withDefault(labelSelector, {}),
  sideEffects: text,
  timeoutSeconds: withDefault(int, 10),
  admissionReviewVersions: texts,
  matchConditions: listOf(matchCondition),
};
const resourceAttributes = object({
  namespace: text,
  verb: text,
  group: text,
  version: text,
  resource: text,
  subresource: text,
  name: text,
  fieldSelector: open,
  labelSelector: open,
});
const userInfo = object({ username: text, uid: text, groups: texts, extra: mapOf(texts) });

// What must not be empty is checked with all the rest, so that one refusal tells everything.
const required = withDefault(text, "");
const definitionNames = withDefault(
  object({
    plural: required,
    singular: text,
    kind: required,
    listKind: text,
    shortNames: texts,
    categories: texts,
  }),
  {},
);
const definitionVersion = object({
  name: required,
  served: withDefault(bool, false),
  storage: withDefault(bool, false),
  deprecated: bool,
  deprecationWarning: text,
  schema: object({ openAPIV3Schema: open }),
  subresources: object({
    status: open,
    scale: object({ specReplicasPath: text, statusReplicasPath: text, labelSelectorPath: text }),
  }),
  additionalPrinterColumns: listOf(
    object({ name: text, type: text, format: text, description: text, priority: int, jsonPath: text }),
  ),
  selectableFields: listOf(object({ jsonPath: required })),
});

export const groupSchemas = {
  StorageClass: kind(
    "StorageClass describes a kind of storage that claims can ask for.",
    {
      provisioner: text,
      parameters: mapOf(text),
      reclaimPolicy: withDefault(text, "Delete"),
      mountOptions: texts,
      allowVolumeExpansion: bool,
      volumeBindingMode: withDefault(text, "Immediate"),
      allowedTopologies: listOf(any),
    },
    "provisioner",
  ),
  Lease: kind("Lease says who holds something, and until when.", {
    spec: object({
      holderIdentity: text,
      leaseDurationSeconds: int,
      acquireTime: time,
      renewTime: time,
      leaseTransitions: int,
      strategy: text,
      preferredHolder: text,
    }),
  }),
  ValidatingAdmissionPolicy: kind("ValidatingAdmissionPolicy refuses or warns by CEL expressions.", {
    spec: object({
      paramKind,
      matchConstraints: matchResources,
      validations: listOf(object({ expression: text, message: text, reason: text, messageExpression: text })),
      failurePolicy,
      auditAnnotations: listOf(object({ key: text, valueExpression: text })),
      matchConditions: listOf(matchCondition),
      variables,
    }),
    status: object({ observedGeneration: long, typeChecking: open, conditions: listOf(condition) }),
  }),
  ValidatingAdmissionPolicyBinding: kind("ValidatingAdmissionPolicyBinding puts a policy into force.", {
    spec: object({ policyName: text, paramRef, matchResources, validationActions: texts }),
  }),
  MutatingAdmissionPolicy: kind("MutatingAdmissionPolicy changes objects by CEL expressions.", {
    spec: object({
      paramKind,
      matchConstraints: matchResources,
      variables,
      mutations: listOf(
        object({
          patchType: text,
          applyConfiguration: object({ expression: text }),
          jsonPatch: object({ expression: text }),
        }),
      ),
      failurePolicy,
      matchConditions: listOf(matchCondition),
      reinvocationPolicy: text,
    }),
  }),
  MutatingAdmissionPolicyBinding: kind("MutatingAdmissionPolicyBinding puts a policy into force.", {
    spec: object({ policyName: text, paramRef, matchResources }),
  }),
  ValidatingWebhookConfiguration: kind("ValidatingWebhookConfiguration names webhooks that may refuse.", {
    webhooks: listOf(object(webhook, "name", "clientConfig", "sideEffects", "admissionReviewVersions")),
  }),
  MutatingWebhookConfiguration: kind("MutatingWebhookConfiguration names webhooks that may change objects.", {
    webhooks: listOf(
      object(
        { ...webhook, reinvocationPolicy: withDefault(text, "Never") },
        "name",
        "clientConfig",
        "sideEffects",
        "admissionReviewVersions",
      ),
    ),
  }),
  CustomResourceDefinition: kind(
    "CustomResourceDefinition defines a resource of its own.",
    {
      spec: object({
        group: required,
        scope: required,
        names: definitionNames,
        versions: withDefault(listOf(definitionVersion), []),
        conversion: object({
          strategy: text,
          webhook: object({ clientConfig, conversionReviewVersions: texts }),
        }),
        preserveUnknownFields: bool,
      }),
      status: object({ conditions: listOf(condition), acceptedNames: open, storedVersions: texts }),
    },
    "spec",
  ),
  SelfSubjectAccessReview: kind("SelfSubjectAccessReview asks whether the caller may do something.", {
    spec: object({ resourceAttributes, nonResourceAttributes: object({ path: text, verb: text }) }),
    status: object({ allowed: bool, denied: bool, reason: text, evaluationError: text }),
  }),
  SelfSubjectReview: kind("SelfSubjectReview asks who the caller is.", { status: object({ userInfo }) }),
} satisfies { [kind: string]: JSONSchemaProps };
