/** A real API server with the generated manifests refuses and fills what ours, and so the compiled rows, do. */
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { KubeObject } from "../../runtime/apiserver/contract.ts";
import { startRealServer, type TestServer } from "../servers/start.ts";
import { withRealServer } from "../servers/with-real-server.ts";
import { eventually } from "../support/eventually.ts";
import { type HttpClient, httpClient, type Reply } from "../support/http.ts";
import {
  crd,
  decoded,
  filledByPolicies,
  idsIn,
  policies,
  refusedByCrd,
  refusedByPolicy,
} from "./enforced.ts";
import { API_VERSION, type Request, requests } from "./machines.ts";

const MACHINES = `/apis/${API_VERSION}/namespaces/ns/virtualmachines`;
const PLURALS: { readonly [kind: string]: string } = {
  ValidatingAdmissionPolicy: "validatingadmissionpolicies",
  ValidatingAdmissionPolicyBinding: "validatingadmissionpolicybindings",
  MutatingAdmissionPolicy: "mutatingadmissionpolicies",
  MutatingAdmissionPolicyBinding: "mutatingadmissionpolicybindings",
};

/** The ids that a reply refuses with; none where it accepts. */
function refusedBy({ status, json, text }: Reply): string[] {
  if (status < 300) return [];
  const ids = idsIn((json as { message: string }).message);
  assert.ok(ids.length > 0, `${status}: ${text}`);
  return [...new Set(ids)].sort();
}

/** What our own pieces answer, in the server's order: mutating policies, the CRD's rules, then the policies. */
function expected(request: Request): string[] {
  const object = filledByPolicies({ ...request, object: decoded(request.object) });
  const filled = { ...request, object };
  const { ids, others } = refusedByCrd(filled);
  assert.equal(others, []);
  if (ids.length > 0) return [...new Set(ids)].sort();
  const id = refusedByPolicy(filled);
  return id === undefined ? [] : [id];
}

withRealServer(() => {
  let server: TestServer;
  let admin: HttpClient;
  let user: HttpClient;

  test.before(async () => {
    server = (await startRealServer())!;
    admin = httpClient(server, server.tokens.admin);
    user = httpClient(server, server.tokens.user);
    await install("/api/v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name: "ns" } });
    await install("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", crd);
    for (const object of policies)
      await install(`/apis/admissionregistration.k8s.io/v1/${PLURALS[object.kind!]}`, object);
    const probe = machine("probe", { spec: {} });
    // In force when the one fills what is left out, and the other refuses what ordinary users may not leave out.
    await eventually("the manifests are in force", async () => {
      const filled = await admin(`${MACHINES}?dryRun=All`, { method: "POST", body: probe });
      assert.is((filled.json as { spec: { powerState?: string } }).spec?.powerState, "PoweredOn");
      const refused = await user(`${MACHINES}?dryRun=All`, { method: "POST", body: probe });
      assert.equal(refusedBy(refused), ["vm/class-required"]);
      return true;
    });
  });

  test.after(async () => {
    admin?.close();
    user?.close();
    await server?.stop();
  });

  const install = async (path: string, body: unknown) => {
    const { status, text } = await admin(path, { method: "POST", body });
    assert.is(status, 201, text);
  };

  test("300 requests", async () => {
    let accepted = 0;
    const refusing = new Set<string>();
    for (const [i, request] of fc.sample(requests, { numRuns: 300, seed: 3 }).entries()) {
      const asked =
        request.operation === "create" ? creation(`vm-${i}`, request) : await update(`vm-${i}`, request);
      if (asked === undefined) continue;
      const send = request.privileged ? admin : user;
      const reply =
        asked.oldObject === undefined
          ? await send(`${MACHINES}?dryRun=All`, { method: "POST", body: asked.object })
          : await send(`${MACHINES}/vm-${i}?dryRun=All`, { method: "PUT", body: asked.object });
      const ids = refusedBy(reply);
      assert.equal(ids, expected(asked), JSON.stringify(asked));
      for (const id of ids) refusing.add(id);
      if (ids.length > 0) continue;
      accepted++;
      const filled = filledByPolicies({ ...asked, object: decoded(asked.object) });
      assert.equal((reply.json as KubeObject).spec, filled.spec);
    }
    // Requests of both kinds, or the comparison is about nothing.
    assert.ok(accepted > 20, `${accepted} accepted`);
    assert.ok(refusing.size > 12, [...refusing].join(" "));
  });

  /** A create: the server drops its status. */
  const creation = (name: string, request: Request): Request => ({
    ...request,
    object: machine(name, { ...request.object, status: undefined }),
  });

  /** An update of an object that is stored as the request's old one, or undefined where it cannot be stored. */
  const update = async (name: string, request: Request): Promise<Request | undefined> => {
    const old = machine(name, request.oldObject!);
    const created = await admin(MACHINES, { method: "POST", body: { ...old, status: undefined } });
    if (created.status !== 201) return undefined;
    const { metadata } = created.json as KubeObject;
    const told = await admin(`${MACHINES}/${name}/status`, { method: "PUT", body: { ...old, metadata } });
    if (told.status !== 200) return undefined;
    const oldObject = told.json as KubeObject;
    const object = {
      ...request.object,
      metadata: {
        ...oldObject.metadata,
        annotations: request.object.metadata.annotations,
        labels: request.object.metadata.labels,
      },
      status: oldObject.status,
    };
    return { ...request, object: JSON.parse(JSON.stringify(object)), oldObject };
  };
});

test.run();

/** The object under that name, as JSON has it. */
function machine(name: string, { metadata, ...rest }: Partial<KubeObject>): KubeObject {
  const { annotations, labels } = metadata ?? {};
  const object = { ...rest, apiVersion: API_VERSION, kind: "VirtualMachine" };
  return JSON.parse(JSON.stringify({ ...object, metadata: { name, namespace: "ns", annotations, labels } }));
}
