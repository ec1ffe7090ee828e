/** Lists: selectors, pages, revisions and forms. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Fixture, type Json, startWithWidgets, widget, widgetsPath } from "./fixture.ts";

let api: Fixture;
const colors = ["red", "green", "blue"];

test.before(async () => {
  api = await startWithWidgets({ history: { changes: 20, bytes: 1e6 } });
  for (let i = 0; i < 9; i++) {
    await api.post(
      widgetsPath,
      widget(
        `w${i}`,
        { color: colors[i % 3] },
        { labels: { n: String(i), ...(i < 2 ? { low: "yes" } : {}) } },
      ),
    );
  }
});
test.after(async () => {
  await api.close();
  assert.equal(api.errors, []);
});

const names = (list: Json): string[] => list.items.map((item: Json) => item.metadata.name);

async function select(query: string): Promise<string> {
  return names((await api.get(`${widgetsPath}?${query}`)).json).join(" ");
}

test("a list has the objects in order of their names, and a revision", async () => {
  const { json } = await api.get(widgetsPath);
  assert.is(json.kind, "WidgetList");
  assert.is(json.apiVersion, "demo.example.com/v1");
  assert.match(json.metadata.resourceVersion, /^\d+$/);
  assert.equal(names(json), ["w0", "w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8"]);
  assert.equal(names((await api.get("/apis/demo.example.com/v1/widgets")).json), names(json));
});

// biome-ignore format: table
const selectors: readonly [query: string, found: string][] = [
  ["labelSelector=n%3D3",                        "w3"],
  ["labelSelector=n%3D%3D3",                     "w3"],
  ["labelSelector=low",                          "w0 w1"],
  ["labelSelector=!low,n%20notin%20(2,3,4,5)",   "w6 w7 w8"],
  ["labelSelector=n%20in%20(1,%202)",            "w1 w2"],
  ["labelSelector=n!%3D0,low%3Dyes",             "w1"],
  ["labelSelector=n%3E6",                        "w7 w8"],
  ["labelSelector=absent%3D",                    ""],
  ["fieldSelector=metadata.name%3Dw4",           "w4"],
  ["fieldSelector=metadata.name!%3Dw4,spec.color%3Dgreen", "w1 w7"],
  ["fieldSelector=spec.color%3Dblue&labelSelector=n%3D5", "w5"],
  ["fieldSelector=metadata.namespace%3Dother",   ""],
];
for (const [query, found] of selectors) {
  test(`${decodeURIComponent(query)} finds ${found || "nothing"}`, async () =>
    assert.is(await select(query), found));
}

test("an unknown field in a selector is 400", async () => {
  const refused = await api.get(`${widgetsPath}?fieldSelector=spec.size%3D3`);
  assert.is(refused.status, 400);
  assert.is(refused.json.message, "field label not supported: spec.size");
});

for (const text of ["a in (", "a in b", "=b", "a=b,", "a=b c", "!a=b", "a>b", "a=b!"]) {
  test(`the selector ${text} is 400`, async () => {
    assert.is((await api.get(`${widgetsPath}?labelSelector=${encodeURIComponent(text)}`)).status, 400);
  });
}

test("pages together are the list as it was when the first was read", async () => {
  const first = (await api.get(`${widgetsPath}?limit=4`)).json;
  assert.equal(names(first), ["w0", "w1", "w2", "w3"]);
  assert.is(first.metadata.remainingItemCount, 5);
  await api.post(widgetsPath, widget("w55"));
  await api.delete(`${widgetsPath}/w6`);
  const second = (await api.get(`${widgetsPath}?limit=4&continue=${first.metadata.continue}`)).json;
  assert.equal(names(second), ["w4", "w5", "w6", "w7"]);
  assert.is(second.metadata.resourceVersion, first.metadata.resourceVersion);
  const third = (await api.get(`${widgetsPath}?limit=4&continue=${second.metadata.continue}`)).json;
  assert.equal(names(third), ["w8"]);
  assert.is(third.metadata.continue, "");
});

test("a page of a selection holds as many as it may", async () => {
  const first = (await api.get(`${widgetsPath}?limit=1&labelSelector=low`)).json;
  assert.equal(names(first), ["w0"]);
  assert.is(first.metadata.remainingItemCount, undefined);
  const next = (await api.get(`${widgetsPath}?limit=1&labelSelector=low&continue=${first.metadata.continue}`))
    .json;
  assert.equal(names(next), ["w1"]);
});

// biome-ignore format: table
const refusedQueries: readonly [query: string, message: string][] = [
  ["continue=nonsense",    "invalid continue token: continue key is not valid: invalid character '\\u009e' looking for beginning of value"],
  ["continue=a.b",         "invalid continue token: continue key is not valid: illegal base64 data at input byte 1"],
  ["continue=ew",          "invalid continue token: continue key is not valid: unexpected end of JSON input"],
  ["limit=many",           'strconv.ParseInt: parsing "many": invalid syntax'],
  ["resourceVersion=soon", 'invalid resource version: resourceVersion: Invalid value: "soon": strconv.ParseUint: parsing "soon": invalid syntax'],
];
for (const [query, message] of refusedQueries) {
  test(`${query} is 400`, async () => {
    const { status, json } = await api.get(`${widgetsPath}?${query}`);
    assert.is(status, 400);
    assert.is(json.message, message);
  });
}

test("a revision can be asked for exactly, while it is known", async () => {
  const before = (await api.get(widgetsPath)).json;
  const { resourceVersion } = before.metadata;
  await api.post(widgetsPath, widget("w99"));
  const exact = (
    await api.get(`${widgetsPath}?resourceVersion=${resourceVersion}&resourceVersionMatch=Exact`)
  ).json;
  assert.equal(names(exact), names(before));
  const newer = (
    await api.get(`${widgetsPath}?resourceVersion=${resourceVersion}&resourceVersionMatch=NotOlderThan`)
  ).json;
  assert.ok(names(newer).includes("w99"));
});

test("a future revision is 504 and can be retried", async () => {
  const refused = await api.get(`${widgetsPath}?resourceVersion=100000`);
  assert.is(refused.status, 504);
  assert.is(refused.json.details.causes[0].reason, "ResourceVersionTooLarge");
  assert.is(refused.json.details.retryAfterSeconds, 1);
});

test("resourceVersionMatch without resourceVersion is 422", async () => {
  assert.is((await api.get(`${widgetsPath}?resourceVersionMatch=Exact`)).status, 422);
});

test("a page after too many changes is 410 Expired", async () => {
  const first = (await api.get(`${widgetsPath}?limit=4`)).json;
  for (let i = 0; i < 25; i++) await api.patch(`${widgetsPath}/w0`, { spec: { note: `n${i}` } });
  const refused = await api.get(`${widgetsPath}?limit=4&continue=${first.metadata.continue}`);
  assert.is(refused.status, 410);
  assert.is(refused.json.reason, "Expired");
});

test("a table has the columns of the definition", async () => {
  const { json } = await api.call(`${widgetsPath}?fieldSelector=metadata.name%3Dw1`, {
    headers: { accept: "application/json;as=Table;v=v1;g=meta.k8s.io,application/json" },
  });
  assert.is(json.kind, "Table");
  assert.equal(
    json.columnDefinitions.map((column: Json) => column.name),
    ["Name", "Color"],
  );
  assert.equal(json.rows[0].cells, ["w1", "green"]);
  assert.is(json.rows[0].object.kind, "PartialObjectMetadata");
});

test("metadata alone can be asked for", async () => {
  const accept = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io";
  const { json } = await api.call(widgetsPath, { headers: { accept } });
  assert.is(json.kind, "PartialObjectMetadataList");
  assert.is(json.items[0].spec, undefined);
});

test("deleting a collection deletes what a list would show", async () => {
  const deleted = await api.delete(`${widgetsPath}?labelSelector=low`);
  assert.is(deleted.status, 200);
  assert.equal(names(deleted.json), ["w0", "w1"]);
  assert.is(await select("labelSelector=low"), "");
  assert.is((await api.get(`${widgetsPath}/w2`)).status, 200);
});

test.run();
