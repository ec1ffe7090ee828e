/** AdmissionReviews and their answers, as an API server sends and reads them. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { rules } from "../../../generated/rules/vmoperator.vmware.com/v1alpha5/virtualmachine.js";
import type { CompiledRules } from "../../../rules/lang/compiled.ts";
import { type AdmissionResponse, review } from "../../../runtime/admission/review.ts";
import { applyJsonPatch } from "../../../runtime/apiserver/patch/json-patch.ts";

const uuid = "00000000-0000-4000-8000-000000000001";
const now = "2026-01-02T03:04:05.000000006Z";
const generators = { uuid4: () => uuid, now: () => now };
const kind = { group: "vmoperator.vmware.com", version: "v1alpha5", kind: "VirtualMachine" };

interface Asked {
  operation?: string;
  object?: unknown;
  oldObject?: unknown;
  kind?: typeof kind;
  groups?: string[];
}

function ask(
  { operation = "CREATE", object = null, oldObject = null, groups = [], ...more }: Asked,
  by: readonly CompiledRules[] = [rules],
): AdmissionResponse {
  const request = {
    uid: "u-1",
    operation,
    kind: more.kind ?? kind,
    name: "vm",
    userInfo: { username: "developer", groups },
    object,
    oldObject,
  };
  const answer = review(
    by,
    { apiVersion: "admission.k8s.io/v1", kind: "AdmissionReview", request },
    generators,
  ) as { apiVersion: string; kind: string; response: AdmissionResponse };
  assert.is(`${answer.apiVersion} ${answer.kind}`, "admission.k8s.io/v1 AdmissionReview");
  assert.is(answer.response.uid, "u-1");
  return answer.response;
}

const patchOf = (response: AdmissionResponse) =>
  JSON.parse(Buffer.from(response.patch!, "base64").toString("utf8"));

test("what a manifest leaves out is filled in by a JSON patch", () => {
  const object = { spec: { className: "c", imageName: "i", powerState: "PoweredOff", powerOffMode: "Hard" } };
  const response = ask({ object });
  assert.is(response.allowed, true);
  assert.is(response.patchType, "JSONPatch");
  const { value } = applyJsonPatch(object, patchOf(response));
  assert.equal(value, {
    spec: {
      ...object.spec,
      suspendMode: "TrySoft",
      restartMode: "TrySoft",
      biosUUID: uuid,
      instanceUUID: uuid,
    },
  });
});

test("what is there is replaced, and what is not is added", () => {
  const before = { spec: { powerState: "PoweredOn", powerOffMode: "Hard", suspendMode: "Hard" } };
  const response = ask({
    operation: "UPDATE",
    object: { spec: { ...before.spec, nextRestartTime: "now" }, status: { powerState: "PoweredOn" } },
    oldObject: { ...before, status: { powerState: "PoweredOn" } },
  });
  assert.equal(patchOf(response), [
    { op: "replace", path: "/spec/nextRestartTime", value: now },
    { op: "add", path: "/spec/restartMode", value: "TrySoft" },
  ]);
});

test("an object that needs nothing is allowed without a patch", () => {
  const object = {
    spec: {
      powerState: "PoweredOn",
      powerOffMode: "Hard",
      suspendMode: "Hard",
      restartMode: "Hard",
      biosUUID: uuid,
      instanceUUID: uuid,
    },
  };
  assert.equal(ask({ operation: "UPDATE", object, oldObject: object }), { uid: "u-1", allowed: true });
});

test("every refusal is a cause with its field, reason and row", () => {
  const response = ask({ object: { spec: { biosUUID: uuid, instanceUUID: uuid } } });
  const detail = "only privileged users may choose it; leave it out to get a random one";
  assert.equal(response, {
    uid: "u-1",
    allowed: false,
    status: {
      status: "Failure",
      code: 403,
      reason: "Forbidden",
      message: `spec.biosUUID: Forbidden: ${detail} [vm/bios-uuid-by-hand], spec.instanceUUID: Forbidden: ${detail} [vm/instance-uuid-by-hand]`,
      details: {
        name: "vm",
        group: "vmoperator.vmware.com",
        kind: "VirtualMachine",
        causes: [
          {
            reason: "FieldValueForbidden",
            field: "spec.biosUUID",
            message: `Forbidden: ${detail} [vm/bios-uuid-by-hand]`,
          },
          {
            reason: "FieldValueForbidden",
            field: "spec.instanceUUID",
            message: `Forbidden: ${detail} [vm/instance-uuid-by-hand]`,
          },
        ],
      },
    },
  });
});

test("a refusal that is not about permission is Invalid", () => {
  const status = { powerState: "PoweredOn" };
  const response = ask({
    operation: "UPDATE",
    object: { spec: { nextRestartTime: "2030-01-01T00:00:00Z" }, status },
    oldObject: { spec: {}, status },
  });
  const found = response.status as { code: number; reason: string; message: string };
  assert.is(`${found.code} ${found.reason}`, "422 Invalid");
  assert.match(found.message, /^spec.nextRestartTime: Invalid value: .*"now" \[vm\/restart-only-now\]$/);
});

test("the privileged may choose what others may not", () => {
  assert.is(ask({ object: { spec: { biosUUID: uuid } }, groups: ["system:masters"] }).allowed, true);
  assert.is(
    ask({ object: { spec: { biosUUID: uuid } }, groups: ["vmoperator.vmware.com:privileged"] }).allowed,
    true,
  );
  assert.is(ask({ object: { spec: { biosUUID: uuid } }, groups: ["system:authenticated"] }).allowed, false);
});

test("what the API server enforces by itself is left to it", () => {
  assert.is(ask({ object: { spec: { powerState: "Suspended" } } }).allowed, true);
});

const allowed = { uid: "u-1", allowed: true };
const wrong = { spec: { biosUUID: uuid } };

test("an object that is being deleted loses its finalizers in peace", () => {
  const object = { ...wrong, metadata: { deletionTimestamp: now } };
  assert.equal(ask({ operation: "UPDATE", object, oldObject: wrong }), allowed);
});

for (const operation of ["DELETE", "CONNECT"]) {
  test(`${operation} is allowed`, () => {
    assert.equal(ask({ operation, object: null, oldObject: wrong }), allowed);
  });
}

test("a kind or version without rules is allowed", () => {
  assert.equal(ask({ object: wrong, kind: { ...kind, kind: "Gadget" } }), allowed);
  assert.equal(ask({ object: wrong, kind: { ...kind, version: "v1alpha1" } }), allowed);
  assert.equal(ask({ object: wrong }, []), allowed);
});

for (const object of [null, 7, "text", [], {}, { spec: null }, { metadata: { annotations: 1 }, spec: [] }]) {
  test(`an object that is none gets an answer: ${JSON.stringify(object)}`, () => {
    assert.type(ask({ object }).allowed, "boolean");
  });
}

test.run();
