/** A real API server accepts every CRD that the generator makes, without a warning. Dry runs: nothing is installed. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { startRealServer, type TestServer } from "../servers/start.ts";
import { withRealServer } from "../servers/with-real-server.ts";
import { type HttpClient, httpClient } from "../support/http.ts";

const root = path.join(import.meta.dirname, "../..");
const CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

withRealServer(() => {
  let server: TestServer;
  let send: HttpClient;
  test.before(async () => {
    server = (await startRealServer())!;
    send = httpClient(server, server.tokens.admin);
  });
  test.after(async () => {
    send?.close();
    await server?.stop();
  });
  for (const file of crdFiles()) {
    test(file, async () => {
      const body = parse(readFileSync(path.join(root, file), "utf8"), { version: "1.1" });
      const reply = await send(`${CRDS}?dryRun=All&fieldValidation=Strict`, { method: "POST", body });
      assert.equal(complaints(reply.json), []);
      assert.is(reply.status, 201);
      assert.is(reply.headers.warning, undefined);
    });
  }
});

test.run();

/** What a Status has against the object, one line a cause. */
function complaints(json: unknown): string[] {
  const { details } = json as { details?: { causes?: { field: string; message: string }[] } };
  return (details?.causes ?? []).map(({ field, message }) => `${field}: ${message}`);
}

function crdFiles(): string[] {
  const own = readdirSync(path.join(root, "crds")).map((name) => `crds/${name}`);
  const folder = "test/codegen/scenarios";
  const scenarios = readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.includes("/output/crds/"))
    .map((name) => `${folder}/${name}`);
  return [...own, ...scenarios].filter((name) => name.endsWith(".yaml")).sort();
}
