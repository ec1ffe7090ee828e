/** A real API server refuses rules that we call too dear, and accepts them with the bounds that we suggest. */
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { schemaOf } from "../../codegen/check/locate.ts";
import { type CustomResourceDefinition, crds } from "../../codegen/emit/crd.ts";
import { generate } from "../../codegen/generate.ts";
import { startRealServer, type TestServer } from "../servers/start.ts";
import { withRealServer } from "../servers/with-real-server.ts";
import { type HttpClient, httpClient } from "../support/http.ts";
import { suggested } from "./suggested.ts";

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
  const install = (body: CustomResourceDefinition) => send(`${CRDS}?dryRun=All`, { method: "POST", body });

  for (const scenario of ["bad-rule-cost", "bad-rules-cost"]) {
    test(scenario, async () => {
      const folder = path.join(import.meta.dirname, "scenarios", scenario);
      const { problems, model } = await generate({ apiDir: path.join(folder, "input"), base: folder });
      const [crd] = crds(model!);
      const refused = await install(crd!);
      assert.is(refused.status, 422);
      assert.match(refused.text, "exceeds budget");
      const schema = crd!.spec.versions[0]!.schema.openAPIV3Schema;
      for (const { path: at, keyword, value } of suggested(problems)) schemaOf(at, schema)![keyword] = value;
      const accepted = await install(crd!);
      assert.is(accepted.status, 201, accepted.text);
    });
  }
});

test.run();
