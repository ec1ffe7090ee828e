/** A server with the generated manifests and our admission, as a cluster has it, which says what becomes of a text. */
import { parse } from "yaml";
import { resources } from "../../generated/resources.ts";
import { clientReader } from "../../runtime/admission/client-reader.ts";
import { directAccess } from "../../runtime/client/access.ts";
import { createClient } from "../../runtime/client/client.ts";
import { createHttpsTransport } from "../../runtime/client/https.ts";
import { install } from "../../runtime/local/ensure.ts";
import { readManifests } from "../../runtime/local/manifests.ts";
import { startWebhook } from "../operator/webhook.ts";
import type { Identity, TestServer } from "../servers/start.ts";
import { eventually } from "../support/eventually.ts";
import { type HttpClient, httpClient, type Reply } from "../support/http.ts";
import { crdFolder, readCrds } from "./crds.ts";

/** Where a document that names no namespace goes. */
export const NAMESPACE = "my-namespace";

export type JudgedServer = Pick<TestServer, "url" | "ca" | "tokens" | "stop">;

export interface KubeDocument {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; [field: string]: unknown };
  [field: string]: unknown;
}

export interface Answer {
  /** HTTP status. */
  status: number;
  /** What a refusal says; empty otherwise. */
  message: string;
  /** The object as the server would keep it; undefined where it refuses. */
  object: KubeDocument | undefined;
}

export interface Judge {
  /** A create with strict field validation, of the YAML as it stands; nothing is stored unless `store` says so. */
  create(text: string, as: Identity, options?: { store?: boolean }): Promise<Answer>;
  /** A merge patch of an object that is stored, with strict field validation. */
  patch(object: KubeDocument, as: Identity): Promise<Answer>;
  /** Replaces the status of an object that is stored. */
  putStatus(object: KubeDocument): Promise<Answer>;
  leave(): Promise<void>;
}

interface Names {
  plural: string;
  namespaced: boolean;
}

/** To know where it belongs. YAML 1.1, as Kubernetes reads it; a key that stands twice is for the server to refuse. */
export const readYaml = (text: string): KubeDocument =>
  parse(text, { version: "1.1", uniqueKeys: false }) as KubeDocument;

/** Installs the manifests and our webhook, and returns once the server enforces them. */
export async function createJudge(server: JudgedServer): Promise<Judge> {
  const closers: (() => unknown)[] = [() => server.stop()];
  const leave = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  const client = {
    admin: httpClient(server, server.tokens.admin),
    user: httpClient(server, server.tokens.user),
  };
  closers.push(client.admin.close, client.user.close);
  try {
    const access = directAccess({
      server: server.url,
      ca: server.ca,
      token: server.tokens.admin,
      namespace: NAMESPACE,
    });
    const admin = createClient(createHttpsTransport(access), resources, { fieldManager: "admin" });
    closers.push(() => admin.close());
    const webhook = await startWebhook(clientReader(admin));
    closers.push(() => webhook.close());
    await install(admin, [...readManifests(crdFolder), webhook.configuration]);
    const judge = { ...asking(client), leave };
    await untilEnforced(judge);
    return judge;
  } catch (error) {
    await leave();
    throw error;
  }
}

/** How to reach the kinds of the CRDs, and the one core kind that the specification shows. */
function namesByKind(): Map<string, Names> {
  const names = new Map<string, Names>();
  names.set("v1 PersistentVolumeClaim", { plural: "persistentvolumeclaims", namespaced: true });
  for (const { spec } of readCrds()) {
    const { kind, plural } = spec.names;
    names.set(`${spec.group} ${kind}`, { plural, namespaced: spec.scope === "Namespaced" });
  }
  return names;
}

/** The questions, over HTTP. Namespaces are made as documents need them. */
function asking(client: { readonly [who in Identity]: HttpClient }): Omit<Judge, "leave"> {
  const names = namesByKind();
  const namespaces = new Map<string, Promise<unknown>>();
  const namespaced = (name: string): Promise<unknown> => {
    const body = { apiVersion: "v1", kind: "Namespace", metadata: { name } };
    const made = namespaces.get(name) ?? client.admin("/api/v1/namespaces", { method: "POST", body });
    namespaces.set(name, made);
    return made;
  };

  /** The path of the collection a document belongs to; its namespace exists. */
  const collection = async ({ apiVersion, kind, metadata }: KubeDocument): Promise<string> => {
    const group = apiVersion.split("/").at(-2);
    const known = names.get(group === undefined ? `${apiVersion} ${kind}` : `${group} ${kind}`);
    if (!known) throw new Error(`no CRD in ${crdFolder} for ${kind} of ${apiVersion}`);
    const root = group === undefined ? `/api/${apiVersion}` : `/apis/${apiVersion}`;
    if (!known.namespaced) return `${root}/${known.plural}`;
    const namespace = metadata.namespace ?? NAMESPACE;
    await namespaced(namespace);
    return `${root}/namespaces/${namespace}/${known.plural}`;
  };

  return {
    async create(text, as, { store = false } = {}) {
      const query = `fieldValidation=Strict${store ? "" : "&dryRun=All"}`;
      const path = await collection(readYaml(text));
      const headers = { "content-type": "application/yaml" };
      return answer(await client[as](`${path}?${query}`, { method: "POST", headers, body: text }));
    },
    async patch(object, as) {
      const path = `${await collection(object)}/${object.metadata.name}?fieldValidation=Strict`;
      const headers = { "content-type": "application/merge-patch+json" };
      return answer(await client[as](path, { method: "PATCH", headers, body: object }));
    },
    async putStatus(object) {
      const path = `${await collection(object)}/${object.metadata.name}/status?fieldValidation=Strict`;
      return answer(await client.admin(path, { method: "PUT", body: object }));
    },
  };
}

function answer({ status, json, text }: Reply): Answer {
  if (status < 300) return { status, message: "", object: json as KubeDocument };
  return { status, message: (json as { message?: string } | undefined)?.message ?? text, object: undefined };
}

/** A real server takes a moment until it enforces new policies and calls a new webhook. */
async function untilEnforced(judge: Judge): Promise<void> {
  const machine = (spec: string) =>
    `{apiVersion: vmoperator.vmware.com/v1alpha5, kind: VirtualMachine, metadata: {name: probe}, spec: ${spec}}`;
  await eventually("the validating policy refuses", async () =>
    (await judge.create(machine("{}"), "user")).message.includes("vm/class-required"),
  );
  await eventually("the mutating policy and the webhook fill in", async () => {
    const { object } = await judge.create(machine("{className: a, imageName: b, storageClass: c}"), "user");
    const { powerState, biosUUID } = (object?.spec ?? {}) as { powerState?: string; biosUUID?: string };
    return powerState !== undefined && biosUUID !== undefined;
  });
}
