/** What an API server makes of the generator's outputs: the same OpenAPI documents as ours, and every sample accepted. */
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { generate } from "../../../codegen/generate.ts";
import { printProblem } from "../../../codegen/problems.ts";
import { eventually } from "../../support/eventually.ts";
import type { Send } from "../../support/http.ts";

const root = path.join(import.meta.dirname, "../../..");
const scenario = (name: string) => ({ apiDir: path.join(root, "test/codegen/scenarios", name, "input") });

/** Our own API with its rules, and small ones for what it does not have. */
const APIS = [
  { apiDir: path.join(root, "api"), rulesDir: path.join(root, "rules") },
  scenario("openapi"),
  scenario("backup-api"),
];

export interface Outputs {
  crds: Crd[];
  /** Path of the document → the document. */
  documents: Map<string, Json>;
  /** File → manifest. */
  samples: Map<string, Json>;
  roles: Json[];
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into documents of every shape.
type Json = any;

interface Crd {
  metadata: { name: string };
  spec: {
    group: string;
    scope: string;
    names: { plural: string; kind: string };
    versions: { name: string; deprecationWarning?: string }[];
  };
}

let made: Promise<Outputs> | undefined;

/** Everything that the APIs generate for servers, made once. */
export const outputs = (): Promise<Outputs> => {
  made ??= makeOutputs();
  return made;
};

async function makeOutputs(): Promise<Outputs> {
  const found: Outputs = { crds: [], documents: new Map(), samples: new Map(), roles: [] };
  for (const api of APIS) {
    const { files, problems } = await generate({ ...api, only: ["crds", "openApi", "samples", "rbac"] });
    assert.equal(problems.map(printProblem), []);
    for (const [file, text] of files) {
      if (/^crds\/[^/]+\.yaml$/.test(file)) found.crds.push(parse(text, { version: "1.1" }));
      const [, group, version] = /^generated\/openapi\/(.+)\.(v\w+)\.json$/.exec(file) ?? [];
      if (group) found.documents.set(`/openapi/v3/apis/${group}/${version}`, JSON.parse(text));
      if (file.startsWith("generated/samples/")) found.samples.set(file, parse(text, { version: "1.1" }));
      if (file.startsWith("generated/rbac/"))
        found.roles.push(...text.split("\n---\n").map((part) => parse(part, { version: "1.1" })));
    }
  }
  return found;
}

const CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

/** Installs the CRDs and waits until their kinds are served and described. */
async function install(send: Send, { crds, documents }: Outputs): Promise<void> {
  for (const crd of crds) {
    const reply = await send(CRDS, { method: "POST", body: crd });
    assert.is(reply.status, 201, reply.text);
    assert.is(reply.headers.warning, undefined);
  }
  const described = async () => {
    for (const [url, document] of documents) {
      const { json } = await send(url);
      const served = Object.keys((json as Json)?.paths ?? {}).length;
      if (served < Object.keys(document.paths).length) return undefined;
    }
    return true;
  };
  await eventually("documents of every kind", described, { timeout: 60_000, interval: 200 });
}

/** Declares the tests; `differences` of a document that is served and the one that is printed may not be. */
export function servesOutputs(
  send: Send,
  differences: (served: unknown, printed: unknown, url: string) => string[],
): void {
  test("every CRD is installed, and every kind served and described", async () => {
    await install(send, await outputs());
  });

  test("the OpenAPI documents are those that the generator prints", async () => {
    for (const [url, document] of (await outputs()).documents)
      assert.equal(differences((await send(url)).json, document, url), []);
  });

  test("every sample is accepted, with no field unknown and no warning", async () => {
    const { samples, crds } = await outputs();
    const refused: string[] = [];
    for (const [file, manifest] of samples) {
      const reply = await send(`${collection(manifest, crds)}?dryRun=All&fieldValidation=Strict`, {
        method: "POST",
        body: manifest,
      });
      if (reply.status !== 201) refused.push(`${file}: ${(reply.json as Json)?.message ?? reply.text}`);
      else if (reply.headers.warning !== deprecation(manifest, crds))
        refused.push(`${file}: ${reply.headers.warning}`);
    }
    assert.equal(refused, []);
    assert.ok(samples.size > 10);
  });
}

/** The warning that every request to a deprecated version gets. */
function deprecation({ apiVersion, kind }: Json, crds: readonly Crd[]): string | undefined {
  const [group, name] = apiVersion.split("/");
  const { spec } = crds.find((crd) => crd.spec.group === group && crd.spec.names.kind === kind)!;
  const words = spec.versions.find((version) => version.name === name)?.deprecationWarning;
  return words === undefined ? undefined : `299 - ${JSON.stringify(words)}`;
}

function collection({ apiVersion, kind }: Json, crds: readonly Crd[]): string {
  const [group, version] = apiVersion.split("/");
  const { spec } = crds.find((crd) => crd.spec.group === group && crd.spec.names.kind === kind)!;
  const scope = spec.scope === "Namespaced" ? "/namespaces/default" : "";
  return `/apis/${group}/${version}${scope}/${spec.names.plural}`;
}
