/** Policies and bindings as objects: how they are stored, and what is said to those that may not be. */
import type { KubeObject } from "../../../../runtime/apiserver/contract.ts";
import {
  GROUP,
  mutatingBinding,
  mutatingPolicy,
  type PolicyCase,
  submit,
  validatingBinding,
  validatingPolicy,
  WIDGETS,
} from "./corpus.ts";

type Fields = { readonly [field: string]: unknown };

const valid = [{ expression: "true" }];
const judge = (spec: Fields) => validatingPolicy("tried", { validations: valid, ...spec });
const rule = (more: Fields) => judge({ matchConstraints: { resourceRules: [{ ...WIDGETS, ...more }] } });
const change = (mutation: object, spec: Fields = {}) =>
  mutatingPolicy("tried", { mutations: [mutation], ...spec });
const jsonPatch = (expression: string) => change({ patchType: "JSONPatch", jsonPatch: { expression } });
const apply = (expression: string) =>
  change({ patchType: "ApplyConfiguration", applyConfiguration: { expression } });
const bind = (spec: Fields) => validatingBinding("tried", spec);
const ref = (paramRef: Fields) => bind({ paramRef: { parameterNotFoundAction: "Deny", ...paramRef } });
const selects = (...matchExpressions: readonly object[]) =>
  judge({ matchConstraints: { resourceRules: [WIDGETS], objectSelector: { matchExpressions } } });

/** Each of them sent to the server; what is named twice is a policy that may be stored. */
const TRIED: { readonly [name: string]: readonly KubeObject[] } = {
  stored: [
    judge({}),
    judge({
      failurePolicy: "Ignore",
      matchConditions: [{ name: "a", expression: "true" }],
      auditAnnotations: [{ key: "k", valueExpression: "'v'" }],
    }),
    bind({}),
    bind({ matchResources: {} }),
    ref({ name: "p" }),
    jsonPatch("[JSONPatch{op: 'add', path: '/spec/size', value: 1}]"),
    mutatingBinding("tried"),
  ],
  expressions: [
    judge({ validations: [{ expression: "" }] }),
    judge({ validations: [{ expression: "object." }] }),
    judge({ validations: [{ expression: "object.spec.size" }] }),
    judge({ validations: [{ expression: "1 + 1" }] }),
    judge({ validations: [{ expression: "params == null" }] }),
    judge({ validations: [{ expression: "variables.a" }] }),
    judge({ validations: [{ expression: "request.foo == ''" }] }),
    judge({ validations: [{ expression: "namespaceObject.metadata.foo == ''" }] }),
    judge({ validations: [{ expression: "self.a" }] }),
    judge({ validations: [{ expression: "'a' == 1" }] }),
    judge({ validations: [{ expression: "object.matches('[')" }] }),
    judge({ validations: [{ expression: "has(object)" }] }),
    judge({ validations: [{ expression: "Object{} == object" }] }),
    judge({ validations: [{ expression: "[1, 'a'].size() == 2" }] }),
    judge({ validations: [{ expression: "true", message: "a\nb" }] }),
    judge({ validations: [{ expression: "true", message: "  " }] }),
    judge({ validations: [{ expression: "true\n&& true" }] }),
    judge({ validations: [{ expression: "true", messageExpression: "1" }] }),
    judge({ validations: [{ expression: "true", messageExpression: " " }] }),
    judge({
      validations: [
        { expression: "true", messageExpression: "authorizer.path('/').check('get').allowed() ? 'a' : 'b'" },
      ],
    }),
    judge({ validations: [{ expression: "true", reason: "Nope" }] }),
    judge({ validations: [{ expression: "true", reason: "Unauthorized" }] }),
    judge({ validations: [] }),
    judge({ validations: [], auditAnnotations: [{ key: "a", valueExpression: "1" }] }),
    judge({ auditAnnotations: [{ key: "", valueExpression: "" }] }),
    judge({ auditAnnotations: [{ key: "a b", valueExpression: "'x'" }] }),
    judge({
      auditAnnotations: [
        { key: "a", valueExpression: "'x'" },
        { key: "a", valueExpression: "'y'" },
      ],
    }),
    judge({
      auditAnnotations: Array.from({ length: 21 }, (_, i) => ({ key: `k${i}`, valueExpression: "'x'" })),
    }),
    judge({ auditAnnotations: [{ key: "a", valueExpression: `'${"x".repeat(5200)}'` }] }),
  ],
  variables: [
    judge({ variables: [{ name: "for", expression: "1" }] }),
    judge({ variables: [{ name: "a-b", expression: "1" }] }),
    judge({ variables: [{ name: "", expression: "" }] }),
    judge({ variables: [{ name: "b", expression: "variables.zz" }] }),
    judge({
      variables: [
        { name: "b", expression: "variables.c" },
        { name: "c", expression: "1" },
      ],
    }),
    judge({
      variables: [
        { name: "a", expression: "1" },
        { name: "a", expression: "2" },
      ],
    }),
    judge({ variables: [{ name: "a", expression: "1" }], validations: [{ expression: "variables.a" }] }),
    judge({
      variables: [{ name: "a", expression: "1" }],
      validations: [{ expression: "variables.a.startsWith('b')" }],
    }),
    judge({
      variables: [{ name: "a", expression: "1 +" }],
      validations: [{ expression: "variables.a == 1" }],
    }),
  ],
  conditions: [
    judge({ matchConditions: [{ name: "a", expression: "1" }] }),
    judge({ matchConditions: [{ name: "", expression: "" }] }),
    judge({ matchConditions: [{ name: "a b", expression: "true" }] }),
    judge({
      matchConditions: [
        { name: "a", expression: "true" },
        { name: "a", expression: "true" },
      ],
    }),
    judge({ matchConditions: Array.from({ length: 65 }, (_, i) => ({ name: `c${i}`, expression: "true" })) }),
    judge({
      matchConditions: [{ name: "a", expression: "variables.b" }],
      variables: [{ name: "b", expression: "true" }],
    }),
    judge({ matchConditions: [{ name: "a", expression: "params == null" }] }),
  ],
  constraints: [
    judge({ matchConstraints: undefined }),
    judge({ matchConstraints: {} }),
    judge({ matchConstraints: { resourceRules: [{}] } }),
    rule({ operations: ["*", "CREATE"] }),
    rule({ operations: ["DANCE"] }),
    rule({ operations: [] }),
    rule({ apiVersions: [""] }),
    rule({ apiVersions: ["*", "v1"] }),
    rule({ apiGroups: ["*", "a"] }),
    rule({ resources: ["*", "configmaps"] }),
    rule({ resources: ["*/*", "configmaps"] }),
    rule({ resources: ["a/*", "a/b"] }),
    rule({ resources: ["a/b", "*/b"] }),
    rule({ resources: [] }),
    rule({ scope: "Galaxy" }),
    rule({ resourceNames: ["a/b", ""] }),
    rule({ resourceNames: ["a", "a"] }),
    judge({ matchConstraints: { resourceRules: [WIDGETS], matchPolicy: "Fuzzy" } }),
    judge({
      matchConstraints: {
        resourceRules: [WIDGETS],
        excludeResourceRules: [{ ...WIDGETS, operations: ["*", "CREATE"] }],
      },
    }),
    selects({ key: "k", operator: "In" }),
    selects({ key: "k", operator: "Exists", values: ["x"] }),
    selects({ key: "k", operator: "Foo" }),
    selects({ key: "a b", operator: "In", values: ["c d"] }),
    judge({ failurePolicy: "Maybe" }),
    judge({ failurePolicy: "" }),
  ],
  "param-kinds": [
    judge({ paramKind: {} }),
    judge({ paramKind: { apiVersion: "v1" } }),
    judge({ paramKind: { apiVersion: "a/b/c", kind: "Limit" } }),
    judge({ paramKind: { apiVersion: "A_/v1", kind: "Limit" } }),
    judge({ paramKind: { apiVersion: "a/", kind: "Limit" } }),
    judge({ paramKind: { apiVersion: `${GROUP}/v1`, kind: "No Kind" } }),
    judge({
      paramKind: { apiVersion: `${GROUP}/v1`, kind: "Limit" },
      validations: [{ expression: "params.spec.most > 1" }],
    }),
  ],
  bindings: [
    bind({ policyName: "" }),
    bind({ policyName: "A b" }),
    bind({ validationActions: [] }),
    bind({ validationActions: ["Deny", "Warn"] }),
    bind({ validationActions: ["Deny", "Deny"] }),
    bind({ validationActions: ["Shout"] }),
    bind({ paramRef: {} }),
    ref({}),
    ref({ name: "a", selector: {} }),
    ref({ name: "a/b" }),
    ref({ name: "a", parameterNotFoundAction: "Shrug" }),
    ref({ selector: { matchExpressions: [{ key: "k", operator: "Foo" }] } }),
    ref({ name: "a", namespace: "A b" }),
    bind({ matchResources: { resourceRules: [{}] } }),
    mutatingBinding("tried", { policyName: "" }),
    mutatingBinding("tried", { matchResources: { resourceRules: [{ ...WIDGETS, operations: ["DELETE"] }] } }),
  ],
  mutations: [
    mutatingPolicy("tried", { mutations: [] }),
    mutatingPolicy("tried", {}),
    change({}),
    change({ patchType: "X" }),
    change({ patchType: "JSONPatch" }),
    change({ patchType: "ApplyConfiguration" }),
    change({ patchType: "JSONPatch", jsonPatch: { expression: "" } }),
    change({ patchType: "JSONPatch", applyConfiguration: { expression: "Object{}" } }),
    change({
      patchType: "ApplyConfiguration",
      jsonPatch: { expression: "[JSONPatch{}]" },
      applyConfiguration: { expression: "Object{}" },
    }),
    change(
      { patchType: "JSONPatch", jsonPatch: { expression: "[JSONPatch{}]" } },
      { reinvocationPolicy: "Always" },
    ),
    change(
      { patchType: "JSONPatch", jsonPatch: { expression: "[JSONPatch{}]" } },
      { reinvocationPolicy: undefined },
    ),
    change(
      { patchType: "JSONPatch", jsonPatch: { expression: "[JSONPatch{}]" } },
      { matchConstraints: { resourceRules: [{ ...WIDGETS, operations: ["DELETE"] }] } },
    ),
    change(
      { patchType: "JSONPatch", jsonPatch: { expression: "[JSONPatch{}]" } },
      { failurePolicy: "Maybe" },
    ),
    jsonPatch("[]"),
    jsonPatch("{'a': 1}"),
    jsonPatch("[JSONPatch{op: 1}]"),
    jsonPatch("[JSONPatch{dance: 'x'}]"),
    jsonPatch("Object{}"),
    jsonPatch("[JSONPatch{op: 'add', path: '/a', value: Object.spec.size{x: 1}}]"),
    apply("{'spec': 1}"),
    apply("JSONPatch{}"),
    apply("Foo{}"),
    apply("Object.spec{}"),
    apply("object"),
    apply("Object{spec: Object.spec{size: 1 + 'a'}}"),
  ],
};

export const OBJECT_CASES: readonly PolicyCase[] = Object.entries(TRIED).map(([name, objects]) => ({
  name: `objects-${name}`,
  objects: [],
  asked: objects.map((object) => submit(object)),
}));
