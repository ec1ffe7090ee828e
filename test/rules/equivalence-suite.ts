/**
 * Thousands of requests to a server that has our CRDs and policies, and no webhook: it has to refuse what the compiled
 * rows refuse, in their words, to accept everything else, and to fill in what they fill in.
 */
import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import * as assert from "uvu/assert";
import type { KubeObject } from "../../runtime/apiserver/contract.ts";
import { eventually } from "../support/eventually.ts";
import { type HttpClient, httpClient, type Reply } from "../support/http.ts";
import { type AimedRequest, aimedAt } from "./aimed.ts";
import { type CrdServer, installRules, keyOf, pathOf, storeWhatWas, switchOff } from "./crd-server.ts";
import { everyKind, type KindUnderTest } from "./every-kind.ts";
import { type Judgement, judge, type Told } from "./judged.ts";
import { randomRequests, varied } from "./varied.ts";

export interface Comparison {
  cases: number;
  accepted: number;
  /** Where the server and the rows disagree, with the request. */
  readonly disagreements: string[];
  /** Rows that were seen to refuse on the server, and to let a request of theirs pass there. */
  readonly refusing: Set<string>;
  readonly admitting: Set<string>;
}

/** The requests of a run, the same each time: some that each row refuses, and so many that are accepted. */
export function requestsFor(kinds: readonly KindUnderTest[]): AimedRequest[] {
  const told = new Map<string, number>();
  const isWanted = (request: AimedRequest): boolean => {
    const rows = toldBy(judge(request)).map(({ rule }) => rule);
    const keys = rows.length > 0 ? rows : [`${request.of.kind} accepts`];
    const most = rows.length > 0 ? MOST_REFUSED : MOST_ACCEPTED;
    const wanted = keys.some((key) => (told.get(key) ?? 0) < most);
    if (wanted) for (const key of keys) told.set(key, (told.get(key) ?? 0) + 1);
    return wanted;
  };
  return kinds.flatMap((kind, seed) => {
    const aimed = aimedAt(kind);
    const near = aimed.length > 0 ? varied(aimed, aimed.length, seed) : [];
    const chosen = [...aimed, ...randomRequests(kind, 5, seed), ...near].map(withOwnName).filter(isWanted);
    // What another row hides on a server is looked for nearby.
    const hidden = kind.checks.filter(({ id, place }) => place !== "webhook" && !told.has(id));
    const found = hidden.flatMap(({ id }) => {
      const refused = aimed.filter((request) => refuses(judge(request), id));
      const some = refused.length > 0 ? varied(refused, HIDDEN, seed, aimed) : [];
      return some.map(withOwnName).filter((request) => refuses(judge(request), id) && isWanted(request));
    });
    return [...chosen, ...found];
  });
}

const MOST_REFUSED = 24;
const MOST_ACCEPTED = 600;
const HIDDEN = 300;

/** What a server tells of a judgement: all rules of the schema that refuse, or else the first of a policy. */
const toldBy = ({ crd, policy }: Judgement): readonly Told[] => (crd.length > 0 ? crd : policy.slice(0, 1));

const refuses = ({ crd, policy }: Judgement, row: string): boolean =>
  [...crd, ...policy].some(({ rule }) => rule === row);

/** The request about an object that only requests with the same past are about. */
function withOwnName(request: AimedRequest): AimedRequest {
  const { operation, object, oldObject } = request;
  if (operation !== "update") return request;
  const name = `it-${createHash("sha256").update(JSON.stringify(oldObject)).digest("hex").slice(0, 16)}`;
  const as = (one: KubeObject): KubeObject => ({ ...one, metadata: { ...one.metadata, name } });
  return { ...request, object: as(object), oldObject: as(oldObject!) };
}

/** Fails where a server and the rows disagree, or where a row of the server's was not seen to do both. */
export async function equivalent(start: () => Promise<CrdServer>): Promise<void> {
  const server = await start();
  try {
    const found = await compare(server, requestsFor(everyKind));
    const { cases, accepted, disagreements, refusing, admitting } = found;
    assert.is(disagreements.length, 0, disagreements.slice(0, MOST_TOLD).join("\n\n"));
    assert.ok(cases >= 5_000 && accepted >= 1_000, `${accepted} of ${cases} requests were accepted`);
    const served = everyKind.flatMap(({ checks }) => checks.filter(({ place }) => place !== "webhook"));
    const unseen = (seen: ReadonlySet<string>) =>
      served.filter(({ id }) => !seen.has(id)).map(({ id }) => id);
    assert.equal(unseen(refusing), Object.keys(NEVER_TOLD), "rows that refused nothing");
    assert.equal(unseen(admitting), [], "rows that nothing passed");
  } finally {
    await server.stop();
  }
}

const MOST_TOLD = 10;

/** Rows that a server never comes to tell of, for others refuse the same before; our admission tells of all. */
const NEVER_TOLD: { readonly [row: string]: string } = {
  "vm/upgrade/identity/holds": "vm/bios-uuid-fixed and vm/bios-uuid-late",
  "vm/cdrom-placed/bus": "vm/cdrom-type-names-bus and vm/cdrom-placed/type",
};

/** Asks the server all requests, none of which it stores, and compares its answers. */
export async function compare(server: CrdServer, requests: readonly AimedRequest[]): Promise<Comparison> {
  const admin = httpClient(server, server.tokens.admin);
  const developer = httpClient(server, server.tokens.developer);
  const found: Comparison = {
    cases: 0,
    accepted: 0,
    disagreements: [],
    refusing: new Set(),
    admitting: new Set(),
  };
  try {
    const versions = await storeWhatWas(admin, requests);
    await installRules(admin);
    const answer = (request: AimedRequest) =>
      ask(request.privileged ? admin : developer, request, versions.get(keyOf(request)));
    for (const [off, some] of byFeatures(requests)) {
      await switchOff(admin, off);
      await untilInForce(some, answer);
      await inParallel(some, async (request) => note(found, request, judge(request), await answer(request)));
    }
    return found;
  } finally {
    admin.close();
    developer.close();
  }
}

async function ask(client: HttpClient, request: AimedRequest, version: string | undefined): Promise<Reply> {
  const { of, operation, object } = request;
  const path = pathOf(of);
  switch (operation) {
    case "create":
      return client(`${path}?dryRun=All`, { method: "POST", body: object });
    case "delete":
      return client(`${path}/${object.metadata.name}?dryRun=All`, { method: "DELETE" });
    case "update": {
      const body = { ...object, metadata: { ...object.metadata, resourceVersion: version } };
      return client(`${path}/${object.metadata.name}?dryRun=All`, { method: "PUT", body });
    }
  }
}

/** Of each kind, a request that a schema's rule refuses is refused, and so is one that a policy does. */
async function untilInForce(
  requests: readonly AimedRequest[],
  answer: (request: AimedRequest) => Promise<Reply>,
): Promise<void> {
  const probes = new Map<string, AimedRequest>();
  for (const request of requests) {
    const { crd, policy } = judge(request);
    const by = crd.length > 0 ? "rules" : policy.length > 0 ? "policy" : "nothing";
    const key = `${request.of.kind} ${by}`;
    if (!probes.has(key)) probes.set(key, request);
  }
  for (const [what, request] of probes)
    await eventually(
      `${what} in force`,
      async () => {
        const found = complaint(judge(request), await answer(request));
        if (found !== undefined) throw new Error(found);
        return true;
      },
      { timeout: 30_000 },
    );
}

function note(found: Comparison, request: AimedRequest, judgement: Judgement, reply: Reply): void {
  found.cases++;
  const disagreement = complaint(judgement, reply);
  if (disagreement) {
    const { of, operation, object, oldObject, privileged, off } = request;
    const asked = JSON.stringify({ operation, privileged, off, object, oldObject });
    found.disagreements.push(`${of.kind}: ${disagreement}\n${asked}`);
    return;
  }
  if (reply.status < 300) {
    found.accepted++;
    for (const { id, on } of request.of.checks) if (on.includes(request.operation)) found.admitting.add(id);
  }
  for (const { rule } of refusals(reply)) found.refusing.add(rule);
}

/** How a reply differs from what the rows say; nothing where it does not. */
function complaint({ crd, policy, filled }: Judgement, reply: Reply): string | undefined {
  const expected = crd.length > 0 ? crd : policy;
  const said = `${reply.status} ${(reply.json as Status | undefined)?.message ?? ""}`;
  if (expected.length === 0) {
    if (reply.status >= 300) return `refused, but no row does: ${said}`;
    if (filled === undefined) return undefined;
    const [is, should] = [writtenIn(reply.json as KubeObject), writtenIn(filled)];
    return isDeepStrictEqual(is, should)
      ? undefined
      : `accepted as ${JSON.stringify(is)}, not as ${JSON.stringify(should)}`;
  }
  const wanted = expected.map((told) => JSON.stringify(told)).join(", ");
  if (reply.status < 300) return `accepted, but rows refuse: ${wanted}`;
  const told = refusals(reply);
  const strange = told.find((one) => !expected.some((other) => isSame(one, other)));
  if (told.length === 0 || strange) return `other words than ${wanted}: ${JSON.stringify(strange)} ${said}`;
  // All rules of a schema are asked; a policy stops at the first.
  const missing = crd.find(({ rule }) => !told.some((one) => one.rule === rule));
  return missing ? `no word of ${missing.rule}: ${said}` : undefined;
}

/** What users and defaults write. */
const writtenIn = ({ spec, metadata: { labels = {}, annotations = {} } }: KubeObject) => ({
  spec,
  labels,
  annotations,
});

const isSame = (one: Told, other: Told): boolean =>
  one.rule === other.rule &&
  one.reason === other.reason &&
  one.field === other.field &&
  one.message.endsWith(other.message);

interface Status {
  readonly message: string;
  readonly reason: string;
  readonly details?: {
    readonly causes?: readonly {
      readonly reason: string;
      readonly message: string;
      readonly field?: string;
    }[];
  };
}

/** What a server's reply refuses, one an entry: causes of the schema, or the policy's single one. */
function refusals({ status, json }: Reply): Told[] {
  if (status < 300) return [];
  const { message, reason, details } = json as Status;
  if (/ValidatingAdmissionPolicy '/.test(message)) return [{ rule: idIn(message), reason, message }];
  return (details?.causes ?? []).map((cause) => ({
    rule: idIn(cause.message),
    reason: cause.reason,
    message: cause.message,
    field: cause.field === "<nil>" ? "" : (cause.field ?? ""),
  }));
}

const idIn = (message: string): string => /\[([a-z]+(?:\/[a-z0-9-]+)+)\]$/.exec(message)?.[1] ?? "";

/** Asks one after the other, some at a time. */
async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

/** Requests by the features that are off. */
function byFeatures(requests: readonly AimedRequest[]): Map<string, AimedRequest[]> {
  const groups = new Map<string, AimedRequest[]>();
  for (const request of requests) {
    const off = [...request.off].sort().join();
    const group = groups.get(off);
    if (group) group.push(request);
    else groups.set(off, [request]);
  }
  return groups;
}
