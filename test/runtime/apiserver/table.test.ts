import { test } from "uvu";
import * as assert from "uvu/assert";
import type { KubeObject, PrinterColumn } from "../../../runtime/apiserver/contract.ts";
import { humanDuration } from "../../../runtime/apiserver/human-duration.ts";
import { parseJsonPath, selectJsonPath } from "../../../runtime/apiserver/jsonpath.ts";
import { toTable } from "../../../runtime/apiserver/table.ts";
import { resource } from "./resources.ts";

const NOW = Date.parse("2026-01-02T12:00:00Z");
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// biome-ignore format: table
const durations: [milliseconds: number, text: string][] = [
  [-2 * SECOND, "<invalid>"], [-1 * SECOND, "0s"], [0, "0s"], [119 * SECOND, "119s"], [2 * MINUTE, "2m"],
  [2 * MINUTE + SECOND, "2m1s"], [10 * MINUTE + SECOND, "10m"], [179 * MINUTE, "179m"], [3 * HOUR, "3h"],
  [3 * HOUR + MINUTE, "3h1m"], [8 * HOUR + MINUTE, "8h"], [47 * HOUR, "47h"], [2 * DAY, "2d"], [2 * DAY + HOUR, "2d1h"],
  [8 * DAY + HOUR, "8d"], [364 * DAY, "364d"], [729 * DAY, "729d"], [730 * DAY, "2y"], [731 * DAY, "2y1d"], [3650 * DAY, "10y"],
];
for (const [milliseconds, text] of durations)
  test(`${milliseconds / SECOND} seconds read ${text}`, () => assert.is(humanDuration(milliseconds), text));

const pathed = {
  spec: { "a.b/c": "slash", list: [1, 2, 3], names: [{ n: "x" }, { n: "y" }] },
  status: {
    conditions: [
      { type: "Ready", status: "True", n: 3 },
      { type: "Other", status: "False", n: 5 },
    ],
  },
};
// biome-ignore format: table
const paths: [path: string, values: unknown[]][] = [
  [".spec.list[0]", [1]], [".spec.list[-1]", [3]], [".spec.list[0:2]", [1, 2]], [".spec.list[5]", []],
  [".spec['a.b/c']", ["slash"]], [".spec.a\\.b/c", ["slash"]], [".spec.none.x", []],
  [".spec.names[*].n", ["x", "y"]], [".spec.list.*", [1, 2, 3]], ["..n", [3, 5, "x", "y"]],
  ['.status.conditions[?(@.type=="Ready")].status', ["True"]], [".status.conditions[?(@.type=='Other')].status", ["False"]],
  [".status.conditions[?(@.n>3)].type", ["Other"]], [".status.conditions[?(@.missing)].type", []],
  ["{.spec.list[0,2]}", [1, 3]], ["$.spec.list[1]", [2]],
];
for (const [path, values] of paths)
  test(`JSONPath ${path}`, () => {
    const parsed = parseJsonPath(path);
    assert.is(parsed.error, undefined);
    const got = selectJsonPath(pathed, parsed.path ?? []);
    assert.equal(path.startsWith("..") ? got.sort() : got, values);
  });

for (const path of [".a[", ".a[?(x)]", ".a[b]", ".a b"])
  test(`JSONPath ${path} is refused`, () => assert.ok(parseJsonPath(path).error));

const widget = (columns: PrinterColumn[]) =>
  resource({ group: "demo.example.com", version: "v1", kind: "Widget", columns });
const object = (fields: { [key: string]: unknown }): KubeObject => ({
  apiVersion: "demo.example.com/v1",
  kind: "Widget",
  metadata: { name: "a", namespace: "ns", resourceVersion: "7", creationTimestamp: "2026-01-02T11:55:00Z" },
  ...fields,
});

test("without columns of its own a custom resource shows name and age", () => {
  const table = toTable(widget([]), [object({})], { now: NOW });
  assert.equal(
    table.columnDefinitions?.map((column) => [column.name, column.type, column.format]),
    [
      ["Name", "string", "name"],
      ["Age", "date", ""],
    ],
  );
  assert.equal(table.rows[0]?.cells, ["a", "5m"]);
});

// biome-ignore format: table
const cells: [type: PrinterColumn["type"], value: unknown, cell: unknown][] = [
  ["string",  "x",                    "x"],
  ["string",  3,                      "3"],
  ["string",  true,                   "true"],
  ["string",  { b: 1 },               '{"b":1}'],
  ["string",  undefined,              null],
  ["integer", 3,                      3],
  ["integer", "3",                    null],
  ["number",  1.5,                    1.5],
  ["boolean", false,                  false],
  ["boolean", "false",                null],
  ["date",    "2026-01-02T09:00:00Z", "3h"],
  ["date",    "yesterday",            "<invalid>"],
  ["date",    3,                      null],
];
for (const [type, value, cell] of cells)
  test(`a ${type} column shows ${JSON.stringify(value)} as ${JSON.stringify(cell)}`, () => {
    const table = toTable(
      widget([{ name: "X", type, jsonPath: ".spec.x" }]),
      [object({ spec: { x: value } })],
      { now: NOW },
    );
    assert.equal(table.rows[0]?.cells[1], cell);
  });

test("rows carry what includeObject asks for", () => {
  const row = (includeObject?: "None" | "Object") =>
    toTable(widget([]), [object({ spec: {} })], { now: NOW, ...(includeObject ? { includeObject } : {}) })
      .rows[0]?.object as KubeObject | null;
  assert.is(row()?.kind, "PartialObjectMetadata");
  assert.is(row()?.apiVersion, "meta.k8s.io/v1");
  assert.is(row()?.metadata.namespace, "ns");
  assert.is(row()?.spec, undefined);
  assert.is(row("Object")?.kind, "Widget");
  assert.is(row("None"), null);
});

test("a list's metadata becomes the table's; a watch event after the first has no columns", () => {
  const listMetadata = { resourceVersion: "9", continue: "c", remainingItemCount: 2 };
  assert.equal(toTable(widget([]), [], { now: NOW, listMetadata }).metadata, listMetadata);
  assert.is(toTable(widget([]), [object({})], { now: NOW, withDefinitions: false }).columnDefinitions, null);
  assert.equal(toTable(widget([]), [object({})], { now: NOW }).metadata, { resourceVersion: "7" });
});

const metadata = { name: "a", creationTimestamp: "2026-01-02T11:55:00Z" };
// biome-ignore format: table
const builtin: [group: string, kind: string, fields: { [key: string]: unknown }, cells: unknown[]][] = [
  ["", "Namespace", { status: { phase: "Active" } }, ["a", "Active", "5m"]],
  ["", "Secret", { type: "Opaque", data: { x: "", y: "" } }, ["a", "Opaque", 2, "5m"]],
  ["", "ConfigMap", { data: { x: "" }, binaryData: { y: "" } }, ["a", 2, "5m"]],
  ["", "Event", { lastTimestamp: "2026-01-02T11:59:00Z", firstTimestamp: "2026-01-02T11:50:00Z", type: "Normal", reason: "R", involvedObject: { kind: "Pod", name: "p" }, message: "m ", source: { component: "c", host: "h" }, count: 4 }, ["60s", "Normal", "R", "pod/p", "", "c, h", "m", "10m", 4, "a"]],
  ["", "PersistentVolumeClaim", { spec: { volumeName: "v", storageClassName: "s", volumeMode: "Block" }, status: { phase: "Bound", capacity: { storage: "1Gi" }, accessModes: ["ReadWriteMany", "ReadWriteOnce"] } }, ["a", "Bound", "v", "1Gi", "RWO,RWX", "s", "<unset>", "5m", "Block"]],
  ["", "ResourceQuota", { status: { hard: { pods: "4", "limits.cpu": "2" }, used: { pods: "1" } } }, ["a", "pods: 1/4", "limits.cpu: 0/2", "5m"]],
  ["", "Node", { spec: { unschedulable: true }, status: { conditions: [{ type: "Ready", status: "True" }], addresses: [{ type: "InternalIP", address: "10.0.0.1" }], nodeInfo: { kubeletVersion: "v1" } } }, ["a", "Ready,SchedulingDisabled", "<none>", "5m", "v1", "10.0.0.1", "<none>", "<unknown>", "<unknown>", "<unknown>"]],
  ["", "Service", { spec: { type: "ClusterIP", clusterIP: "10.1.1.1", ports: [{ port: 80, protocol: "TCP" }], selector: { b: "2", a: "1" } } }, ["a", "ClusterIP", "10.1.1.1", "<none>", "80/TCP", "5m", "a=1,b=2"]],
  ["storage.k8s.io", "StorageClass", { provisioner: "p", reclaimPolicy: "Retain" }, ["a", "p", "Retain", "Immediate", false, "5m"]],
  ["coordination.k8s.io", "Lease", { spec: { holderIdentity: "h" } }, ["a", "h", "5m"]],
  ["apiextensions.k8s.io", "CustomResourceDefinition", {}, ["a", "2026-01-02T11:55:00Z"]],
  ["admissionregistration.k8s.io", "ValidatingAdmissionPolicy", { spec: { validations: [{}], paramKind: { apiVersion: "v1", kind: "ConfigMap" } } }, ["a", 1, "v1/ConfigMap", "5m"]],
  ["admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding", { spec: { policyName: "p", paramRef: { name: "n", namespace: "ns" } } }, ["a", "p", "ns/n", "5m"]],
  ["admissionregistration.k8s.io", "MutatingWebhookConfiguration", { webhooks: [{}, {}] }, ["a", 2, "5m"]],
];
for (const [group, kind, fields, expected] of builtin)
  test(`${kind} columns`, () => {
    const table = toTable(
      resource({ group, version: "v1", kind }),
      [{ apiVersion: "v1", kind, metadata, ...fields }],
      { now: NOW },
    );
    assert.equal(table.rows[0]?.cells, expected);
  });

test.run();
