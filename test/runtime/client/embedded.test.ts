/** The client, an informer, a controller, events and leases against the embedded API server, over HTTPS. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type ApiServer, startApiServer } from "../../../runtime/apiserver/server.ts";
import {
  type CustomResourceDefinition,
  createClient,
  createHttpsTransport,
  createInformer,
  directAccess,
  isAlreadyExists,
  isConflict,
  isInvalid,
  type Stored,
} from "../../../runtime/client/index.ts";
import { createController, source, toSelf } from "../../../runtime/kube/controller.ts";
import { createEventRecorder } from "../../../runtime/kube/events.ts";
import { runElection } from "../../../runtime/kube/leases.ts";
import { removeTemp, tempDir } from "../../support/temp.ts";
import { eventually, failure, WIDGETS, type Widget } from "./stub.ts";

const DEFINITION: CustomResourceDefinition = {
  metadata: { name: "widgets.demo.example.com" },
  spec: {
    group: "demo.example.com",
    scope: "Namespaced",
    names: { kind: "Widget", plural: "widgets", singular: "widget", listKind: "WidgetList" },
    versions: [
      {
        name: "v1",
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: {
          openAPIV3Schema: {
            type: "object",
            properties: {
              spec: {
                type: "object",
                properties: {
                  color: { type: "string", enum: ["red", "blue"] },
                  size: { type: "integer" },
                },
              },
              status: { type: "object", properties: { phase: { type: "string" } } },
            },
          },
        },
      },
    ],
  },
};

const TOKENS = { secret: { username: "admin", groups: ["system:masters"] } };
const folder = tempDir("client");
let server: ApiServer;
let client: ReturnType<typeof connect>;

function connect() {
  const access = directAccess({ server: server.url, ca: server.caCertificate, token: "secret" });
  return createClient<{ Widget: Widget }>(
    createHttpsTransport(access),
    { Widget: WIDGETS },
    { fieldManager: "me" },
  );
}

test.before(async () => {
  server = await startApiServer({ dataDir: folder, tokens: TOKENS });
  client = connect();
  const definitions = client.resource("CustomResourceDefinition");
  await definitions.create(DEFINITION);
  const established = ({ status }: CustomResourceDefinition) =>
    status?.conditions?.some(({ type, status: is }) => type === "Established" && is === "True") ?? false;
  await definitions.waitFor(
    { name: "widgets.demo.example.com" },
    (definition) => definition !== undefined && established(definition),
    { timeoutMs: 2_000 },
  );
});

test.after(async () => {
  client.close();
  await server.close();
  removeTemp(folder);
});

test("create, read, change, conflict, status, refuse, delete", async () => {
  const widgets = client.resource("Widget");
  const made = await widgets.create({ metadata: { name: "a" }, spec: { color: "red" } });
  assert.ok(isAlreadyExists(await failure(widgets.create({ metadata: { name: "a" } }))));
  assert.ok(isInvalid(await failure(widgets.create({ metadata: { name: "b" }, spec: { color: "green" } }))));
  const blue = await widgets.update({ ...made, spec: { color: "blue" } });
  assert.ok(isConflict(await failure(widgets.update({ ...made, spec: {} }))));
  await widgets.updateStatus({ ...blue, spec: { color: "red" }, status: { phase: "Up" } });
  await widgets.patch({ name: "a" }, { merge: { spec: { size: 3 } } });
  const now = await widgets.patch({ name: "a" }, { json: [{ op: "replace", path: "/spec/size", value: 4 }] });
  assert.equal([now.spec, now.status], [{ color: "blue", size: 4 }, { phase: "Up" }]);
  const dynamic = await client.dynamic({ apiVersion: "demo.example.com/v1", kind: "Widget" });
  assert.is((await dynamic.get({ name: "a" })).metadata.uid, made.metadata.uid);
  const gone = widgets.waitFor({ name: "a" }, (object) => object === undefined, { timeoutMs: 2_000 });
  await widgets.delete({ name: "a" }, { preconditions: { uid: made.metadata.uid } });
  await gone;
  assert.is(await widgets.find({ name: "a" }), undefined);
});

test("informers, listed and streamed, and a controller follow every object", async () => {
  const widgets = client.resource("Widget");
  await widgets.create({ metadata: { name: "first" } });
  const listed = createInformer(widgets);
  const streamed = createInformer(widgets, { initial: "streamed" });
  const reconciled = new Set<string>();
  const controller = createController({
    sources: [source(listed, toSelf)],
    async reconcile({ name }) {
      reconciled.add(name);
      return undefined;
    },
  });
  listed.start();
  streamed.start();
  await Promise.all([listed.synced(), streamed.synced(), controller.start()]);
  const names = Array.from({ length: 50 }, (_, index) => `w-${index}`);
  await Promise.all(names.map((name) => widgets.create({ metadata: { name } })));
  await eventually("all there", () => listed.store.size === 51 && streamed.store.size === 51);
  await eventually("all reconciled", () => reconciled.size === 51);
  const paged: string[] = [];
  for await (const { metadata } of widgets.listAll({ limit: 7 })) paged.push(metadata.name);
  assert.is(new Set(paged).size, 51);
  await widgets.deleteCollection({ namespace: "default" });
  await eventually("all gone", () => listed.store.size === 0 && streamed.store.size === 0);
  await controller.stop();
  await Promise.all([listed.stop(), streamed.stop()]);
});

test("an informer survives a restart of the server and misses nothing", async () => {
  const kept = await client.resource("Widget").create({ metadata: { name: "kept" } });
  const dropped = await client.resource("Widget").create({ metadata: { name: "dropped" } });
  const log: string[] = [];
  const informer = createInformer(client.resource("Widget"), {
    backoff: { baseMs: 10, factor: 1, maxMs: 10, jitter: 0 },
  });
  const note = (what: string) => (object: Stored<Widget>) => log.push(`${what} ${object.metadata.name}`);
  informer.handle({ added: note("added"), updated: note("updated"), deleted: note("deleted") });
  informer.start();
  await informer.synced();
  const { port } = server;
  await server.close();
  server = await startApiServer({ dataDir: folder, port, tokens: TOKENS });
  await client.resource("Widget").delete({ name: "dropped" });
  await client.resource("Widget").create({ metadata: { name: "new" } });
  await eventually("the new one", () => log.includes("added new"));
  assert.equal(log.sort(), ["added dropped", "added kept", "added new", "deleted dropped"]);
  assert.is(informer.store.get("default/kept")?.metadata.uid, kept.metadata.uid);
  assert.is.not(dropped.metadata.uid, kept.metadata.uid);
  await informer.stop();
});

test("events are counted and leases are held and given back", async () => {
  const recorder = createEventRecorder({ events: client.resource("Event"), component: "test" });
  const object = await client.resource("ConfigMap").create({ metadata: { name: "told" }, data: {} });
  for (const _ of [1, 2]) {
    recorder.event(object, "Normal", "Hello", "it is here");
    await recorder.flush();
  }
  const { items } = await client
    .resource("Event")
    .list({ namespace: "default", fieldSelector: { "involvedObject.name": "told" } });
  assert.equal(
    items.map(({ reason, count }) => [reason, count]),
    [["Hello", 2]],
  );

  const stop = new AbortController();
  const key = { namespace: "default", name: "leader" };
  const leases = client.resource("Lease");
  await runElection(
    { leases, key, identity: "me", onElected: () => stop.abort(), onLost: () => {} },
    stop.signal,
  );
  assert.is((await leases.get(key)).spec?.holderIdentity ?? "", "");
});

test.run();
