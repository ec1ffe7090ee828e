/** The generator's outputs on the embedded API server. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Fixture, startFixture } from "../runtime/apiserver/fixture.ts";
import { acceptsSamples, install, type Outputs, outputs } from "./served.ts";

let made: Outputs;
let server: Fixture;

test.before(async () => {
  made = await outputs();
  server = await startFixture();
  await install(server.as("admin-token"), made);
});
test.after(() => server?.close());

test("it serves the OpenAPI documents that the generator prints", async () => {
  for (const [url, document] of made.documents) assert.equal((await server.get(url)).json, document, url);
});

acceptsSamples(test, () => ({ send: server.as("admin-token"), outputs: made }));

test.run();
