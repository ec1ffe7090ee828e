import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { generate } from "selfsigned";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { createAdmission } from "../../../runtime/apiserver/admission/chain.ts";
import {
  callOverHttps,
  type WebhookCall,
  WebhookUnreachable,
} from "../../../runtime/apiserver/admission/webhook-call.ts";
import {
  type AdmissionAttributes,
  type KubeObject,
  type Status,
  StatusError,
} from "../../../runtime/apiserver/contract.ts";
import { ANY_WIDGET, registration, request, widget, world } from "./admission-world.ts";

type Answer = { [field: string]: unknown };
interface Told {
  object?: KubeObject | null;
  status?: Status;
  warnings: string[];
  calls: WebhookCall[];
}

const hook = (more: Answer = {}) => ({
  name: "hook.example.com",
  clientConfig: { url: "https://hook" },
  rules: ANY_WIDGET.resourceRules,
  failurePolicy: "Fail",
  sideEffects: "None",
  admissionReviewVersions: ["v1"],
  ...more,
});
const validatingHooks = (...webhooks: unknown[]) => [
  registration("ValidatingWebhookConfiguration", "v", { webhooks }),
];
const mutatingHooks = (...webhooks: unknown[]) => [
  registration("MutatingWebhookConfiguration", "m", { webhooks }),
];
const encode = (patch: unknown) => ({
  patchType: "JSONPatch",
  patch: Buffer.from(JSON.stringify(patch)).toString("base64"),
});

/** Sends a request through webhooks that answer with `respond`; the uid is filled in. */
async function tell(
  phase: "mutate" | "validate",
  objects: KubeObject[],
  respond: (call: WebhookCall) => Answer,
  attributes: AdmissionAttributes = request(widget({ size: 1 })),
): Promise<Told> {
  const told: Told = { warnings: [], calls: [] };
  const chain = createAdmission({
    sources: world(objects),
    callWebhook: async (call) => {
      told.calls.push(call);
      const response = { uid: call.review.request.uid, ...respond(call) };
      return { kind: "AdmissionReview", apiVersion: "admission.k8s.io/v1", response };
    },
  });
  const warn = (text: string) => told.warnings.push(text);
  try {
    if (phase === "mutate") told.object = await chain.mutate(attributes, (object) => object, warn);
    else await chain.validate(attributes, warn);
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    told.status = error.status;
  }
  return told;
}

test("the question carries the request", async () => {
  const { calls } = await tell("validate", validatingHooks(hook()), () => ({ allowed: true }));
  const { uid, ...asked } = calls[0]?.review.request ?? { uid: "" };
  assert.match(uid, /^[0-9a-f-]{36}$/);
  assert.equal(asked, {
    kind: { group: "demo.example.com", version: "v1", kind: "Widget" },
    resource: { group: "demo.example.com", version: "v1", resource: "widgets" },
    requestKind: { group: "demo.example.com", version: "v1", kind: "Widget" },
    requestResource: { group: "demo.example.com", version: "v1", resource: "widgets" },
    name: "w",
    namespace: "default",
    operation: "CREATE",
    userInfo: { username: "alice", uid: "1", groups: ["system:authenticated", "editors"] },
    object: widget({ size: 1 }),
    oldObject: null,
    dryRun: false,
    options: { kind: "CreateOptions", apiVersion: "meta.k8s.io/v1" },
  });
  assert.is(calls[0]?.timeoutSeconds, 10);
});

// biome-ignore format: table
const refusals: [status: Answer | undefined, code: number, message: string][] = [
  [{ message: "no way", code: 403, reason: "Forbidden" }, 403, 'admission webhook "hook.example.com" denied the request: no way'],
  [{ message: "no way" },                                 400, 'admission webhook "hook.example.com" denied the request: no way'],
  [{ reason: "Forbidden", code: 200 },                    400, 'admission webhook "hook.example.com" denied the request: Forbidden'],
  [undefined,                                             400, 'admission webhook "hook.example.com" denied the request without explanation'],
];
for (const [status, code, message] of refusals)
  test(`a refusal with ${JSON.stringify(status)}`, async () => {
    const told = await tell("validate", validatingHooks(hook()), () => ({ allowed: false, status }));
    assert.is(told.status?.message, message);
    assert.is(told.status?.code, code);
    assert.is(told.status?.status, "Failure");
  });

test("details of a refusal reach the client", async () => {
  const details = { causes: [{ reason: "FieldValueInvalid", field: "spec.x", message: "bad" }] };
  const told = await tell("validate", validatingHooks(hook()), () => ({
    allowed: false,
    status: { message: "m", code: 422, reason: "Invalid", details },
  }));
  assert.equal(told.status?.details, details);
  assert.is(told.status?.reason, "Invalid");
});

test("warnings are passed on, of refusals too", async () => {
  const told = await tell("validate", validatingHooks(hook()), () => ({
    allowed: false,
    warnings: ["careful"],
  }));
  assert.equal(told.warnings, ["careful"]);
});

const FAILED = 'Internal error occurred: failed calling webhook "hook.example.com": ';
// biome-ignore format: table
const malformed: [phase: "mutate" | "validate", answer: Answer, message: string][] = [
  ["validate", { uid: "other", allowed: true },                       'received invalid webhook response: expected response.uid='],
  ["validate", { allowed: true, ...encode([]) },                      "received invalid webhook response: validating webhook may not return response.patch"],
  ["validate", { allowed: true, patchType: "JSONPatch" },             "received invalid webhook response: validating webhook may not return response.patchType"],
  ["mutate",   { allowed: true, patch: encode([]).patch },            "received invalid webhook response: webhook returned response.patch but not response.patchType"],
  ["mutate",   { allowed: true, patchType: "JSONPatch" },             "received invalid webhook response: webhook returned response.patchType but not response.patch"],
];
for (const [phase, answer, message] of malformed)
  test(`a malformed answer: ${message}`, async () => {
    const registered = phase === "mutate" ? mutatingHooks : validatingHooks;
    const told = await tell(phase, registered(hook()), () => answer);
    assert.ok(told.status?.message?.startsWith(FAILED + message), told.status?.message);
    assert.is(told.status?.code, 500);
    const ignoring = await tell(phase, registered(hook({ failurePolicy: "Ignore" })), () => answer);
    assert.is(ignoring.status, undefined);
  });

test("an unreachable webhook fails closed, or open under Ignore", async () => {
  const unreachable = () => {
    throw new WebhookUnreachable("connection refused");
  };
  const closed = await tell("validate", validatingHooks(hook()), unreachable);
  assert.is(closed.status?.message, `${FAILED}failed to call webhook: connection refused`);
  assert.is(
    (await tell("validate", validatingHooks(hook({ failurePolicy: "Ignore" })), unreachable)).status,
    undefined,
  );
});

test("a dry run asks only webhooks without side effects", async () => {
  const dryRun = request(widget({}), { dryRun: true });
  const some = await tell(
    "validate",
    validatingHooks(hook({ sideEffects: "Some" })),
    () => ({ allowed: true }),
    dryRun,
  );
  assert.is(some.status?.message, 'admission webhook "hook.example.com" does not support dry run');
  assert.is(some.status?.code, 400);
  const none = await tell(
    "validate",
    validatingHooks(hook({ sideEffects: "NoneOnDryRun" })),
    () => ({ allowed: true }),
    dryRun,
  );
  assert.is(none.calls[0]?.review.request.dryRun, true);
});

test("mutating webhooks are asked in turn and see each other's changes", async () => {
  const told = await tell(
    "mutate",
    mutatingHooks(hook({ name: "a.example.com" }), hook({ name: "b.example.com" })),
    ({ review }) => {
      const { spec } = review.request.object as { spec: { size: number } };
      return { allowed: true, ...encode([{ op: "replace", path: "/spec/size", value: spec.size * 10 }]) };
    },
  );
  assert.equal(told.object?.spec, { size: 100 });
});

test("IfNeeded asks again, once, where something changed afterwards", async () => {
  const grow = ({ review }: WebhookCall) => {
    const { spec } = review.request.object as { spec: { size: number } };
    return { allowed: true, ...encode([{ op: "replace", path: "/spec/size", value: spec.size + 1 }]) };
  };
  const two = (first: string, second: string) =>
    mutatingHooks(
      hook({ name: "a.example.com", reinvocationPolicy: first }),
      hook({ name: "b.example.com", reinvocationPolicy: second }),
    );
  assert.is((await tell("mutate", two("Never", "Never"), grow)).calls.length, 2);
  assert.is((await tell("mutate", two("IfNeeded", "Never"), grow)).calls.length, 3);
});

test("a patch that does not fit is an internal error", async () => {
  const told = await tell("mutate", mutatingHooks(hook()), () => ({
    allowed: true,
    ...encode([{ op: "remove", path: "/spec/no" }]),
  }));
  assert.is(
    told.status?.message,
    "Internal error occurred: error in remove for path: '/spec/no': Unable to remove nonexistent key: no: missing value",
  );
});

test("matchConditions decide before the call", async () => {
  const conditions = (expression: string) => hook({ matchConditions: [{ name: "c", expression }] });
  assert.is(
    (await tell("validate", validatingHooks(conditions("object.spec.size > 5")), () => ({ allowed: true })))
      .calls.length,
    0,
  );
  const broken = await tell("validate", validatingHooks(conditions("object.spec.none == 1")), () => ({
    allowed: true,
  }));
  assert.is(
    broken.status?.message,
    "widgets.demo.example.com \"w\" is forbidden: expression 'object.spec.none == 1' resulted in error: no such key: none",
  );
});

test("webhook configurations are not subject to webhooks", async () => {
  const everything = [{ operations: ["*"], apiGroups: ["*"], apiVersions: ["*"], resources: ["*"] }];
  const registered = validatingHooks(hook({ rules: everything }));
  const about = request(registered[0] as KubeObject, {
    resource: {
      group: "admissionregistration.k8s.io",
      version: "v1",
      resource: "validatingwebhookconfigurations",
    },
    kind: { group: "admissionregistration.k8s.io", version: "v1", kind: "ValidatingWebhookConfiguration" },
  });
  assert.is((await tell("validate", registered, () => ({ allowed: false }), about)).calls.length, 0);
});

// --- over the wire -------------------------------------------------------------------------------------------------

const pems = await generate([{ name: "commonName", value: "127.0.0.1" }], {
  keySize: 2048,
  algorithm: "sha256",
  extensions: [{ name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] }],
});
const caBundle = Buffer.from(pems.cert).toString("base64");
const seen: string[] = [];
const server = createServer({ key: pems.private, cert: pems.cert }, (asked, answer) => {
  seen.push(`${asked.method} ${asked.url}`);
  if (asked.url?.startsWith("/silent")) return;
  if (asked.url?.startsWith("/broken")) answer.writeHead(500).end("oops");
  else if (asked.url?.startsWith("/gone")) answer.writeHead(404).end();
  else if (asked.url?.startsWith("/text")) answer.end("hello");
  else {
    const chunks: Buffer[] = [];
    asked.on("data", (chunk: Buffer) => chunks.push(chunk));
    asked.on("end", () => {
      const { request: question, ...review } = JSON.parse(Buffer.concat(chunks).toString());
      answer.end(JSON.stringify({ ...review, response: { uid: question.uid, allowed: true } }));
    });
  }
});
let base = "";

test.before(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
test.after(() => {
  server.closeAllConnections();
  server.close();
});

const call = (path: string, more: Partial<WebhookCall> = {}) =>
  callOverHttps({
    url: base + path,
    caBundle,
    timeoutSeconds: 1,
    review: { request: { uid: "u" } },
    ...more,
  });
const why = (asked: Promise<unknown>) =>
  asked.then(
    () => "answered",
    (error: unknown) =>
      error instanceof WebhookUnreachable ? error.message.replaceAll(base, "BASE") : `not typed: ${error}`,
  );

test("the review is posted with the timeout in the query", async () => {
  assert.equal(await call("/validate"), { response: { uid: "u", allowed: true } });
  assert.is(seen.at(-1), "POST /validate?timeout=1s");
});

// biome-ignore format: table
const failures: [path: string, message: string][] = [
  ["/silent", 'Post "BASE/silent?timeout=1s": context deadline exceeded'],
  ["/broken", 'an error on the server ("oops") has prevented the request from succeeding'],
  ["/gone",   "the server could not find the requested resource"],
  ["/text",   "couldn't get version/kind; json parse error: the response is not valid JSON"],
];
for (const [path, message] of failures)
  test(`no answer from ${path}: ${message}`, async () => assert.is(await why(call(path)), message));

test("a certificate that the bundle does not vouch for is refused", async () => {
  assert.is(
    await why(callOverHttps({ url: `${base}/x`, timeoutSeconds: 1, review: { request: { uid: "u" } } })),
    'Post "BASE/x?timeout=1s": tls: failed to verify certificate: x509: certificate signed by unknown authority',
  );
});

test("nobody listening", async () => {
  assert.is(
    await why(
      callOverHttps({ url: "https://127.0.0.1:1/x", timeoutSeconds: 1, review: { request: { uid: "u" } } }),
    ),
    'Post "https://127.0.0.1:1/x?timeout=1s": dial tcp 127.0.0.1:1: connect: connection refused',
  );
});

test.run();
