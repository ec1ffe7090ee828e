/** Puts the question of every case to an API server: store, change the CRD, read, update, create. */
import { isDeepStrictEqual } from "node:util";
import type { JSONSchemaProps } from "../../../rules/lang/schema/types.ts";
import { eventually } from "../../support/eventually.ts";
import type { Reply, Send } from "../../support/http.ts";
import { type Case, cases } from "./cases.ts";

export const CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
export const GROUP = "/apis/compat.example.com/v1/namespaces/default";
export const MERGE = { "content-type": "application/merge-patch+json" };
const CASES = `${GROUP}/cases`;

/** A CustomResourceDefinition as it is sent. */
export type Manifest = ReturnType<typeof crd>;

/** One CRD: under `spec` a field for each case, before or after. */
export function crdOf(side: "old" | "now"): Manifest {
  const spec = cases.map((one): [string, JSONSchemaProps] => {
    const value = one[side];
    const properties = { ...(value ? { value } : {}), note: { type: "string" } };
    return [one.name, { type: "object", properties, ...one.around?.[side] }];
  });
  return crd("Case", "cases", {
    type: "object",
    properties: {
      spec: { type: "object", properties: Object.fromEntries(spec) },
      // Tells which of the two schemas is in force.
      side: { type: "string", default: side },
    },
  });
}

/** A CRD with one version, `v1`. */
export function crd(kind: string, plural: string, openAPIV3Schema: JSONSchemaProps) {
  const versions = [{ name: "v1", served: true, storage: true, schema: { openAPIV3Schema } }];
  const names = { kind, listKind: `${kind}List`, plural, singular: kind.toLowerCase() };
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.compat.example.com` },
    spec: { group: "compat.example.com", scope: "Namespaced", names, versions },
  };
}

export interface Answer {
  /** As in `Case.answer`. */
  letters: string;
  /** What is read after the change. */
  value: unknown;
}

/** What the server did with each case, by name. */
export async function ask(send: Send): Promise<Map<string, Answer>> {
  await install(send, crdOf("old"), CASES);
  await inForce(send, "old");
  for (const one of cases) {
    await expectOk(send(CASES, { method: "POST", body: objectOf(one, `stored-${one.name}`) }));
  }
  const { metadata, spec } = crdOf("now");
  await expectOk(send(`${CRDS}/${metadata.name}`, { method: "PATCH", body: { spec }, headers: MERGE }));
  await inForce(send, "now");
  const answers = new Map<string, Answer>();
  for (const one of cases) answers.set(one.name, await answer(send, one));
  return answers;
}

async function answer(send: Send, one: Case): Promise<Answer> {
  const path = `${CASES}/stored-${one.name}`;
  const value = storedIn((await expectOk(send(path))).json, one);
  const kept = one.stored === undefined || one.stored === null || isDeepStrictEqual(value, one.stored);
  const change = { spec: { [one.name]: one.change ?? { note: "changed" } } };
  const updated = await send(`${path}?dryRun=All`, { method: "PATCH", body: change, headers: MERGE });
  const body = objectOf(one, `new-${one.name}`);
  const created = await send(`${CASES}?dryRun=All`, { method: "POST", body });
  const letters = [kept && "k", updated.status < 300 && "u", created.status < 300 && "c"];
  return { letters: letters.map((letter) => letter || "-").join(""), value };
}

const objectOf = (one: Case, name: string) => ({
  apiVersion: "compat.example.com/v1",
  kind: "Case",
  metadata: { name },
  spec: { [one.name]: { note: "as it was", ...("stored" in one ? { value: one.stored } : {}) } },
});

const storedIn = (object: unknown, one: Case): unknown =>
  (object as { spec: { [name: string]: { value?: unknown } } }).spec[one.name]?.value;

/** Installs a CRD and waits until its objects can be listed. */
export async function install(send: Send, definition: Manifest, collection: string): Promise<void> {
  await expectOk(send(CRDS, { method: "POST", body: definition }));
  await eventually("the CRD is served", async () => (await send(collection)).status === 200);
}

async function inForce(send: Send, side: string): Promise<void> {
  const body = { apiVersion: "compat.example.com/v1", kind: "Case", metadata: { name: "probe" } };
  await eventually(`the ${side} schema is in force`, async () => {
    const { json } = await send(`${CASES}?dryRun=All`, { method: "POST", body });
    return (json as { side?: string }).side === side;
  });
}

/** The reply; throws with its text where the server refused. */
export async function expectOk(reply: Promise<Reply>): Promise<Reply> {
  const { status, text } = await reply;
  if (status >= 300) throw new Error(`${status}: ${text}`);
  return reply;
}
