/** The same questions to any API server: does it do what the classes of changes say? */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { eventually } from "../../support/eventually.ts";
import { type HttpClient, httpClient } from "../../support/http.ts";
import type { Access } from "../../support/kubeconfig.ts";
import { cases } from "./cases.ts";
import { ask, CRDS, crd, expectOk, GROUP, install, type Manifest, MERGE } from "./on-server.ts";

export interface Server extends Access {
  token: string;
  stop(): Promise<void>;
}

export function compatibility(name: string, start: () => Promise<Server>): void {
  const test = suite(name);
  let server: Server;
  let send: HttpClient;
  test.before(async () => {
    server = await start();
    send = httpClient(server, server.token);
  });
  test.after(async () => {
    send?.close();
    await server?.stop();
  });

  test("each case is answered as the table says", async () => {
    const answers = await ask(send);
    for (const one of cases) {
      const { letters, value } = answers.get(one.name)!;
      assert.is(letters, one.answer, one.name);
      assert.equal(value, "reads" in one ? one.reads : one.stored, one.name);
    }
  });

  test("a new rule on the whole object refuses every update of an object that breaks it", async () => {
    const schema = { type: "object", properties: { size: { type: "integer" } } };
    const before = crd("Root", "roots", schema);
    await install(send, before, `${GROUP}/roots`);
    const body = { apiVersion: "compat.example.com/v1", kind: "Root", metadata: { name: "a" }, size: 1 };
    await expectOk(send(`${GROUP}/roots`, { method: "POST", body }));
    const ruled = { ...schema, "x-kubernetes-validations": [{ rule: "!has(self.size) || self.size > 5" }] };
    await change(crd("Root", "roots", ruled));
    const label = { metadata: { labels: { a: "b" } } };
    await eventually(
      "the rule is in force",
      async () => (await patch(`${GROUP}/roots/a`, label)).status === 422,
    );
  });

  test("scope and kind of a CRD in use cannot change", async () => {
    const before = crd("Fixed", "fixeds", { type: "object" });
    await install(send, before, `${GROUP}/fixeds`);
    const path = `${CRDS}/${before.metadata.name}`;
    assert.is((await patch(path, { spec: { scope: "Cluster" } })).status, 422);
    assert.is((await patch(path, { spec: { names: { kind: "Other", listKind: "OtherList" } } })).status, 422);
  });

  test("a version in which objects may be stored cannot be removed", async () => {
    const before = crd("Stored", "storeds", { type: "object" });
    await install(send, before, `${GROUP}/storeds`);
    const [version] = before.spec.versions;
    const reply = await patch(`${CRDS}/${before.metadata.name}`, {
      spec: { versions: [{ ...version, name: "v2" }] },
    });
    assert.is(reply.status, 422);
    assert.match(reply.text, "status.storedVersions");
  });

  const patch = (path: string, body: unknown) => send(path, { method: "PATCH", body, headers: MERGE });
  const change = ({ metadata, spec }: Manifest) => expectOk(patch(`${CRDS}/${metadata.name}`, { spec }));

  test.run();
}
