import { test } from "uvu";
import * as assert from "uvu/assert";
import { discoveryResponse } from "../../../runtime/apiserver/discovery.ts";
import { compareVersions } from "../../../runtime/apiserver/versions.ts";
import { resource } from "./resources.ts";

const resources = [
  resource({ group: "demo.example.com", version: "v1beta1", kind: "Widget" }),
  resource({
    group: "demo.example.com",
    version: "v1",
    kind: "Widget",
    shortNames: ["wd"],
    categories: ["all"],
    subresources: { status: true, scale: { specReplicasPath: ".spec.n", statusReplicasPath: ".status.n" } },
  }),
  resource({ group: "", version: "v1", kind: "Namespace", namespaced: false }),
  resource({ group: "coordination.k8s.io", version: "v1", kind: "Lease" }),
];
const AGGREGATED =
  "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

const ask = (path: string, more: { accept?: string; ifNoneMatch?: string } = {}) =>
  discoveryResponse({ path, ...more }, resources);
const body = (path: string, accept?: string) =>
  JSON.parse(ask(path, accept === undefined ? {} : { accept })?.body ?? "null");

test("aggregated /apis lists built-in groups first, and versions by preference", () => {
  const document = body("/apis", AGGREGATED);
  assert.is(document.kind, "APIGroupDiscoveryList");
  assert.is(document.apiVersion, "apidiscovery.k8s.io/v2");
  assert.equal(
    document.items.map((group: { metadata: { name: string } }) => group.metadata.name),
    ["coordination.k8s.io", "demo.example.com"],
  );
  assert.equal(
    document.items[1].versions.map((version: { version: string }) => version.version),
    ["v1", "v1beta1"],
  );
});

test("an aggregated resource carries scope, names, verbs and subresources", () => {
  const [version] = body("/apis", AGGREGATED).items[1].versions;
  assert.is(version.freshness, "Current");
  assert.equal(version.resources, [
    {
      resource: "widgets",
      responseKind: { group: "demo.example.com", version: "v1", kind: "Widget" },
      scope: "Namespaced",
      singularResource: "widget",
      verbs: resources[1]?.verbs,
      shortNames: ["wd"],
      categories: ["all"],
      subresources: [
        {
          subresource: "status",
          responseKind: { group: "demo.example.com", version: "v1", kind: "Widget" },
          verbs: ["get", "patch", "update"],
        },
        {
          subresource: "scale",
          responseKind: { group: "autoscaling", version: "v1", kind: "Scale" },
          verbs: ["get", "patch", "update"],
        },
      ],
    },
  ]);
});

test("/api carries the core group only", () => {
  assert.equal(
    body("/api", AGGREGATED).items.map((group: { metadata: { name: string } }) => group.metadata.name),
    [""],
  );
  assert.equal(body("/api").versions, ["v1"]);
});

test("the content type names the form, and Vary says that it depends on Accept", () => {
  const answer = ask("/apis", { accept: AGGREGATED });
  assert.is(
    answer?.headers["content-type"],
    "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList",
  );
  assert.is(answer?.headers.vary, "Accept");
  assert.is(ask("/apis", { accept: "application/json" })?.headers["content-type"], "application/json");
  assert.match(
    ask("/apis", { accept: AGGREGATED.slice(AGGREGATED.indexOf(",") + 1) })?.body ?? "",
    "apidiscovery.k8s.io/v2beta1",
  );
});

test("a known ETag is answered with 304 and no body", () => {
  const etag = ask("/apis", { accept: AGGREGATED })?.headers.etag as string;
  assert.match(etag, /^"[0-9A-F]{128}"$/);
  const again = ask("/apis", { accept: AGGREGATED, ifNoneMatch: etag });
  assert.is(again?.status, 304);
  assert.is(again?.body, "");
  assert.is(ask("/apis", { accept: AGGREGATED, ifNoneMatch: '"other"' })?.status, 200);
});

test("legacy documents", () => {
  assert.equal(body("/apis/demo.example.com").preferredVersion, {
    groupVersion: "demo.example.com/v1",
    version: "v1",
  });
  const list = body("/apis/demo.example.com/v1");
  assert.is(list.groupVersion, "demo.example.com/v1");
  assert.equal(
    list.resources.map((item: { name: string; kind: string }) => [item.name, item.kind]),
    [
      ["widgets", "Widget"],
      ["widgets/status", "Widget"],
      ["widgets/scale", "Scale"],
    ],
  );
  assert.is(body("/api/v1").groupVersion, "v1");
});

test("unknown groups, versions and paths are not discovery's", () => {
  for (const path of [
    "/apis/none",
    "/apis/demo.example.com/v9",
    "/api/v2",
    "/healthz",
    "/apis/demo.example.com/v1/widgets",
  ])
    assert.is(ask(path), undefined, path);
});

test("version order is Kubernetes' own", () => {
  const versions = [
    "foo1",
    "v1alpha1",
    "v11alpha2",
    "foo10",
    "v12alpha1",
    "v3beta1",
    "v10",
    "v2",
    "v11beta2",
    "v10beta3",
    "v1",
  ];
  assert.equal(versions.sort(compareVersions), [
    "v10",
    "v2",
    "v1",
    "v11beta2",
    "v10beta3",
    "v3beta1",
    "v12alpha1",
    "v11alpha2",
    "v1alpha1",
    "foo1",
    "foo10",
  ]);
});

// biome-ignore format: table
const stored: readonly [group: string, version: string, kind: string, hash: string][] = [
  ["",                  "v1", "ConfigMap",    "qFsyl6wFWjQ="],
  ["storage.k8s.io",    "v1", "StorageClass", "K+m6uJwbjGY="],
  ["stories.vmop.test", "v1", "Widget",       "n7YQB1/Jg5s="],
];
for (const [group, version, kind, hash] of stored) {
  test(`${kind} has the storage version hash that it has on every server`, () => {
    const path = group === "" ? `/api/${version}` : `/apis/${group}/${version}`;
    const answer = discoveryResponse({ path }, [resource({ group, version, kind })]);
    assert.is(JSON.parse(answer!.body).resources[0].storageVersionHash, hash);
  });
}

test("a storage version that is another one counts", () => {
  const kind = { group: "apiextensions.k8s.io", version: "v1", kind: "CustomResourceDefinition" };
  const answer = discoveryResponse({ path: "/apis/apiextensions.k8s.io/v1" }, [
    resource({ ...kind, storageVersion: "v1beta1" }),
  ]);
  assert.is(JSON.parse(answer!.body).resources[0].storageVersionHash, "jfWCUB31mvA=");
});

test.run();
