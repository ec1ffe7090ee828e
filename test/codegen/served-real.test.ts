/** The generator's outputs on a real API server. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { startRealServer, type TestServer } from "../servers/start.ts";
import { withRealServer } from "../servers/with-real-server.ts";
import { eventually } from "../support/eventually.ts";
import { type HttpClient, httpClient } from "../support/http.ts";
import { acceptsSamples, install, type Outputs, outputs } from "./served.ts";

/**
 * Where Kubernetes' own long descriptions stand. Ours are written anew, so only that there is one is compared: of its
 * shared components, of parameters, and of the fields that it adds to every kind and list.
 */
const ITS_PROSE = [
  /^components\/schemas\/io\.k8s\./,
  /\/parameters\/\d+\/description$/,
  /\/properties\/(apiVersion|kind|metadata)\/description$/,
  /List\/properties\/items\/description$/,
];

/** Names every group and version that the server itself has, so it differs from release to release. */
const OF_ITS_RELEASE = /\.meta\.v1\.DeleteOptions\/x-kubernetes-group-version-kind$/;

function comparable(value: unknown, path = ""): unknown {
  if (OF_ITS_RELEASE.test(path)) return (value as unknown[])[0];
  if (path.endsWith("/description") && typeof value === "string" && ITS_PROSE.some((one) => one.test(path)))
    return value === "" ? "" : "some words";
  if (Array.isArray(value)) return value.map((one, index) => comparable(one, `${path}/${index}`));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, comparable(inner, path === "" ? key : `${path}/${key}`)]),
  );
}

/** Paths where two documents differ; a whole diff of them is too long to read. */
function differences(theirs: unknown, ours: unknown, path: string): string[] {
  const isNode = (value: unknown): value is object => typeof value === "object" && value !== null;
  if (!isNode(theirs) || !isNode(ours)) {
    const [a, b] = [theirs, ours].map((value) => JSON.stringify(value)?.slice(0, 80));
    return a === b ? [] : [`${path}: served ${a}, printed ${b}`];
  }
  return [...new Set([...Object.keys(theirs), ...Object.keys(ours)])].flatMap((key) =>
    differences(theirs[key as never], ours[key as never], `${path}/${key}`),
  );
}

withRealServer(() => {
  let made: Outputs;
  let server: TestServer;
  let send: HttpClient;

  test.before(async () => {
    [made, server] = [await outputs(), (await startRealServer({ controllers: true }))!];
    send = httpClient(server, server.tokens.admin);
    await install(send, made);
  });
  test.after(async () => {
    send?.close();
    await server?.stop();
  });

  test("it serves the OpenAPI documents that the generator prints", async () => {
    for (const [url, document] of made.documents)
      assert.equal(differences(comparable((await send(url)).json), comparable(document), url), []);
  });

  acceptsSamples(test, () => ({ send, outputs: made }));

  test("who is bound to view may look at a kind, and who is bound to edit may change it", async () => {
    const rbac = "/apis/rbac.authorization.k8s.io/v1";
    for (const body of made.roles.filter(({ metadata }) => metadata.name !== "vmop-operator")) {
      const reply = await send(`${rbac}/clusterroles?fieldValidation=Strict`, { method: "POST", body });
      assert.is(reply.status, 201, reply.text);
    }
    for (const role of ["view", "edit"]) {
      const body = {
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "RoleBinding",
        metadata: { name: `those-who-${role}` },
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
        subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: `${role}er` }],
      };
      const reply = await send(`${rbac}/namespaces/default/rolebindings`, { method: "POST", body });
      assert.is(reply.status, 201, reply.text);
    }
    const may = (user: string, verb: string, resource: string, group: string, subresource = "") =>
      send("/apis/authorization.k8s.io/v1/subjectaccessreviews", {
        method: "POST",
        body: {
          apiVersion: "authorization.k8s.io/v1",
          kind: "SubjectAccessReview",
          spec: { user, resourceAttributes: { namespace: "default", verb, resource, group, subresource } },
        },
      }).then(({ json }) => (json as { status: { allowed: boolean } }).status.allowed);
    // biome-ignore format: a table
    const wanted = [
      ["viewer", "list",   "backups", "backup.example.org",    "",       true],
      ["viewer", "get",    "backups", "backup.example.org",    "status", true],
      ["viewer", "create", "backups", "backup.example.org",    "",       false],
      ["editer", "create", "backups", "backup.example.org",    "",       true],
      ["editer", "update", "widgets", "docs.shop.example.com", "scale",  true],
      ["editer", "update", "backups", "backup.example.org",    "status", false],
      ["editer", "create", "shops",   "docs.shop.example.com", "",       false],
      ["viewer", "list",   "virtualmachines", "vmoperator.vmware.com", "", true],
      ["viewer", "delete", "virtualmachines", "vmoperator.vmware.com", "", false],
    ] as const;
    const answers = () =>
      Promise.all(wanted.map(([user, verb, resource, group, sub]) => may(user, verb, resource, group, sub)));
    const allowed = wanted.map((row) => row[5]);
    // The controller that aggregates roles takes one after another.
    await eventually("roles that were aggregated", async () =>
      (await answers()).every((may, i) => may || !allowed[i]),
    );
    assert.equal(await answers(), allowed);
  });

  test("the operator's role is one that the server accepts", async () => {
    for (const body of made.roles.filter(({ metadata }) => metadata.name === "vmop-operator")) {
      const url = "/apis/rbac.authorization.k8s.io/v1/clusterroles?dryRun=All&fieldValidation=Strict";
      const reply = await send(url, { method: "POST", body });
      assert.is(reply.status, 201, reply.text);
    }
  });
});

test.run();
