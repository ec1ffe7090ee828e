/** Which requests a policy is about, and with which parameters. */
import {
  change,
  configMap,
  create,
  GROUP,
  limit,
  mutatingCase,
  type PolicyCase,
  submit,
  validatingBinding,
  validatingCase,
  validatingPolicy,
  WIDGETS,
  widget,
  within,
} from "./corpus.ts";

const refuse = { validations: [{ expression: "false", message: "matched" }] };
const note = {
  mutations: [
    {
      patchType: "ApplyConfiguration",
      applyConfiguration: {
        expression: "Object{metadata: Object.metadata{labels: Object.metadata.labels{matched: 'yes'}}}",
      },
    },
  ],
};
const w = (metadata: { [field: string]: unknown } = {}) => [widget({ size: 1 }, metadata)];
type Fields = { readonly [field: string]: unknown };

/** The creation of `a` and of `b` labelled `tier: gold`, a change of the existing `w` and one of its status. */
const asked = (name: string) => [
  create(name, {}, { metadata: { name: "a" } }),
  create(name, {}, { metadata: { name: "b", labels: { tier: "gold" } } }),
  change(name, { spec: { size: 2 } }),
  change(name, { status: { phase: "Up" } }, { sub: "/status" }),
];

const rule = (more: Fields) => ({ resourceRules: [{ ...WIDGETS, ...more }] });
const not = (more: Fields) => ({ excludeResourceRules: [{ ...WIDGETS, ...more }] });
const gold = { matchLabels: { tier: "gold" } };
const labels = (...matchExpressions: readonly object[]) => ({ objectSelector: { matchExpressions } });
const namespaces = (operator: string, ...values: readonly string[]) => ({
  namespaceSelector: { matchExpressions: [{ key: "case", operator, values }] },
});

/** Constraints of a policy, and of a binding, by what they select. The first are told the name of their case. */
const SELECTIONS: {
  readonly [what: string]: [(name: string) => Fields, matchResources?: (name: string) => Fields];
} = {
  all: [() => ({})],
  operation: [() => rule({ operations: ["UPDATE"] })],
  name: [() => rule({ resourceNames: ["b", "w"] })],
  subresource: [() => rule({ resources: ["widgets/status"] })],
  "all-subresources": [() => rule({ resources: ["widgets/*"] })],
  anything: [() => rule({ apiGroups: ["*"], apiVersions: ["*"], resources: ["*/*"], scope: "Namespaced" })],
  "cluster-scope": [() => rule({ scope: "Cluster" })],
  "namespaced-scope": [() => rule({ scope: "Namespaced" })],
  label: [() => ({ objectSelector: gold })],
  "label-in": [() => labels({ key: "tier", operator: "In", values: ["gold", "tin"] })],
  "label-not-in": [() => labels({ key: "tier", operator: "NotIn", values: ["gold"] })],
  "label-exists": [() => labels({ key: "tier", operator: "Exists" })],
  "label-absent": [() => labels({ key: "tier", operator: "DoesNotExist" })],
  "namespace-in": [(name) => namespaces("In", name, "none")],
  "not-name": [() => not({ resourceNames: ["a"] })],
  "not-operation": [() => not({ operations: ["CREATE"] })],
  "not-scope": [() => not({ scope: "Namespaced" })],
  "not-cluster-scope": [() => not({ scope: "Cluster" })],
  "bound-operation": [() => ({}), () => rule({ operations: ["UPDATE"] })],
  "bound-name": [() => ({}), () => rule({ resourceNames: ["a"] })],
  "bound-scope": [() => ({}), () => rule({ scope: "Cluster" })],
  "bound-label": [() => ({}), () => ({ objectSelector: gold })],
  "bound-label-in": [() => ({}), () => labels({ key: "tier", operator: "NotIn", values: ["gold"] })],
  "bound-no-namespace": [() => ({}), () => ({ namespaceSelector: { matchLabels: { case: "none" } } })],
  "bound-namespace": [() => ({}), (name) => ({ namespaceSelector: { matchLabels: { case: name } } })],
  "bound-namespace-not-in": [() => ({}), (name) => namespaces("NotIn", name)],
  "bound-not-name": [() => ({}), () => not({ resourceNames: ["a"] })],
  "bound-not-scope": [() => ({}), () => not({ scope: "Cluster" })],
  "bound-version": [() => ({}), () => ({ ...rule({ apiVersions: ["v2"] }), matchPolicy: "Exact" })],
  "bound-equivalent-version": [() => ({}), () => rule({ apiVersions: ["v2"] })],
};

const selections: PolicyCase[] = Object.entries(SELECTIONS).flatMap(([what, [constraints, resources]]) => {
  const selecting = (name: string, spec: Fields) => ({
    spec: { matchConstraints: within(name, constraints(name)), ...spec },
    more: { existing: w(), binding: resources ? { matchResources: resources(name) } : {} },
  });
  const judged = selecting(`match-${what}`, refuse);
  const changed = selecting(`mutate-${what}`, note);
  return [
    validatingCase(`match-${what}`, judged.spec, asked(`match-${what}`), judged.more),
    mutatingCase(`mutate-${what}`, changed.spec, asked(`mutate-${what}`), changed.more),
  ];
});

const ofOld: PolicyCase = validatingCase(
  "match-label-of-old",
  { matchConstraints: within("match-label-of-old", { objectSelector: gold }), ...refuse },
  asked("match-label-of-old"),
  { existing: w({ labels: { tier: "gold" } }) },
);

/** The version that a policy sees, for requests in either version. */
const versions = (name: string, more: Fields): PolicyCase =>
  validatingCase(
    name,
    {
      matchConstraints: within(name, more),
      validations: [
        {
          expression: "false",
          messageExpression:
            "object.apiVersion + ' ' + request.kind.version + ' ' + request.resource.version + ' ' + request.requestKind.version + ' ' + request.requestResource.version",
        },
      ],
      matchConditions: [
        { name: "v", expression: "request.resource.version != '' && object.apiVersion != ''" },
      ],
    },
    [create(name, {}), create(name, {}, { version: "v2" })],
  );

const equivalence: PolicyCase[] = [
  versions("version-exact", { matchPolicy: "Exact" }),
  versions("version-equivalent", {}),
  versions("version-own-first", { resourceRules: [{ ...WIDGETS, apiVersions: ["v1", "v2"] }] }),
  versions("version-excluded", {
    excludeResourceRules: [{ ...WIDGETS, apiVersions: ["v2"], resourceNames: ["w"] }],
  }),
  versions("version-excluded-exactly", {
    matchPolicy: "Exact",
    resourceRules: [{ ...WIDGETS, apiVersions: ["*"] }],
    excludeResourceRules: [{ ...WIDGETS, apiVersions: ["v2"] }],
  }),
];

// --- parameters ----------------------------------------------------------------------------------------------------

const MAPS = { apiVersion: "v1", kind: "ConfigMap" };
const LIMITS = { apiVersion: `${GROUP}/v1`, kind: "Limit" };
const overMap = {
  expression: "params == null || object.spec.size <= int(params.data.most)",
  messageExpression:
    "params.kind + ' ' + params.apiVersion + ' ' + params.metadata.name + ' says ' + params.data.most",
};
const overLimit = {
  expression: "params == null || object.spec.size <= params.spec.most",
  messageExpression:
    "params.kind + ' ' + params.apiVersion + ' ' + params.metadata.name + ' says ' + string(params.spec.most)",
};

/** What the policy says to a widget of size 15. */
const parameters = (
  name: string,
  spec: Fields,
  paramRef: Fields | undefined,
  more: PolicyCase["objects"] = [],
): PolicyCase =>
  validatingCase(name, spec, [create(name, { size: 15 })], {
    more,
    binding: paramRef === undefined ? {} : { paramRef },
  });

const byMap = { paramKind: MAPS, validations: [overMap] };
const byLimit = { paramKind: LIMITS, validations: [overLimit] };
const allow = { parameterNotFoundAction: "Allow" };
const deny = { parameterNotFoundAction: "Deny" };
const labelled = (name: string) => ({ selector: { matchLabels: { of: name } } });

const params: PolicyCase[] = [
  parameters("param-name", byMap, { name: "p", namespace: "param-name", ...deny }, [
    configMap("param-name", "p", { most: "10" }),
  ]),
  parameters("param-of-own-namespace", byMap, { name: "p", ...deny }, [
    configMap("param-of-own-namespace", "p", { most: "10" }),
  ]),
  parameters("param-elsewhere", byMap, { name: "p", namespace: "param-name", ...deny }),
  parameters("param-missing-denied", byMap, { name: "none", ...deny }),
  parameters("param-missing-ignored", { ...byMap, failurePolicy: "Ignore" }, { name: "none", ...deny }),
  parameters("param-missing-allowed", byMap, { name: "none", ...allow }),
  parameters("params-selected", byMap, { ...labelled("params-selected"), ...deny }, [
    configMap("params-selected", "roomy", { most: "20" }, { of: "params-selected" }),
    configMap("params-selected", "tight", { most: "10" }, { of: "params-selected" }),
    configMap("params-selected", "tighter", { most: "5" }, { of: "another" }),
  ]),
  parameters(
    "params-selected-by-expression",
    byMap,
    {
      selector: {
        matchExpressions: [{ key: "of", operator: "In", values: ["params-selected-by-expression"] }],
      },
      ...deny,
    },
    [
      configMap(
        "params-selected-by-expression",
        "tight",
        { most: "10" },
        { of: "params-selected-by-expression" },
      ),
      configMap("params-selected-by-expression", "other", { most: "5" }, { of: "another" }),
    ],
  ),
  parameters("params-selected-none", byMap, { ...labelled("nothing"), ...deny }),
  parameters("params-selected-none-allowed", byMap, { ...labelled("nothing"), ...allow }),
  parameters("params-unasked", byMap, undefined),
  parameters(
    "params-unread",
    { validations: [{ expression: "false", message: "no params here" }] },
    { name: "none", ...deny },
  ),
  parameters("param-incomplete", byMap, { name: "p", ...deny }, [configMap("param-incomplete", "p", {})]),
  parameters("limit-name", byLimit, { name: "limit-name", ...deny }, [limit("limit-name", { most: 10 })]),
  parameters("limit-selected", byLimit, { ...labelled("limit-selected"), ...deny }, [
    limit("limit-selected", { most: 10 }, { of: "limit-selected" }),
  ]),
  parameters("limit-missing", byLimit, { name: "none", ...deny }),
  parameters("limit-in-a-namespace", byLimit, { name: "limit-name", namespace: "limit-name", ...deny }),
  parameters(
    "param-kind-unknown",
    { ...byMap, paramKind: { apiVersion: "no.vmop.test/v1", kind: "None" } },
    { name: "p", ...deny },
  ),
  parameters(
    "param-kind-unknown-ignored",
    { ...byMap, failurePolicy: "Ignore", paramKind: { apiVersion: "no.vmop.test/v1", kind: "None" } },
    { name: "p", ...deny },
  ),
  parameters(
    "param-kind-unknown-unasked",
    { ...byMap, paramKind: { apiVersion: `${GROUP}/v9`, kind: "Limit" } },
    undefined,
  ),
  parameters(
    "param-in-condition",
    { ...byMap, matchConditions: [{ name: "on", expression: "params.data.on == 'yes'" }] },
    { name: "p", ...deny },
    [configMap("param-in-condition", "p", { most: "10", on: "yes" })],
  ),
  parameters(
    "param-in-condition-off",
    { ...byMap, matchConditions: [{ name: "on", expression: "params.data.on == 'yes'" }] },
    { name: "p", ...deny },
    [configMap("param-in-condition-off", "p", { most: "10", on: "no" })],
  ),
  parameters(
    "param-in-variable",
    {
      paramKind: MAPS,
      variables: [{ name: "most", expression: "params.data.most" }],
      validations: [{ expression: "false", messageExpression: "'at most ' + variables.most" }],
    },
    { name: "p", ...deny },
    [configMap("param-in-variable", "p", { most: "10" })],
  ),
  parameters(
    "param-of-a-namespace-kind",
    {
      paramKind: { apiVersion: "v1", kind: "Namespace" },
      validations: [{ expression: "false", messageExpression: "string(params.metadata.labels['case'])" }],
    },
    { name: "param-of-a-namespace-kind", ...deny },
  ),
  parameters(
    "param-whole",
    {
      paramKind: MAPS,
      validations: [
        { expression: "has(params.binaryData) || !has(params.immutable)", message: "odd" },
        { expression: "false", messageExpression: "'data' in params ? 'has data' : 'none'" },
      ],
    },
    { name: "p", ...deny },
    [configMap("param-whole", "p", { a: "b" })],
  ),
  {
    name: "params-for-the-cluster",
    objects: [
      validatingPolicy("params-for-the-cluster", {
        paramKind: MAPS,
        matchConstraints: {
          resourceRules: [{ ...WIDGETS, resources: ["limits"], resourceNames: ["params-for-the-cluster"] }],
        },
        validations: [{ expression: "params != null", message: "none" }],
      }),
      validatingBinding("params-for-the-cluster", { paramRef: { name: "p", ...deny } }),
    ],
    asked: [submit(limit("params-for-the-cluster", { most: 1 }))],
  },
];

/** Kinds that the server brings along: what is empty is not there. */
const builtIn: PolicyCase[] = [
  validatingCase(
    "built-in",
    {
      matchConstraints: within("built-in", {
        resourceRules: [{ ...WIDGETS, apiGroups: [""], resources: ["configmaps"] }],
      }),
      validations: [
        { expression: "has(object.data)", message: "no data" },
        {
          expression: "object.data.size() < 2",
          messageExpression: "'too much: ' + string(object.data.size())",
        },
        {
          expression: "!has(object.metadata.labels) || object.metadata.labels.size() > 0",
          message: "empty labels",
        },
      ],
    },
    [
      submit(configMap("built-in", "a", {})),
      submit(configMap("built-in", "a", { x: "1" })),
      submit(configMap("built-in", "a", { x: "1", y: "2" })),
    ],
  ),
];

export const MATCHING_CASES: readonly PolicyCase[] = [
  ...selections,
  ofOld,
  ...equivalence,
  ...params,
  ...builtIn,
];
