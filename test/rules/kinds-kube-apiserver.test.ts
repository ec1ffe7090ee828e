/** The rows of the kinds beside VirtualMachine on a real API server that has nothing but our manifests. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { resources } from "../../generated/resources.ts";
import { directAccess } from "../../runtime/client/access.ts";
import { createClient } from "../../runtime/client/client.ts";
import { createHttpsTransport } from "../../runtime/client/https.ts";
import { install } from "../../runtime/local/ensure.ts";
import { readManifests } from "../../runtime/local/manifests.ts";
import { crdFolder } from "../conformance/crds.ts";
import { startRealServer, type TestServer } from "../servers/start.ts";
import { withRealServer } from "../servers/with-real-server.ts";
import { eventually } from "../support/eventually.ts";
import { type HttpClient, httpClient, type Reply } from "../support/http.ts";
import { type KindRequest, kindRequests, objectOf, rulesOf } from "./kinds.ts";

withRealServer(() => {
  let server: TestServer;
  let admin: HttpClient;
  let user: HttpClient;

  const pathOf = (kind: string) => {
    const { kind: key, resource } = rulesOf(kind);
    const version = key.slice(0, -kind.length);
    return `${version.startsWith("/") ? "/api" : "/apis/"}${version}namespaces/ns/${resource.plural}` as const;
  };

  test.before(async () => {
    server = (await startRealServer())!;
    admin = httpClient(server, server.tokens.admin);
    user = httpClient(server, server.tokens.user);
    const access = directAccess({
      server: server.url,
      ca: server.ca,
      token: server.tokens.admin,
      namespace: "ns",
    });
    const client = createClient(createHttpsTransport(access), resources, { fieldManager: "admin" });
    const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "ns" } };
    await install(client, [namespace, ...readManifests(crdFolder)]);
    client.close();
  });

  test.after(async () => {
    admin?.close();
    user?.close();
    await server?.stop();
  });

  /** Stores what was there before, and answers how to ask the server, which stores nothing then. */
  async function question(request: KindRequest, name: string): Promise<() => Promise<Reply>> {
    const { kind, old, object, asAdmin } = request;
    const path = pathOf(kind);
    const client = asAdmin ? admin : user;
    const body = object && objectOf(request, object, name);
    if (!old) return () => client(`${path}?dryRun=All`, { method: "POST", body });
    const stored = await admin(path, { method: "POST", body: objectOf(request, old, name) });
    assert.is(stored.status, 201, stored.text);
    if (!body) return () => client(`${path}/${name}?dryRun=All`, { method: "DELETE" });
    const { resourceVersion } = (stored.json as { metadata: { resourceVersion: string } }).metadata;
    body.metadata.resourceVersion = resourceVersion;
    return () => client(`${path}/${name}?dryRun=All`, { method: "PUT", body });
  }

  test("the server refuses with the rows of the schema, or else with one of the policy's; what our admission would refuse it accepts", async () => {
    for (const [i, request] of kindRequests.entries()) {
      const { crd = [], policy = [] } = request;
      const ask = await question(request, request.old ? `it-${i}` : "it");
      // Policies come into force after a while.
      await eventually(`${request.kind}: ${request.says}`, async () => {
        const { status, json, text } = await ask();
        const ids = [...text.matchAll(/\[([a-z]+(?:\/[a-z0-9-]+)+)\]/g)].map((match) => match[1]!);
        const says = `${status} ${(json as { message?: string }).message ?? ""}`;
        if (crd.length > 0) assert.equal([...new Set(ids)].sort(), [...crd].sort(), says);
        else if (policy.length > 0) assert.ok(policy.includes(ids[0]!), says);
        else assert.ok(status < 300, says);
        return true;
      });
    }
  });
});

test.run();
