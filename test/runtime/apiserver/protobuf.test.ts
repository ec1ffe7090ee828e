/** Bodies in protobuf, as kubectl's typed clients send them. */
import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { protobufMessages } from "../../../runtime/apiserver/builtin/protobuf-fields.ts";
import { decodeProtobuf, ProtobufError } from "../../../runtime/apiserver/http/protobuf.ts";
import { type Fixture, type Json, startFixture } from "./fixture.ts";

// biome-ignore format: table
/** What kubectl 1.36 sends for a command, in base64, and the object it means. */
const recorded: readonly [command: string, base64: string, object: Json][] = [
  ["create namespace flagged",
   "azhzAAoPCgJ2MRIJTmFtZXNwYWNlEh8KFwoHZmxhZ2dlZBIAGgAiACoAMgA4AEIAEgAaAgoAGgAiAA==",
   { apiVersion: "v1", kind: "Namespace", metadata: { name: "flagged" } }],
  ["create configmap mixed --from-literal=a=b --from-file=bin",
   "azhzAAoPCgJ2MRIJQ29uZmlnTWFwEiwKFQoFbWl4ZWQSABoAIgAqADIAOABCABIGCgFhEgFiGgsKA2JpbhIE//4AARoAIgA=",
   { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "mixed" }, data: { a: "b" }, binaryData: { bin: "//4AAQ==" } }],
  ["create secret generic flagged --from-literal=a=b --type=x/y",
   "azhzAAoMCgJ2MRIGU2VjcmV0EiYKFwoHZmxhZ2dlZBIAGgAiACoAMgA4AEIAEgYKAWESAWIaA3gveRoAIgA=",
   { apiVersion: "v1", kind: "Secret", metadata: { name: "flagged" }, data: { a: "Yg==" }, type: "x/y" }],
  ["create serviceaccount sa1",
   "azhzAAoUCgJ2MRIOU2VydmljZUFjY291bnQSFQoTCgNzYTESABoAIgAqADIAOABCABoAIgA=",
   { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "sa1" } }],
  ["create service nodeport svc2 --tcp=80:http --node-port=30001",
   "azhzAAoNCgJ2MRIHU2VydmljZRJwCiEKBHN2YzISABoAIgAqADIAOABCAFoLCgNhcHASBHN2YzISRwogCgc4MC1odHRwEgNUQ1AYUCIKCAEQABoEaHR0cCix6gESCwoDYXBwEgRzdmMyGgAiCE5vZGVQb3J0OgBCAFIAWgBgAGgAGgIKABoAIgA=",
   { apiVersion: "v1", kind: "Service", metadata: { name: "svc2", labels: { app: "svc2" } },
     spec: { ports: [{ name: "80-http", protocol: "TCP", port: 80, targetPort: "http", nodePort: 30001 }], selector: { app: "svc2" }, type: "NodePort" } }],
  ["create quota q1 --hard=cpu=1,pods=2 --scopes=BestEffort",
   "azhzAAoTCgJ2MRINUmVzb3VyY2VRdW90YRI9ChIKAnExEgAaACIAKgAyADgAQgASJQoKCgNjcHUSAwoBMQoLCgRwb2RzEgMKATISCkJlc3RFZmZvcnQaABoAIgA=",
   { apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "q1" }, spec: { hard: { cpu: "1", pods: "2" }, scopes: ["BestEffort"] } }],
  ["auth whoami",
   "azhzAAotChhhdXRoZW50aWNhdGlvbi5rOHMuaW8vdjESEVNlbGZTdWJqZWN0UmV2aWV3EhoKEAoAEgAaACIAKgAyADgAQgASBgoECgASABoAIgA=",
   { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" }],
  ["auth can-i create pods",
   "azhzAAoyChdhdXRob3JpemF0aW9uLms4cy5pby92MRIXU2VsZlN1YmplY3RBY2Nlc3NSZXZpZXcSPwoQCgASABoAIgAqADIAOABCABIhCh8KB2RlZmF1bHQSBmNyZWF0ZRoAIgAqBHBvZHMyADoAGggIABIAGgAgABoAIgA=",
   { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectAccessReview", spec: { resourceAttributes: { namespace: "default", verb: "create", resource: "pods" } } }],
  ["auth can-i get /logs",
   "azhzAAoyChdhdXRob3JpemF0aW9uLms4cy5pby92MRIXU2VsZlN1YmplY3RBY2Nlc3NSZXZpZXcSLAoQCgASABoAIgAqADIAOABCABIOEgwKBS9sb2dzEgNnZXQaCAgAEgAaACAAGgAiAA==",
   { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectAccessReview", spec: { nonResourceAttributes: { path: "/logs", verb: "get" } } }],
];

for (const [command, base64, object] of recorded) {
  test(`kubectl ${command}`, () => {
    assert.equal(decodeProtobuf(Buffer.from(base64, "base64"), protobufMessages, ""), object);
  });
}

const tag = (number: number, wire: number) => (number << 3) | wire;
const framed = (number: number, ...bytes: readonly number[]) => [tag(number, 2), bytes.length, ...bytes];
const chars = (text: string) => [...Buffer.from(text)];
const enveloped = (apiVersion: string, kind: string, raw: readonly number[]) =>
  Buffer.from([
    ...chars("k8s\0"),
    ...framed(1, ...framed(1, ...chars(apiVersion)), ...framed(2, ...chars(kind))),
    ...framed(2, ...raw),
  ]);
const decode = (kind: string, ...raw: number[]): Json =>
  decodeProtobuf(enveloped("v1", kind, raw), protobufMessages, "");

// biome-ignore format: table
const shapes: readonly [title: string, kind: string, raw: readonly number[], field: string, value: unknown][] = [
  ["a flag that was set to false",     "Secret",        [tag(5, 0), 0],                               "immutable",          false],
  ["a number that was set to zero",    "DeleteOptions", [tag(1, 0), 0],                               "gracePeriodSeconds", 0],
  ["a number of ten bytes is negative", "DeleteOptions", [tag(1, 0), ...Array(9).fill(0xff), 1],      "gracePeriodSeconds", -1],
  ["a list",                           "DeleteOptions", framed(5, ...chars("All")),                   "dryRun",             ["All"]],
  ["a message that was set and is empty", "DeleteOptions", framed(2),                                 "preconditions",      {}],
  ["an instant",                       "Event",         framed(6, tag(1, 0), 0x80, 0xa3, 0x05),       "firstTimestamp",     "1970-01-02T00:00:00Z"],
  ["an instant with microseconds",     "Event",         framed(10, tag(1, 0), 1, tag(2, 0), 0xe8, 7), "eventTime",          "1970-01-01T00:00:01.000001Z"],
  ["no instant",                       "Event",         framed(6),                                    "firstTimestamp",     undefined],
  ["a key that objects have anyway",   "ConfigMap",     framed(2, ...framed(1, ...chars("__proto__")), ...framed(2, 0x78)), "data", JSON.parse('{"__proto__":"x"}')],
  ["a field that nobody knows",        "ConfigMap",     [...framed(14, 1, 2), ...framed(15, 1)],     "data",               undefined],
];
for (const [title, kind, raw, field, value] of shapes) {
  test(`${title} arrives as it was meant`, () => {
    assert.equal(decode(kind, ...raw)[field], value);
  });
}

// biome-ignore format: table
const broken: readonly [title: string, body: Buffer, message: string][] = [
  ["nothing",                Buffer.alloc(0),                                       "empty data"],
  ["another prefix",         Buffer.from("{}"),                                     "provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]"],
  ["a prefix alone",         Buffer.from("k8s\0"),                                  "empty body"],
  ["a length beyond its end", Buffer.from("k8s\0\x0a\x7f", "latin1"),               "unexpected EOF"],
  ["a number without end",   Buffer.from(`k8s\0${"\xff".repeat(11)}`, "latin1"),    "proto: integer overflow"],
  ["a group",                Buffer.from("k8s\0\x0b", "latin1"),                    "illegal wireType 3"],
  ["a number for a text",    enveloped("v1", "ConfigMap", framed(1, tag(1, 0), 1)), "wrong wireType = 0"],
];
for (const [title, body, message] of broken) {
  test(`a body with ${title} is refused in a sentence`, () => {
    assert.throws(
      () => decodeProtobuf(body, protobufMessages, "ConfigMap"),
      (error: unknown) => error instanceof ProtobufError && error.message === message,
    );
  });
}

test("whatever bytes come, the answer is an object or a ProtobufError", () => {
  const kinds = [...protobufMessages.keys()];
  const anyBody = fc
    .tuple(fc.constantFrom(...kinds), fc.uint8Array({ maxLength: 120 }))
    .map(([kind, raw]) => enveloped("v1", kind, [...raw]));
  const changed = fc
    .tuple(fc.constantFrom(...recorded), fc.nat(), fc.nat(255))
    .map(([[, base64], at, byte]) => {
      const body = Buffer.from(base64, "base64");
      body[4 + (at % (body.length - 4))] = byte;
      return body;
    });
  fc.assert(
    fc.property(fc.oneof(anyBody, changed), (body) => {
      try {
        const object = decodeProtobuf(body, protobufMessages, "ConfigMap");
        assert.type(JSON.stringify(object), "string");
      } catch (error) {
        if (!(error instanceof ProtobufError)) throw error;
      }
    }),
    { numRuns: 2000 },
  );
});

let api: Fixture;
test.before(async () => {
  api = await startFixture();
});
test.after(async () => {
  await api.close();
  assert.equal(api.errors, []);
});

const type = "application/vnd.kubernetes.protobuf";

/** The client of the tests sends texts; none of these bodies has a byte above 127. */
const asText = (body: Buffer) => body.toString("latin1");

async function post(path: string, body: Buffer) {
  return api.call(path, {
    method: "POST",
    body: asText(body),
    headers: { "content-type": type, accept: `${type},application/json` },
  });
}

test("a namespace is made from protobuf, and answered in JSON", async () => {
  const made = await post("/api/v1/namespaces", Buffer.from(recorded[0]![1], "base64"));
  assert.is(made.status, 201, made.text);
  assert.is(made.json.metadata.name, "flagged");
  assert.is(made.headers["content-type"], "application/json");
});

test("a question is answered", async () => {
  const [, base64] = recorded.find(([command]) => command === "auth can-i create pods")!;
  const path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
  const { json } = await post(path, Buffer.from(base64, "base64"));
  assert.is(json.status.allowed, true);
});

test("bytes that are no protobuf, and another kind, are 400 in the server's words", async () => {
  const path = "/api/v1/namespaces/default/configmaps";
  const junk = await post(path, Buffer.from("k8s"));
  assert.is(
    junk.json.message,
    "the object provided is unrecognized (must be of type ConfigMap): provided data does not appear to be a protobuf message, expected prefix [107 56 115 0] (6b3873)",
  );
  const other = await post(path, Buffer.from(recorded[0]![1], "base64"));
  assert.is(
    other.json.message,
    'Namespace in version "v1" cannot be handled as a ConfigMap: converting (v1.Namespace) to (core.ConfigMap): unknown conversion',
  );
});

test("a kind without a protobuf form is 415, an answer in protobuf alone 406", async () => {
  assert.is((await post("/api/v1/nodes", Buffer.from("k8s\0"))).status, 415);
  assert.is((await api.call("/api/v1/nodes", { headers: { accept: type } })).status, 406);
});

test("a deletion takes its options from protobuf", async () => {
  await api.post("/api/v1/namespaces/default/configmaps", { metadata: { name: "kept" } });
  const body = enveloped("v1", "DeleteOptions", framed(5, ...chars("All")));
  const headers = { "content-type": type, "content-length": String(body.length) };
  const path = "/api/v1/namespaces/default/configmaps/kept";
  const done = await api.call(path, { method: "DELETE", body: asText(body), headers });
  assert.is(done.status, 200, done.text);
  assert.is((await api.get(path)).status, 200);
});

test.run();
