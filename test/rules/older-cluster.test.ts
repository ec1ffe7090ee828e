/**
 * A cluster before Kubernetes 1.36 knows no MutatingAdmissionPolicy. There our webhook applies the same rows: the install
 * leaves the mutating policies out, and objects end as they do where those are in force too.
 */
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { resources } from "../../generated/resources.ts";
import { clientReader } from "../../runtime/admission/client-reader.ts";
import type { KubeObject } from "../../runtime/apiserver/contract.ts";
import { directAccess } from "../../runtime/client/access.ts";
import { createClient } from "../../runtime/client/client.ts";
import { createHttpsTransport } from "../../runtime/client/https.ts";
import { install } from "../../runtime/local/ensure.ts";
import { readManifests } from "../../runtime/local/manifests.ts";
import { crdFolder } from "../conformance/crds.ts";
import { startWebhook } from "../operator/webhook.ts";
import { startRealServer, type TestServer } from "../servers/start.ts";
import { startEmbedded } from "../servers/start-embedded.ts";
import { withRealServer } from "../servers/with-real-server.ts";
import { eventually } from "../support/eventually.ts";
import { type HttpClient, httpClient, type Reply } from "../support/http.ts";
import { API_VERSION, type Request, requests } from "./machines.ts";

type Server = Pick<TestServer, "url" | "ca" | "tokens" | "stop">;

interface Cluster {
  readonly admin: HttpClient;
  readonly user: HttpClient;
  close(): Promise<void>;
}

const MACHINES = `/apis/${API_VERSION}/namespaces/ns/virtualmachines`;
const MUTATING = "/apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies";

const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "ns" } };
const all = readManifests(crdFolder);
const isMutating = ({ kind }: { kind?: string }) => /^MutatingAdmissionPolicy/.test(kind!);

/** What no machine is accepted without. */
const NEEDED = { className: "small", imageName: "photon", storageClass: "fast" };

/** The same values on every cluster. */
const generators = {
  uuid4: () => "00000000-0000-4000-8000-000000000001",
  now: () => "2026-01-02T03:04:05.000000006Z",
  build: () => "v1.2.3",
};

/** A server with all manifests that it has a place for, and our webhook. */
async function clusterOf(server: Server): Promise<Cluster> {
  const { url, ca, tokens } = server;
  const access = directAccess({ server: url, ca, token: tokens.admin, namespace: "ns" });
  const client = createClient(createHttpsTransport(access), resources, { fieldManager: "admin" });
  const webhook = await startWebhook(clientReader(client), generators);
  const [admin, user] = [httpClient(server, tokens.admin), httpClient(server, tokens.user)];
  const close = async () => {
    for (const each of [admin, user, client]) each.close();
    await webhook.close();
    await server.stop();
  };
  try {
    await install(client, [namespace, ...all, webhook.configuration]);
    return { admin, user, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function create({ admin, user }: Cluster, { object, privileged }: Request): Promise<Reply> {
  const { labels, annotations } = object.metadata;
  const body = {
    apiVersion: API_VERSION,
    kind: "VirtualMachine",
    metadata: { name: "tried", namespace: "ns", labels, annotations },
    spec: object.spec,
  };
  return (privileged ? admin : user)(`${MACHINES}?dryRun=All`, { method: "POST", body });
}

/** One field of a random machine beside what is needed: most of them are accepted. */
function plain(object: KubeObject, i: number): KubeObject {
  const fields = Object.entries((object.spec ?? {}) as object);
  const one = fields.length === 0 ? [] : [fields[i % fields.length]!];
  return { ...object, metadata: {}, spec: { ...Object.fromEntries(one), ...NEEDED } };
}

const fieldsOf = ({ spec }: KubeObject): number => Object.keys((spec ?? {}) as object).length;

/** What became of it: the object as it would be stored, or the ids of the rows that refuse. */
function outcome({ status, json, text }: Reply): unknown {
  if (status >= 300) return [...new Set(text.match(/\[vm\/[^\]]+\]/g) ?? [text])].sort();
  const { metadata, spec } = json as KubeObject;
  return { labels: metadata.labels, annotations: metadata.annotations, spec };
}

withRealServer(() => {
  let older: Cluster;
  let newer: Cluster;

  test.before(async () => {
    const started = await startRealServer({ apiServerFlags: ["--emulated-version=1.35"] });
    older = await clusterOf(started!);
    newer = await clusterOf(await startEmbedded());
    const bare = { operation: "create", object: { metadata: {}, spec: {} }, privileged: false } as never;
    for (const cluster of [older, newer])
      await eventually("policies and webhook are in force", async () => {
        assert.equal(outcome(await create(cluster, bare)), ["[vm/class-required]"]);
        return true;
      });
  });
  test.after(async () => {
    await older?.close();
    await newer?.close();
  });

  test("the older server has no place for the mutating policies, and is installed without them", async () => {
    assert.ok(all.some(isMutating));
    assert.is((await older.admin(MUTATING)).status, 404);
    assert.is((await newer.admin(MUTATING)).status, 200);
  });

  test("100 machines end the same, and so do 100 plain ones", async () => {
    const creations = requests.filter(({ operation }) => operation === "create");
    const random = fc.sample(creations, { numRuns: 100, seed: 5 });
    let filled = 0;
    for (const request of [
      ...random,
      ...random.map((one, i) => ({ ...one, object: plain(one.object, i) })),
    ]) {
      const [there, here] = await Promise.all([create(older, request), create(newer, request)]);
      assert.equal(outcome(there), outcome(here), JSON.stringify(request));
      if (there.status < 300 && fieldsOf(there.json as KubeObject) > fieldsOf(request.object)) filled++;
    }
    // Machines that defaults changed, or the comparison is about nothing.
    assert.ok(filled > 50, `${filled} were filled`);
  });
});

test.run();
