/** Bodies of built-in kinds whose values are of another type than the field: 400, in the words of Go's decoder. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  definitionsPath,
  type Fixture,
  startWithWidgets,
  widget,
  widgetDefinition,
  widgetsPath,
} from "./fixture.ts";

let api: Fixture;
test.before(async () => {
  api = await startWithWidgets();
});
test.after(async () => {
  await api.close();
  assert.equal(api.errors, []);
});

const core = "/api/v1/namespaces/default";

// biome-ignore format: table
const wrong: readonly [kind: string, path: string, fields: object, problem: string][] = [
  ["ConfigMap", `${core}/configmaps`, { data: { a: 1 } },                            "json: cannot unmarshal number into Go struct field ConfigMap.data of type string"],
  ["ConfigMap", `${core}/configmaps`, { data: { a: [] } },                           "json: cannot unmarshal array into Go struct field ConfigMap.data of type string"],
  ["ConfigMap", `${core}/configmaps`, { data: "x" },                                 "json: cannot unmarshal string into Go struct field ConfigMap.data of type map[string]string"],
  ["ConfigMap", `${core}/configmaps`, { immutable: "yes" },                          "json: cannot unmarshal string into Go struct field ConfigMap.immutable of type bool"],
  ["ConfigMap", `${core}/configmaps`, { binaryData: { a: "!" } },                    "illegal base64 data at input byte 0"],
  ["ConfigMap", `${core}/configmaps`, { metadata: "x" },                             "json: cannot unmarshal string into Go struct field ConfigMap.metadata of type v1.ObjectMeta"],
  ["ConfigMap", `${core}/configmaps`, { metadata: { name: 5 } },                     "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.name of type string"],
  ["ConfigMap", `${core}/configmaps`, { metadata: { labels: { a: 5 } } },            "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string"],
  ["ConfigMap", `${core}/configmaps`, { metadata: { ownerReferences: [{ controller: "x" }] } }, "json: cannot unmarshal string into Go struct field OwnerReference.metadata.ownerReferences.controller of type bool"],
  ["Secret",    `${core}/secrets`,    { data: { a: 5 } },                            "json: cannot unmarshal number into Go struct field Secret.data of type []uint8"],
  ["Secret",    `${core}/secrets`,    { data: { a: "not base64!" } },                "illegal base64 data at input byte 3"],
  ["Secret",    `${core}/secrets`,    { data: { a: "abc" } },                        "illegal base64 data at input byte 0"],
  ["Secret",    `${core}/secrets`,    { data: { a: "abcde" } },                      "illegal base64 data at input byte 4"],
  ["Secret",    `${core}/secrets`,    { data: { a: "ab=c" } },                       "illegal base64 data at input byte 2"],
  ["Secret",    `${core}/secrets`,    { data: { a: "abc=d" } },                      "illegal base64 data at input byte 4"],
  ["Node",      "/api/v1/nodes",      { spec: { unschedulable: "x" } },              "json: cannot unmarshal string into Go struct field NodeSpec.spec.unschedulable of type bool"],
  ["Node",      "/api/v1/nodes",      { spec: "x" },                                 "json: cannot unmarshal string into Go struct field Node.spec of type v1.NodeSpec"],
  ["Service",   `${core}/services`,   { spec: { ports: [{ port: 1.5 }] } },          "json: cannot unmarshal number 1.5 into Go struct field ServicePort.spec.ports.port of type int32"],
  ["Service",   `${core}/services`,   { spec: { ports: [{ port: 5000000000 }] } },   "json: cannot unmarshal number 5000000000 into Go struct field ServicePort.spec.ports.port of type int32"],
  ["ResourceQuota", `${core}/resourcequotas`, { spec: { hard: { cpu: "x" } } },      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"],
  ["Event",     `${core}/events`,     { firstTimestamp: "x" },                       'parsing time "x" as "2006-01-02T15:04:05Z07:00": cannot parse "x" as "2006"'],
];
for (const [kind, path, fields, problem] of wrong) {
  test(`${kind} with ${JSON.stringify(fields)}: ${problem}`, async () => {
    const refused = await api.post(path, { apiVersion: "v1", kind, metadata: { name: "bad" }, ...fields });
    assert.is(refused.status, 400, refused.text);
    assert.is(refused.json.message, `${kind} in version "v1" cannot be handled as a ${kind}: ${problem}`);
  });
}

const header =
  'Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';

// biome-ignore format: table
const bodies: readonly [body: string, problem: string][] = [
  ["",          "couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)"],
  ["hello",     "couldn't get version/kind; json parse error: invalid character 'h' looking for beginning of value (68656c6c6f)"],
  ["[]",        `couldn't get version/kind; json parse error: json: cannot unmarshal array into ${header} (5b5d)`],
  ['{"kind":5}', "couldn't get version/kind; json parse error: json: cannot unmarshal number into Go struct field .kind of type string ({\"kind\":5})"],
  ["{}",        "Object 'Kind' is missing in '{}' ({})"],
  ['{"apiVersion":"a/b/c","kind":"Widget"}', 'unexpected GroupVersion string: a/b/c ({"apiVersion":"a/b/c","kind":" ...)'],
];
for (const [body, problem] of bodies) {
  test(`a custom resource from ${JSON.stringify(body)}: ${problem}`, async () => {
    const refused = await api.call(widgetsPath, { method: "POST", body });
    assert.is(refused.status, 400, refused.text);
    assert.is(
      refused.json.message,
      `the object provided is unrecognized (must be of type Widget): ${problem}`,
    );
  });
}

// biome-ignore format: table
const places: readonly [metadata: object, problem: string][] = [
  [{},                               "the name of the object (a based on URL) was undeterminable: name must be provided"],
  [{ name: "b" },                    "the name of the object (b) does not match the name on the URL (a)"],
  [{ name: "a", namespace: "other" }, "the namespace of the provided object does not match the namespace sent on the request"],
];
for (const [metadata, problem] of places) {
  test(`a PUT with the metadata ${JSON.stringify(metadata)}: ${problem}`, async () => {
    const refused = await api.put(`${core}/configmaps/a`, { metadata });
    assert.is(refused.status, 400);
    assert.is(refused.json.message, problem);
  });
}

test("a kind that nobody knows is told from one of another path", async () => {
  const sent = { apiVersion: "v1", metadata: { name: "x" } };
  const unknown = await api.post(`${core}/configmaps`, { ...sent, kind: "Nothing" });
  assert.match(unknown.json.message, /: no kind "Nothing" is registered for version "v1" in scheme/);
  const other = await api.post(`${core}/configmaps`, { ...sent, kind: "Pod" });
  assert.match(other.json.message, /: converting \(v1\.Pod\) to \(core\.ConfigMap\): unknown conversion$/);
});

test("a built-in kind needs neither version nor kind in its body", async () => {
  const made = await api.post(`${core}/configmaps?dryRun=All`, { metadata: { name: "bare" } });
  assert.is(made.status, 201);
  assert.is(made.json.kind, "ConfigMap");
});

test("a version that the resource does not have has no fields", async () => {
  const sent = { ...widget("other"), apiVersion: "demo.example.com/v2" };
  const refused = await api.post(widgetsPath, sent);
  assert.is(refused.status, 400);
  assert.is(refused.headers.warning, '299 - "unknown field \\"spec\\""');
  assert.is(
    refused.json.message,
    "the API version in the data (demo.example.com/v2) does not match the expected API version (demo.example.com/v1)",
  );
});

// biome-ignore format: table
const options: readonly [body: string, code: number, message: RegExp][] = [
  ["[]",                        400, /^couldn't get version\/kind; json parse error: json: cannot unmarshal array into/],
  ["{",                         400, /^couldn't get version\/kind; json parse error: unexpected end of JSON input$/],
  ['{"dryRun":"x"}',            400, /^json: cannot unmarshal string into Go struct field DeleteOptions\.dryRun of type \[\]string$/],
  ['{"gracePeriodSeconds":"x"}', 400, /^json: cannot unmarshal string into Go struct field DeleteOptions\.gracePeriodSeconds of type int64$/],
  ['{"kind":"Pod","apiVersion":"v1"}', 400, /^no kind "Pod" is registered for version "v1" in scheme/],
  ['{"propagationPolicy":"x"}', 422, /^DeleteOptions\.meta\.k8s\.io "" is invalid: propagationPolicy: Unsupported value: "x"/],
];
for (const [body, code, message] of options) {
  test(`a deletion with ${body} is ${code}`, async () => {
    const headers = { "content-length": String(body.length) };
    const refused = await api.call(`${widgetsPath}/a`, { method: "DELETE", body, headers });
    assert.is(refused.status, code);
    assert.match(refused.json.message, message);
  });
}

// biome-ignore format: table
const leases: readonly [spec: object, field: string, detail: string][] = [
  [{ leaseDurationSeconds: 0 },  "spec.leaseDurationSeconds", "Invalid value: 0: must be greater than 0"],
  [{ leaseTransitions: -1 },     "spec.leaseTransitions",     "Invalid value: -1: must be greater than or equal to 0"],
];
for (const [spec, field, detail] of leases) {
  test(`a lease with ${JSON.stringify(spec)} is invalid`, async () => {
    const path = "/apis/coordination.k8s.io/v1/namespaces/default/leases";
    const refused = await api.post(path, { metadata: { name: "bad" }, spec });
    assert.is(refused.json.message, `Lease.coordination.k8s.io "bad" is invalid: ${field}: ${detail}`);
  });
}

test("without a name rules are not checked, and that is told", async () => {
  const definition = widgetDefinition();
  definition.metadata.name = "ruled.demo.example.com";
  definition.spec.names = { plural: "ruled", kind: "Ruled" };
  definition.spec.versions[0].schema.openAPIV3Schema["x-kubernetes-validations"] = [
    { rule: "false", message: "never" },
  ];
  assert.is((await api.post(definitionsPath, definition)).status, 201);
  const sent = { ...widget(""), kind: "Ruled", metadata: {} };
  const { json } = await api.post("/apis/demo.example.com/v1/namespaces/default/ruled", sent);
  const { causes } = json.details as { causes: { field: string; message: string }[] };
  assert.equal(causes.map(({ field }) => field).sort(), ["<nil>", "metadata.name"]);
  assert.match(json.message, /some validation rules were not checked because the object was invalid/);
});

test.run();
