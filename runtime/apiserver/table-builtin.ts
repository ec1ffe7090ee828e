/** The columns of the built-in kinds, one row a column. */
import type { KubeObject } from "./contract.ts";
import { humanAge } from "./human-duration.ts";
import type { Column, ColumnDefinition } from "./table.ts";

type Value = unknown;
type Fields = { [field: string]: Value };
type Cell = (object: KubeObject, now: number) => Value;
type Row = [name: string, cell: Cell, options?: Partial<ColumnDefinition>];

const at = (object: Value, path: string): Value =>
  path.split(".").reduce<Value>((value, key) => (isFields(value) ? value[key] : undefined), object);
const isFields = (value: Value): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const list = (value: Value): Value[] => (Array.isArray(value) ? value : []);
const entries = (value: Value): [string, Value][] => (isFields(value) ? Object.entries(value) : []);
const text = (value: Value, absent = ""): string =>
  value === undefined || value === null ? absent : String(value);

const field =
  (path: string, absent = ""): Cell =>
  (object) =>
    text(at(object, path)) || absent;
const flag =
  (path: string): Cell =>
  (object) =>
    at(object, path) === true;
const countOf =
  (path: string): Cell =>
  (object) =>
    list(at(object, path)).length;
const sizeOf =
  (...paths: string[]): Cell =>
  (object) =>
    paths.reduce((sum, path) => sum + entries(at(object, path)).length, 0);
const ageOf =
  (path: string): Cell =>
  (object, now) =>
    humanAge(at(object, path), now);

const WIDE = { priority: 1 };
const NUMBER = { type: "integer" };

const NAME: Row = ["Name", (object) => object.metadata.name ?? "", { format: "name" }];
const AGE: Row = ["Age", ageOf("metadata.creationTimestamp")];

const PARAM_KIND: Cell = (object) =>
  isFields(at(object, "spec.paramKind"))
    ? `${text(at(object, "spec.paramKind.apiVersion"))}/${text(at(object, "spec.paramKind.kind"))}`
    : "<unset>";

const PARAM_REF: Cell = (object) => {
  const reference = at(object, "spec.paramRef");
  if (!isFields(reference)) return "<unset>";
  const namespace = text(reference.namespace);
  if (reference.name !== undefined)
    return namespace === "" ? text(reference.name) : `${namespace}/${text(reference.name)}`;
  return reference.selector === undefined ? "<unset>" : selectorText(reference.selector);
};

const WEBHOOKS: Row[] = [NAME, ["Webhooks", countOf("webhooks"), NUMBER], AGE];
const BINDING: Row[] = [NAME, ["PolicyName", field("spec.policyName")], ["ParamRef", PARAM_REF], AGE];

// biome-ignore format: table
const ROWS: { readonly [groupKind: string]: Row[] } = {
  "/Namespace":             [NAME, ["Status", field("status.phase")], AGE],
  "/ConfigMap":             [NAME, ["Data", sizeOf("data", "binaryData")], AGE],
  "/Secret":                [NAME, ["Type", field("type")], ["Data", sizeOf("data")], AGE],
  "/ServiceAccount":        [NAME, AGE],
  "/Service": [
    NAME,
    ["Type",        field("spec.type")],
    ["Cluster-IP",  field("spec.clusterIP", "<none>")],
    ["External-IP", externalAddresses],
    ["Port(s)",     servicePorts],
    AGE,
    ["Selector",    (object) => pairs(at(object, "spec.selector")), WIDE],
  ],
  "/Node": [
    NAME,
    ["Status",            nodeStatus],
    ["Roles",             nodeRoles],
    AGE,
    ["Version",           field("status.nodeInfo.kubeletVersion")],
    ["Internal-IP",       nodeAddress("InternalIP"), WIDE],
    ["External-IP",       nodeAddress("ExternalIP"), WIDE],
    ["OS-Image",          field("status.nodeInfo.osImage", "<unknown>"), WIDE],
    ["Kernel-Version",    field("status.nodeInfo.kernelVersion", "<unknown>"), WIDE],
    ["Container-Runtime", field("status.nodeInfo.containerRuntimeVersion", "<unknown>"), WIDE],
  ],
  "/PersistentVolumeClaim": [
    NAME,
    ["Status",                (object) => deletable(object, text(at(object, "status.phase")))],
    ["Volume",                field("spec.volumeName")],
    ["Capacity",              (object) => (bound(object) ? text(at(object, "status.capacity.storage")) : "")],
    ["Access Modes",          (object) => (bound(object) ? accessModes(at(object, "status.accessModes")) : "")],
    ["StorageClass",          field("spec.storageClassName")],
    ["VolumeAttributesClass", field("spec.volumeAttributesClassName", "<unset>")],
    AGE,
    ["VolumeMode",            field("spec.volumeMode", "<unset>"), WIDE],
  ],
  "/PersistentVolume": [
    NAME,
    ["Capacity",              field("spec.capacity.storage")],
    ["Access Modes",          (object) => accessModes(at(object, "spec.accessModes"))],
    ["Reclaim Policy",        field("spec.persistentVolumeReclaimPolicy")],
    ["Status",                (object) => deletable(object, text(at(object, "status.phase")))],
    ["Claim",                 claim],
    ["StorageClass",          field("spec.storageClassName")],
    ["VolumeAttributesClass", field("spec.volumeAttributesClassName", "<unset>")],
    ["Reason",                field("status.reason")],
    AGE,
    ["VolumeMode",            field("spec.volumeMode", "<unset>"), WIDE],
  ],
  "/ResourceQuota": [
    NAME,
    ["Request", quota((name) => !name.startsWith("limits."))],
    ["Limit",   quota((name) => name.startsWith("limits."))],
    AGE,
  ],
  "/Event":                 eventRows("lastTimestamp", "firstTimestamp", "involvedObject", "message", "source", "count"),
  "events.k8s.io/Event":    eventRows("deprecatedLastTimestamp", "deprecatedFirstTimestamp", "regarding", "note", "deprecatedSource", "deprecatedCount"),
  "coordination.k8s.io/Lease": [NAME, ["Holder", field("spec.holderIdentity")], AGE],
  "storage.k8s.io/StorageClass": [
    ["Name", storageClassName, { format: "name" }],
    ["Provisioner",          field("provisioner")],
    ["ReclaimPolicy",        field("reclaimPolicy", "Delete")],
    ["VolumeBindingMode",    field("volumeBindingMode", "Immediate")],
    ["AllowVolumeExpansion", flag("allowVolumeExpansion")],
    AGE,
  ],
  "apiextensions.k8s.io/CustomResourceDefinition": [
    NAME,
    ["Created At", field("metadata.creationTimestamp"), { type: "date" }],
  ],
  "admissionregistration.k8s.io/ValidatingAdmissionPolicy":        [NAME, ["Validations", countOf("spec.validations"), NUMBER], ["ParamKind", PARAM_KIND], AGE],
  "admissionregistration.k8s.io/MutatingAdmissionPolicy":          [NAME, ["Mutations", countOf("spec.mutations"), NUMBER], ["ParamKind", PARAM_KIND], AGE],
  "admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding": BINDING,
  "admissionregistration.k8s.io/MutatingAdmissionPolicyBinding":   BINDING,
  "admissionregistration.k8s.io/ValidatingWebhookConfiguration":   WEBHOOKS,
  "admissionregistration.k8s.io/MutatingWebhookConfiguration":     WEBHOOKS,
};

function eventRows(
  last: string,
  first: string,
  object: string,
  message: string,
  source: string,
  count: string,
): Row[] {
  const regarding = (part: KubeObject) => at(part, object);
  const series = (event: KubeObject) => isFields(event.series);
  const firstSeen: Cell = (event, now) => humanAge(at(event, first) ?? event.eventTime, now);
  return [
    [
      "Last Seen",
      (event, now) => {
        if (series(event)) return humanAge(at(event, "series.lastObservedTime"), now);
        return at(event, last) === undefined || at(event, last) === null
          ? firstSeen(event, now)
          : humanAge(at(event, last), now);
      },
    ],
    ["Type", field("type")],
    ["Reason", field("reason")],
    [
      "Object",
      (event) => {
        const kind = text(at(regarding(event), "kind")).toLowerCase();
        const name = text(at(regarding(event), "name"));
        return name === "" ? kind : `${kind}/${name}`;
      },
    ],
    ["Subobject", field(`${object}.fieldPath`), WIDE],
    ["Source", (event) => eventSource(event, source), WIDE],
    ["Message", (event) => text(at(event, message)).trim()],
    ["First Seen", firstSeen, WIDE],
    [
      "Count",
      (event) => (series(event) ? at(event, "series.count") : Math.max(1, Number(at(event, count) ?? 0))),
      WIDE,
    ],
    ["Name", (event) => event.metadata.name ?? "", { ...WIDE, format: "name" }],
  ];
}

function eventSource(event: KubeObject, source: string): string {
  const component =
    text(at(event, `${source}.component`)) || text(event.reportingComponent ?? event.reportingController);
  const host = text(at(event, `${source}.host`)) || text(event.reportingInstance);
  return [component, host].filter((part) => part !== "").join(", ");
}

function storageClassName(object: KubeObject): string {
  const marks = object.metadata.annotations ?? {};
  const byDefault = [
    "storageclass.kubernetes.io/is-default-class",
    "storageclass.beta.kubernetes.io/is-default-class",
  ];
  const name = object.metadata.name ?? "";
  return byDefault.some((mark) => marks[mark] === "true") ? `${name} (default)` : name;
}

const deletable = (object: KubeObject, phase: string) =>
  object.metadata.deletionTimestamp === undefined ? phase : "Terminating";
const bound = (object: KubeObject) => text(at(object, "spec.volumeName")) !== "";

function claim(object: KubeObject): string {
  const reference = at(object, "spec.claimRef");
  return isFields(reference) ? `${text(reference.namespace)}/${text(reference.name)}` : "";
}

const MODES: readonly [mode: string, short: string][] = [
  ["ReadWriteOnce", "RWO"],
  ["ReadOnlyMany", "ROX"],
  ["ReadWriteMany", "RWX"],
  ["ReadWriteOncePod", "RWOP"],
];

const accessModes = (modes: Value) =>
  MODES.filter(([mode]) => list(modes).includes(mode))
    .map(([, short]) => short)
    .join(",");

function quota(selected: (name: string) => boolean): Cell {
  return (object) =>
    entries(at(object, "status.hard"))
      .filter(([name]) => selected(name))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, hard]) => {
        const used = entries(at(object, "status.used")).find(([other]) => other === name)?.[1];
        return `${name}: ${text(used, "0")}/${text(hard)}`;
      })
      .join(", ");
}

function nodeStatus(object: KubeObject): string {
  const ready = list(at(object, "status.conditions")).find((condition) => at(condition, "type") === "Ready");
  const words = [ready === undefined ? "Unknown" : at(ready, "status") === "True" ? "Ready" : "NotReady"];
  if (at(object, "spec.unschedulable") === true) words.push("SchedulingDisabled");
  return words.join(",");
}

const ROLE_LABEL = "node-role.kubernetes.io/";

function nodeRoles(object: KubeObject): string {
  const roles = entries(object.metadata.labels).flatMap(([label, value]) => {
    if (label.startsWith(ROLE_LABEL)) return label.slice(ROLE_LABEL.length) || [];
    return label === "kubernetes.io/role" && value !== "" ? [text(value)] : [];
  });
  return roles.length === 0 ? "<none>" : [...new Set(roles)].sort().join(",");
}

function nodeAddress(type: string): Cell {
  return (object) => {
    const found = list(at(object, "status.addresses")).find((address) => at(address, "type") === type);
    return text(at(found, "address"), "<none>");
  };
}

function externalAddresses(object: KubeObject): string {
  const external = list(at(object, "spec.externalIPs")).map((address) => text(address));
  switch (at(object, "spec.type")) {
    case "ExternalName":
      return text(at(object, "spec.externalName"));
    case "LoadBalancer": {
      const ingress = list(at(object, "status.loadBalancer.ingress")).map(
        (point) => text(at(point, "ip")) || text(at(point, "hostname")),
      );
      const all = [...ingress, ...external].filter((address) => address !== "");
      return all.length === 0 ? "<pending>" : all.join(",");
    }
    default:
      return external.length === 0 ? "<none>" : external.join(",");
  }
}

function servicePorts(object: KubeObject): string {
  const ports = list(at(object, "spec.ports")).map((port) => {
    const node = Number(at(port, "nodePort") ?? 0);
    return `${text(at(port, "port"))}${node > 0 ? `:${node}` : ""}/${text(at(port, "protocol"), "TCP")}`;
  });
  return ports.length === 0 ? "<none>" : ports.join(",");
}

const pairs = (map: Value): string =>
  entries(map).length === 0
    ? "<none>"
    : entries(map)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, value]) => `${key}=${text(value)}`)
        .join(",");

/** A label selector as Go prints the type. */
function selectorText(selector: Value): string {
  const labels = entries(at(selector, "matchLabels")).sort(([a], [b]) => (a < b ? -1 : 1));
  const requirements = list(at(selector, "matchExpressions")).map((requirement) => {
    const values = list(at(requirement, "values")).map((value) => text(value));
    const { key, operator } = isFields(requirement) ? requirement : {};
    return `LabelSelectorRequirement{Key:${text(key)},Operator:${text(operator)},Values:[${values.join(" ")}],},`;
  });
  const map = `map[string]string{${labels.map(([key, value]) => `${key}: ${text(value)},`).join("")}}`;
  return `&LabelSelector{MatchLabels:${map},MatchExpressions:[]LabelSelectorRequirement{${requirements.join("")}},}`;
}

function toColumn([name, cell, options]: Row): Column {
  return { definition: { name, type: "string", format: "", description: "", priority: 0, ...options }, cell };
}

/** `group/Kind` → its columns. */
export const builtinColumns: { readonly [groupKind: string]: readonly Column[] } = Object.fromEntries(
  Object.entries(ROWS).map(([groupKind, rows]) => [groupKind, rows.map(toColumn)]),
);
