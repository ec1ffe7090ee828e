import { test } from "uvu";
import * as assert from "uvu/assert";
import { createAdmission } from "../../../runtime/apiserver/admission/chain.ts";
import { type AdmissionAttributes, type KubeObject, type Status, StatusError } from "../../../runtime/apiserver/contract.ts";
import { ANY_WIDGET, request, validating, widget, world } from "./admission-world.ts";

interface Verdict {
  status: Status | undefined;
  warnings: string[];
  annotations: { [key: string]: string };
}

async function judge(objects: KubeObject[], attributes: AdmissionAttributes): Promise<Verdict> {
  const warnings: string[] = [];
  const annotations: { [key: string]: string } = {};
  const chain = createAdmission({
    sources: world(objects),
    annotate: (key, value) => {
      annotations[key] = value;
    },
  });
  try {
    await chain.validate(attributes, (text) => warnings.push(text));
    return { status: undefined, warnings, annotations };
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    return { status: error.status, warnings, annotations };
  }
}

const refusal = async (objects: KubeObject[], attributes: AdmissionAttributes) =>
  (await judge(objects, attributes)).status?.message ?? "allowed";

const DENIED = 'widgets.demo.example.com "w" is forbidden: ValidatingAdmissionPolicy \'p\' with binding \'b\' denied request: ';

test("a denial reads as the real server's, with code and reason of the validation", async () => {
  const { status } = await judge(
    validating({ validations: [{ expression: "object.spec.size < 5", message: " too big ", reason: "Forbidden" }] }),
    request(widget({ size: 7 })),
  );
  assert.equal(status, {
    kind: "Status",
    apiVersion: "v1",
    metadata: {},
    status: "Failure",
    message: `${DENIED}too big`,
    reason: "Forbidden",
    details: {
      name: "w",
      group: "demo.example.com",
      kind: "widgets",
      causes: [{ message: "ValidatingAdmissionPolicy 'p' with binding 'b' denied request: too big" }],
    },
    code: 403,
  });
});

// biome-ignore format: table
const reasons: [reason: string | undefined, code: number][] = [
  [undefined, 422], ["Invalid", 422], ["Forbidden", 403], ["Unauthorized", 401], ["RequestEntityTooLarge", 413],
];
for (const [reason, code] of reasons)
  test(`reason ${reason ?? "left out"} is code ${code}`, async () => {
    const { status } = await judge(validating({ validations: [{ expression: "false", reason }] }), request(widget({})));
    assert.is(status?.code, code);
    assert.is(status?.reason, reason ?? "Invalid");
  });

// biome-ignore format: table
const messages: [what: string, validation: { [field: string]: string }, message: string][] = [
  ["the expression, where there is no message",  { expression: " object.spec.size > 9 " },                                            "failed expression: object.spec.size > 9"],
  ["the message",                                { expression: "false", message: "no" },                                              "no"],
  ["the message expression before the message",  { expression: "false", message: "no", messageExpression: "'size ' + string(object.spec.size)" }, "size 7"],
  ["the message, where the expression fails",    { expression: "false", message: "no", messageExpression: "object.spec.none" },       "no"],
  ["the message, where the expression is empty", { expression: "false", message: "no", messageExpression: "' '" },                    "no"],
  ["the message, where the expression has lines", { expression: "false", message: "no", messageExpression: "'a\\nb'" },               "no"],
  ["the error of the expression",                { expression: "object.spec.none == 1" },                                             "expression 'object.spec.none == 1' resulted in error: no such key: none"],
  ["a compile error",                            { expression: "object.spec.size" },                                                  "compilation error: must evaluate to bool but got dyn"],
];
for (const [what, validation, message] of messages)
  test(`the text of a denial is ${what}`, async () => {
    assert.is(await refusal(validating({ validations: [validation] }), request(widget({ size: 7 }))), DENIED + message);
  });

test("the first failure is told, and none when all hold", async () => {
  const policy = validating({ validations: [{ expression: "true" }, { expression: "false", message: "second" }, { expression: "false", message: "third" }] });
  assert.is(await refusal(policy, request(widget({}))), `${DENIED}second`);
  assert.is(await refusal(validating({ validations: [{ expression: "true" }] }), request(widget({}))), "allowed");
});

test("failurePolicy Ignore forgives errors, not refusals", async () => {
  const ignore = (expression: string) => validating({ failurePolicy: "Ignore", validations: [{ expression }] });
  assert.is(await refusal(ignore("object.spec.none == 1"), request(widget({}))), "allowed");
  assert.is(await refusal(ignore("object.spec.size"), request(widget({}))), "allowed");
  assert.is.not(await refusal(ignore("false"), request(widget({}))), "allowed");
});

// biome-ignore format: table
const visible: [expression: string, attributes: AdmissionAttributes][] = [
  ["object.spec.size == 7 && oldObject == null",                          request(widget({ size: 7 }))],
  ["object == null && oldObject.spec.size == 7",                          request(null, { operation: "DELETE", oldObject: widget({ size: 7 }) })],
  ["request.operation == 'UPDATE' && object.spec.size != oldObject.spec.size", request(widget({ size: 1 }), { operation: "UPDATE", oldObject: widget({ size: 2 }) })],
  ["request.kind.kind == 'Widget' && request.resource.resource == 'widgets'", request(widget({}))],
  ["request.userInfo.username == 'alice' && 'editors' in request.userInfo.groups", request(widget({}))],
  ["request.userInfo.groups.exists(g, g == 'editors')",                   request(widget({}))],
  ["request.name == 'w' && request.namespace == 'default'",               request(widget({}))],
  ["!has(request.subResource) && request.dryRun == false",                request(widget({}))],
  ["request.options.kind == 'CreateOptions'",                             request(widget({}))],
  ["namespaceObject.metadata.labels.env == 'prod'",                       request(widget({}, { namespace: "prod" }))],
  ["namespaceObject != null && namespaceObject.status.phase == 'Active'", request(widget({}))],
  ["namespaceObject == null",                                             request(widget({}, { namespace: "" }))],
  ["!has(object.metadata.labels) || object.metadata.labels['a'] == 'b'",  request(widget({}, { labels: { a: "b" } }))],
  ["object.spec.float > 1 && object.spec.float < 2",                      request(widget({ float: 1.5 }))],
];
for (const [expression, attributes] of visible)
  test(`visible: ${expression}`, async () => {
    assert.is(await refusal(validating({ validations: [{ expression }] }), attributes), "allowed");
  });

test("variables may use those before them, are evaluated once, and fail only who uses them", async () => {
  const policy = (expression: string) =>
    validating({
      variables: [
        { name: "size", expression: "object.spec.size" },
        { name: "twice", expression: "variables.size + variables.size" },
        { name: "broken", expression: "object.spec.none" },
        { name: "old", expression: "oldObject == null ? null : oldObject.spec" },
      ],
      validations: [{ expression }],
    });
  const given = request(widget({ size: 7 }));
  assert.is(await refusal(policy("variables.twice == 14"), given), "allowed");
  assert.is(await refusal(policy("variables.old == null"), given), "allowed");
  assert.is(await refusal(policy("true || variables.broken == 1"), given), "allowed");
  assert.is(await refusal(policy("variables.broken == 1 || true"), given), "allowed");
  assert.is(
    await refusal(policy("variables.broken == 1"), given),
    `${DENIED}expression 'variables.broken == 1' resulted in error: composited variable "broken" fails to evaluate: no such key: none`,
  );
});

test("matchConditions: all must hold; a false one beats a failing one", async () => {
  const policy = (...conditions: string[]) =>
    validating({
      matchConditions: conditions.map((expression, i) => ({ name: `c${i}`, expression })),
      validations: [{ expression: "false", message: "matched" }],
    });
  const given = request(widget({}));
  assert.is(await refusal(policy("true", "request.operation == 'CREATE'"), given), `${DENIED}matched`);
  assert.is(await refusal(policy("true", "false"), given), "allowed");
  assert.is(await refusal(policy("object.spec.none == 1", "false"), given), "allowed");
  assert.is(
    await refusal(policy("object.spec.none == 1"), given),
    `${DENIED}expression 'object.spec.none == 1' resulted in error: no such key: none`,
  );
});

// biome-ignore format: table
const matching: [what: string, constraints: { [field: string]: unknown }, attributes: AdmissionAttributes, matches: boolean][] = [
  ["another operation",              { resourceRules: [{ ...ANY_WIDGET.resourceRules[0], operations: ["DELETE"] }] },  request(widget({})), false],
  ["another group",                  { resourceRules: [{ ...ANY_WIDGET.resourceRules[0], apiGroups: ["x"] }] },        request(widget({})), false],
  ["a wildcard group",               { resourceRules: [{ ...ANY_WIDGET.resourceRules[0], apiGroups: ["*"] }] },        request(widget({})), true],
  ["a subresource not named",        {},                                                                              request(widget({}), { subresource: "status" }), false],
  ["a subresource named",            { resourceRules: [{ ...ANY_WIDGET.resourceRules[0], resources: ["widgets/status"] }] }, request(widget({}), { subresource: "status" }), true],
  ["every subresource",              { resourceRules: [{ ...ANY_WIDGET.resourceRules[0], resources: ["*/*"] }] },      request(widget({}), { subresource: "status" }), true],
  ["a name not listed",              { resourceRules: [{ ...ANY_WIDGET.resourceRules[0], resourceNames: ["x"] }] },    request(widget({})), false],
  ["cluster scope only",             { resourceRules: [{ ...ANY_WIDGET.resourceRules[0], scope: "Cluster" }] },        request(widget({})), false],
  ["an excluded rule",               { excludeResourceRules: ANY_WIDGET.resourceRules },                               request(widget({})), false],
  ["a namespace selected",           { namespaceSelector: { matchLabels: { env: "prod" } } },                          request(widget({}, { namespace: "prod" })), true],
  ["a namespace not selected",       { namespaceSelector: { matchLabels: { env: "prod" } } },                          request(widget({})), false],
  ["labels selected",                { objectSelector: { matchExpressions: [{ key: "a", operator: "In", values: ["b"] }] } }, request(widget({}, { labels: { a: "b" } })), true],
  ["labels not selected",            { objectSelector: { matchLabels: { a: "b" } } },                                  request(widget({})), false],
  ["labels of the old object only",  { objectSelector: { matchLabels: { a: "b" } } },                                  request(widget({}), { operation: "UPDATE", oldObject: widget({}, { labels: { a: "b" } }) }), true],
  ["another version, equivalent",    { resourceRules: [{ ...ANY_WIDGET.resourceRules[0], apiVersions: ["v2"] }] },     request(widget({})), true],
  ["another version, exact",         { resourceRules: [{ ...ANY_WIDGET.resourceRules[0], apiVersions: ["v2"] }], matchPolicy: "Exact" }, request(widget({})), false],
];
for (const [what, constraints, attributes, matches] of matching)
  test(`a policy ${matches ? "matches" : "does not match"} ${what}`, async () => {
    const policy = validating({ matchConstraints: { ...ANY_WIDGET, ...constraints }, validations: [{ expression: "false" }] });
    assert.is((await refusal(policy, attributes)) !== "allowed", matches);
  });

test("an equivalent match shows the object in the version that the rule names", async () => {
  const policy = validating({
    matchConstraints: { ...ANY_WIDGET, resourceRules: [{ ...ANY_WIDGET.resourceRules[0], apiVersions: ["v2"] }] },
    validations: [{ expression: "object.apiVersion == 'demo.example.com/v2' && request.kind.version == 'v2' && request.requestKind.version == 'v1'" }],
  });
  assert.is(await refusal(policy, request(widget({}))), "allowed");
});

const flags = (name: string, allowed: string, labels = {}): KubeObject => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name, namespace: "default", labels },
  data: { allowed },
});
const withParams = (paramRef: { [field: string]: unknown } | undefined, spec = {}) =>
  validating(
    {
      paramKind: { apiVersion: "v1", kind: "ConfigMap" },
      validations: [{ expression: "params != null && params.data.allowed == 'true'", messageExpression: "'by ' + params.metadata.name" }],
      ...spec,
    },
    paramRef === undefined ? {} : { paramRef },
  );

test("parameters by name, from the object's namespace", async () => {
  const ref = { name: "one", parameterNotFoundAction: "Deny" };
  assert.is(await refusal([...withParams(ref), flags("one", "true")], request(widget({}))), "allowed");
  assert.is(await refusal([...withParams(ref), flags("one", "false")], request(widget({}))), `${DENIED}by one`);
});

test("every parameter object that a selector finds is judged by itself", async () => {
  const ref = { selector: { matchLabels: { set: "a" } }, parameterNotFoundAction: "Deny" };
  const params = [flags("one", "true", { set: "a" }), flags("two", "false", { set: "a" }), flags("three", "false")];
  assert.is(await refusal([...withParams(ref), ...params], request(widget({}))), `${DENIED}by two`);
});

// biome-ignore format: table
const paramProblems: [what: string, objects: KubeObject[], message: string][] = [
  ["no object and Deny",   withParams({ name: "none", parameterNotFoundAction: "Deny" }),  `${DENIED}failed to configure binding: no params found for policy binding with \`Deny\` parameterNotFoundAction`],
  ["no object and Allow",  withParams({ name: "none", parameterNotFoundAction: "Allow" }), "allowed"],
  ["an unknown kind",      withParams({ name: "one", parameterNotFoundAction: "Deny" }, { paramKind: { apiVersion: "x/v1", kind: "None" } }), `${DENIED}failed to configure binding: paramKind kind \`&ParamKind{APIVersion:x/v1,Kind:None,}\` not known`],
];
for (const [what, objects, message] of paramProblems)
  test(`parameters: ${what}`, async () => assert.is(await refusal(objects, request(widget({}))), message));

test("a binding without a parameter reference sees null", async () => {
  const policy = validating({ paramKind: { apiVersion: "v1", kind: "ConfigMap" }, validations: [{ expression: "params == null" }] });
  assert.is(await refusal(policy, request(widget({}))), "allowed");
});

test("a binding narrows what its policy matches; a policy without binding does nothing", async () => {
  const spec = { validations: [{ expression: "false" }] };
  const narrowed = validating(spec, { matchResources: { namespaceSelector: { matchLabels: { env: "prod" } }, objectSelector: {} } });
  assert.is(await refusal(narrowed, request(widget({}))), "allowed");
  assert.is.not(await refusal(narrowed, request(widget({}, { namespace: "prod" }))), "allowed");
  assert.is(await refusal(validating(spec).slice(0, 1), request(widget({}))), "allowed");
});

test("Warn warns and lets pass; Audit annotates", async () => {
  const spec = { validations: [{ expression: "true" }, { expression: "false", message: "hm" }] };
  const { status, warnings, annotations } = await judge(validating(spec, { validationActions: ["Warn", "Audit"] }), request(widget({})));
  assert.is(status, undefined);
  assert.equal(warnings, ["Validation failed for ValidatingAdmissionPolicy 'p' with binding 'b': hm"]);
  assert.equal(JSON.parse(annotations["validation.policy.admission.k8s.io/validation_failure"] ?? ""), [
    { message: "hm", policy: "p", binding: "b", expressionIndex: 1, validationActions: ["Warn", "Audit"] },
  ]);
});

test("audit annotations carry text, and null leaves them out", async () => {
  const { annotations } = await judge(
    validating({ auditAnnotations: [{ key: "size", valueExpression: "'size ' + string(object.spec.size)" }, { key: "none", valueExpression: "null" }] }),
    request(widget({ size: 7 })),
  );
  assert.equal(annotations, { "p/size": "size 7" });
});

test("an expression may cost no more than its limit, a policy no more than its budget", async () => {
  // `contains` costs a tenth of the one size times a tenth of the other.
  const given = request(widget({ text: "x".repeat(30_000), part: "x".repeat(3_000) }));
  const over = "object.spec.text.contains(object.spec.text)";
  assert.is(
    await refusal(validating({ validations: [{ expression: over }] }), given),
    `${DENIED}expression '${over}' resulted in error: operation cancelled: actual cost limit exceeded`,
  );
  const nearly = { expression: "object.spec.text.contains(object.spec.part)" };
  assert.is(await refusal(validating({ validations: Array(11).fill(nearly) }), given), "allowed");
  assert.is(
    await refusal(validating({ validations: Array(12).fill(nearly) }), given),
    `${DENIED}validation failed due to running out of cost budget, no further validation rules will be run`,
  );
});

test("policies do not apply to policies", async () => {
  const everything = { ...ANY_WIDGET, resourceRules: [{ operations: ["*"], apiGroups: ["*"], apiVersions: ["*"], resources: ["*"] }] };
  const policy = validating({ matchConstraints: everything, validations: [{ expression: "false" }] });
  const group = "admissionregistration.k8s.io";
  const about = (resource: string, kind: string) =>
    request(policy[0] as KubeObject, { resource: { group, version: "v1", resource }, kind: { group, version: "v1", kind } });
  assert.is(await refusal(policy, about("validatingadmissionpolicies", "ValidatingAdmissionPolicy")), "allowed");
  assert.is.not(await refusal(policy, about("validatingwebhookconfigurations", "ValidatingWebhookConfiguration")), "allowed");
});

test.run();
