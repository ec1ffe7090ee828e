/** Random machines and requests about them, biased to the fields that the rows speak about. */
import fc from "fast-check";
import type { KubeObject } from "../../runtime/apiserver/contract.ts";

export const API_VERSION = "vmoperator.vmware.com/v1alpha5";

const uuid = fc.constantFrom("6f0e0a0c-8a43-4d5c-9d5a-0f6b6f6f0a01", "6f0e0a0c-8a43-4d5c-9d5a-0f6b6f6f0a02");
const name = fc.constantFrom("a", "b", "");
const mode = fc.constantFrom("Hard", "Soft", "TrySoft");
const state = fc.constantFrom("PoweredOn", "PoweredOn", "PoweredOff", "Suspended");
const secretKey = fc.constant({ name: "s", key: "k" });

/** Half the time nothing. */
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });

/** What most machines go without, so that enough requests are accepted. */
const seldom = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: 7 }, value);

const bootstrap = fc.record({
  cloudInit: maybe(
    fc.record({
      instanceID: maybe(fc.constantFrom("i-1", "i-2")),
      cloudConfig: maybe(fc.constant({})),
      rawCloudConfig: maybe(secretKey),
    }),
  ),
  linuxPrep: seldom(fc.constantFrom({}, { timeZone: "Etc/UTC" })),
  sysprep: seldom(fc.constant({ rawSysprep: { name: "s", key: "k" } })),
  vAppConfig: seldom(fc.constant({ rawProperties: "s" })),
});

const zone = { topologyKey: "topology.kubernetes.io/zone" };
const host = { topologyKey: "kubernetes.io/hostname" };
const own = { labelSelector: { matchLabels: { "vmicache.vmoperator.vmware.com": "ready" } }, ...zone };
const ownKey = { key: "vmicache.vmoperator.vmware.com", operator: "In", values: ["ready"] };
const ownKeys = { labelSelector: { matchExpressions: [ownKey] }, ...zone };
const term = fc.constantFrom(zone, zone, host, own, ownKeys);
const terms = fc.record({
  requiredDuringSchedulingPreferredDuringExecution: maybe(fc.array(term, { maxLength: 2 })),
  preferredDuringSchedulingPreferredDuringExecution: maybe(fc.array(term, { maxLength: 2 })),
});
const affinity = fc.record({ vmAffinity: maybe(terms), vmAntiAffinity: maybe(terms) });

const policy = fc.constantFrom("ComputePolicy", "TagPolicy").map((kind) => ({
  apiVersion: "vsphere.policy.vmware.com/v1alpha1",
  kind,
  name: "a",
}));

const drive = (name: string, image: string) => ({
  name,
  image: { kind: "VirtualMachineImage", name: image },
});
const hardware = fc.constantFrom(
  {},
  { cdrom: [drive("cd1", "a")] },
  { cdrom: [drive("cd1", "b")] },
  { cdrom: [{ ...drive("cd1", "b"), connected: false }] },
  { cdrom: [drive("cd1", "a"), drive("cd2", "b")] },
);

/** Disks by name, in any order: the same one may be elsewhere in the list before and after. */
const volumes = fc.uniqueArray(
  fc.record(
    {
      name: fc.constantFrom("data", "logs"),
      unitNumber: fc.constantFrom(0, 1),
      diskMode: fc.constantFrom("Persistent", "IndependentPersistent"),
    },
    { requiredKeys: ["name"] },
  ),
  { selector: ({ name }) => name, maxLength: 2 },
);

const interfaces = fc.uniqueArray(
  fc.record(
    {
      name: fc.constantFrom("eth0", "eth1"),
      mtu: fc.constant(1500),
      gateway4: fc.constantFrom("None", "192.168.0.1"),
      addresses: fc.constantFrom(["192.168.0.3/24"], ["2001:db8::3/64"]),
    },
    { requiredKeys: ["name"] },
  ),
  { selector: ({ name }) => name, maxLength: 2 },
);

const spec = {
  className: maybe(name),
  imageName: maybe(name),
  image: maybe(fc.record({ kind: fc.constant("VirtualMachineImage"), name: fc.constantFrom("a", "b") })),
  storageClass: fc.option(fc.constantFrom("a", "a", "a", "b", ""), { nil: undefined, freq: 8 }),
  bootstrap: maybe(bootstrap),
  network: seldom(fc.oneof(fc.constantFrom({}, { hostName: "a" }), fc.record({ interfaces }))),
  hardware: seldom(hardware),
  volumes: maybe(volumes),
  guestID: maybe(name),
  bootOptions: seldom(fc.constantFrom({}, { firmware: "efi" })),
  powerState: fc.option(state, { nil: undefined, freq: 5 }),
  powerOffMode: maybe(mode),
  suspendMode: maybe(mode),
  restartMode: maybe(mode),
  nextRestartTime: maybe(fc.constantFrom("now", "NOW", "2026-01-02T03:04:05.000000006Z", "soon", "")),
  biosUUID: maybe(uuid),
  instanceUUID: maybe(uuid),
  minHardwareVersion: maybe(fc.constantFrom(13, 17, 19)),
  groupName: maybe(name),
  affinity: seldom(affinity),
  policies: seldom(fc.array(policy, { maxLength: 1 })),
  currentSnapshotName: seldom(name),
  reserved: seldom(fc.record({ resourcePolicyName: maybe(name) })),
};

const mark = "vmoperator.vmware.com/upgraded-to";
const annotations = {
  "poweron.check.vmoperator.vmware.com/ad": maybe(fc.constantFrom("x", "-", "")),
  "delete.check.vmoperator.vmware.com/ad": maybe(fc.constantFrom("x", "-", "")),
  [`${mark}-feature-version`]: maybe(fc.constantFrom("0", "1", "2", "3", "many", "-1", "9999999999", "-")),
  [`${mark}-schema-version`]: maybe(fc.constantFrom("v1alpha5", "-")),
  "vmoperator.vmware.com/created-at-schema-version": seldom(fc.constantFrom("v1alpha4", "v1alpha5")),
  "vmoperator.vmware.com/imported-vm": seldom(fc.constantFrom("", "x")),
  "vsphere-cluster-module-group": seldom(fc.constantFrom("a", "b")),
  other: maybe(fc.constant("x")),
};

const labels = {
  "topology.kubernetes.io/zone": seldom(fc.constantFrom("zone-a", "zone-b", "")),
  "vmoperator.vmware.com/paused": seldom(fc.constantFrom("a", "b")),
  "capw.vmware.com/cluster.role": maybe(fc.constant("worker")),
};

type Fields = { [name: string]: fc.Arbitrary<unknown> };

/** What one edit does: a value a field, or undefined to take the field away. */
const edits = (fields: Fields) =>
  fc.array(
    fc
      .constantFrom(...Object.keys(fields))
      .chain((field) => fields[field]!.map((value) => ({ field, value }))),
    { maxLength: 4 },
  );

export interface Request {
  operation: "create" | "update";
  object: KubeObject;
  oldObject?: KubeObject;
  privileged: boolean;
}

interface Parts {
  spec: object | undefined;
  annotations: object | undefined;
  labels: object | undefined;
  status: object | undefined;
}

const parts: fc.Arbitrary<Parts> = fc.record({
  spec: fc.option(fc.record(spec), { nil: undefined, freq: 20 }),
  annotations: maybe(fc.record(annotations)),
  labels: maybe(fc.record(labels)),
  status: maybe(
    fc.record({
      powerState: fc.option(state, { nil: undefined, freq: 5 }),
      uniqueID: maybe(fc.constantFrom("vm-1", "")),
    }),
  ),
});

/** An object as JSON has it: without the undefined. */
const asObject = ({ spec, annotations, labels, status }: Parts): KubeObject =>
  JSON.parse(
    JSON.stringify({
      apiVersion: API_VERSION,
      kind: "VirtualMachine",
      metadata: { name: "vm", namespace: "ns", annotations, labels },
      spec,
      status,
    }),
  );

const edited = (before: object | undefined, changes: readonly { field: string; value: unknown }[]) => ({
  ...before,
  ...Object.fromEntries(changes.map(({ field, value }) => [field, value])),
});

/** A drive that leaves out what only a new machine may. */
const kindless = fc.constant({ cdrom: [{ name: "cd1", image: { name: "a" } }] });

const creation: fc.Arbitrary<Request> = fc
  .record({ parts, drive: seldom(kindless), privileged: fc.boolean() })
  .map(({ parts, drive, privileged }) => {
    const spec = parts.spec && drive ? { ...parts.spec, hardware: drive } : parts.spec;
    return { operation: "create", object: asObject({ ...parts, spec }), privileged };
  });

/** Mostly a few edits of the old object; now and then another object altogether. A user's update keeps the status. */
const update: fc.Arbitrary<Request> = fc
  .record({
    old: parts,
    other: fc.oneof({ arbitrary: fc.constant(undefined), weight: 9 }, parts),
    spec: edits(spec),
    annotations: edits(annotations),
    labels: seldom(edits(labels)),
    privileged: fc.boolean(),
  })
  .map(({ old, other, spec, annotations, labels, privileged }) => {
    const now = other ?? {
      spec: old.spec || spec.length > 0 ? edited(old.spec, spec) : undefined,
      annotations: edited(old.annotations, annotations),
      labels: edited(old.labels, labels ?? []),
    };
    return {
      operation: "update",
      object: asObject({ ...now, status: old.status }),
      oldObject: asObject(old),
      privileged,
    };
  });

export const requests: fc.Arbitrary<Request> = fc.oneof(creation, { arbitrary: update, weight: 3 });
