/** The life of a definition: installed, served, changed, deleted with its objects. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  definitionsPath,
  type Fixture,
  type Json,
  startFixture,
  until,
  widget,
  widgetDefinition,
  widgetsPath,
} from "./fixture.ts";

let api: Fixture;
test.before.each(async () => {
  api = await startFixture();
});
test.after.each(async () => {
  await api.close();
  assert.equal(api.errors, []);
});

const path = `${definitionsPath}/widgets.demo.example.com`;
const condition = (definition: Json, type: string) =>
  definition.status.conditions.find((found: Json) => found.type === type);

test("a definition is served as soon as it is acknowledged", async () => {
  assert.is((await api.get(widgetsPath)).status, 404);
  const { status, json } = await api.post(definitionsPath, widgetDefinition());
  assert.is(status, 201);
  assert.is(condition(json, "NamesAccepted").status, "True");
  assert.is(condition(json, "Established").status, "True");
  assert.equal(json.status.storedVersions, ["v1"]);
  assert.equal(json.status.acceptedNames, {
    plural: "widgets",
    singular: "widget",
    kind: "Widget",
    listKind: "WidgetList",
    shortNames: ["wd"],
  });
  assert.is((await api.post(widgetsPath, widget("a"))).status, 201);
  const groups = (await api.get("/apis")).json.groups.map((group: Json) => group.name);
  assert.ok(groups.includes("demo.example.com"));
  assert.is((await api.get("/openapi/v3/apis/demo.example.com/v1")).status, 200);
});

test("a changed schema holds for the next request, also for what is stored", async () => {
  await api.post(definitionsPath, widgetDefinition());
  await api.post(widgetsPath, widget("a", { note: "old" }));
  const { properties } = widgetDefinition().spec.versions[0].schema.openAPIV3Schema.properties.spec;
  const changed = widgetDefinition().spec.versions;
  const { note: _, ...rest } = properties;
  changed[0].schema.openAPIV3Schema.properties.spec.properties = {
    ...rest,
    weight: { type: "integer", default: 7 },
  };
  assert.is((await api.patch(path, { spec: { versions: changed } })).json.metadata.generation, 2);
  assert.equal((await api.get(`${widgetsPath}/a`)).json.spec, { color: "red", size: 3, weight: 7 });
  assert.equal((await api.get(widgetsPath)).json.items[0].spec, { color: "red", size: 3, weight: 7 });
});

test("a rule of the schema refuses, and forgives what an update does not touch", async () => {
  await api.post(definitionsPath, widgetDefinition());
  await api.post(widgetsPath, widget("a", { size: 9 }));
  const changed = widgetDefinition().spec.versions;
  const spec = changed[0].schema.openAPIV3Schema.properties.spec;
  spec.properties.size["x-kubernetes-validations"] = [{ rule: "self < 5", message: "must be small" }];
  assert.is((await api.patch(path, { spec: { versions: changed } })).status, 200);
  const refused = await api.post(widgetsPath, widget("b", { size: 6 }));
  assert.is(refused.status, 422);
  assert.is(
    refused.json.message,
    'Widget.demo.example.com "b" is invalid: spec.size: Invalid value: 6: must be small',
  );
  assert.is((await api.patch(`${widgetsPath}/a`, { spec: { note: "still fine" } })).status, 200);
  assert.is((await api.patch(`${widgetsPath}/a`, { spec: { size: 8 } })).status, 422);
});

test("a second version shows the same objects under its own name", async () => {
  const definition = widgetDefinition();
  const [v1] = definition.spec.versions;
  definition.spec.versions.push({ ...v1, name: "v2", storage: false });
  await api.post(definitionsPath, definition);
  await api.post(widgetsPath, widget("a"));
  const second = widgetsPath.replace("/v1/", "/v2/");
  assert.is((await api.get(`${second}/a`)).json.apiVersion, "demo.example.com/v2");
  await api.patch(`${second}/a`, { spec: { size: 5 } });
  const first = (await api.get(`${widgetsPath}/a`)).json;
  assert.is(first.apiVersion, "demo.example.com/v1");
  assert.is(first.spec.size, 5);
});

test("a deleted definition takes its objects with it, once finalizers let them go", async () => {
  await api.post(definitionsPath, widgetDefinition());
  await api.post(widgetsPath, widget("free"));
  await api.post(widgetsPath, widget("held", {}, { finalizers: ["example.com/hold"] }));
  const deleted = (await api.delete(path)).json;
  assert.is(condition(deleted, "Terminating").status, "True");
  await until(async () => (await api.get(`${widgetsPath}/free`)).status === 404);
  const refused = await api.post(widgetsPath, widget("late"));
  assert.is(refused.status, 403);
  assert.match(refused.json.message, /create not allowed while custom resource definition is terminating/);
  await api.patch(`${widgetsPath}/held`, { metadata: { finalizers: null } });
  await until(async () => (await api.get(path)).status === 404);
  assert.is((await api.get(widgetsPath)).status, 404);
});

test("names that another definition holds are not accepted until it goes", async () => {
  await api.post(definitionsPath, widgetDefinition());
  const other = widgetDefinition();
  other.metadata.name = "gadgets.demo.example.com";
  other.spec.names = { plural: "gadgets", singular: "gadget", kind: "Widget" };
  const { json } = await api.post(definitionsPath, other);
  assert.is(condition(json, "NamesAccepted").reason, "ListKindConflict");
  assert.is(condition(json, "Established").status, "False");
  await api.delete(path);
  const isEstablished = async () =>
    condition((await api.get(`${definitionsPath}/gadgets.demo.example.com`)).json, "Established").status ===
    "True";
  await until(isEstablished);
});

// biome-ignore format: table
const faults: readonly [title: string, change: (definition: Json) => void, message: RegExp][] = [
  ["another name",        (crd) => { crd.metadata.name = "x.demo.example.com"; },      /metadata\.name: Invalid value: "x\.demo\.example\.com": must be spec\.names\.plural\+"\."\+spec\.group/],
  ["no versions",         (crd) => { crd.spec.versions = []; },                        /spec\.versions: Invalid value: \[\]: must have exactly one version marked as storage version/],
  ["no storage version",  (crd) => { crd.spec.versions[0].storage = false; },          /must have exactly one version marked as storage version/],
  ["an unknown scope",    (crd) => { crd.spec.scope = "Galaxy"; },                     /spec\.scope: Unsupported value: "Galaxy": supported values: "Cluster", "Namespaced"/],
  ["no schema",           (crd) => { delete crd.spec.versions[0].schema; },            /spec\.versions\[0\]\.schema\.openAPIV3Schema: Required value$/],
  ["a schema of no type", (crd) => { delete crd.spec.versions[0].schema.openAPIV3Schema.type; }, /spec\.validation\.openAPIV3Schema\.type: Required value: must not be empty at the root/],
  ["a rule that is no CEL", (crd) => { crd.spec.versions[0].schema.openAPIV3Schema["x-kubernetes-validations"] = [{ rule: "self.", message: "m" }]; }, /x-kubernetes-validations\[0\]\.rule: Invalid value/],
  ["an unknown column type", (crd) => { crd.spec.versions[0].additionalPrinterColumns[0].type = "colour"; }, /spec\.additionalPrinterColumns\[0\]\.type: Invalid value: "colour": must be one of boolean,date,integer,number,string/],
  ["one bad schema of two", (crd) => { crd.spec.versions.push({ name: "v2", served: true, storage: false, schema: { openAPIV3Schema: { type: "strin" } } }); }, /spec\.versions\[1\]\.schema\.openAPIV3Schema\.type: Invalid value: "strin": must be object at the root/],
  ["a version twice",       (crd) => { crd.spec.versions.push({ ...crd.spec.versions[0], storage: false }); }, /must contain unique version names/],
  ["an empty specification", (crd) => { crd.spec = {}; },                              /spec\.group: Required value, spec\.scope: Required value/],
  ["a selector path of scale elsewhere", (crd) => { crd.spec.versions[0].subresources = { scale: { specReplicasPath: ".spec.a", statusReplicasPath: ".status.a", labelSelectorPath: ".x" } }; }, /spec\.subresources\.scale\.labelSelectorPath: Invalid value: "\.x": should be a json path under either \.spec or \.status/],
  ["a selectable field of no path", (crd) => { crd.spec.versions[0].selectableFields = [{}]; }, /spec\.selectableFields\[0\]\.jsonPath: Required value/],
  ["a webhook and no client", (crd) => { crd.spec.conversion = { strategy: "Webhook" }; }, /spec\.conversion\.webhookClientConfig: Required value: required when strategy is set to Webhook/],
  ["a group of Kubernetes",  (crd) => { crd.spec.group = "demo.k8s.io"; crd.metadata.name = "widgets.demo.k8s.io"; }, /metadata\.annotations\[api-approved\.kubernetes\.io\]: Required value: protected groups/],
  ["an upper-case singular", (crd) => { crd.spec.names.singular = "Widget"; },         /spec\.names\.singular: Invalid value: "Widget"/],
];
for (const [title, change, message] of faults) {
  test(`a definition with ${title} is refused`, async () => {
    const definition = widgetDefinition();
    change(definition);
    const refused = await api.post(definitionsPath, definition);
    assert.is(refused.status, 422, refused.text);
    assert.match(refused.json.message, message);
  });
}

test("a keyword of a wrong type in a schema cannot be read, an unknown one is dropped with a warning", async () => {
  const definition = widgetDefinition();
  definition.metadata.name = "gizmos.demo.example.com";
  definition.spec.names = { plural: "gizmos", kind: "Gizmo" };
  const [version] = definition.spec.versions;
  version.schema.openAPIV3Schema.properties.spec.type = 5;
  const refused = await api.post(definitionsPath, definition);
  assert.is(refused.status, 400);
  assert.match(
    refused.json.message,
    /cannot unmarshal number into Go struct field JSONSchemaProps\..*type of type string/,
  );

  version.schema.openAPIV3Schema.properties.spec.type = "object";
  version.schema.openAPIV3Schema.properties.spec.nothing = 1;
  const made = await api.post(`${definitionsPath}?dryRun=All`, definition);
  assert.is(made.status, 201, made.text);
  const field = "spec.versions[0].schema.openAPIV3Schema.properties.spec.nothing";
  assert.is(made.headers.warning, `299 - "unknown field \\"${field}\\""`);
  assert.is(made.json.spec.versions[0].schema.openAPIV3Schema.properties.spec.nothing, undefined);
});

test.run();
