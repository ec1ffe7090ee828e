/**
 * An API server takes every CRD of ours and of the scenarios: it comes up established and structural, without a
 * warning. Markers that become rules or patterns then refuse what they say, and rules that we call too dear are refused
 * until they have the bounds that we suggest.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { schemaOf } from "../../../codegen/check/locate.ts";
import { crds } from "../../../codegen/emit/crd.ts";
import { generate } from "../../../codegen/generate.ts";
import { eventually } from "../../support/eventually.ts";
import type { Reply, Send } from "../../support/http.ts";
import { suggested } from "../suggested.ts";

const root = path.join(import.meta.dirname, "../../..");
const scenarios = path.join(import.meta.dirname, "../scenarios");
const CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

interface Crd {
  metadata: { name: string };
  spec: { group: string };
  status?: { conditions?: { type: string; status: string; message: string }[] };
}

const crdFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /(^|\/output\/crds\/)[^/]+\.yaml$/.test(name))
    .sort();

const read = (text: string): Crd => parse(text, { version: "1.1" });

/** The CRD of a scenario. Many have the same kind, so each scenario gets a group of its own. */
function scenarioCrd(file: string): Crd {
  const text = readFileSync(path.join(scenarios, file), "utf8");
  const { group } = read(text).spec;
  return read(text.replaceAll(group, `${path.dirname(file).split(path.sep)[0]}.${group}`));
}

/** What a Status has against an object, one line a cause. */
function complaints({ json }: Reply): string[] {
  const { details } = json as { details?: { causes?: { field: string; message: string }[] } };
  return (details?.causes ?? []).map(({ field, message }) => `${field}: ${message}`);
}

/** Declares the tests; the CRDs of `crds/` are only tried, those of the scenarios are installed and stay. */
export function acceptsCrds(send: Send): void {
  const create = async (crd: unknown, query: string): Promise<void> => {
    const reply = await send(`${CRDS}?${query}`, { method: "POST", body: crd });
    assert.equal(complaints(reply), []);
    assert.is(reply.status, 201, reply.text);
    assert.is(reply.headers.warning, undefined);
  };

  for (const file of crdFiles(path.join(root, "crds"))) {
    test(`crds/${file} is accepted`, () =>
      create(read(readFileSync(path.join(root, "crds", file), "utf8")), "dryRun=All&fieldValidation=Strict"));
  }

  for (const file of crdFiles(scenarios)) {
    test(`${file} is accepted`, () => create(scenarioCrd(file), "fieldValidation=Strict"));
  }

  test("the CRDs of all scenarios are established, and nothing is said against them", async () => {
    const names = new Set(crdFiles(scenarios).map((file) => scenarioCrd(file).metadata.name));
    const items = await eventually("every CRD is established", async () => {
      const { items } = (await send(CRDS)).json as { items: Crd[] };
      const found = items.filter(({ metadata }) => names.has(metadata.name));
      const isUp = ({ status }: Crd) =>
        status?.conditions?.some(({ type, status }) => type === "Established" && status === "True");
      return found.filter(isUp).length === names.size && found;
    });
    const bad = items.flatMap(({ metadata, status }) =>
      status!
        .conditions!.filter(({ type, status }) => type === "NonStructuralSchema" || status !== "True")
        .map((condition) => ({ crd: metadata.name, ...condition })),
    );
    assert.equal(bad, []);
  });

  /** Hands out a dry run of creating a widget of the scenario: what the server has against its spec. */
  const widgets = async (
    scenario: string,
    body: (refusals: (spec: unknown) => Promise<string>) => Promise<void>,
  ): Promise<void> => {
    const { spec } = scenarioCrd(`${scenario}/output/crds/widgets.shop.example.com.yaml`);
    const apiVersion = `${spec.group}/v1`;
    const create = (spec: unknown): Promise<Reply> =>
      send(`/apis/${apiVersion}/namespaces/default/widgets?dryRun=All`, {
        method: "POST",
        body: { apiVersion, kind: "Widget", metadata: { name: "one" }, spec },
      });
    await eventually("widgets are served", async () => (await create({})).status !== 404);
    await body(async (spec) => complaints(await create(spec)).join());
  };

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

  for (const scenario of ["bad-rule-cost", "bad-rules-cost"]) {
    test(`${scenario} is too dear until it has the suggested bounds`, async () => {
      const folder = path.join(scenarios, scenario);
      const { problems, model } = await generate({ apiDir: path.join(folder, "input"), base: folder });
      const [crd] = crds(model!);
      const install = () => send(`${CRDS}?dryRun=All`, { method: "POST", body: crd });
      const refused = await install();
      assert.is(refused.status, 422);
      assert.match(refused.text, "exceeds budget");
      const schema = crd!.spec.versions[0]!.schema.openAPIV3Schema;
      for (const { path: at, keyword, value } of suggested(problems)) schemaOf(at, schema)![keyword] = value;
      const accepted = await install();
      assert.is(accepted.status, 201, accepted.text);
    });
  }
}
