/** Who gets in, what is open to all, and what a wrong request hears. */

import { get } from "node:https";
import { gunzipSync } from "node:zlib";
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

test("health and version are open to everybody", async () => {
  const nobody = api.as("");
  for (const path of ["/healthz", "/livez", "/readyz"]) assert.is((await nobody(path)).text, "ok");
  const { gitVersion } = (await nobody("/version")).json as { gitVersion: string };
  assert.match(gitVersion, /^v1\.\d+\.\d+$/);
});

test("without a known token the answer is 401", async () => {
  for (const token of ["", "wrong"]) {
    const refused = await api.as(token)(widgetsPath);
    assert.is(refused.status, 401);
    assert.is((refused.json as { message: string }).message, "Unauthorized");
  }
});

test("who may not do something hears what, in Kubernetes' words", async () => {
  const reader = api.as("reader-token");
  assert.is((await reader(widgetsPath)).status, 200);
  const refused = await reader(`${widgetsPath}/a`, { method: "DELETE" });
  assert.is(refused.status, 403);
  assert.is(
    (refused.json as { message: string }).message,
    'widgets.demo.example.com "a" is forbidden: User "reader" cannot delete resource "widgets" in API group "demo.example.com" in the namespace "default"',
  );
});

// biome-ignore format: table
const wrong: readonly [method: string, path: string, code: number][] = [
  ["GET",    "/api/v1/nothings",                                 404],
  ["GET",    "/apis/storage.k8s.io/v1/nothings",                 404],
  ["GET",    `${widgetsPath}/a/scale`,                           404],
  ["GET",    "/api/v1/namespaces/default/configmaps/a/status",   404],
  ["GET",    "/api/v1/namespaces/default/configmaps/a/b/c",      404],
  ["GET",    "/api/v1/namespaces/%zz",                           400],
  ["POST",   "/api/v1/namespaces/default/configmaps/a",          405],
  ["PUT",    "/api/v1/namespaces/default/configmaps",            405],
  ["POST",   `${widgetsPath}/a`,                                 400],
  ["PUT",    widgetsPath,                                        400],
  ["PATCH",  widgetsPath,                                        400],
  ["DELETE", `${widgetsPath}/a/status`,                          405],
  ["GET",    "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", 405],
  ["TRACE",  widgetsPath,                                        405],
];
for (const [method, path, code] of wrong) {
  test(`${method} ${path} is ${code}, as a Status`, async () => {
    const { status, json } = await api.call(path, { method });
    assert.is(status, code);
    assert.is(json.kind, "Status");
    assert.is(json.code, code);
  });
}

// biome-ignore format: table
const nowhere: readonly [method: string, path: string][] = [
  ["GET",  "/nothing"],
  ["GET",  "/apis/nothing.example.com/v1"],
  ["GET",  "/apis/demo.example.com/v1/gadgets"],
  ["GET",  "/apis/demo.example.com/v9/widgets"],
  ["GET",  "/apis/demo.example.com/v1/widgets/a"],
  ["POST", "/healthy"],
];
for (const [method, path] of nowhere) {
  test(`${method} ${path} is no page: outside of the built-in groups nothing is known`, async () => {
    const { status, text } = await api.call(path, { method });
    assert.is(status, 404);
    assert.is(text, "404 page not found\n");
  });
}

test("a custom resource is made under the name of its body, whatever name the URL has", async () => {
  const made = await api.post(`${widgetsPath}/elsewhere`, widget("here"));
  assert.is(made.status, 201);
  assert.is(made.json.metadata.name, "here");
  assert.is((await api.delete(`${widgetsPath}/here`)).status, 200);
});

test("a big answer is compressed for clients that can read it", async () => {
  for (let i = 0; i < 20; i++) await api.post(widgetsPath, widget(`big${i}`, { note: "x".repeat(10_000) }));
  const { server } = api;
  const headers = { authorization: "Bearer admin-token", "accept-encoding": "gzip" };
  const body = await new Promise<Buffer>((resolve, reject) => {
    get(`${server.url}${widgetsPath}`, { ca: server.caCertificate, headers }, (response) => {
      assert.is(response.headers["content-encoding"], "gzip");
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve(Buffer.concat(chunks)));
    }).on("error", reject);
  });
  assert.is(JSON.parse(gunzipSync(body).toString()).items.length, 20);
});

test.run();
