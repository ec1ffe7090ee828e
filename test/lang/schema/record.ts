/** Asks a real API server every question of the case files and writes down its answers: `node --import tsx test/lang/schema/record.ts [--all] [topic …]`; without `--all` only those without one. */

import type { YAMLMap, YAMLSeq } from "yaml";
import type { JSONSchemaProps } from "../../../rules/lang/schema/types.ts";
import { startRealServer } from "../../servers/start.ts";
import { httpClient } from "../../support/http.ts";
import {
  type Case,
  cases,
  type FormatCase,
  object,
  openCases,
  saveCases,
  wholeSchema,
  wrap,
} from "./cases.ts";

const TOPICS = ["values", "lists", "rules", "ratcheting", "decode", "schemas"];

const again = process.argv.includes("--all");

const server = await startRealServer();
if (server === undefined) throw new Error("no API server is built here; run `npm run servers`");
const http = httpClient({ url: server.url, ca: server.ca }, server.tokens.admin);

interface Status {
  details?: { causes?: { field: string; message: string }[] };
  message?: string;
  metadata?: { resourceVersion: string };
  spec?: unknown;
}

const crd = (group: string, schema: JSONSchemaProps): object => ({
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: `things.${group}` },
  spec: {
    ...{ group, scope: "Namespaced", names: { kind: "Thing", plural: "things" } },
    versions: [{ name: "v1", served: true, storage: true, schema: { openAPIV3Schema: schema } }],
  },
});

const CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

async function send(
  method: string,
  path: string,
  body: unknown,
): Promise<{ status: number; json: Status; warnings: string[] }> {
  const reply = await http(path, { method, body });
  const header = reply.headers.warning;
  const warnings = header === undefined ? [] : [header].flat().flatMap((text) => text.split(/, (?=299 )/));
  return { status: reply.status, json: (reply.json ?? {}) as Status, warnings };
}

const texts = ({ status, json }: { status: number; json: Status }): string[] =>
  status < 300
    ? []
    : [
        ...new Set(
          json.details?.causes?.map(({ field, message }) => `${field}: ${message}`) ?? [json.message ?? ""],
        ),
      ].sort();

async function install(group: string, schema: JSONSchemaProps): Promise<void> {
  const made = await send("POST", CRDS, crd(group, schema));
  if (made.status >= 300) throw new Error(`${group}: ${made.json.message}`);
}

async function replace(group: string, schema: JSONSchemaProps): Promise<void> {
  const path = `${CRDS}/things.${group}`;
  const { json } = await send("GET", path, undefined);
  const body = {
    ...crd(group, schema),
    metadata: { name: `things.${group}`, resourceVersion: json.metadata?.resourceVersion },
  };
  const made = await send("PUT", path, body);
  if (made.status >= 300) throw new Error(`${group}: ${made.json.message}`);
  // The new schema is served a moment later.
  await new Promise((resolve) => setTimeout(resolve, 1000));
}

/** Creates once the resource is served. */
async function create(group: string, spec: unknown): ReturnType<typeof send> {
  const body = { ...object(spec), apiVersion: `${group}/v1` };
  for (;;) {
    const reply = await send("POST", `/apis/${group}/v1/namespaces/default/things`, body);
    if (reply.status !== 404) return reply;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function ask(
  one: Case,
  group: string,
): Promise<{ errors: string[]; warnings: string[]; stored: unknown }> {
  const schema = wholeSchema(one);
  await install(group, one.before ? wrap(one.before) : schema);
  if (!("old" in one)) {
    const reply = await create(group, one.value);
    return { errors: texts(reply), warnings: [], stored: reply.json.spec };
  }
  const made = await create(group, one.old);
  if (made.status >= 300) throw new Error(`${one.title}: ${made.json.message}`);
  if (one.before) await replace(group, schema);
  const body = { ...object(one.value), apiVersion: `${group}/v1` };
  const metadata = {
    name: "thing",
    namespace: "default",
    resourceVersion: made.json.metadata?.resourceVersion,
  };
  const reply = await send("PUT", `/apis/${group}/v1/namespaces/default/things/thing`, { ...body, metadata });
  const warnings = reply.warnings.map((text) => JSON.parse(text.replace(/^299 \S+ /, "")) as string).sort();
  return { errors: texts(reply), warnings, stored: reply.json.spec };
}

async function record(topic: string): Promise<void> {
  const document = openCases(topic);
  const all = cases(topic);
  for (const [index, one] of all.entries()) {
    const item = (document.contents as YAMLSeq).items[index] as YAMLMap;
    if (!again && (item.has("errors") || item.has("stored"))) continue;
    if (topic === "schemas") {
      const reply = await send("POST", `${CRDS}?dryRun=All`, crd("dry.test", one.root ?? wrap(one.schema)));
      item.set("errors", document.createNode(texts(reply)));
      continue;
    }
    const { errors, warnings, stored } = await ask(one, `${topic}-${index}.test`);
    if (topic === "decode") item.set("stored", document.createNode(stored, { flow: true }));
    else item.set("errors", document.createNode(errors));
    if (warnings.length > 0) item.set("warnings", document.createNode(warnings));
  }
  saveCases(topic, document);
}

async function recordFormats(): Promise<void> {
  const document = openCases("formats");
  for (const [index, one] of cases<FormatCase>("formats").entries()) {
    if (!again && one.bad !== undefined) continue;
    const item = (document.contents as YAMLSeq).items[index] as YAMLMap;
    await install(
      `format-${index}.test`,
      wrap({ type: "array", items: { type: "string", format: one.format } }),
    );
    const reply = await create(`format-${index}.test`, one.texts);
    const bad = (reply.json.details?.causes ?? []).map(
      ({ field }) => one.texts[Number(/\[(\d+)\]/.exec(field)?.[1])],
    );
    item.set(
      "bad",
      document.createNode(
        one.texts.filter((text) => bad.includes(text)),
        { flow: true },
      ),
    );
  }
  saveCases("formats", document);
}

try {
  const wanted = process.argv.slice(2).filter((one) => one !== "--all");
  for (const topic of wanted.length > 0 ? wanted.filter((one) => one !== "formats") : TOPICS)
    await record(topic);
  if (wanted.length === 0 || wanted.includes("formats")) await recordFormats();
} finally {
  http.close();
  await server.stop();
}
