/** What policies learn of the requester's rights is what the server itself would say, and what kube-apiserver says. */

import { test } from "uvu";
import * as assert from "uvu/assert";
import { startRealServer, type TestServer } from "../../servers/start.ts";
import { startEmbedded } from "../../servers/start-embedded.ts";
import { withRealServer } from "../../servers/with-real-server.ts";
import { eventually } from "../../support/eventually.ts";
import { httpClient, type Send } from "../../support/http.ts";

const core = (resource: string) => `authorizer.group('').resource('${resource}')`;
const ACCOUNT = "authorizer.serviceAccount('default', 'a')";

/** Whether each holds, or what went wrong, for a user who edits configmaps and reads the core group. */
// biome-ignore format: a table
const EXPRESSIONS: readonly (readonly [expression: string, expected: boolean | string])[] = [
  [`${core("configmaps")}.namespace('default').check('create').allowed()`, true],
  [`${core("configmaps")}.namespace('default').name('x').check('delete').allowed()`, true],
  [`${core("configmaps")}.namespace('default').check('impersonate').allowed()`, false],
  [`${core("pods")}.check('list').allowed()`, true],
  [`${core("pods")}.fieldSelector('spec.nodeName=a').labelSelector('b in (c').check('list').allowed()`, true],
  [`${core("pods")}.check('create').allowed()`, false],
  [`${core("pods")}.check('create').errored()`, false],
  [`${core("pods")}.check('create').error() == ''`, true],
  [`${core("pods")}.check('create').reason() == ''`, true],
  ["authorizer.group('apps').resource('deployments').check('get').allowed()", false],
  ["authorizer.group('apps').resource('deployments').subresource('scale').check('get').allowed()", false],
  ["authorizer.requestResource.check('create').allowed()", true],
  ["authorizer.requestResource.name('other').check('delete').allowed()", true],
  ["authorizer.requestResource.subresource('status').check('update').allowed()", false],
  [`${ACCOUNT}.group('').resource('secrets').namespace('default').check('get').allowed()`, false],
  ["authorizer.path('/healthz').check('get').allowed()", true],
  ["authorizer.group('') != null", true],
  ["type(authorizer) != string", true],
  ["authorizer.path(' ').check('get').allowed()", "path must not be empty"],
  ["authorizer.group('').resource('').check('get').allowed()", "resource must not be empty"],
  ["authorizer.serviceAccount('a.b', 'c').path('/').check('get').allowed()", "Invalid service account namespace"],
  ["authorizer.serviceAccount('a', 'B').path('/').check('get').allowed()", "Invalid service account name"],
  [`[1, 2, 3].all(x, ${core("pods")}.check('list').allowed())`, "operation cancelled: actual cost limit exceeded"],
  [`[1, 2].all(x, ${core("pods")}.check('list').allowed())`, true],
];

const GROUP = "/apis/admissionregistration.k8s.io/v1";

const object = (kind: string, name: string, spec: object): object => ({
  ...{ apiVersion: "admissionregistration.k8s.io/v1", kind, metadata: { name }, spec },
});

const policy = (name: string, validations: readonly object[]): object =>
  object("ValidatingAdmissionPolicy", name, {
    failurePolicy: "Fail",
    matchConstraints: {
      resourceRules: [
        { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["configmaps"] },
      ],
    },
    validations,
  });

/** The expression that is false tells by its message; one that fails by its error. */
const validations = EXPRESSIONS.map(([expression], index) => [
  { expression, message: `#${index} no` },
  { expression: `!(${expression})`, message: `#${index} yes` },
]);

/** Asking is dear, so a policy can do so only a few times. */
const PER_POLICY = 6;

async function install(admin: Send): Promise<void> {
  for (let at = 0; at < validations.length; at += PER_POLICY) {
    const name = `rights-${at}`;
    const some = policy(name, validations.slice(at, at + PER_POLICY).flat());
    const binding = { policyName: name, validationActions: ["Warn"] };
    for (const [path, body] of [
      ["validatingadmissionpolicies", some],
      ["validatingadmissionpolicybindings", object("ValidatingAdmissionPolicyBinding", name, binding)],
    ] as const) {
      const reply = await admin(`${GROUP}/${path}`, { method: "POST", body });
      assert.is(reply.status, 201, reply.text);
    }
  }
}

async function warnings(user: Send): Promise<string[]> {
  const body = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "asked" } };
  const reply = await user("/api/v1/namespaces/default/configmaps?dryRun=All", { method: "POST", body });
  assert.is(reply.status, 201, reply.text);
  const given = [reply.headers.warning ?? []].flat().flatMap((text) => text.split(/, (?=299 )/));
  return given.map((text) =>
    (JSON.parse(text.replace(/^299 \S+ /, "")) as string).replace(/^.*with binding 'rights-\d+': /, ""),
  );
}

/** What the warnings come to, expression by expression; undefined until there are some about each. */
function told(all: readonly string[]): (boolean | string)[] | undefined {
  const answers = EXPRESSIONS.map(([expression], index) => {
    if (all.includes(`#${index} yes`)) return true;
    if (all.includes(`#${index} no`)) return false;
    const begin = `expression '${expression}' resulted in error: `;
    return all.find((text) => text.startsWith(begin))?.slice(begin.length);
  });
  return answers.includes(undefined) ? undefined : (answers as (boolean | string)[]);
}

const expected = EXPRESSIONS.map(([, result]) => result);

async function asking(server: Pick<TestServer, "url" | "ca" | "tokens" | "stop">): Promise<void> {
  const admin = httpClient(server, server.tokens.admin);
  const user = httpClient(server, server.tokens.user);
  try {
    await install(admin);
    assert.equal(
      await eventually("warnings of all policies", async () => told(await warnings(user))),
      expected,
    );
    const message = { expression: "false", messageExpression: "authorizer.path('/').check('get').reason()" };
    const refused = await admin(`${GROUP}/validatingadmissionpolicies`, {
      method: "POST",
      body: policy("messages", [message]),
    });
    assert.is(refused.status, 422, refused.text);
    assert.match(refused.text, "undeclared reference to 'authorizer'");
  } finally {
    admin.close();
    user.close();
    await server.stop();
  }
}

test("policies ask about rights, and messages do not", async () => {
  await asking(await startEmbedded());
});

withRealServer(() => {
  test("kube-apiserver answers the same", async () => {
    await asking((await startRealServer())!);
  });
});

test.run();
