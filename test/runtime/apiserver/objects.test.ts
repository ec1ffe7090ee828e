/** Create, get, update, patch and delete of one object. */
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

const at = (name: string) => `${widgetsPath}/${name}`;

test("a created object has an identity, defaults, generation 1 and no status", async () => {
  const made = await api.post(widgetsPath, { ...widget("made"), status: { phase: "mine" } });
  assert.is(made.status, 201);
  const { metadata, spec, status } = made.json;
  assert.match(metadata.uid, /^[0-9a-f-]{36}$/);
  assert.match(metadata.creationTimestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.match(metadata.resourceVersion, /^[1-9]\d*$/);
  assert.is(metadata.generation, 1);
  assert.is(metadata.namespace, "default");
  assert.equal(spec, { color: "red", size: 3 });
  assert.is(status, undefined);
  assert.equal((await api.get(at("made"))).json, made.json);
});

test("what only the server may say is ignored on create", async () => {
  const sent = widget("wiped", {}, { uid: "x", creationTimestamp: "2001-01-01T00:00:00Z", selfLink: "/x" });
  const { metadata } = (await api.post(widgetsPath, sent)).json;
  assert.is.not(metadata.uid, "x");
  assert.not.match(metadata.creationTimestamp, /^2001/);
  assert.is(metadata.selfLink, undefined);
});

test("the same name twice is 409 AlreadyExists", async () => {
  await api.post(widgetsPath, widget("twice"));
  const again = await api.post(widgetsPath, widget("twice"));
  assert.equal(again.json, {
    kind: "Status",
    apiVersion: "v1",
    metadata: {},
    status: "Failure",
    message: 'widgets.demo.example.com "twice" already exists',
    reason: "AlreadyExists",
    details: { name: "twice", group: "demo.example.com", kind: "widgets" },
    code: 409,
  });
});

test("generateName gives each object a name of its own", async () => {
  const sent = { ...widget("x"), metadata: { generateName: "gen-" } };
  const names = await Promise.all(
    [1, 2, 3].map(async () => (await api.post(widgetsPath, sent)).json.metadata.name),
  );
  for (const name of names) assert.match(name, /^gen-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  assert.is(new Set(names).size, 3);
});

test("an object without a name is refused", async () => {
  const refused = await api.post(widgetsPath, { ...widget("x"), metadata: {} });
  assert.is(refused.status, 422);
  assert.is(
    refused.json.message,
    'Widget.demo.example.com "" is invalid: metadata.name: Required value: name or generateName is required',
  );
});

test("a name that is no host name is refused with Kubernetes' words", async () => {
  const refused = await api.post(widgetsPath, widget("Not_A_Name"));
  assert.is(refused.status, 422);
  assert.match(
    refused.json.message,
    /^Widget\.demo\.example\.com "Not_A_Name" is invalid: metadata\.name: Invalid value: "Not_A_Name": a lowercase RFC 1123 subdomain must consist of/,
  );
});

test("the generation counts changes of the specification, not of metadata", async () => {
  await api.post(widgetsPath, widget("counted"));
  assert.is(
    (await api.patch(at("counted"), { metadata: { labels: { a: "b" } } })).json.metadata.generation,
    1,
  );
  assert.is((await api.patch(at("counted"), { spec: { size: 4 } })).json.metadata.generation, 2);
});

test("an update that changes nothing writes nothing", async () => {
  const made = (await api.post(widgetsPath, widget("same"))).json;
  assert.equal((await api.put(at("same"), made)).json, made);
  assert.equal((await api.patch(at("same"), { spec: { color: "red" } })).json, made);
});

test("an update needs the version it replaces", async () => {
  await api.post(widgetsPath, widget("versioned"));
  const refused = await api.put(at("versioned"), widget("versioned"));
  assert.is(refused.status, 422);
  assert.is(
    refused.json.message,
    'widgets.demo.example.com "versioned" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update',
  );
});

test("an update of an older version is 409 Conflict", async () => {
  const old = (await api.post(widgetsPath, widget("raced"))).json;
  await api.patch(at("raced"), { spec: { size: 4 } });
  const refused = await api.put(at("raced"), { ...old, spec: { color: "blue" } });
  assert.is(refused.status, 409);
  assert.is(refused.json.reason, "Conflict");
  assert.is(
    refused.json.message,
    'Operation cannot be fulfilled on widgets.demo.example.com "raced": the object has been modified; please apply your changes to the latest version and try again',
  );
});

test("patches at the same moment are all applied", async () => {
  await api.post(widgetsPath, widget("shared"));
  const keys = ["a", "b", "c", "d"];
  const done = await Promise.all(
    keys.map((key) => api.patch(at("shared"), { metadata: { labels: { [key]: "x" } } })),
  );
  assert.equal(
    done.map(({ status }) => status),
    [200, 200, 200, 200],
  );
  assert.equal(Object.keys((await api.get(at("shared"))).json.metadata.labels).sort(), keys);
});

test("a patch with an old resourceVersion is 409", async () => {
  const old = (await api.post(widgetsPath, widget("pinned"))).json;
  await api.patch(at("pinned"), { spec: { size: 4 } });
  const { resourceVersion } = old.metadata;
  assert.is(
    (await api.patch(at("pinned"), { metadata: { resourceVersion }, spec: { size: 5 } })).status,
    409,
  );
});

test("a JSON patch changes what it names; a failed test is 422", async () => {
  await api.post(widgetsPath, widget("json"));
  const type = "application/json-patch+json";
  const patched = await api.patch(at("json"), [{ op: "replace", path: "/spec/size", value: 5 }], type);
  assert.is(patched.json.spec.size, 5);
  assert.is((await api.patch(at("json"), [{ op: "test", path: "/spec/size", value: 9 }], type)).status, 422);
});

test("other patch types are 415 and name those that work", async () => {
  await api.post(widgetsPath, widget("typed"));
  const refused = await api.patch(at("typed"), {}, "application/strategic-merge-patch+json");
  assert.is(refused.status, 415);
  assert.is(
    refused.json.message,
    "the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml",
  );
});

test("a patch of what is not there is 404", async () => {
  const refused = await api.patch(at("nobody"), { spec: { size: 4 } });
  assert.is(refused.status, 404);
  assert.is(refused.json.message, 'widgets.demo.example.com "nobody" not found');
  assert.equal(refused.json.details, { name: "nobody", group: "demo.example.com", kind: "widgets" });
});

test("the status endpoint writes the status and nothing else", async () => {
  await api.post(widgetsPath, widget("statused"));
  const wish = { metadata: { labels: { a: "b" } }, spec: { size: 9 }, status: { phase: "Ready" } };
  const written = (await api.patch(`${at("statused")}/status`, wish)).json;
  assert.equal(written.status, { phase: "Ready" });
  assert.is(written.spec.size, 3);
  assert.is(written.metadata.labels, undefined);
  assert.is(written.metadata.generation, 1);
  const spec = (await api.patch(at("statused"), { status: { phase: "Lost" }, spec: { size: 4 } })).json;
  assert.equal(spec.status, { phase: "Ready" });
});

test("a dry run answers like the real thing and stores nothing", async () => {
  const made = await api.post(`${widgetsPath}?dryRun=All`, widget("dry"));
  assert.is(made.status, 201);
  assert.is(made.json.spec.size, 3);
  assert.is((await api.get(at("dry"))).status, 404);
  await api.post(widgetsPath, widget("dry"));
  assert.is((await api.patch(`${at("dry")}?dryRun=All`, { spec: { size: 7 } })).json.spec.size, 7);
  assert.is((await api.delete(at("dry"), { dryRun: ["All"] })).status, 200);
  assert.is((await api.get(at("dry"))).json.spec.size, 3);
  assert.is((await api.post(`${widgetsPath}?dryRun=Some`, widget("dry2"))).status, 422);
});

test("a deletion answers with the uid of what is gone", async () => {
  const { uid } = (await api.post(widgetsPath, widget("gone"))).json.metadata;
  const deleted = await api.delete(at("gone"));
  assert.is(deleted.status, 200);
  assert.is(deleted.json.status, "Success");
  assert.equal(deleted.json.details, { name: "gone", group: "demo.example.com", kind: "widgets", uid });
  assert.is((await api.delete(at("gone"))).status, 404);
});

test("a deletion with a wrong precondition is 409", async () => {
  await api.post(widgetsPath, widget("guarded"));
  const refused = await api.delete(at("guarded"), { preconditions: { uid: "other" } });
  assert.is(refused.status, 409);
  assert.match(
    refused.json.message,
    /^Operation cannot be fulfilled on Widget\.demo\.example\.com "guarded": the UID in the precondition \(other\) does not match the UID in record/,
  );
});

test("finalizers hold a deleted object until the last is removed", async () => {
  await api.post(widgetsPath, widget("held", {}, { finalizers: ["example.com/hold"] }));
  const deleted = await api.delete(at("held"));
  assert.is(deleted.status, 200);
  assert.is(deleted.json.kind, "Widget");
  assert.ok(deleted.json.metadata.deletionTimestamp);
  assert.is(deleted.json.metadata.deletionGracePeriodSeconds, 0);
  assert.is(deleted.json.metadata.generation, 2);
  const added = await api.patch(at("held"), {
    metadata: { finalizers: ["example.com/hold", "example.com/more"] },
  });
  assert.is(added.status, 422);
  assert.match(
    added.json.message,
    /Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers \[\]string\{"example\.com\/more"\}/,
  );
  assert.is((await api.patch(at("held"), { metadata: { finalizers: null } })).status, 200);
  assert.is((await api.get(at("held"))).status, 404);
});

test("a finalizer without a domain is warned of", async () => {
  const made = await api.post(widgetsPath, widget("plain", {}, { finalizers: ["hold"] }));
  assert.match(String(made.headers.warning), /prefer a domain-qualified finalizer name/);
});

test("the name of a body must be that of the path", async () => {
  const made = (await api.post(widgetsPath, widget("named"))).json;
  const refused = await api.put(at("named"), { ...made, metadata: { ...made.metadata, name: "other" } });
  assert.is(refused.status, 400);
  assert.is(
    refused.json.message,
    "the name of the object (other) does not match the name on the URL (named)",
  );
});

test("a name is taken until its object's finalizers are gone", async () => {
  await api.post(widgetsPath, widget("held", {}, { finalizers: ["demo.example.com/hold"] }));
  await api.delete(at("held"));
  const refused = await api.post(widgetsPath, widget("held"));
  assert.is(refused.status, 409);
  assert.is(refused.json.message, 'object is being deleted: widgets.demo.example.com "held" already exists');
  await api.patch(at("held"), { metadata: { finalizers: [] } });
  assert.is((await api.post(widgetsPath, widget("held"))).status, 201);
});

test("a strict patch with an unknown field is refused, with what the patch would have made", async () => {
  await api.post(widgetsPath, widget("strict"));
  const refused = await api.patch(`${at("strict")}?fieldValidation=Strict`, { spec: { sise: 4 } });
  assert.is(refused.status, 422);
  assert.match(
    refused.json.message,
    /^ "" is invalid: patch: Invalid value: "\{\\"apiVersion\\":.*\\"sise\\":4/,
  );
  assert.match(refused.json.message, /: strict decoding error: unknown field "spec.sise"$/);
});

test("server-side apply is refused with a sentence that says so", async () => {
  const refused = await api.patch(at("applied"), widget("applied"), "application/apply-patch+yaml");
  assert.is(refused.status, 415);
  assert.match(refused.json.message, /server-side apply is not supported/);
});

test("identity cannot be changed", async () => {
  await api.post(widgetsPath, widget("fixed"));
  const patched = await api.patch(at("fixed"), { metadata: { uid: "other" } });
  assert.is(patched.status, 422);
  const text = 'Invalid value: "other": field is immutable';
  const cause = { reason: "FieldValueInvalid", message: text, field: "metadata.uid" };
  assert.equal(patched.json.details.causes, [cause, cause]);
  assert.is(patched.json.message, `Widget.demo.example.com "fixed" is invalid: metadata.uid: ${text}`);
  const replaced = await api.put(at("fixed"), {
    ...widget("fixed"),
    metadata: { name: "fixed", uid: "other" },
  });
  assert.is(replaced.status, 409);
  const made = (await api.patch(at("fixed"), { metadata: { creationTimestamp: "2001-01-01T00:00:00Z" } }))
    .json;
  assert.not.match(made.metadata.creationTimestamp, /^2001/);
});

test.run();
