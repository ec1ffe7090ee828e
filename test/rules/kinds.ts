/** Requests about the kinds beside VirtualMachine, and the rows that refuse them. */
import { allRules } from "../../generated/rules/index.js";

export interface KindRequest {
  readonly kind: string;
  /** What is tried. */
  readonly says: string;
  /** What was stored before; without it the object is new. */
  readonly old?: Body;
  /** Without it what was stored is deleted. */
  readonly object?: Body;
  /** A member of system:masters asks; else a developer. */
  readonly asAdmin?: true;
  readonly lookedUp?: { readonly [fact: string]: object };
  /** Rows that refuse, by the place that asks them; none where the request is accepted. */
  readonly crd?: readonly string[];
  readonly policy?: readonly string[];
  readonly webhook?: readonly string[];
}

export interface Body {
  readonly metadata?: {
    readonly labels?: { readonly [key: string]: string };
    readonly annotations?: { readonly [key: string]: string };
  };
  readonly spec?: object;
}

const DATED = "vmoperator.vmware.com.protected/last-updated-power-state-time";
const OF_MACHINE = "snapshot.vmoperator.vmware.com/vm-name";
const MANAGED_BY = "vmoperator.vmware.com/virtualmachinepublishrequest-managed-by";
const CONSOLE = "vmoperator.vmware.com/webconsolerequest-uuid";
const INSTANCE_STORAGE = "vmoperator.vmware.com/instance-storage-resource";
const KEY = "-----BEGIN PUBLIC KEY-----\nMEgCQQCo9+BpMRYQ\n-----END PUBLIC KEY-----\n";

const machines = (...names: string[]) => names.map((name) => ({ kind: "VirtualMachine", name }));
const shop = {
  powerState: "PoweredOn",
  groupName: "company",
  bootOrder: [
    { members: machines("db-1", "db-2"), powerOnDelay: "30s" },
    { members: [...machines("app-1"), { kind: "VirtualMachineGroup", name: "web" }] },
  ],
};
const https = { name: "https", port: 443, protocol: "TCP", targetPort: 8443 };
const http = { name: "http", port: 80, protocol: "TCP", targetPort: 8080 };
const claim = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };
const local = { metadata: { labels: { [INSTANCE_STORAGE]: "true" } }, spec: claim };
const balancer = { type: "LoadBalancer", ports: [https, http], selector: { "example.com/app": "web" } };
const publication = { source: { name: "web-01" }, target: { location: { name: "images" } } };
const size = (requested: string, limit: string) => ({
  policies: {
    resources: { requests: { cpu: requested, memory: "2Gi" }, limits: { cpu: limit, memory: "0" } },
  },
});
const pool = (reserved: string) => ({
  folder: "web",
  resourcePool: { name: "web", reservations: { memory: reserved }, limits: { memory: "4Gi" } },
  clusterModuleGroups: ["front", "back"],
});
const set = (labels: { [key: string]: string }, selector: object) => ({
  replicas: 3,
  selector,
  template: { metadata: { labels }, spec: { className: "small", imageName: "photon" } },
});

// biome-ignore format: a table
export const kindRequests: readonly KindRequest[] = [
  { kind: "VirtualMachineGroup", says: "a group with a boot order and a parent", object: { spec: shop } },
  { kind: "VirtualMachineGroup", says: "a group that names itself, twice", object: { spec: { groupName: "it", bootOrder: [{ members: [{ kind: "VirtualMachineGroup", name: "it" }] }] } }, crd: ["group/not-its-own-parent", "group/not-its-own-member"] },
  { kind: "VirtualMachineGroup", says: "a machine in two boot groups", object: { spec: { bootOrder: [{ members: machines("db") }, { members: machines("app", "db") }] } }, crd: ["group/machine-listed-once"] },
  { kind: "VirtualMachineGroup", says: "a group in two boot groups, beside a machine of that name", object: { spec: { bootOrder: [{ members: [{ kind: "VirtualMachineGroup", name: "db" }, ...machines("db")] }, { members: [{ kind: "VirtualMachineGroup", name: "db" }] }] } }, crd: ["group/group-listed-once"] },
  { kind: "VirtualMachineGroup", says: "a power state that is emptied", old: { spec: shop }, object: { spec: { ...shop, powerState: undefined } }, crd: ["group/power-state-stays-said"] },
  { kind: "VirtualMachineGroup", says: "a sync forced at another time than now", object: { spec: { nextForcePowerStateSyncTime: "2030-01-01T00:00:00Z" } }, webhook: ["group/sync-only-now"] },
  { kind: "VirtualMachineGroup", says: "a date without a power change", old: { spec: shop }, object: { metadata: { annotations: { [DATED]: "2026-01-02T15:04:05.1Z" } }, spec: shop }, policy: ["group/power-change-dated-by-it"] },
  { kind: "VirtualMachineGroup", says: "a date with a power change", old: { spec: shop }, object: { metadata: { annotations: { [DATED]: "2026-01-02T15:04:05.1Z" } }, spec: { ...shop, powerState: "PoweredOff" } } },
  { kind: "VirtualMachineGroup", says: "a date that is no time, by an administrator", asAdmin: true, old: { spec: shop }, object: { metadata: { annotations: { [DATED]: "today" } }, spec: shop }, policy: ["group/power-change-dated-by-a-time"] },

  { kind: "VirtualMachineSnapshot", says: "a quiesced snapshot with memory", object: { metadata: { labels: { [OF_MACHINE]: "web-01" } }, spec: { vmName: "web-01", memory: true, quiesce: { timeout: "10m" } } } },
  { kind: "VirtualMachineSnapshot", says: "a snapshot of nothing", object: { spec: { memory: true } }, crd: ["snapshot/machine-named"] },
  { kind: "VirtualMachineSnapshot", says: "a label that names another machine", object: { metadata: { labels: { [OF_MACHINE]: "db-01" } }, spec: { vmName: "web-01" } }, policy: ["snapshot/label-names-machine"] },
  { kind: "VirtualMachineSnapshot", says: "a quiesce for a day", object: { spec: { vmName: "web-01", quiesce: { timeout: "24h" } } }, crd: ["snapshot/quiesce-timeout-possible"] },
  { kind: "VirtualMachineSnapshot", says: "a snapshot of another machine, without memory", old: { spec: { vmName: "web-01", memory: true, description: "a" } }, object: { spec: { vmName: "web-02", description: "b" } }, crd: ["snapshot/machine-fixed", "snapshot/memory-fixed"] },
  { kind: "VirtualMachineSnapshot", says: "a snapshot of a cluster's node", object: { spec: { vmName: "node-01" } }, lookedUp: { captured: { metadata: { labels: { "capw.vmware.com/cluster.role": "worker" } } } }, webhook: ["snapshot/not-of-cluster-nodes"] },

  { kind: "VirtualMachineClass", says: "a class within its limits, one of which is none", object: { spec: { ...size("500m", "2"), hardware: { cpus: 2, memory: "4Gi" } } } },
  { kind: "VirtualMachineClass", says: "more CPU than the limit", object: { spec: size("3", "2") }, crd: ["class/cpu-within-limit"] },
  { kind: "VirtualMachineClassInstance", says: "an instance that a developer changes", old: { spec: size("1", "2") }, object: { spec: { ...size("1", "2"), configSpec: { _typeName: "VirtualMachineConfigSpec" } } }, policy: ["classinstance/config-fixed"] },
  { kind: "VirtualMachineClassInstance", says: "an instance that an administrator changes", asAdmin: true, old: { spec: size("1", "2") }, object: { spec: { ...size("1", "2"), description: "Small" } } },

  { kind: "VirtualMachineService", says: "a load balancer", object: { spec: { ...balancer, loadBalancerSourceRanges: ["198.51.100.0/24"] } } },
  { kind: "VirtualMachineService", says: "a headless service without ports", object: { spec: { type: "ClusterIP", clusterIp: "None" } } },
  { kind: "VirtualMachineService", says: "a load balancer without an address or ports", object: { spec: { type: "LoadBalancer", clusterIp: "None" } }, crd: ["service/address-is-one", "service/has-ports"] },
  { kind: "VirtualMachineService", says: "two ports of one name, and one of none", object: { spec: { ...balancer, ports: [https, { ...http, name: "https" }, { ...http, port: 81, name: "" }] } }, crd: ["service/port-names-differ", "service/several-ports-have-names"] },
  { kind: "VirtualMachineService", says: "a name of elsewhere that is none, with an address and clients", object: { spec: { type: "ExternalName", externalName: "https://example.com", clusterIp: "10.0.0.1", loadBalancerSourceRanges: ["10.0.0.0/8"] } }, crd: ["service/external-name-has-no-address", "service/external-name-is-a-name", "service/clients-of-balancers-only"] },
  { kind: "VirtualMachineService", says: "a name of elsewhere that is not said", object: { spec: { type: "ExternalName" } }, crd: ["service/external-name-said"] },
  { kind: "VirtualMachineService", says: "another type and address", old: { spec: balancer }, object: { spec: { ...balancer, type: "ClusterIP", clusterIp: "10.0.0.1" } }, crd: ["service/type-fixed", "service/address-fixed"] },

  { kind: "VirtualMachineSetResourcePolicy", says: "a policy within its limits", object: { spec: pool("2Gi") } },
  { kind: "VirtualMachineSetResourcePolicy", says: "more memory than the limit", object: { spec: pool("8Gi") }, crd: ["resourcepolicy/memory-within-limit"] },
  { kind: "VirtualMachineSetResourcePolicy", says: "another folder, pool and module", old: { spec: pool("1Gi") }, object: { spec: { ...pool("2Gi"), folder: "db", clusterModuleGroups: ["front"] } }, crd: ["resourcepolicy/pool-fixed", "resourcepolicy/folder-fixed", "resourcepolicy/modules-fixed"] },

  { kind: "VirtualMachineReplicaSet", says: "a set that counts what it makes", object: { spec: set({ app: "web", tier: "front" }, { matchLabels: { app: "web" }, matchExpressions: [{ key: "tier", operator: "In", values: ["front"] }, { key: "old", operator: "DoesNotExist" }] }) } },
  { kind: "VirtualMachineReplicaSet", says: "a set that counts others", object: { spec: set({ app: "web" }, { matchLabels: { app: "db" }, matchExpressions: [{ key: "app", operator: "NotIn", values: ["web"] }] }) }, crd: ["replicaset/selector-matches-labels", "replicaset/selector-matches-expressions"] },
  { kind: "VirtualMachineReplicaSet", says: "an expression without its values", object: { spec: set({ app: "web" }, { matchExpressions: [{ key: "gone", operator: "NotIn" }] }) }, crd: ["replicaset/selector-readable"] },

  { kind: "VirtualMachinePublishRequest", says: "a machine published to a library", object: { spec: publication } },
  { kind: "VirtualMachinePublishRequest", says: "a machine published to nowhere", object: { spec: { source: { name: "web-01" } } }, crd: ["publish/library-named"] },
  { kind: "VirtualMachinePublishRequest", says: "another machine and library", old: { spec: publication }, object: { spec: { source: { name: "db-01" }, target: { location: { name: "other" } } } }, crd: ["publish/source-fixed", "publish/target-fixed"] },
  { kind: "VirtualMachinePublishRequest", says: "a managed request without its owner", object: { metadata: { labels: { [MANAGED_BY]: "u-1" } }, spec: publication }, policy: ["publish/managed-ones-are-owned"] },
  { kind: "VirtualMachinePublishRequest", says: "a request that becomes a managed one", old: { spec: publication }, object: { metadata: { labels: { [MANAGED_BY]: "u-1" } }, spec: publication }, policy: ["publish/managed-ones-are-left-alone"] },
  { kind: "VirtualMachinePublishRequest", says: "a quota that the developer says is fine", object: { metadata: { annotations: { "vcfa.storage.quota.check.vmware.com/status": "Allowed" } }, spec: publication }, policy: ["publish/quota-guarded/status"] },

  { kind: "VirtualMachineGroupPublishRequest", says: "a group that is not there", object: { spec: { source: "shop", target: "images" } }, webhook: ["grouppublish/group-exists", "grouppublish/library-exists"] },
  { kind: "VirtualMachineGroupPublishRequest", says: "the group of its name, to the default library", object: { spec: {} }, lookedUp: { publishedGroups: { it: { status: { members: [{ kind: "VirtualMachine", name: "web-01", conditions: [{ type: "GroupLinked", status: "True" }] }] } } }, defaultLibraries: { images: {} } } },
  { kind: "VirtualMachineGroupPublishRequest", says: "a machine of another group", object: { spec: { source: "it", target: "images", virtualMachines: ["web-01", "db-01"] } }, lookedUp: { publishedGroups: { it: { status: { members: [{ kind: "VirtualMachine", name: "web-01", conditions: [{ type: "GroupLinked", status: "True" }] }] } } }, publishedLibrary: {} }, webhook: ["grouppublish/machines-are-members"] },
  { kind: "VirtualMachineGroupPublishRequest", says: "other machines", old: { spec: { source: "it", target: "images", virtualMachines: ["a"] } }, object: { spec: { source: "it", target: "images", virtualMachines: ["a", "b"] } }, crd: ["grouppublish/machines-fixed"] },

  { kind: "VirtualMachineWebConsoleRequest", says: "a ticket for a machine", object: { metadata: { labels: { [CONSOLE]: "u-1" } }, spec: { name: "web-01", publicKey: KEY } } },
  { kind: "VirtualMachineWebConsoleRequest", says: "a key that says what it is for", object: { spec: { name: "web-01", publicKey: "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkq\n-----END PUBLIC KEY-----\n" } }, crd: ["console/key-is-pkcs1"] },
  { kind: "VirtualMachineWebConsoleRequest", says: "another machine and reader", old: { spec: { name: "web-01", publicKey: KEY } }, object: { spec: { name: "db-01", publicKey: KEY.replace("MEg", "MEk") } }, crd: ["console/machine-fixed", "console/key-fixed"] },
  { kind: "VirtualMachineWebConsoleRequest", says: "a label that goes", old: { metadata: { labels: { [CONSOLE]: "u-1" } }, spec: { name: "web-01", publicKey: KEY } }, object: { spec: { name: "web-01", publicKey: KEY } }, policy: ["console/uuid-fixed"] },

  { kind: "PersistentVolumeClaim", says: "a claim of a developer", object: { spec: claim } },
  { kind: "PersistentVolumeClaim", says: "a claim for instance storage, by an administrator", asAdmin: true, object: local },
  { kind: "PersistentVolumeClaim", says: "a claim for instance storage", object: local, policy: ["claim/instance-storage-kept"] },
  { kind: "PersistentVolumeClaim", says: "a claim that becomes one for instance storage", old: { spec: claim }, object: local, policy: ["claim/instance-storage-kept"] },
  { kind: "PersistentVolumeClaim", says: "a claim for instance storage that is deleted", old: local, policy: ["claim/instance-storage-kept"] },
  { kind: "PersistentVolumeClaim", says: "a claim that is deleted", old: { spec: claim } },
];

/** The compiled rows of a kind. */
export const rulesOf = (kind: string) => allRules.find((rules) => rules.kind.endsWith(`/${kind}`))!;

/** The object of a request, as JSON has it. */
export function objectOf({ kind }: KindRequest, { metadata, spec }: Body, name: string) {
  const apiVersion = rulesOf(kind).kind.replace(/^\/|\/[^/]*$/g, "");
  return JSON.parse(
    JSON.stringify({ apiVersion, kind, metadata: { name, namespace: "ns", ...metadata }, spec }),
  );
}
