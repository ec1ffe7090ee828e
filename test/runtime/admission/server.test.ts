/** The webhook over HTTPS: what an API server, a probe and a stranger get to hear. */
import { connect } from "node:tls";
import { generate } from "selfsigned";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { rules } from "../../../generated/rules/vmoperator.vmware.com/v1alpha5/virtualmachine.js";
import { ADMISSION_PATH } from "../../../runtime/admission/configuration.ts";
import { generatorsOf } from "../../../runtime/admission/generators.ts";
import { startWebhookServer, type WebhookServer } from "../../../runtime/admission/server.ts";
import { type HttpClient, httpClient } from "../../support/http.ts";
import { readerOf } from "../../support/reader.ts";

const generators = generatorsOf("v1.2.3");

let server: WebhookServer;
let send: HttpClient;
let ca: string;

test.before(async () => {
  const pems = await generate([{ name: "commonName", value: "localhost" }], {
    extensions: [
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "localhost" },
          { type: 7, ip: "127.0.0.1" },
        ],
      },
    ],
  } as never);
  ca = pems.cert;
  server = await startWebhookServer({
    rules: [rules],
    generators,
    reader: readerOf(),
    key: pems.private,
    certificate: pems.cert,
    host: "127.0.0.1",
    port: 0,
  });
  send = httpClient({ url: `https://127.0.0.1:${server.port}`, ca: pems.cert } as never);
});

test.after(async () => {
  send.close();
  await server.close();
});

const request = {
  uid: "u-1",
  operation: "CREATE",
  kind: { group: "vmoperator.vmware.com", version: "v1alpha5", kind: "VirtualMachine" },
  userInfo: { username: "developer" },
  object: { spec: { className: "c", imageName: "i" } },
  oldObject: null,
};
const post = (body: unknown, path = ADMISSION_PATH) => send(path, { method: "POST", body });

test("a review is answered, whatever the query says", async () => {
  const reply = await post({ request }, `${ADMISSION_PATH}?timeout=10s`);
  assert.is(reply.status, 200);
  assert.is(reply.headers["content-type"], "application/json");
  const { response } = reply.json as { response: { uid: string; allowed: boolean; patch: string } };
  assert.is(response.uid, "u-1");
  assert.is(response.allowed, true);
  const paths = JSON.parse(Buffer.from(response.patch, "base64").toString()).map(
    (one: { path: string }) => one.path,
  );
  assert.ok(paths.includes("/spec/biosUUID"));
});

test("healthz says that the server lives", async () => {
  assert.is((await send("/healthz")).status, 200);
});

test("another path or method is not found, and the answer says what is", async () => {
  for (const [path, method] of [
    ["/", "POST"],
    ["/mutate", "POST"],
    [ADMISSION_PATH, "GET"],
    ["/healthz", "POST"],
  ] as const) {
    const reply = await send(path, { method, ...(method === "POST" ? { body: {} } : {}) });
    assert.is(reply.status, 404, `${method} ${path}`);
    assert.equal(reply.json, { message: "POST /admit" });
  }
});

for (const [what, body] of [
  ["nothing", ""],
  ["no JSON", "{"],
  ["null", "null"],
  ["a list", []],
  ["no request", {}],
  ["no uid", { request: { ...request, uid: undefined } }],
  ["no kind", { request: { ...request, kind: undefined } }],
  ["no user", { request: { ...request, userInfo: null } }],
  ["groups that are no list", { request: { ...request, userInfo: { groups: "system:masters" } } }],
] as const) {
  test(`a body with ${what} is refused in a sentence`, async () => {
    const reply = await post(body);
    assert.is(reply.status, 400);
    assert.equal(reply.json, { message: "the body is not an AdmissionReview with a request" });
  });
}

test("a body that is too large is refused when it was read", async () => {
  const reply = await post({ request, padding: "x".repeat(3 * 1024 * 1024) });
  assert.is(reply.status, 413);
});

test("a client that hangs up halfway does no harm", async () => {
  await new Promise<void>((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port: server.port, ca }, () => {
      socket.write(`POST ${ADMISSION_PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{`, () => {
        socket.destroy();
      });
    });
    socket.once("close", () => resolve());
    socket.once("error", reject);
  });
  assert.is((await send("/healthz")).status, 200);
});

test("the port that is taken is said", async () => {
  try {
    await startWebhookServer({
      rules: [],
      generators,
      reader: readerOf(),
      key: "",
      certificate: "",
      host: "127.0.0.1",
      port: server.port,
    });
    assert.unreachable();
  } catch (error) {
    assert.is((error as { code?: string }).code, "EADDRINUSE");
  }
});

test.run();
