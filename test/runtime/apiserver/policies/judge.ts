/** Asks a server what the corpus asks, and prints its answers in a form that two servers can share. */
import type { KubeObject } from "../../../../runtime/apiserver/contract.ts";
import { eventually, sleep } from "../../../support/eventually.ts";
import type { HttpClient, Reply } from "../../../support/http.ts";
import { collectionOf, DEFINITIONS, GROUP, type PolicyCase, type Question, widgetsOf } from "./corpus.ts";

/** Who asks: an administrator, and somebody with few rights. */
export type Callers = Readonly<Record<"admin" | "user", HttpClient>>;

/** What a server says to one request. Only the spec of an accepted object, its labels and status are told. */
export interface Answer {
  readonly status: number;
  readonly warnings?: readonly string[];
  readonly reason?: string;
  readonly message?: string;
  readonly causes?: readonly string[];
  readonly object?: unknown;
}

/** Installs the kinds, namespaces, objects, policies and bindings of all cases, in that order. */
export async function install({ admin }: Callers, cases: readonly PolicyCase[]): Promise<void> {
  const post = async (object: KubeObject, path = collectionOf(object)) => {
    const { status, text } = await admin(path, { method: "POST", body: object });
    if (status !== 201) throw new Error(`${object.kind} ${object.metadata.name}: ${status} ${text}`);
  };
  for (const definition of DEFINITIONS) await post(definition);
  for (const kind of ["v1/widgets", "v2/widgets", "v1/limits"])
    await eventually(
      `${kind} are served`,
      async () => (await admin(`/apis/${GROUP}/${kind}`)).status === 200,
    );
  for (const { name, labels, existing = [] } of cases) {
    await post({
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name, labels: { ...labels, case: name } },
    });
    for (const object of existing) await post(object, widgetsOf(name));
  }
  for (const { objects } of cases) for (const object of objects) await post(object);
}

/** The server's answers to all questions of a case. */
export async function answersTo(callers: Callers, { asked }: PolicyCase): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const question of asked) answers.push(answerOf(await ask(callers, question)));
  return answers;
}

/** The answers once they are what is expected, or those of the last try: policies come into force after a while. */
export async function answersInTime(
  callers: Callers,
  one: PolicyCase,
  expected: (answers: readonly Answer[]) => boolean,
  milliseconds: number,
): Promise<Answer[]> {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const answers = await answersTo(callers, one);
    if (expected(answers) || Date.now() > deadline) return answers;
    await sleep(100);
  }
}

const ask = (callers: Callers, { as, method, path, body }: Question): Promise<Reply> =>
  callers[as ?? "admin"](path, {
    method,
    ...(body && { body }),
    ...(method === "PATCH" && { headers: { "content-type": "application/merge-patch+json" } }),
  });

interface Status {
  kind: "Status";
  reason?: string;
  message?: string;
  details?: { causes?: { reason?: string; field?: string; message?: string }[] };
}

function answerOf({ status, headers, json }: Reply): Answer {
  const quoted = String(headers.warning ?? "").match(/"(?:[^"\\]|\\.)*"/g) ?? [];
  const warnings = quoted.length === 0 ? {} : { warnings: quoted.map((text) => JSON.parse(text) as string) };
  const { kind } = json as { kind?: string };
  if (kind !== "Status") return { status, ...warnings, object: told(json as KubeObject) };
  const { reason = "Success", message = "", details } = json as Status;
  const causes = (details?.causes ?? [])
    .map(({ reason = "-", field = "-", message = "" }) => `${reason} ${field}: ${message}`)
    .sort();
  // Several causes are also listed in the message, in the order of a Go map.
  const text =
    causes.length > 1 ? message.replace(/is invalid: \[.*\]$/s, "is invalid: [<causes>]") : message;
  return {
    status,
    ...warnings,
    reason,
    message: unmarked(text),
    ...(causes.length > 0 && { causes: causes.map(unmarked) }),
  };
}

/** A text without what differs from run to run. */
const unmarked = (text: string): string =>
  brief(text)
    .replace(/"g-[a-z0-9]{5}"/g, '"g-<random>"')
    // In an object that a message quotes.
    .replace(/"managedFields":\[.*?\],(?="name")/g, "");

function told({ metadata, spec, status, data }: KubeObject): unknown {
  const { labels, annotations, finalizers } = metadata;
  return sorted({ labels, annotations, finalizers, spec, status, data });
}

/** A text that would fill the page: its beginning, its end and its length. */
const brief = (text: string): string =>
  text.length <= 1000 ? text : `${text.slice(0, 400)} … ${text.slice(-400)} (${text.length})`;

/** JSON with its keys in order; what is undefined is left out. */
function sorted(value: unknown): unknown {
  if (typeof value === "string") return brief(value);
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
