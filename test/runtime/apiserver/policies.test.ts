/** Admission policies as objects: installed, in force at once, and refused where they are wrong. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Fixture, startWithWidgets, widget, widgetsPath } from "./fixture.ts";

let api: Fixture;
test.before(async () => {
  api = await startWithWidgets();
});
test.after(async () => {
  await api.close();
  assert.equal(api.errors, []);
});

const group = "/apis/admissionregistration.k8s.io/v1";
const object = (kind: string, name: string, spec: object) => ({
  apiVersion: "admissionregistration.k8s.io/v1",
  kind,
  metadata: { name },
  spec,
});
const rules = [
  {
    apiGroups: ["demo.example.com"],
    apiVersions: ["v1"],
    resources: ["widgets"],
    operations: ["CREATE", "UPDATE"],
  },
];

test("a policy refuses from its binding on, for whom it is meant", async () => {
  const spec = {
    matchConstraints: { resourceRules: rules },
    validations: [{ expression: "object.spec.color != 'pink'", message: "pink is out" }],
  };
  assert.is(
    (
      await api.post(
        `${group}/validatingadmissionpolicies`,
        object("ValidatingAdmissionPolicy", "colors", spec),
      )
    ).status,
    201,
  );
  assert.is((await api.post(widgetsPath, widget("before", { color: "pink" }))).status, 201);
  const binding = object("ValidatingAdmissionPolicyBinding", "colors", {
    policyName: "colors",
    validationActions: ["Deny"],
  });
  assert.is((await api.post(`${group}/validatingadmissionpolicybindings`, binding)).status, 201);
  const refused = await api.post(widgetsPath, widget("after", { color: "pink" }));
  assert.is(refused.status, 422);
  assert.is(
    refused.json.message,
    "widgets.demo.example.com \"after\" is forbidden: ValidatingAdmissionPolicy 'colors' with binding 'colors' denied request: pink is out",
  );
  assert.is((await api.post(widgetsPath, widget("after"))).status, 201);
  assert.is((await api.get(`${widgetsPath}/after`)).status, 200);
});

test("a policy that is no CEL is refused", async () => {
  const spec = { matchConstraints: { resourceRules: rules }, validations: [{ expression: "object." }] };
  const refused = await api.post(
    `${group}/validatingadmissionpolicies`,
    object("ValidatingAdmissionPolicy", "bad", spec),
  );
  assert.is(refused.status, 422);
  assert.match(refused.json.message, /spec\.validations\[0\]\.expression: Invalid value/);
});

test("a mutating policy changes what is stored", async () => {
  const spec = {
    matchConstraints: { resourceRules: rules },
    reinvocationPolicy: "Never",
    mutations: [
      {
        patchType: "JSONPatch",
        jsonPatch: { expression: "[JSONPatch{op: 'add', path: '/spec/note', value: 'by policy'}]" },
      },
    ],
  };
  assert.is(
    (await api.post(`${group}/mutatingadmissionpolicies`, object("MutatingAdmissionPolicy", "notes", spec)))
      .status,
    201,
  );
  const binding = object("MutatingAdmissionPolicyBinding", "notes", { policyName: "notes" });
  assert.is((await api.post(`${group}/mutatingadmissionpolicybindings`, binding)).status, 201);
  assert.is((await api.post(widgetsPath, widget("noted"))).json.spec.note, "by policy");
});

test.run();
