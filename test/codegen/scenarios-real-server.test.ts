/**
 * A real API server takes every CRD of the scenarios as its own: it comes up established and structural, without a
 * warning. Markers that become rules or patterns then refuse what they say.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { startRealServer, type TestServer } from "../servers/start.ts";
import { withRealServer } from "../servers/with-real-server.ts";
import { eventually } from "../support/eventually.ts";
import { type HttpClient, httpClient } from "../support/http.ts";

const scenarios = path.join(import.meta.dirname, "scenarios");
const CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

interface Crd {
  metadata: { name: string };
  spec: {
    group: string;
    names: { kind: string; plural: string };
    versions: { name: string; served: boolean }[];
  };
  status?: { conditions?: { type: string; status: string; message: string }[] };
}

interface Cause {
  field: string;
  message: string;
}

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

  /** Installs the CRD, runs the body and removes the CRD again, for scenarios share names. */
  async function installed(file: string, body?: (crd: Crd) => Promise<void>): Promise<void> {
    const crd = parse(readFileSync(path.join(scenarios, file), "utf8"), { version: "1.1" }) as Crd;
    const reply = await send(`${CRDS}?fieldValidation=Strict`, { method: "POST", body: crd });
    assert.is(reply.status, 201, JSON.stringify(reply.json));
    assert.is(reply.headers.warning, undefined);
    const one = `${CRDS}/${crd.metadata.name}`;
    try {
      const conditions = await eventually(`${one} is established`, async () => {
        const { json } = await send(one);
        const found = (json as Crd).status?.conditions ?? [];
        return found.some(({ type, status }) => type === "Established" && status === "True") && found;
      });
      const bad = conditions.filter(
        ({ type, status }) => type === "NonStructuralSchema" || status !== "True",
      );
      assert.equal(bad, []);
      await body?.(crd);
    } finally {
      await send(one, { method: "DELETE" });
      await eventually(`${one} is gone`, async () => (await send(one)).status === 404);
    }
  }

  for (const file of crdFiles()) test(`${file} is established`, () => installed(file));

  /** Installs the CRD of widgets and hands out a dry run of creating one: what the server has against its spec. */
  const widgets = (scenario: string, body: (refusals: (spec: unknown) => Promise<string>) => Promise<void>) =>
    installed(`${scenario}/output/crds/widgets.shop.example.com.yaml`, async (crd) => {
      const url = `/apis/${crd.spec.group}/v1/namespaces/default/widgets?dryRun=All`;
      const create = (spec: unknown) => {
        const widget = {
          apiVersion: `${crd.spec.group}/v1`,
          kind: "Widget",
          metadata: { name: "one" },
          spec,
        };
        return send(url, { method: "POST", body: widget });
      };
      await eventually("widgets are served", async () => (await create({})).status !== 404);
      await body(async (spec) => {
        const { details } = (await create(spec)).json as { details?: { causes?: Cause[] } };
        return (details?.causes ?? []).map(({ field, message }) => `${field}: ${message}`).join();
      });
    });

  test("a one-of group is refused with its sentence, or by the schema alone", async () => {
    await widgets("one-of", async (refusals) => {
      assert.is(await refusals({ source: { url: "x" } }), "");
      assert.match(await refusals({ source: {} }), "exactly one of url, file and configMap must be set");
      assert.match(await refusals({ source: { url: "x", configMap: "y" } }), "exactly one of url");
      const limits = { cpu: 1, namespace: "a", "x-odd.name": "b" };
      assert.match(
        await refusals({ source: { url: "x" }, limits }),
        "at most one of namespace and x-odd.name",
      );
      const good = { url: "x", user: "u", zone: "z" };
      assert.is(await refusals({ source: { url: "x" }, mirrors: [good, { ...good, fast: true }] }), "");
      for (const bad of [
        {},
        { ...good, file: "y" },
        { ...good, token: "t" },
        { ...good, fast: true, safe: true },
      ])
        assert.match(await refusals({ source: { url: "x" }, mirrors: [bad] }), "spec.mirrors[0]");
    });
  });

  test("a field that needs or excludes another names it", async () => {
    await widgets("dependent-fields", async (refusals) => {
      assert.is(await refusals({ sealed: true, keyRef: "k", owner: "o", size: 1 }), "");
      assert.match(
        await refusals({ sealed: true, keyRef: "k" }),
        /^spec\.owner: .*must be set when sealed is/,
      );
      assert.match(
        await refusals({ size: 1, profile: "p" }),
        /^spec\.profile: .*must not be set when size is/,
      );
      assert.match(await refusals({ part: { amount: 1 } }), /^spec\.part\.unit: /);
    });
  });

  test("bytes are counted as bytes", async () => {
    await widgets("sizes", async (refusals) => {
      assert.is(await refusals({ text: "\u00e9".repeat(512), words: ["\u00e9".repeat(8)] }), "");
      assert.match(await refusals({ text: "\u00e9".repeat(513) }), "spec.text: ");
      assert.match(await refusals({ words: ["\u00e9".repeat(9)] }), "spec.words[0]: ");
    });
  });

  test("a format that is a pattern is enforced by every server", async () => {
    await widgets("formats", async (refusals) => {
      assert.is(await refusals({ shortName: "a-b", segment: "...", labels: { "example.com/a": "" } }), "");
      assert.match(await refusals({ shortName: "a.b" }), "spec.shortName: ");
      assert.match(await refusals({ segment: ".." }), "spec.segment: ");
      assert.match(await refusals({ labels: { "-a": "" } }), "keys must be of the format k8s-label-key");
    });
  });
});

test.run();

function crdFiles(): string[] {
  return readdirSync(scenarios, { recursive: true, encoding: "utf8" })
    .filter((name) => name.includes("/output/crds/") && name.endsWith(".yaml"))
    .sort();
}
