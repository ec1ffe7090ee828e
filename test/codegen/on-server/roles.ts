/** What the printed roles let people do on a real API server. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { eventually } from "../../support/eventually.ts";
import type { Send } from "../../support/http.ts";
import { outputs } from "./served.ts";

/** Declares the tests; the controller that aggregates roles must run. */
export function grantsRoles(send: Send): void {
  test("who is bound to view may look at a kind, and who is bound to edit may change it", async () => {
    const rbac = "/apis/rbac.authorization.k8s.io/v1";
    for (const body of (await outputs()).roles.filter(({ metadata }) => metadata.name !== "vmop-operator")) {
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
    for (const body of (await outputs()).roles.filter(({ metadata }) => metadata.name === "vmop-operator")) {
      const url = "/apis/rbac.authorization.k8s.io/v1/clusterroles?dryRun=All&fieldValidation=Strict";
      const reply = await send(url, { method: "POST", body });
      assert.is(reply.status, 201, reply.text);
    }
  });
}
