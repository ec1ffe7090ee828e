/** AdmissionReviews and their answers, as an API server sends and reads them. */
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { rules } from "../../../generated/rules/vmoperator.vmware.com/v1alpha5/virtualmachine.js";
import type { CompiledRules } from "../../../rules/lang/compiled.ts";
import { lookUp } from "../../../runtime/admission/lookups.ts";
import { type AdmissionResponse, review } from "../../../runtime/admission/review.ts";
import { applyJsonPatch } from "../../../runtime/apiserver/patch/json-patch.ts";
import { readerOf } from "../../support/reader.ts";

const uuid = "00000000-0000-4000-8000-000000000001";
const now = "2026-01-02T03:04:05.000000006Z";
const generators = { uuid4: () => uuid, now: () => now, build: () => "v1.2.3" };
const kind = { group: "vmoperator.vmware.com", version: "v1alpha5", kind: "VirtualMachine" };

interface Asked {
  operation?: string;
  object?: unknown;
  oldObject?: unknown;
  kind?: typeof kind;
  groups?: string[];
  namespace?: string;
}

async function ask(
  { operation = "CREATE", object = null, oldObject = null, groups = [], ...more }: Asked,
  by: readonly CompiledRules[] = [rules],
  reader = readerOf(),
): Promise<AdmissionResponse> {
  const request = {
    uid: "u-1",
    operation,
    kind: more.kind ?? kind,
    name: "vm",
    namespace: "ns",
    userInfo: { username: "developer", groups },
    object,
    oldObject,
  };
  const answer = (await review(
    by,
    { apiVersion: "admission.k8s.io/v1", kind: "AdmissionReview", request },
    generators,
    reader,
  )) as { apiVersion: string; kind: string; response: AdmissionResponse };
  assert.is(`${answer.apiVersion} ${answer.kind}`, "admission.k8s.io/v1 AdmissionReview");
  assert.is(answer.response.uid, "u-1");
  return answer.response;
}

const patchOf = (response: AdmissionResponse) =>
  JSON.parse(Buffer.from(response.patch!, "base64").toString("utf8"));

test("what a manifest leaves out is filled in by a JSON patch", async () => {
  const object = { spec: { className: "c", imageName: "i", powerState: "PoweredOff", powerOffMode: "Hard" } };
  const response = await ask({ object });
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
      hardware: { ideControllers: [{ busNumber: 0 }, { busNumber: 1 }] },
      network: { interfaces: [{ name: "eth0" }] },
    },
  });
});

test("what is there is replaced, and what is not is added", async () => {
  const before = { spec: { powerState: "PoweredOn", powerOffMode: "Hard", suspendMode: "Hard" } };
  const response = await ask({
    operation: "UPDATE",
    object: { spec: { ...before.spec, nextRestartTime: "now" }, status: { powerState: "PoweredOn" } },
    oldObject: { ...before, status: { powerState: "PoweredOn" } },
  });
  assert.equal(patchOf(response), [
    { op: "replace", path: "/spec/nextRestartTime", value: now },
    { op: "add", path: "/spec/restartMode", value: "TrySoft" },
  ]);
});

test("an object that needs nothing is allowed without a patch", async () => {
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
  assert.equal(await ask({ operation: "UPDATE", object, oldObject: object }), { uid: "u-1", allowed: true });
});

test("every refusal is a cause with its field, reason and row", async () => {
  const response = await ask({ object: { spec: { biosUUID: uuid, instanceUUID: uuid } } });
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

test("a refusal that is not about permission is Invalid", async () => {
  const status = { powerState: "PoweredOn" };
  const response = await ask({
    operation: "UPDATE",
    object: { spec: { nextRestartTime: "2030-01-01T00:00:00Z" }, status },
    oldObject: { spec: {}, status },
  });
  const found = response.status as { code: number; reason: string; message: string };
  assert.is(`${found.code} ${found.reason}`, "422 Invalid");
  assert.match(found.message, /^spec.nextRestartTime: Invalid value: .*"now" \[vm\/restart-only-now\]$/);
});

test("the privileged may choose what others may not", async () => {
  assert.is((await ask({ object: { spec: { biosUUID: uuid } }, groups: ["system:masters"] })).allowed, true);
  assert.is(
    (await ask({ object: { spec: { biosUUID: uuid } }, groups: ["vmoperator.vmware.com:privileged"] }))
      .allowed,
    true,
  );
  assert.is(
    (await ask({ object: { spec: { biosUUID: uuid } }, groups: ["system:authenticated"] })).allowed,
    false,
  );
});

test("what the API server enforces by itself is left to it", async () => {
  assert.is((await ask({ object: { spec: { powerState: "Suspended" } } })).allowed, true);
});

const allowed = { uid: "u-1", allowed: true };
const wrong = { spec: { biosUUID: uuid } };

test("an object that is being deleted loses its finalizers in peace", async () => {
  const object = { ...wrong, metadata: { deletionTimestamp: now } };
  assert.equal(await ask({ operation: "UPDATE", object, oldObject: wrong }), allowed);
});

for (const operation of ["DELETE", "CONNECT"]) {
  test(`${operation} is allowed`, async () => {
    assert.equal(await ask({ operation, object: null, oldObject: wrong }), allowed);
  });
}

test("a kind or version without rules is allowed", async () => {
  assert.equal(await ask({ object: wrong, kind: { ...kind, kind: "Gadget" } }), allowed);
  assert.equal(await ask({ object: wrong, kind: { ...kind, version: "v1alpha1" } }), allowed);
  assert.equal(await ask({ object: wrong }, []), allowed);
});

for (const object of [null, 7, "text", [], {}, { spec: null }, { metadata: { annotations: 1 }, spec: [] }]) {
  test(`an object that is none gets an answer: ${JSON.stringify(object)}`, async () => {
    assert.type((await ask({ object })).allowed, "boolean");
  });
}

const machine = {
  metadata: { labels: { a: "b" }, annotations: { c: "d" } },
  spec: {
    imageName: "i",
    image: { kind: "VirtualMachineImage", name: "i" },
    network: { interfaces: [{ name: "eth0", network: { name: "n" } }] },
    volumes: [
      { name: "a", persistentVolumeClaim: { claimName: "c" }, applicationType: "OracleRAC" },
      { name: "b", controllerType: "SCSI", controllerBusNumber: 0, unitNumber: 1 },
    ],
    hardware: {
      cdrom: [{ name: "cd", image: { kind: "VirtualMachineImage", name: "iso" } }],
      scsiControllers: [{ busNumber: 0, type: "ParaVirtual", sharingMode: "None" }],
    },
  },
  status: {
    volumes: [{ name: "b" }],
    hardware: { controllers: [{ type: "SCSI", busNumber: 0, devices: [] }] },
  },
};

/** The machine with one of its values, whichever, replaced. */
const withOddValue = fc
  .tuple(fc.nat(), fc.constantFrom<unknown>(null, 7, -1, 1.5, "text", true, [], {}, [null], [7], [{}]))
  .map(([nth, odd]) => {
    let count = 0;
    const replaced = (value: unknown): unknown => {
      if (count++ === nth % 60) return odd;
      if (Array.isArray(value)) return value.map(replaced);
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaced(inner)]));
    };
    return replaced(machine);
  });

test("an object with a value of the wrong form gets an answer, on create and update", async () => {
  const image = {
    apiVersion: "vmoperator.vmware.com/v1alpha5",
    kind: "VirtualMachineImage",
    metadata: { name: "i", namespace: "ns" },
    status: {
      type: "OVF",
      disks: [{ name: "d", controllerType: "SCSI", controllerBusNumber: 0, unitNumber: 0 }],
    },
  };
  await fc.assert(
    fc.asyncProperty(withOddValue, withOddValue, async (object, oldObject) => {
      for (const asked of [{ object }, { object, oldObject, operation: "UPDATE" }])
        assert.type((await ask(asked, [rules], readerOf(image))).allowed, "boolean");
    }),
    { numRuns: 300 },
  );
});

test("what a default makes a value from is looked up, though no row asks for it", async () => {
  const image = {
    apiVersion: instance.apiVersion,
    kind: "VirtualMachineImage",
    metadata: { name: "i", namespace: "ns" },
  };
  const object = { spec: { imageName: "i" } };
  const found = await lookUp({ ...rules, checks: [] }, "create", object, "ns", readerOf(image));
  assert.equal(found, { image });
});

const instance = {
  apiVersion: "vmoperator.vmware.com/v1alpha5",
  kind: "VirtualMachineClassInstance",
  metadata: {
    name: "small-1",
    namespace: "ns",
    labels: { "vmoperator.vmware.com/active": "" },
    ownerReferences: [{ kind: "VirtualMachineClass", name: "c" }],
  },
};
const ofInstance = { spec: { className: "c", imageName: "i", class: { name: "small-1" } } };

test("a row about another object is answered by looking it up in the namespace of the request", async () => {
  assert.is((await ask({ object: ofInstance }, [rules], readerOf(instance))).allowed, true);
  for (const other of [
    [],
    [{ ...instance, metadata: { ...instance.metadata, namespace: "elsewhere" } }],
    [{ ...instance, kind: "VirtualMachineClass" }],
  ]) {
    const { allowed, status } = await ask({ object: ofInstance }, [rules], readerOf(...other));
    assert.is(allowed, false);
    assert.match(
      (status as { message: string }).message,
      /^spec\.class\.name: .*\[vm\/class-instance-exists\]$/,
    );
  }
});

test("a default about another object is given from what was looked up", async () => {
  const object = { spec: { imageName: "i", class: { name: "small-1" } } };
  const response = await ask({ object }, [rules], readerOf(instance));
  assert.is(response.allowed, true);
  const { value } = applyJsonPatch(object, patchOf(response));
  assert.is((value as { spec: { className?: string } }).spec.className, "c");
});

test("objects that cannot be read are an error, and not absent", async () => {
  const reader = { ...readerOf(), get: () => Promise.reject(new Error("no connection")) };
  try {
    await ask({ object: ofInstance }, [rules], reader);
    assert.unreachable();
  } catch (error) {
    assert.is((error as Error).message, "no connection");
  }
});

test("the parameters of admission make users and groups privileged", async () => {
  const parameters = (spec: object) =>
    readerOf({
      apiVersion: "admission.vmoperator.vmware.com/v1alpha1",
      kind: "AdmissionParameters",
      metadata: { name: "default" },
      spec,
    } as never);
  const allowedBy = async (spec: object, groups: string[] = []) =>
    (await ask({ object: wrong, groups }, [rules], parameters(spec))).allowed;
  assert.is(await allowedBy({}), false);
  assert.is(await allowedBy({ privilegedUsers: ["developer"] }), true);
  assert.is(await allowedBy({ privilegedUsers: ["somebody"] }), false);
  assert.is(await allowedBy({ privilegedGroups: ["backup"] }, ["backup"]), true);
  assert.is(await allowedBy({ privilegedGroups: ["backup"] }, ["other"]), false);
});

test.run();
