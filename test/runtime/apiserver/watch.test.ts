/** Watches: what they tell, from when on, and how they end. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  definitionsPath,
  type Fixture,
  type Json,
  startWithWidgets,
  widget,
  widgetsPath,
} from "./fixture.ts";

let api: Fixture;
test.before(async () => {
  api = await startWithWidgets({ history: { changes: 20, bytes: 1e6 } });
});
test.after(async () => {
  await api.close();
  assert.equal(api.errors, []);
});

/** The events of a watch until there are `count`, or until it ends. */
async function watch(query: string, count: number, headers = {}): Promise<Json[]> {
  const lines = (text: string) => text.split("\n").slice(0, -1);
  const { text } = await api.call(`${widgetsPath}?watch=true&${query}`, {
    headers,
    enough: (text) => lines(text).length >= count,
  });
  return lines(text).map((line) => JSON.parse(line));
}

const told = (events: Json[]) =>
  events.map(({ type, object }) => `${type} ${object.metadata.name ?? ""}`.trim());
const revision = async (): Promise<string> => (await api.get(widgetsPath)).json.metadata.resourceVersion;

test("a watch from a revision tells what happened after it, in order", async () => {
  const from = await revision();
  await api.post(widgetsPath, widget("a"));
  await api.patch(`${widgetsPath}/a`, { spec: { size: 4 } });
  await api.delete(`${widgetsPath}/a`);
  const events = await watch(`resourceVersion=${from}`, 3);
  assert.equal(told(events), ["ADDED a", "MODIFIED a", "DELETED a"]);
  const revisions = events.map(({ object }) => Number(object.metadata.resourceVersion));
  assert.equal(
    revisions,
    [...revisions].sort((a, b) => a - b),
  );
  assert.is(new Set(revisions).size, 3);
});

test("a watch without a revision begins with what is there", async () => {
  await api.post(widgetsPath, widget("b"));
  assert.equal(told(await watch("fieldSelector=metadata.name%3Db", 1)), ["ADDED b"]);
});

test("a change is told to a watch that is open", async () => {
  const events = watch(`resourceVersion=${await revision()}`, 1);
  await api.post(widgetsPath, widget("c"));
  assert.equal(told(await events), ["ADDED c"]);
});

test("entering a selection is an addition, leaving it a removal", async () => {
  const from = await revision();
  await api.post(widgetsPath, widget("d"));
  await api.patch(`${widgetsPath}/d`, { metadata: { labels: { in: "yes" } } });
  await api.patch(`${widgetsPath}/d`, { spec: { size: 4 } });
  await api.patch(`${widgetsPath}/d`, { metadata: { labels: null } });
  await api.patch(`${widgetsPath}/d`, { spec: { size: 5 } });
  await api.patch(`${widgetsPath}/d`, { metadata: { labels: { in: "yes" } } });
  const events = await watch(`resourceVersion=${from}&labelSelector=in`, 4);
  assert.equal(told(events), ["ADDED d", "MODIFIED d", "DELETED d", "ADDED d"]);
  assert.equal(events[2].object.metadata.labels, { in: "yes" });
});

test("initial events end with a bookmark that says so", async () => {
  const query = "sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";
  const events = await watch(`${query}&fieldSelector=metadata.name%3Db`, 2);
  assert.equal(told(events), ["ADDED b", "BOOKMARK"]);
  assert.is(events[1].object.metadata.annotations["k8s.io/initial-events-end"], "true");
  assert.is((await api.get(`${widgetsPath}?watch=1&sendInitialEvents=true`)).status, 422);
});

test("a watch ends at its time with a bookmark", async () => {
  const events = await watch(
    `resourceVersion=${await revision()}&timeoutSeconds=1&allowWatchBookmarks=true`,
    99,
  );
  assert.equal(told(events), ["BOOKMARK"]);
});

test("a watch may be asked to last for months", async () => {
  const events = watch(`resourceVersion=${await revision()}&timeoutSeconds=99999999`, 1);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await api.post(widgetsPath, widget("late"));
  assert.equal(told(await events), ["ADDED late"]);
});

test("a revision that is forgotten is told as 410 Expired", async () => {
  const from = await revision();
  for (let i = 0; i < 25; i++) await api.patch(`${widgetsPath}/b`, { spec: { note: `n${i}` } });
  const [event] = await watch(`resourceVersion=${from}`, 1);
  assert.is(event.type, "ERROR");
  assert.is(event.object.code, 410);
  assert.is(event.object.reason, "Expired");
});

test("a revision from before the resource was served is 410 Expired", async () => {
  const [event] = await watch("resourceVersion=1", 1);
  assert.is(event.type, "ERROR");
  assert.match(event.object.message, /^too old resource version: 1 \(\d+\)$/);
});

test("a revision that is none is 500, without a reason", async () => {
  const { status, json } = await api.get(`${widgetsPath}?watch=1&resourceVersion=soon`);
  assert.is(status, 500);
  assert.is(json.reason, undefined);
});

test("one object cannot be watched by its name in the path: that reads it", async () => {
  assert.is((await api.get(`${widgetsPath}/b?watch=1`)).json.kind, "Widget");
  assert.is((await api.get(`${widgetsPath}/nobody?watch=1`)).status, 404);
});

test("a table has its columns in the first event only", async () => {
  const accept = "application/json;as=Table;v=v1;g=meta.k8s.io";
  const events = await watch("", 2, { accept });
  assert.equal(
    events.map(({ object }) => object.columnDefinitions !== null),
    [true, false],
  );
});

test("deleting the definition tells the removal of its objects and ends the watch", async () => {
  const events = watch(`resourceVersion=${await revision()}`, 99);
  const there = (await api.get(widgetsPath)).json.items.length;
  await api.delete(`${definitionsPath}/widgets.demo.example.com`);
  const types = (await events).map(({ type }) => type);
  assert.equal(types, Array(there).fill("DELETED"));
});

test.run();
