/** The small parts: manifests from text, who may do what, and installing without needless writes. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { OPERATOR } from "../../../rules/lang/facts.ts";
import type { DynamicObject } from "../../../runtime/client/object.ts";
import { parseManifests } from "../../../runtime/local/documents.ts";
import { type EnsureClient, ensure } from "../../../runtime/local/ensure.ts";
import { authorize, loadTokens, usersByToken } from "../../../runtime/local/identities.ts";
import { tempDir } from "../../support/temp.ts";

// ── Manifests ───────────────────────────────────────────────────────────────────────────────────────────────────

const object = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;
const list =
  "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: A, metadata: {name: x}}\n- {kind: B}\n";

// biome-ignore format: a table
const texts: readonly [what: string, text: string, found: string[], complaints: string[]][] = [
  ["one",                  object("a"),                          ["f:1 a"],          []],
  ["two, by their lines",  `${object("a")}---\n${object("b")}`,  ["f:1 a", "f:5 b"], []],
  ["empty ones between",   `---\n---\n${object("a")}---\n`,      ["f:3 a"],          []],
  ["JSON is YAML",         '{"apiVersion":"v1","kind":"A","metadata":{"name":"j"}}', ["f:1 j"], []],
  ["a list taken apart",   list, ["f:1 x"],    ["f:1: B: apiVersion is not set, metadata.name is not set"]],
  ["good beside bad",      `${object("a")}---\n[1]\n`,           ["f:1 a"],          ["f:5: is not an object with apiVersion, kind and metadata"]],
  ["nothing",              "# only a comment\n",                 [],                 ["f: holds no object"]],
];

for (const [what, text, found, complaints] of texts) {
  test(`manifests: ${what}`, () => {
    const read = parseManifests("f", text);
    assert.equal(
      read.documents.map((one) => `${one.at} ${one.object.metadata?.name}`),
      found,
    );
    assert.equal(read.complaints, complaints);
  });
}

// ── Who may do what ─────────────────────────────────────────────────────────────────────────────────────────────

const user = { username: "developer", groups: ["vmop:developers"] };
const admin = { username: "admin", groups: ["system:masters"] };
const operator = { username: OPERATOR, groups: [] };

const GROUP = "vmoperator.vmware.com";

// biome-ignore format: a table
const rights: readonly [who: typeof user, verb: string, group: string, resource: string, subresource: string, may: boolean][] = [
  [user,     "create", GROUP,             "virtualmachines",       "",       true],
  [user,     "delete", GROUP,             "virtualmachines",       "",       true],
  [user,     "patch",  GROUP,             "virtualmachines",       "status", false],
  [user,     "get",    GROUP,             "virtualmachineclasses", "",       true],
  [user,     "create", GROUP,             "virtualmachineclasses", "",       false],
  [user,     "create", "",                "secrets",               "",       true],
  [user,     "create", "",                "namespaces",            "",       false],
  [user,     "delete", "storage.k8s.io",  "storageclasses",        "",       false],
  [admin,    "delete", "storage.k8s.io",  "storageclasses",        "",       true],
  [operator, "patch",  GROUP,             "virtualmachines",       "status", true],
];

for (const [who, verb, group, resource, subresource, may] of rights) {
  const what = subresource ? `${resource}/${subresource}` : resource;
  test(`${who.username.split(":").at(-1)} ${may ? "may" : "may not"} ${verb} ${what}`, () => {
    assert.is(authorize(who as never, verb, { group, resource, subresource } as never, "my-namespace"), may);
  });
}

test("tokens are made once, all different, and readable by their owner only", () => {
  const folder = tempDir("tokens");
  const tokens = loadTokens(folder);
  assert.equal(loadTokens(folder), tokens);
  assert.is(Object.keys(usersByToken(tokens)).length, 3);
  assert.is(statSync(join(folder, "tokens.json")).mode & 0o777, 0o600);
});

// ── Making it so ────────────────────────────────────────────────────────────────────────────────────────────────

const wanted: DynamicObject = {
  apiVersion: "v1",
  kind: "A",
  metadata: { name: "a" },
  spec: { x: 1, l: [{ n: 1 }] },
};

// biome-ignore format: a table
const worlds: readonly [what: string, live: object | undefined, verb: string, wrote: unknown][] = [
  ["absent: created",                 undefined,                                             "created",   wanted],
  ["as wanted: nothing",              { ...wanted, status: {} },                             "unchanged", undefined],
  ["defaults of the server are kept", { ...wanted, spec: { x: 1, y: 2, l: [{ n: 1, d: 0 }] } }, "unchanged", undefined],
  ["otherwise: what differs",         { ...wanted, spec: { x: 2, y: 2, l: [{ n: 1 }] } },    "changed",   { spec: { x: 1 } }],
];

for (const [what, live, verb, wrote] of worlds) {
  test(`ensure: ${what}`, async () => {
    let written: unknown;
    const resource = {
      find: async () => live,
      create: async (made: unknown) => {
        written = made;
      },
      patch: async (_: unknown, { merge }: { merge: unknown }) => {
        written = merge;
      },
    };
    const client = { dynamic: async () => resource } as unknown as EnsureClient;
    assert.is(await ensure(client, wanted), verb);
    assert.equal(written, wrote);
  });
}

test.run();
