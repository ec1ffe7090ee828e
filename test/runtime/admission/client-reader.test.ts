/** What rows look up, read through a client from a real server. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { clientReader } from "../../../runtime/admission/client-reader.ts";
import { directAccess } from "../../../runtime/client/access.ts";
import { createClient } from "../../../runtime/client/client.ts";
import { createHttpsTransport } from "../../../runtime/client/https.ts";
import { startEmbedded } from "../../servers/start-embedded.ts";

test("an object that is not there, and one of a kind that is not served, are absent", async () => {
  const server = await startEmbedded();
  const access = directAccess({
    server: server.url,
    ca: server.ca,
    token: server.tokens.admin,
    namespace: "default",
  });
  const client = createClient(createHttpsTransport(access), {}, { fieldManager: "admin" });
  try {
    const reader = clientReader(client);
    const settings = { apiVersion: "netoperator.vmware.com/v1alpha1", kind: "NetworkSettings" };
    const config = { apiVersion: "v1", kind: "ConfigMap" };
    assert.is(await reader.get(settings, "default", "default"), undefined);
    assert.equal(await reader.list(settings, "default", { app: "web" }), []);
    assert.is(await reader.get(config, "default", "nobody"), undefined);
    assert.equal(await reader.list(config, "default", { app: "web" }), []);
  } finally {
    client.close();
    await server.stop();
  }
});

test.run();
