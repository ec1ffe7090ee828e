/** What the parameters of admission change, and that nothing of it happens without them, on a server with our policies. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { PARAMETERS } from "../../rules/lang/parameters.ts";
import type { KubeObject } from "../../runtime/apiserver/contract.ts";
import { readManifests } from "../../runtime/local/manifests.ts";
import { crdFolder } from "../conformance/crds.ts";
import type { TestServer } from "../servers/start.ts";
import { eventually } from "../support/eventually.ts";
import { type HttpClient, httpClient, type Reply } from "../support/http.ts";

type Server = Pick<TestServer, "url" | "ca" | "tokens" | "stop">;

const VERSION = "vmoperator.vmware.com/v1alpha5";
const MACHINES = `/apis/${VERSION}/namespaces/ns/virtualmachines`;
const PARAMETERS_PATH = `/apis/${PARAMETERS.apiVersion}/admissionparameters`;
const PLURALS: { readonly [kind: string]: string } = {
  CustomResourceDefinition: "customresourcedefinitions",
  ValidatingAdmissionPolicy: "validatingadmissionpolicies",
  ValidatingAdmissionPolicyBinding: "validatingadmissionpolicybindings",
  MutatingAdmissionPolicy: "mutatingadmissionpolicies",
  MutatingAdmissionPolicyBinding: "mutatingadmissionpolicybindings",
};

const manifests = readManifests(crdFolder) as unknown as KubeObject[];
const shipped = manifests.find(({ kind }) => kind === PARAMETERS.kind)!;
const definitions = manifests.filter(
  ({ kind, metadata }) =>
    kind === "CustomResourceDefinition" && /^(virtualmachines|admissionparameters)\./.test(metadata.name!),
);
const policies = manifests.filter(({ kind }) => /^(Validating|Mutating)AdmissionPolicy/.test(kind));

const volume = { name: "data", persistentVolumeClaim: { claimName: "data" }, diskMode: "Persistent" };
const machine = (name: string, spec: object): object => ({
  apiVersion: VERSION,
  kind: "VirtualMachine",
  metadata: { name, namespace: "ns" },
  spec,
});
const complete = { className: "small", imageName: "photon", storageClass: "fast", volumes: [volume] };

/** What a reply refuses with: a row's id, or the message where there is none. */
const refusal = ({ status, json }: Reply): string => {
  if (status < 300) return "none";
  const { message = "" } = json as { message?: string };
  return message.match(/\[([a-z]+\/[^\]]+)\]/)?.[1] ?? message;
};

/** Declares the tests for the server that `start` starts; `alice` is an ordinary user of the group `vmop:users`. */
export function parameters(start: () => Promise<Server>): void {
  let server: Server;
  let admin: HttpClient;
  let user: HttpClient;

  const post = async (path: string, body: unknown) => {
    const { status, text } = await admin(path, { method: "POST", body });
    assert.is(status, 201, text);
  };
  const create = (client: HttpClient, spec: object) =>
    client(`${MACHINES}?dryRun=All`, { method: "POST", body: machine("tried", spec) });
  const nameless = async (client = user) => refusal(await create(client, {}));
  /** An ordinary user changes the disk mode of a machine that is there. */
  const changeMode = async () => {
    const body = { spec: { volumes: [{ ...volume, diskMode: "IndependentPersistent" }] } };
    const headers = { "content-type": "application/merge-patch+json" };
    return refusal(await user(`${MACHINES}/there?dryRun=All`, { method: "PATCH", body, headers }));
  };
  const parametersAre = async (spec: object | null) => {
    const headers = { "content-type": "application/merge-patch+json" };
    const { status, text } = await admin(`${PARAMETERS_PATH}/${PARAMETERS.name}`, {
      method: "PATCH",
      body: { spec },
      headers,
    });
    assert.is(status, 200, text);
  };
  /** Waits, for a server reads parameters a moment after they were written. */
  const becomes = (what: string, now: () => Promise<string>, expected: string) =>
    eventually(`${what}: ${expected}`, async () => {
      assert.is(await now(), expected);
      return true;
    });

  test.before(async () => {
    server = await start();
    admin = httpClient(server, server.tokens.admin);
    user = httpClient(server, server.tokens.user);
    await post("/api/v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name: "ns" } });
    for (const object of definitions)
      await post(`/apis/${object.apiVersion}/${PLURALS[object.kind]}`, object);
    for (const path of [MACHINES, PARAMETERS_PATH])
      await eventually(`${path} is served`, async () => (await admin(path)).status === 200);
    await post(MACHINES, machine("there", complete));
    for (const object of policies) await post(`/apis/${object.apiVersion}/${PLURALS[object.kind]}`, object);
  });
  test.after(async () => {
    admin?.close();
    user?.close();
    await server?.stop();
  });

  test("without the parameters nothing is admitted that they could change", async () => {
    const missing = /no params found for policy binding with `Deny` parameterNotFoundAction$/;
    for (const client of [user, admin])
      await eventually("the policies miss their parameters", async () => {
        assert.match(refusal(await create(client, complete)), missing);
        return true;
      });
  });

  test("as they come, every feature is on, and only who always is privileged is", async () => {
    await post(PARAMETERS_PATH, shipped);
    await becomes("a machine without a class", nameless, "vm/class-required");
    await becomes("the same by an administrator", () => nameless(admin), "none");
    await becomes("another disk mode", changeMode, "vm/volume-disk-mode-fixed");
    assert.is(refusal(await create(user, complete)), "none");
  });

  test("without a spec they say the same", async () => {
    await parametersAre(null);
    await becomes("a machine without a class", nameless, "vm/class-required");
    await becomes("another disk mode", changeMode, "vm/volume-disk-mode-fixed");
  });

  test("a feature that is off takes its rows with it, and no others", async () => {
    await parametersAre({ features: { VMSharedDisks: false, AllDisksArePVCs: false } });
    await becomes("another disk mode", changeMode, "none");
    assert.is(await nameless(), "vm/class-required");
    await parametersAre({ features: { VMSharedDisks: true, AllDisksArePVCs: true } });
    await becomes("another disk mode", changeMode, "vm/volume-disk-mode-fixed");
  });

  test("users and groups that they name are privileged, others are not", async () => {
    await parametersAre({ privilegedUsers: ["bob", "alice"] });
    await becomes("alice", nameless, "none");
    await parametersAre({ privilegedUsers: ["bob"], privilegedGroups: ["nobody"] });
    await becomes("alice, who is not bob", nameless, "vm/class-required");
    await parametersAre({ privilegedUsers: null, privilegedGroups: ["vmop:users"] });
    await becomes("a member of vmop:users", nameless, "none");
    await parametersAre({ privilegedGroups: null });
    await becomes("alice", nameless, "vm/class-required");
  });

  test("those in force cannot be deleted, others can", async () => {
    const remove = (name: string) => admin(`${PARAMETERS_PATH}/${name}`, { method: "DELETE" });
    const { status, json } = await remove(PARAMETERS.name);
    assert.is(status, 403);
    assert.match((json as { message: string }).message, /\[params\/default-stays\]$/);
    await post(PARAMETERS_PATH, { ...shipped, metadata: { name: "others" } });
    assert.is((await remove("others")).status, 200);
  });
}
