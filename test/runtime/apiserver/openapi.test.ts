import { test } from "uvu";
import * as assert from "uvu/assert";
import type { JSONSchemaProps } from "../../../rules/lang/schema/types.ts";
import { createOpenApi, type OpenApiInput } from "../../../runtime/apiserver/openapi.ts";
import { resource } from "./resources.ts";

const widget = resource({
  group: "demo.example.com",
  version: "v1",
  kind: "Widget",
  subresources: { status: true },
});
const schema: JSONSchemaProps = {
  type: "object",
  description: "A widget.",
  properties: {
    spec: { type: "object", properties: { size: { type: "integer", description: "How big." } } },
  },
};
const input: OpenApiInput = {
  resources: [widget, resource({ group: "", version: "v1", kind: "Namespace", namespaced: false })],
  schemaOf: (wanted) => (wanted === widget ? schema : undefined),
  serverVersion: "v1.36.0",
};
const DOCUMENT = "/openapi/v3/apis/demo.example.com/v1";

test("the index names every group and version, with the hash of its document", () => {
  const api = createOpenApi();
  const index = JSON.parse(api.respond({ path: "/openapi/v3" }, input)?.body ?? "");
  assert.equal(Object.keys(index.paths), ["api/v1", "apis/demo.example.com/v1"]);
  const url = new URL(index.paths["apis/demo.example.com/v1"].serverRelativeURL, "https://h");
  assert.is(url.pathname, DOCUMENT);
  const answer = api.respond({ path: url.pathname, hash: url.searchParams.get("hash") ?? "" }, input);
  assert.is(answer?.headers["cache-control"], "public, immutable");
  assert.is(answer?.headers.etag, `"${url.searchParams.get("hash")}"`);
  assert.is(api.respond({ path: DOCUMENT, ifNoneMatch: answer?.headers.etag }, input)?.status, 304);
});

test("kubectl finds fieldValidation on the PATCH of the kind", () => {
  const document = JSON.parse(createOpenApi().respond({ path: DOCUMENT }, input)?.body ?? "");
  const patch = document.paths["/apis/demo.example.com/v1/namespaces/{namespace}/widgets/{name}"].patch;
  assert.equal(patch["x-kubernetes-group-version-kind"], {
    group: "demo.example.com",
    version: "v1",
    kind: "Widget",
  });
  assert.ok(
    patch.parameters.some(
      (parameter: { name: string; in: string }) =>
        parameter.name === "fieldValidation" && parameter.in === "query",
    ),
  );
  assert.ok(document.paths["/apis/demo.example.com/v1/namespaces/{namespace}/widgets/{name}/status"].put);
  assert.ok(document.paths["/apis/demo.example.com/v1/widgets"].get);
});

test("kubectl explain finds the component of the kind, its descriptions and its metadata", () => {
  const document = JSON.parse(createOpenApi().respond({ path: DOCUMENT }, input)?.body ?? "");
  const component = document.components.schemas["com.example.demo.v1.Widget"];
  assert.is(component.description, "A widget.");
  assert.is(component.properties.spec.properties.size.description, "How big.");
  assert.equal(component["x-kubernetes-group-version-kind"], [
    { group: "demo.example.com", version: "v1", kind: "Widget" },
  ]);
  const target = component.properties.metadata.allOf[0].$ref.replace("#/components/schemas/", "");
  assert.ok(document.components.schemas[target].properties.labels.description);
});

test("every $ref points at a component of the same document", () => {
  const text = createOpenApi().respond({ path: DOCUMENT }, input)?.body ?? "";
  const { schemas } = JSON.parse(text).components;
  for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g))
    assert.ok(schemas[name as string], name);
});

test("a document is built again only when what it shows was replaced", () => {
  const api = createOpenApi();
  const before = api.respond({ path: DOCUMENT }, input);
  assert.is(
    api.respond({ path: DOCUMENT }, { ...input, resources: [...input.resources] })?.body,
    before?.body,
  );
  const changed = { ...input, schemaOf: () => ({ ...schema, description: "Another." }) };
  assert.is.not(api.respond({ path: DOCUMENT }, changed)?.headers.etag, before?.headers.etag);
});

test("version 2 is there but empty, as protobuf for kubectl", () => {
  const accept = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";
  const answer = createOpenApi().respond({ path: "/openapi/v2", accept }, input);
  assert.is(answer?.headers["content-type"], "application/com.github.proto-openapi.spec.v2.v1.0+protobuf");
  assert.equal([...Buffer.from(answer?.body ?? "")], [0x0a, 3, 0x32, 0x2e, 0x30]);
  assert.is(JSON.parse(createOpenApi().respond({ path: "/openapi/v2" }, input)?.body ?? "").swagger, "2.0");
});

test("an unknown document is not found", () => {
  assert.is(createOpenApi().respond({ path: "/openapi/v3/apis/none/v1" }, input), undefined);
});

test.run();
