import { test } from "uvu";
import * as assert from "uvu/assert";
import { validatePolicy } from "../../../runtime/apiserver/admission/validate-policy.ts";
import { validateWebhookConfiguration } from "../../../runtime/apiserver/admission/validate-webhooks.ts";
import type { KubeObject } from "../../../runtime/apiserver/contract.ts";
import { ANY_WIDGET, mutating, registration, validating } from "./admission-world.ts";

/** What a real 1.36 server says to the same objects, as `field: detail`. */
const complaints = (object: KubeObject): string[] =>
  (object.kind.endsWith("WebhookConfiguration")
    ? validateWebhookConfiguration(object)
    : validatePolicy(object)
  ).map(({ field, type, value, detail }) =>
    [field, type.replace("FieldValue", ""), ...(value === undefined ? [] : [JSON.stringify(value)]), detail]
      .filter((part) => part !== "")
      .join(" | "),
  );

const policy = (spec: { [field: string]: unknown }) => validating(spec)[0] as KubeObject;
const binding = (spec: { [field: string]: unknown }) =>
  registration("ValidatingAdmissionPolicyBinding", "b", { spec });
const mutator = (...mutations: unknown[]) => mutating({ mutations })[0] as KubeObject;
const hooks = (webhook: { [field: string]: unknown }) =>
  registration("ValidatingWebhookConfiguration", "v", {
    webhooks: [
      {
        name: "a.b.c",
        clientConfig: { url: "https://h/x" },
        rules: ANY_WIDGET.resourceRules,
        sideEffects: "None",
        admissionReviewVersions: ["v1"],
        failurePolicy: "Fail",
        matchPolicy: "Equivalent",
        timeoutSeconds: 10,
        ...webhook,
      },
    ],
  });
const rule = (more: { [field: string]: unknown }) => ({
  ...ANY_WIDGET,
  resourceRules: [{ ...ANY_WIDGET.resourceRules[0], ...more }],
});
const valid = [{ expression: "true" }];
const jsonPatch = (expression: string) => ({ patchType: "JSONPatch", jsonPatch: { expression } });
const apply = (expression: string) => ({
  patchType: "ApplyConfiguration",
  applyConfiguration: { expression },
});
const caret = (column: number) => `${".".repeat(column)}^`;

// biome-ignore format: table
const cases: [what: string, object: KubeObject, complaints: string[]][] = [
  ["a good policy",              policy({ validations: valid }), []],
  ["a good binding",             binding({ policyName: "p", validationActions: ["Deny"] }), []],
  ["a good mutating policy",     mutator(jsonPatch("true ? [JSONPatch{op: 'add', path: '/' + jsonpatch.escapeKey('a/b'), value: Object.spec{x: 1}}] : []")), []],
  ["a good webhook",             hooks({}), []],

  ["nothing to validate",        policy({}), ["spec.validations | Required | validations or auditAnnotations must contain at least one item", "spec.auditAnnotations | Required | validations or auditAnnotations must contain at least one item"]],
  ["no constraints",             policy({ validations: valid, matchConstraints: undefined }), ["spec.matchConstraints | Required"]],
  ["no rules",                   policy({ validations: valid, matchConstraints: { ...ANY_WIDGET, resourceRules: [] } }), ["spec.matchConstraints.resourceRules | Required"]],
  ["a wildcard with company",    policy({ validations: valid, matchConstraints: rule({ operations: ["*", "CREATE"] }) }), [`spec.matchConstraints.resourceRules[0].operations | Invalid | ["*","CREATE"] | if '*' is present, must not specify other operations`]],
  ["an empty version",           policy({ validations: valid, matchConstraints: rule({ apiVersions: [""] }) }), ["spec.matchConstraints.resourceRules[0].apiVersions[0] | Required"]],
  ["resources beside a wildcard", policy({ validations: valid, matchConstraints: rule({ resources: ["*", "configmaps"] }) }), [`spec.matchConstraints.resourceRules[0].resources | Invalid | ["*","configmaps"] | if '*' is present, must not specify other resources without subresources`]],
  ["an unknown failure policy",  policy({ validations: valid, failurePolicy: "Maybe" }), [`spec.failurePolicy | NotSupported | "Maybe" | supported values: "Fail", "Ignore"`]],

  ["an expression of unknown type", policy({ validations: [{ expression: "object.spec.x" }] }), [`spec.validations[0].expression | Invalid | "object.spec.x" | must evaluate to bool but got dyn`]],
  ["variables, where there are none", policy({ validations: [{ expression: "variables.a" }] }), [`spec.validations[0].expression | Invalid | "variables.a" | compilation failed: ERROR: <input>:1:1: undeclared reference to 'variables' (in container '')\n | variables.a\n | ^`]],
  ["a field that requests lack", policy({ validations: [{ expression: "request.foo == ''" }] }), [`spec.validations[0].expression | Invalid | "request.foo == ''" | compilation failed: ERROR: <input>:1:8: undefined field 'foo'\n | request.foo == ''\n | ${caret(7)}`]],
  ["a field that namespaces lack", policy({ validations: [{ expression: "namespaceObject.metadata.foo == ''" }] }), [`spec.validations[0].expression | Invalid | "namespaceObject.metadata.foo == ''" | compilation failed: ERROR: <input>:1:25: undefined field 'foo'\n | namespaceObject.metadata.foo == ''\n | ${caret(24)}`]],
  ["params without paramKind",   policy({ validations: [{ expression: "params == null" }] }), [`spec.validations[0].expression | Invalid | "params == null" | compilation failed: ERROR: <input>:1:1: undeclared reference to 'params' (in container '')\n | params == null\n | ^`]],
  ["a message with lines",       policy({ validations: [{ expression: "true", message: "a\nb" }] }), [`spec.validations[0].message | Invalid | "a\\nb" | must not contain line breaks`]],
  ["a message that is no text",  policy({ validations: [{ expression: "true", messageExpression: "1" }] }), [`spec.validations[0].messageExpression | Invalid | "1" | must evaluate to string but got int`]],
  ["an unknown reason",          policy({ validations: [{ expression: "true", reason: "Nope" }] }), [`spec.validations[0].reason | NotSupported | "Nope" | supported values: "Forbidden", "Invalid", "RequestEntityTooLarge"`]],
  ["an annotation that is no text", policy({ auditAnnotations: [{ key: "a", valueExpression: "1" }] }), [`spec.auditAnnotations[0].valueExpression | Invalid | "1" | must evaluate to one of [string null_type] but got int`]],
  ["a variable with a bad name", policy({ variables: [{ name: "for", expression: "1" }], validations: valid }), [`spec.variables[0].name | Invalid | "for" | must be a valid CEL identifier`]],
  ["a variable that is not there", policy({ variables: [{ name: "b", expression: "variables.zz" }], validations: valid }), [`spec.variables[0].expression | Invalid | "variables.zz" | compilation failed: ERROR: <input>:1:10: undefined field 'zz'\n | variables.zz\n | ${caret(9)}`]],
  ["two conditions of one name", policy({ matchConditions: [{ name: "a", expression: "true" }, { name: "a", expression: "true" }], validations: valid }), [`spec.matchConditions[1].name | Duplicate | "a"`]],
  ["too many conditions",        policy({ matchConditions: Array.from({ length: 65 }, (_, i) => ({ name: `c${i}`, expression: "true" })), validations: valid }), ["spec.matchConditions | TooMany | 65 | must have at most 64 items"]],

  ["no policy named",            binding({ policyName: "", validationActions: ["Deny"] }), ["spec.policyName | Required"]],
  ["an empty parameter reference", binding({ policyName: "p", paramRef: {}, validationActions: ["Deny"] }), ["spec.paramRef | Required | one of name or selector must be specified", "spec.paramRef.parameterNotFoundAction | Required"]],
  ["both name and selector",     binding({ policyName: "p", paramRef: { name: "a", selector: {}, parameterNotFoundAction: "X" }, validationActions: ["Deny"] }), ["spec.paramRef.name | Forbidden | name and selector are mutually exclusive", "spec.paramRef.selector | Forbidden | name and selector are mutually exclusive", `spec.paramRef.parameterNotFoundAction | NotSupported | "X" | supported values: "Deny", "Allow"`]],
  ["no action",                  binding({ policyName: "p" }), ["spec.validationActions | Required | at least one validation action is required"]],
  ["both Deny and Warn",         binding({ policyName: "p", validationActions: ["Deny", "Warn"] }), [`spec.validationActions | Invalid | ["Deny","Warn"] | must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)`]],

  ["no mutation",                mutator(), ["spec.mutations | Required | mutations must contain at least one item"]],
  ["a patch that is an empty list", mutator(jsonPatch("[]")), [`spec.mutations[0].jsonPatch.expression | Invalid | "[]" | must evaluate to list(JSONPatch) but got list(dyn)`]],
  ["a patch that is a map",      mutator(jsonPatch("{'a': 1}")), [`spec.mutations[0].jsonPatch.expression | Invalid | "{'a': 1}" | must evaluate to list(JSONPatch) but got map(string, int)`]],
  ["a patch with a wrong op",    mutator(jsonPatch("[JSONPatch{op: 1}]")), [`spec.mutations[0].jsonPatch.expression | Invalid | "[JSONPatch{op: 1}]" | compilation failed: ERROR: <input>:1:14: expected type of field 'op' is 'string' but provided type is 'int'\n | [JSONPatch{op: 1}]\n | ${caret(13)}`]],
  ["a configuration that is a map", mutator(apply("{'spec': 1}")), [`spec.mutations[0].applyConfiguration.expression | Invalid | "{'spec': 1}" | must evaluate to Object but got map(string, int)`]],
  ["a configuration that is a patch", mutator(apply("JSONPatch{}")), [`spec.mutations[0].applyConfiguration.expression | Invalid | "JSONPatch{}" | must evaluate to Object but got JSONPatch`]],
  ["an unknown literal",         mutator(apply("Foo{}")), [`spec.mutations[0].applyConfiguration.expression | Invalid | "Foo{}" | compilation failed: ERROR: <input>:1:4: undeclared reference to 'Foo' (in container '')\n | Foo{}\n | ${caret(3)}`]],
  ["an unknown patch type",      mutator({ patchType: "X" }), [`spec.mutations[0].patchType | NotSupported | "X" | supported values: "ApplyConfiguration", "JSONPatch"`]],
  ["a patch type without patch", mutator({ patchType: "JSONPatch" }), ["spec.mutations[0].jsonPatch | Required | must be specified when patchType is JSONPatch"]],

  ["a short webhook name",       hooks({ name: "x" }), [`webhooks[0].name | Invalid | "x" | should be a domain with at least three segments separated by dots`]],
  ["side effects",               hooks({ sideEffects: "Some" }), [`webhooks[0].sideEffects | NotSupported | "Some" | supported values: "None", "NoneOnDryRun"`]],
  ["side effects unsaid",        hooks({ sideEffects: undefined }), ["webhooks[0].sideEffects | Required | must specify one of None, NoneOnDryRun"]],
  ["a long timeout",             hooks({ timeoutSeconds: 31 }), ["webhooks[0].timeoutSeconds | Invalid | 31 | the timeout value must be between 1 and 30 seconds"]],
  ["no address",                 hooks({ clientConfig: {} }), ["webhooks[0].clientConfig | Required | exactly one of url or service is required"]],
  ["a wrong address",            hooks({ clientConfig: { url: "http://u:p@h/x?q#f" } }), [
    `webhooks[0].clientConfig.url | Invalid | "http" | 'https' is the only allowed URL scheme; desired format: https://host[/path]`,
    `webhooks[0].clientConfig.url | Invalid | "u:p" | user information is not permitted in the URL`,
    `webhooks[0].clientConfig.url | Invalid | "f" | fragments are not permitted in the URL`,
    `webhooks[0].clientConfig.url | Invalid | "q" | query parameters are not permitted in the URL`,
  ]],
  ["no address at all",          hooks({ clientConfig: { url: "::" } }), [`webhooks[0].clientConfig.url | Required | url must be a valid URL: parse "::": missing protocol scheme; desired format: https://host[/path]`]],
  ["an unknown review version",  hooks({ admissionReviewVersions: ["v2"] }), [`webhooks[0].admissionReviewVersions | Invalid | ["v2"] | must include at least one of v1, v1beta1`]],
  ["a review version twice",     hooks({ admissionReviewVersions: ["v1", "v1"] }), [`webhooks[0].admissionReviewVersions[1] | Invalid | "v1" | duplicate version`]],
  ["a condition of wrong type",  hooks({ matchConditions: [{ name: "", expression: "1" }] }), [`webhooks[0].matchConditions[0].expression | Invalid | "1" | must evaluate to bool but got int`, "webhooks[0].matchConditions[0].name | Required"]],
  ["a selector without values",  hooks({ objectSelector: { matchExpressions: [{ key: "k", operator: "In" }, { key: "k", operator: "Exists", values: ["x"] }, { key: "k", operator: "Foo" }] } }), [
    "webhooks[0].objectSelector.matchExpressions[0].values | Required | must be specified when `operator` is 'In' or 'NotIn'",
    "webhooks[0].objectSelector.matchExpressions[1].values | Forbidden | may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
    `webhooks[0].objectSelector.matchExpressions[2].operator | Invalid | "Foo" | not a valid selector operator`,
  ]],
];
for (const [what, object, expected] of cases)
  test(`${object.kind}: ${what}`, () => assert.equal(complaints(object), expected));

test.run();
