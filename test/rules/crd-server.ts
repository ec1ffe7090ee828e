/**
 * A server with our CRDs and policies. What was there before an update is stored while the CRDs are still without rules,
 * so that it need not be a state that they lead to.
 */
import * as assert from "uvu/assert";
import { PARAMETERS } from "../../rules/lang/parameters.ts";
import type { KubeObject } from "../../runtime/apiserver/contract.ts";
import { readManifests } from "../../runtime/local/manifests.ts";
import { crdFolder } from "../conformance/crds.ts";
import type { TestServer } from "../servers/start.ts";
import { eventually } from "../support/eventually.ts";
import type { HttpClient, Reply } from "../support/http.ts";
import type { AimedRequest } from "./aimed.ts";
import { everyKind, type KindUnderTest, withoutRules } from "./every-kind.ts";

export interface CrdServer extends Pick<TestServer, "url" | "ca" | "stop"> {
  /** A member of system:masters, and somebody who may do everything but is nobody to the rules. */
  readonly tokens: { readonly admin: string; readonly developer: string };
}

const manifests = readManifests(crdFolder) as unknown as KubeObject[];
const CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
const PATHS: { readonly [kind: string]: string } = {
  ValidatingAdmissionPolicy: "validatingadmissionpolicies",
  ValidatingAdmissionPolicyBinding: "validatingadmissionpolicybindings",
  MutatingAdmissionPolicy: "mutatingadmissionpolicies",
  MutatingAdmissionPolicyBinding: "mutatingadmissionpolicybindings",
};

/** Where the objects of a kind are, in the namespace that all requests are about. */
export const pathOf = ({ apiVersion, crd: { spec } }: KindUnderTest): string =>
  spec.scope === "Cluster"
    ? `/apis/${apiVersion}/${spec.names.plural}`
    : `/apis/${apiVersion}/namespaces/ns/${spec.names.plural}`;

/** The object that a request is about. */
export const keyOf = ({ of, object }: AimedRequest): string => `${of.kind} ${object.metadata.name}`;

/** Installs the CRDs bare, and stores what the requests change or delete. Answers resource versions by `keyOf`. */
export async function storeWhatWas(
  admin: HttpClient,
  requests: readonly AimedRequest[],
): Promise<ReadonlyMap<string, string>> {
  await made(
    admin("/api/v1/namespaces", post({ apiVersion: "v1", kind: "Namespace", metadata: { name: "ns" } })),
  );
  for (const { crd } of everyKind) await made(admin(CRDS, post(bare(crd))));
  for (const kind of everyKind)
    await eventually(`${kind.kind} is served`, async () => (await admin(pathOf(kind))).status === 200);
  await store(admin, manifests.find(({ kind }) => kind === PARAMETERS.kind)!);
  const versions = new Map<string, string>();
  for (const request of requests) {
    const key = keyOf(request);
    if (request.operation === "create" || versions.has(key)) continue;
    versions.set(key, await store(admin, request.oldObject ?? request.object));
  }
  return versions;
}

/** The version of the object, or of the one that is there already. */
async function store(admin: HttpClient, object: KubeObject): Promise<string> {
  const kind = everyKind.find((one) => one.kind === object.kind && one.apiVersion === object.apiVersion)!;
  const path = pathOf(kind);
  const { status, json, text } = await admin(path, post(object));
  if (status === 409) return versionOf(await admin(`${path}/${object.metadata.name}`));
  assert.is(status, 201, `${text}\n${JSON.stringify(object)}`);
  return (json as KubeObject).metadata.resourceVersion!;
}

const versionOf = ({ json }: Reply): string => (json as KubeObject).metadata.resourceVersion!;

/** Brings the CRDs to what they are, and the policies beside them. */
export async function installRules(admin: HttpClient): Promise<void> {
  for (const { crd } of everyKind) {
    const path = `${CRDS}/${(crd as unknown as KubeObject).metadata.name}`;
    const resourceVersion = versionOf(await admin(path));
    const { metadata } = crd as unknown as KubeObject;
    const body = { ...crd, metadata: { ...metadata, resourceVersion } };
    const { status, text } = await admin(path, { method: "PUT", body });
    assert.is(status, 200, text);
  }
  for (const object of manifests) {
    const plural = PATHS[object.kind!];
    if (plural) await made(admin(`/apis/admissionregistration.k8s.io/v1/${plural}`, post(object)));
  }
}

/** Says in the parameters of admission which features are off, as names with commas. */
export async function switchOff(admin: HttpClient, off: string): Promise<void> {
  const parameters = everyKind.find(({ kind }) => kind === PARAMETERS.kind)!;
  const features = Object.fromEntries(off.split(",").map((name) => [name, false]));
  const { status, text } = await admin(`${pathOf(parameters)}/default`, {
    method: "PATCH",
    headers: { "content-type": "application/merge-patch+json" },
    body: { spec: { features: off === "" ? null : features } },
  });
  assert.is(status, 200, text);
}

const post = (body: unknown) => ({ method: "POST", body });

async function made(reply: Promise<Reply>): Promise<void> {
  const { status, text } = await reply;
  assert.is(status, 201, text);
}

/** Without rules, and with a status that is part of the object. */
function bare(crd: KindUnderTest["crd"]): object {
  const versions = crd.spec.versions.map(({ subresources: _, ...version }) => withoutRules(version));
  return { ...crd, spec: { ...crd.spec, versions } };
}
