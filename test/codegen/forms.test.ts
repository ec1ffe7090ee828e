/**
 * A union in a CRD is the union that TypeScript knows: for each sample, the compiler, the JSON Schema, the embedded
 * server and a real one give one verdict. Where a type contains itself, a server keeps what is below the schema.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { startApiServer } from "../../runtime/apiserver/server.ts";
import { realServers, startRealServer } from "../servers/start.ts";
import { eventually } from "../support/eventually.ts";
import { type HttpClient, httpClient } from "../support/http.ts";
import { skip } from "../support/skip.ts";
import { complaintsOf } from "../types/compile.ts";
import { recursionSamples, type Sample, unionSamples } from "./forms.ts";

const scenarios = path.join(import.meta.dirname, "scenarios");
const output = (scenario: string, file: string) =>
  readFileSync(path.join(scenarios, scenario, "output", file), "utf8");

const verdict = ({ what, accepted }: Sample) => `${what}: ${accepted ? "accepted" : "refused"}`;

const compiler = suite("compiler");

compiler("the compiler gives each verdict", () => {
  const lines = unionSamples.map(
    ({ spec }, i) => `export const s${i}: WidgetInput["spec"] = ${JSON.stringify(spec)};`,
  );
  const proof = ['import type { WidgetInput } from "./types.ts";', ...lines].join("\n");
  const types = output("discriminated", "generated/types/shop.example.com/v1.ts");
  const complaints = complaintsOf(
    new Map([
      ["types.ts", types],
      ["proof.ts", proof],
    ]),
  );
  const refused = new Set(complaints.map(({ line }) => line - 2));
  assert.equal(
    unionSamples.map((sample, i) => verdict({ ...sample, accepted: !refused.has(i) })),
    unionSamples.map(verdict),
  );
});

compiler("the compiler narrows by a tag and by a key", () => {
  const proof = `import type { Disk, Source } from "./types.ts";
    export const path = (disk: Disk): string => (disk.type === "File" ? disk.path : disk.type);
    export const url = (source: Source): string | undefined => (source.http ? source.http.url : undefined);
    export const age = (source: Source): number | undefined => (source.snapshot ? source.maxAge : undefined);
    // @ts-expect-error
    export const wrong = (disk: Disk): string => (disk.type === "Block" ? disk.path : "");`;
  const types = output("discriminated", "generated/types/shop.example.com/v1.ts");
  assert.equal(
    complaintsOf(
      new Map([
        ["types.ts", types],
        ["proof.ts", proof],
      ]),
    ),
    [],
  );
});

compiler.run();

const editor = suite("editor");

editor("the JSON Schema gives each verdict", () => {
  const ajv = new Ajv2020({ strict: false, logger: false });
  addFormats.default(ajv);
  const validate = ajv.compile(
    JSON.parse(output("discriminated", "generated/jsonschema/shop.example.com/v1/widget.json")),
  );
  const widget = { apiVersion: "shop.example.com/v1", kind: "Widget", metadata: { name: "w" } };
  assert.equal(
    unionSamples.map((sample) =>
      verdict({ ...sample, accepted: validate({ ...widget, spec: sample.spec }) }),
    ),
    unionSamples.map(verdict),
  );
});

editor.run();

interface Server {
  send: HttpClient;
  stop(): Promise<void>;
}

function declare(name: string, start: () => Promise<Server>): void {
  const tests = suite(name);
  let server: Server;
  tests.before(async () => {
    server = await start();
  });
  tests.after(() => server?.stop());
  for (const [scenario, samples] of [
    ["discriminated", unionSamples],
    ["recursion", recursionSamples],
  ] as const) {
    tests(`${name} gives each verdict of ${scenario}`, async () => {
      const group = await install(server.send, scenario);
      const found: string[] = [];
      for (const sample of samples) {
        const { status, spec } = await create(server.send, group, sample.spec);
        found.push(verdict({ ...sample, accepted: status === 201 }));
        if (status === 201) assert.equal(spec, { ...sample.spec, ...filled(sample.spec) }, sample.what);
      }
      assert.equal(found, samples.map(verdict));
    });
  }
  tests("a refusal says what is wrong in a sentence, at the field where it is one", async () => {
    const group = await install(server.send, "discriminated");
    const said = async (spec: object) => (await create(server.send, group, spec)).causes;
    const disk = { type: "Memory" };
    assert.equal(await said({ disk: { type: "File" } }), [
      "spec.disk FieldValueInvalid: when type is File, path must be set, and device, size, host, port and options must not be set",
    ]);
    assert.equal(await said({ disk, retry: { policy: "limited" } }), [
      "spec.retry.times FieldValueRequired: when policy is limited, times must be set",
    ]);
    assert.equal(await said({ disk, retry: { policy: "never", times: 1 } }), [
      "spec.retry.times FieldValueForbidden: when policy is never, times must not be set",
    ]);
    assert.equal(await said({ disk, source: {} }), [
      "spec.source FieldValueInvalid: exactly one of http, snapshot and empty must be set",
    ]);
  });
  tests.run();
}

/** The one default of the samples. */
const filled = ({ tree }: { tree?: object }): object => (tree ? { tree: { weight: 1, ...tree } } : {});

/** Installs the CRD of a scenario in a group of its own, without a warning, and waits until it is served. */
async function install(send: HttpClient, scenario: string): Promise<string> {
  const group = `${scenario}.example.com`;
  const text = output(scenario, "crds/widgets.shop.example.com.yaml").replaceAll("shop.example.com", group);
  const crds = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
  const reply = await send(`${crds}?fieldValidation=Strict`, { method: "POST", body: parse(text) });
  if (reply.status === 409) return group;
  assert.is(reply.status, 201, reply.text);
  assert.is(reply.headers.warning, undefined);
  const conditions = await eventually(`${scenario} is established`, async () => {
    const { json } = await send(`${crds}/widgets.${group}`);
    const found =
      (json as { status?: { conditions?: { type: string; status: string }[] } }).status?.conditions ?? [];
    return found.some((c) => c.type === "Established" && c.status === "True") && found;
  });
  assert.not(conditions.some((c) => c.type === "NonStructuralSchema"));
  await eventually(
    `${group} is served`,
    async () => (await send(`/apis/${group}/v1/widgets`)).status === 200,
  );
  return group;
}

/** A strict dry run. */
async function create(send: HttpClient, group: string, spec: object) {
  const reply = await send(`/apis/${group}/v1/namespaces/default/widgets?dryRun=All&fieldValidation=Strict`, {
    method: "POST",
    body: { apiVersion: `${group}/v1`, kind: "Widget", metadata: { name: "w" }, spec },
  });
  const json = reply.json as {
    spec?: unknown;
    details?: { causes?: { reason: string; field: string; message: string }[] };
  };
  const causes = (json.details?.causes ?? []).map(
    ({ field, reason, message }) =>
      `${field} ${reason}: ${message.replace(/^(Invalid value|Required value|Forbidden): /, "")}`,
  );
  return { status: reply.status, spec: json.spec, causes };
}

declare("the embedded server", async () => {
  const token = "admin-token";
  const server = await startApiServer({
    memory: true,
    tokens: { [token]: { username: "admin", groups: ["system:masters", "system:authenticated"] } },
  });
  const send = httpClient({ url: server.url, ca: server.caCertificate }, token);
  return {
    send,
    stop: async () => {
      send.close();
      await server.close();
    },
  };
});

const { available, reason } = realServers();
if (available || process.env.VMOP_REQUIRE_SERVERS) {
  declare("kube-apiserver", async () => {
    const server = await startRealServer();
    if (!server) throw new Error(reason);
    const send = httpClient(server, server.tokens.admin);
    return {
      send,
      stop: async () => {
        send.close();
        await server.stop();
      },
    };
  });
} else skip(reason);
