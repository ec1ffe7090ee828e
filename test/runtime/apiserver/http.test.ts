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
  ["GET",    "/nothing",                                         404],
  ["GET",    "/apis/demo.example.com/v1/gadgets",                404],
  ["GET",    "/apis/demo.example.com/v9/widgets",                404],
  ["GET",    `${widgetsPath}/a/scale`,                           404],
  ["GET",    "/api/v1/namespaces/default/configmaps/a/status",   404],
  ["GET",    "/apis/demo.example.com/v1/widgets/a",              404],
  ["GET",    "/api/v1/namespaces/%zz",                           400],
  ["GET",    "/openapi/v2",                                      404],
  ["POST",   `${widgetsPath}/a`,                                 405],
  ["PUT",    widgetsPath,                                        405],
  ["DELETE", `${widgetsPath}/a/status`,                          405],
  ["GET",    "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", 405],
  ["TRACE",  widgetsPath,                                        405],
  ["POST",   "/healthy",                                         404],
];
for (const [method, path, code] of wrong) {
  test(`${method} ${path} is ${code}, as a Status`, async () => {
    const { status, json } = await api.call(path, { method });
    assert.is(status, code);
    assert.is(json.kind, "Status");
    assert.is(json.code, code);
  });
}

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
