/** What other objects admission reads before it asks the rows, and in which order. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { rules as machines } from "../../../generated/rules/vmoperator.vmware.com/v1alpha5/virtualmachine.js";
import { rules as requests } from "../../../generated/rules/vmoperator.vmware.com/v1alpha5/virtualmachinegrouppublishrequest.js";
import type { CompiledRules } from "../../../rules/lang/compiled.ts";
import { lookUp, type ObjectReader } from "../../../runtime/admission/lookups.ts";
import { type Listed, readerOf } from "../../support/reader.ts";

const OURS = "vmoperator.vmware.com/v1alpha5";

/** The names of what was found, by fact, and every read. */
async function found(rules: CompiledRules, spec: object, ...objects: Listed[]) {
  const reads: string[] = [];
  const reader = readerOf(...objects);
  const told: ObjectReader = {
    get: (kind, namespace, name) => {
      reads.push(`${kind.kind} ${name}`);
      return reader.get(kind, namespace, name);
    },
    list: (kind, namespace, labels) => {
      reads.push(`${kind.kind} ${JSON.stringify(labels)}`);
      return reader.list(kind, namespace, labels);
    },
  };
  const facts = await lookUp(rules, "create", { metadata: { name: "it" }, spec }, "ns", told);
  return { facts, reads: reads.sort() };
}

const ID = "eb0815ac-b281-4198-b27b-7be39035116b";
const safe = {
  apiVersion: "storage.k8s.io/v1",
  kind: "StorageClass",
  metadata: { name: "safe" },
  parameters: { storagePolicyID: ID },
};
const policy = {
  apiVersion: "infra.vmware.com/v1alpha1",
  kind: "StoragePolicy",
  metadata: { name: "pol-eb0815ac-b27b7be39035116b", namespace: "vmop-system" },
  spec: { id: ID },
  status: { encrypted: true },
};
const claim = (name: string) => ({
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  metadata: { name, namespace: "ns" },
  spec: { storageClassName: "safe" },
});
const volume = (claimName: string) => ({ name: claimName, persistentVolumeClaim: { claimName } });

test("a lookup reads what another found, and each object is read once a lookup", async () => {
  const volumes = [{ ...volume("a"), sharingMode: "MultiWriter" }, volume("b"), volume("c")];
  const { facts, reads } = await found(machines, { volumes }, claim("a"), claim("b"), safe, policy);
  assert.equal(Object.keys(facts.claims as object), ["a", "b"]);
  assert.equal(facts.claimClasses, { safe });
  assert.equal(facts.claimPolicies, { [policy.metadata.name]: policy });
  assert.equal(
    reads.filter((read) => /^(Persistent|StorageClass|StoragePolicy )/.test(read)),
    [
      "PersistentVolumeClaim a",
      "PersistentVolumeClaim b",
      "PersistentVolumeClaim c",
      `StoragePolicy ${policy.metadata.name}`,
      "StorageClass safe",
    ].sort(),
  );
});

test("storage classes of claims are read where something may be shared", async () => {
  for (const [spec, read] of [
    [{ volumes: [volume("a")] }, false],
    [{ volumes: [{ ...volume("a"), applicationType: "OracleRAC" }] }, true],
    [{ volumes: [volume("a")], hardware: { scsiControllers: [{ busNumber: 0 }] } }, false],
    [
      { volumes: [volume("a")], hardware: { scsiControllers: [{ busNumber: 0, sharingMode: "Virtual" }] } },
      true,
    ],
  ] as const) {
    const { reads } = await found(machines, spec, claim("a"), safe, policy);
    assert.is(reads.includes("StorageClass safe"), read, JSON.stringify(spec));
  }
});

test("a policy whose id is no UUID has no name, and is not asked for", async () => {
  const odd = { ...safe, parameters: { storagePolicyID: "gold" } };
  const { facts, reads } = await found(machines, { storageClass: "safe" }, odd);
  assert.equal([facts.storageClass, facts.storagePolicy], [odd, undefined]);
  assert.not.ok(reads.some((read) => read.startsWith("StoragePolicy pol")));
});

test("what is asked for only under a condition is not read without it, and absent", async () => {
  const image = {
    apiVersion: OURS,
    kind: "VirtualMachineImage",
    metadata: { name: "vmi-1", namespace: "ns" },
  };
  for (const [imageName, listed] of [
    ["vmi-1", false],
    ["vmi-2", false],
    ["Ubuntu", true],
  ] as const) {
    const { facts, reads } = await found(machines, { imageName }, image);
    assert.is("namedImages" in facts, listed, imageName);
    assert.is(reads.includes("VirtualMachineImage {}"), listed, imageName);
  }
});

const group = (name: string, ...groups: string[]) => ({
  apiVersion: OURS,
  kind: "VirtualMachineGroup",
  metadata: { name, namespace: "ns" },
  status: {
    members: groups.map((member) => ({
      kind: "VirtualMachineGroup",
      name: member,
      conditions: [{ type: "GroupLinked", status: member === "stranger" ? "False" : "True" }],
    })),
  },
});

test("groups are followed into groups, each once, also in a circle", async () => {
  const { facts, reads } = await found(
    requests,
    { source: "shop", target: "images" },
    group("shop", "web", "data", "stranger", "gone"),
    group("web", "data"),
    group("data", "shop"),
    group("stranger"),
  );
  assert.equal(Object.keys(facts.publishedGroups as object).sort(), ["data", "shop", "web"]);
  assert.equal(
    reads.filter((read) => read.startsWith("VirtualMachineGroup ")),
    ["data", "gone", "shop", "web"].map((name) => `VirtualMachineGroup ${name}`),
  );
});

test.run();
