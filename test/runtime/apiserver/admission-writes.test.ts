/** Policies and webhook configurations are checked when they are written, created and updated alike. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Fixture, type Json, startWithWidgets, widget, widgetsPath } from "./fixture.ts";

let api: Fixture;
test.before(async () => {
  api = await startWithWidgets();
});
test.after(async () => {
  await api.close();
  assert.equal(api.errors, []);
});

const group = "/apis/admissionregistration.k8s.io/v1";
const widgets = [
  { apiGroups: ["demo.example.com"], apiVersions: ["v1"], operations: ["*"], resources: ["widgets"] },
];
const matchConstraints = { resourceRules: widgets };
const webhook = {
  name: "a.b.c",
  clientConfig: { url: "https://localhost:1/x" },
  rules: widgets,
  sideEffects: "None",
  admissionReviewVersions: ["v1"],
  failurePolicy: "Ignore",
};

interface Case {
  readonly kind: string;
  readonly plural: string;
  readonly good: object;
  readonly bad: object;
  readonly complaint: RegExp;
}

// biome-ignore format: table
const cases: readonly Case[] = [
  { kind: "ValidatingAdmissionPolicy", plural: "validatingadmissionpolicies", good: { spec: { matchConstraints, validations: [{ expression: "true" }] } }, bad: { spec: { matchConstraints, validations: [{ expression: "object.spec.size >" }] } }, complaint: /spec\.validations\[0\]\.expression: .*compilation failed: ERROR: <input>:1:19: Syntax error: mismatched input '<EOF>' expecting \{'\['/ },
  { kind: "ValidatingAdmissionPolicy", plural: "validatingadmissionpolicies", good: { spec: { matchConstraints, validations: [{ expression: "true" }] } }, bad: { spec: { matchConstraints, validations: [{ expression: "1 + 1" }] } }, complaint: /must evaluate to bool but got int/ },
  { kind: "ValidatingAdmissionPolicy", plural: "validatingadmissionpolicies", good: { spec: { matchConstraints, validations: [{ expression: "true" }] } }, bad: { spec: { validations: [{ expression: "true" }] } }, complaint: /spec\.matchConstraints: Required value/ },
  { kind: "ValidatingAdmissionPolicyBinding", plural: "validatingadmissionpolicybindings", good: { spec: { policyName: "none", validationActions: ["Deny"] } }, bad: { spec: { policyName: "none" } }, complaint: /at least one validation action is required/ },
  { kind: "ValidatingWebhookConfiguration", plural: "validatingwebhookconfigurations", good: { webhooks: [webhook] }, bad: { webhooks: [{ ...webhook, name: "x" }] }, complaint: /should be a domain with at least three segments/ },
  { kind: "MutatingWebhookConfiguration", plural: "mutatingwebhookconfigurations", good: { webhooks: [webhook] }, bad: { webhooks: [{ ...webhook, timeoutSeconds: 31 }] }, complaint: /must be between 1 and 30 seconds/ },
];
cases.forEach(({ kind, plural, good, bad, complaint }, i) => {
  test(`a wrong ${kind} is refused: ${complaint.source.slice(0, 50)}`, async () => {
    const object = (fields: object): Json => ({
      apiVersion: "admissionregistration.k8s.io/v1",
      kind,
      metadata: { name: `case-${i}` },
      ...fields,
    });
    const refuses = (answer: { status: number; json: Json }) => {
      assert.is(answer.status, 422);
      assert.match(answer.json.message, complaint);
    };
    refuses(await api.post(`${group}/${plural}`, object(bad)));
    const made = await api.post(`${group}/${plural}`, object(good));
    assert.is(made.status, 201);
    refuses(await api.put(`${group}/${plural}/case-${i}`, object(bad)));
    assert.is((await api.delete(`${group}/${plural}/case-${i}`)).status, 200);
  });
});

test("a policy that reads a field of nothing says which field", async () => {
  const policy = {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicy",
    metadata: { name: "on-delete" },
    spec: { matchConstraints, validations: [{ expression: "object.spec.size > 0" }] },
  };
  const binding = {
    ...policy,
    kind: "ValidatingAdmissionPolicyBinding",
    spec: { policyName: "on-delete", validationActions: ["Warn"] },
  };
  await api.post(widgetsPath, widget("a"));
  await api.post(`${group}/validatingadmissionpolicies`, policy);
  await api.post(`${group}/validatingadmissionpolicybindings`, binding);
  const { status, headers } = await api.delete(`${widgetsPath}/a`);
  assert.is(status, 200);
  assert.match(String(headers.warning), /resulted in error: no such key: spec/);
});

test.run();
