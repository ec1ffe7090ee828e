import { test } from "uvu";
import * as assert from "uvu/assert";
import { KubeconfigError, loadAccess } from "../../../runtime/client/kubeconfig.ts";
import { failure } from "./stub.ts";

const PEM = "-----BEGIN CERTIFICATE-----\nZm9v\n-----END CERTIFICATE-----\n";
const base64 = (text: string) => Buffer.from(text).toString("base64");

const TEXT = `
apiVersion: v1
kind: Config
current-context: user
clusters:
- name: here
  cluster: { server: "https://127.0.0.1:6443", certificate-authority-data: ${base64(PEM)}, tls-server-name: vmop }
- name: there
  cluster: { server: "https://there.example:6443/prefix", insecure-skip-tls-verify: true }
- name: proxied
  cluster: { server: "https://127.0.0.1:6443", proxy-url: "http://127.0.0.1:3128" }
users:
- name: other
  user: { token: abc, as: someone }
- name: user
  user: { token: abc }
- name: admin
  user: { client-certificate-data: ${base64(PEM)}, client-key-data: ${base64("key")} }
- name: plugin
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1
      command: ${process.execPath}
      args: ["-e", "console.log(JSON.stringify({kind:'ExecCredential',apiVersion:'client.authentication.k8s.io/v1',status:{token:'fresh'}}))"]
contexts:
- { name: user, context: { cluster: here, user: user, namespace: demo } }
- { name: admin, context: { cluster: there, user: admin } }
- { name: plugin, context: { cluster: here, user: plugin } }
- { name: proxied, context: { cluster: proxied, user: user } }
- { name: other, context: { cluster: here, user: other } }
- { name: broken, context: { cluster: nowhere, user: user } }
`;
const text = { from: "text", text: TEXT } as const;

test("the current context: server, CA, token, namespace", async () => {
  assert.equal(await loadAccess(text), {
    server: "https://127.0.0.1:6443",
    ca: PEM,
    tlsServerName: "vmop",
    namespace: "demo",
    credentials: { authorization: "Bearer abc" },
  });
});

test("another context: client certificate, no verification, the default namespace", async () => {
  assert.equal(await loadAccess(text, "admin"), {
    server: "https://there.example:6443/prefix",
    insecureSkipTlsVerify: true,
    namespace: "default",
    credentials: { cert: PEM, key: "key" },
  });
});

test("an exec plugin is asked, and may be asked again", async () => {
  const access = await loadAccess(text, "plugin");
  assert.equal(access.credentials, { authorization: "Bearer fresh" });
  assert.equal(await access.refresh?.(), { authorization: "Bearer fresh" });
});

// biome-ignore format: a table reads by its columns
const BAD = [
  ["an unknown context",  text,                                        "nobody",  'has no context "nobody"; it has: user, admin, plugin, proxied, other, broken'],
  ["an unknown cluster",  text,                                        "broken",  "names no cluster"],
  ["a proxy",             text,                                        "proxied", "proxy-url"],
  ["impersonation",       text,                                        "other",   "impersonate"],
  ["no YAML",             { from: "text", text: "{ nonsense" },        undefined, "the given kubeconfig cannot be read"],
  ["an empty document",   { from: "text", text: "" },                  undefined, "the given kubeconfig"],
  ["a list",              { from: "text", text: "[1, 2]" },            undefined, "the given kubeconfig"],
  ["no such file",        { from: "file", path: "/does/not/exist" },   undefined, "the kubeconfig /does/not/exist cannot be read"],
] as const;

for (const [say, source, context, message] of BAD) {
  test(`${say} is said in one sentence`, async () => {
    const error = await failure(loadAccess(source, context));
    assert.instance(error, KubeconfigError);
    assert.match(error.message, message);
    assert.not.match(error.message, /undefined|\n/);
  });
}

test.run();
