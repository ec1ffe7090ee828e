/** The built-in kinds: namespaces and their contents, secrets, config maps, claims, events, questions. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Fixture, startWithWidgets, until, widget, widgetsPath } from "./fixture.ts";

let api: Fixture;
test.before(async () => {
  api = await startWithWidgets();
});
test.after(async () => {
  await api.close();
  assert.equal(api.errors, []);
});

const namespaces = "/api/v1/namespaces";
const inDefault = (plural: string) => `${namespaces}/default/${plural}`;
const object = (kind: string, name: string, fields: object = {}) => ({
  apiVersion: "v1",
  kind,
  metadata: { name },
  ...fields,
});

test("the namespaces of every cluster are there", async () => {
  const { items } = (await api.get(namespaces)).json;
  const names = items.map(({ metadata }: { metadata: { name: string } }) => metadata.name);
  assert.equal(names, ["default", "kube-node-lease", "kube-public", "kube-system"]);
});

test("a new namespace is active and can be found by its label", async () => {
  const { json } = await api.post(namespaces, object("Namespace", "fresh"));
  assert.is(json.status.phase, "Active");
  assert.equal(json.spec.finalizers, ["kubernetes"]);
  assert.is(json.metadata.labels["kubernetes.io/metadata.name"], "fresh");
});

test("nothing can be created in a namespace that is not there", async () => {
  const refused = await api.post(widgetsPath.replace("default", "nowhere"), widget("a"));
  assert.is(refused.status, 404);
  assert.is(refused.json.message, 'namespaces "nowhere" not found');
});

test("a deleted namespace takes its contents with it and takes nothing new", async () => {
  await api.post(namespaces, object("Namespace", "leaving"));
  const widgets = widgetsPath.replace("default", "leaving");
  await api.post(widgets, widget("free"));
  await api.post(widgets, widget("held", {}, { finalizers: ["example.com/hold"] }));
  await api.post(`${namespaces}/leaving/configmaps`, object("ConfigMap", "c"));
  const deleted = await api.delete(`${namespaces}/leaving`);
  assert.is(deleted.status, 200);
  assert.is(deleted.json.status.phase, "Terminating");
  const refused = await api.post(widgets, widget("late"));
  assert.is(refused.status, 403);
  assert.is(
    refused.json.message,
    'widgets.demo.example.com "late" is forbidden: unable to create new content in namespace leaving because it is being terminated',
  );
  assert.is(refused.json.details.causes[0].reason, "NamespaceTerminating");
  await until(async () => (await api.get(`${widgets}/free`)).status === 404);
  assert.is((await api.get(`${namespaces}/leaving`)).status, 200);
  await api.patch(`${widgets}/held`, { metadata: { finalizers: null } });
  await until(async () => (await api.get(`${namespaces}/leaving`)).status === 404);
});

test("the default namespace stays", async () => {
  const refused = await api.delete(`${namespaces}/default`);
  assert.is(refused.status, 403);
  assert.is(refused.json.message, 'namespaces "default" is forbidden: this namespace may not be deleted');
});

test("a secret keeps plain strings as base64 and its type", async () => {
  const made = await api.post(inDefault("secrets"), object("Secret", "s", { stringData: { user: "me" } }));
  assert.equal(made.json.data, { user: "bWU=" });
  assert.is(made.json.stringData, undefined);
  assert.is(made.json.type, "Opaque");
  assert.is((await api.patch(`${inDefault("secrets")}/s`, { type: "other" })).status, 422);
  const refused = await api.post(
    inDefault("secrets"),
    object("Secret", "t", { data: { user: "no base64!" } }),
  );
  assert.is(refused.status, 400);
});

test("an immutable config map stays as it is", async () => {
  await api.post(
    inDefault("configmaps"),
    object("ConfigMap", "fixed", { immutable: true, data: { a: "1" } }),
  );
  const refused = await api.patch(`${inDefault("configmaps")}/fixed`, { data: { a: "2" } });
  assert.is(refused.status, 422);
  assert.match(refused.json.message, /data: Forbidden: field is immutable when `immutable` is set/);
  assert.is((await api.delete(`${inDefault("configmaps")}/fixed`)).json.status, "Success");
});

test("a built-in object may be replaced without naming its version", async () => {
  await api.post(inDefault("configmaps"), object("ConfigMap", "free", { data: { a: "1" } }));
  const put = await api.put(
    `${inDefault("configmaps")}/free`,
    object("ConfigMap", "free", { data: { a: "2" } }),
  );
  assert.is(put.status, 200);
  assert.is(put.json.metadata.generation, undefined);
  const missing = await api.put(`${inDefault("configmaps")}/none`, object("ConfigMap", "none"));
  assert.is(missing.status, 404);
});

test("a wrong type in a built-in kind is 400", async () => {
  const refused = await api.post(inDefault("configmaps"), object("ConfigMap", "x", { data: { a: 1 } }));
  assert.is(refused.status, 400);
  assert.match(
    refused.json.message,
    /^ConfigMap in version "v1" cannot be handled as a ConfigMap: json: cannot unmarshal/,
  );
});

test("a strategic merge patch merges lists by their key", async () => {
  const service = object("Service", "svc", { spec: { ports: [{ port: 80 }, { port: 443 }] } });
  await api.post(inDefault("services"), service);
  const type = "application/strategic-merge-patch+json";
  const { json } = await api.patch(
    `${inDefault("services")}/svc`,
    { spec: { ports: [{ port: 443, name: "tls" }] } },
    type,
  );
  assert.equal(
    json.spec.ports.map(({ port, name }: { port: number; name?: string }) => [port, name]).sort(),
    [
      [443, "tls"],
      [80, undefined],
    ],
  );
});

test("a claim is pending and its request can grow, its class cannot change", async () => {
  const spec = {
    accessModes: ["ReadWriteOnce"],
    resources: { requests: { storage: "1Gi" } },
    storageClassName: "fast",
  };
  const claims = inDefault("persistentvolumeclaims");
  const made = await api.post(claims, object("PersistentVolumeClaim", "disk", { spec }));
  assert.equal(made.json.status, { phase: "Pending" });
  assert.is(
    (await api.patch(`${claims}/disk`, { spec: { resources: { requests: { storage: "2Gi" } } } })).status,
    200,
  );
  assert.is((await api.patch(`${claims}/disk`, { spec: { storageClassName: "slow" } })).status, 422);
  assert.is(
    (await api.patch(`${claims}/disk/status`, { status: { phase: "Bound" } })).json.status.phase,
    "Bound",
  );
});

test("events are found by the object they speak of", async () => {
  const about = (name: string) => ({
    involvedObject: { kind: "Widget", namespace: "default", name },
    reason: "Tried",
  });
  await api.post(inDefault("events"), object("Event", "a.1", about("a")));
  await api.post(inDefault("events"), object("Event", "b.1", about("b")));
  const { items } = (
    await api.get(`${inDefault("events")}?fieldSelector=involvedObject.name%3Da,involvedObject.kind%3DWidget`)
  ).json;
  assert.equal(
    items.map(({ metadata }: { metadata: { name: string } }) => metadata.name),
    ["a.1"],
  );
});

test("a lease and a storage class keep what they are given", async () => {
  const leases = "/apis/coordination.k8s.io/v1/namespaces/default/leases";
  const spec = { holderIdentity: "me", leaseDurationSeconds: 15, renewTime: "2026-01-01T00:00:00.000000Z" };
  const lease = { apiVersion: "coordination.k8s.io/v1", kind: "Lease", metadata: { name: "l" }, spec };
  assert.equal((await api.post(leases, lease)).json.spec, spec);
  const storage = {
    apiVersion: "storage.k8s.io/v1",
    kind: "StorageClass",
    metadata: { name: "fast" },
    provisioner: "p",
  };
  const made = (await api.post("/apis/storage.k8s.io/v1/storageclasses", storage)).json;
  assert.equal([made.reclaimPolicy, made.volumeBindingMode], ["Delete", "Immediate"]);
});

test("callers can ask who they are and what they may", async () => {
  const reader = api.as("reader-token");
  const ask = async (verb: string) => {
    const body = {
      apiVersion: "authorization.k8s.io/v1",
      kind: "SelfSubjectAccessReview",
      spec: { resourceAttributes: { verb, resource: "widgets", group: "demo.example.com" } },
    };
    const { json } = await api.post("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", body);
    return json.status.allowed;
  };
  assert.is(await ask("create"), true);
  const review = { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" };
  const { status } = (await api.post("/apis/authentication.k8s.io/v1/selfsubjectreviews", review)).json;
  assert.is(status.userInfo.username, "admin");
  const refused = await reader(widgetsPath, { method: "POST", body: widget("x") });
  assert.is(refused.status, 403);
});

test.run();
