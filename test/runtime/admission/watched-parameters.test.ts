/** The parameters of admission, kept at hand by a watch on a real server. */
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { PARAMETERS } from "../../../rules/lang/parameters.ts";
import { watchParameters } from "../../../runtime/admission/watched-parameters.ts";
import { directAccess } from "../../../runtime/client/access.ts";
import { createClient } from "../../../runtime/client/client.ts";
import { UnknownKindError } from "../../../runtime/client/discovery.ts";
import { createHttpsTransport } from "../../../runtime/client/https.ts";
import { type EnsureClient, install } from "../../../runtime/local/ensure.ts";
import { readManifests } from "../../../runtime/local/manifests.ts";
import { startEmbedded } from "../../servers/start-embedded.ts";
import { readerOf } from "../../support/reader.ts";

const crds = readManifests(join(import.meta.dirname, "../../../crds")).filter(
  ({ kind, metadata }) =>
    kind === "CustomResourceDefinition" && metadata!.name!.startsWith("admissionparameters."),
);
const { name, ...ofKind } = PARAMETERS;

test("parameters are answered from the watch, and everything else by the other reader", async () => {
  const server = await startEmbedded();
  const access = directAccess({
    server: server.url,
    ca: server.ca,
    token: server.tokens.admin,
    namespace: "ns",
  });
  const client = createClient(createHttpsTransport(access), {}, { fieldManager: "admin" });
  const config = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "c", namespace: "ns" } };
  const asked: string[] = [];
  const others = readerOf(config);
  const counting = {
    ...others,
    get: (...[kind, ...rest]: Parameters<typeof others.get>) => {
      asked.push(kind.kind);
      return others.get(kind, ...rest);
    },
  };
  try {
    let early: unknown;
    await watchParameters(client, counting).catch((error: unknown) => {
      early = error;
    });
    assert.instance(early, UnknownKindError);

    await install(client as unknown as EnsureClient, crds);
    const reader = await watchParameters(client, counting);
    assert.is(await reader.get(PARAMETERS, "", name), undefined);
    assert.equal(await reader.get(config, "ns", "c"), config);
    assert.equal(await reader.list(config, "ns", {}), [config]);

    const resource = await client.dynamic(ofKind);
    await resource.create({ ...ofKind, metadata: { name }, spec: { privilegedUsers: ["ann"] } });
    const until = Date.now() + 10_000;
    while ((await reader.get(PARAMETERS, "", name)) === undefined && Date.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 5));
    const known = (await reader.get(PARAMETERS, "", name)) as { spec?: object } | undefined;
    assert.equal(known?.spec, { privilegedUsers: ["ann"] });
    assert.equal(asked, ["ConfigMap"]);
    await reader.close();
  } finally {
    client.close();
    await server.stop();
  }
});

test.run();
