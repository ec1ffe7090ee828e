/** Does an API server do with a changed CRD what the classes of changes say? */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { eventually } from "../../support/eventually.ts";
import type { Send } from "../../support/http.ts";
import { cases } from "../compat/cases.ts";
import { ask, CRDS, crd, expectOk, GROUP, install, type Manifest, MERGE } from "../compat/on-server.ts";

/** Declares the tests. */
export function answersChanges(send: Send): void {
  test("a changed CRD: each case is answered as the table says", async () => {
    const answers = await ask(send);
    for (const one of cases) {
      const { letters, value } = answers.get(one.name)!;
      assert.is(letters, one.answer, one.name);
      assert.equal(value, "reads" in one ? one.reads : one.stored, one.name);
    }
  });

  test("a changed CRD: a new rule on the whole object refuses every update of an object that breaks it", async () => {
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

  test("a changed CRD: scope and kind of a CRD in use cannot change", async () => {
    const before = crd("Fixed", "fixeds", { type: "object" });
    await install(send, before, `${GROUP}/fixeds`);
    const path = `${CRDS}/${before.metadata.name}`;
    assert.is((await patch(path, { spec: { scope: "Cluster" } })).status, 422);
    assert.is((await patch(path, { spec: { names: { kind: "Other", listKind: "OtherList" } } })).status, 422);
  });

  test("a changed CRD: a version in which objects may be stored cannot be removed", async () => {
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
}
