/** OpenAPI v3, one document a group-version: schemas and paths as an API server offers them. */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import type { GroupVersion, Model, ResourceModel } from "../model.ts";
import type { Files } from "./emitter.ts";
import { META, metaSchemas, ref } from "./openapi-meta.ts";
import { resourcePaths } from "./openapi-paths.ts";
import { sortSchema } from "./sort-schema.ts";

export interface OpenApiDocument {
  openapi: "3.0.0";
  info: { title: string; version: string };
  paths: { [path: string]: unknown };
  components: { schemas: { [name: string]: unknown } };
}

export const openApiPath = (v: Pick<GroupVersion, "group" | "version">): string =>
  `generated/openapi/${v.group}.${v.version}.json`;

export function emitOpenApi(model: Model): Files {
  return new Map(
    openApiDocuments(model).map(({ version, document }) => [
      openApiPath(version),
      `${JSON.stringify(document, undefined, 2)}\n`,
    ]),
  );
}

export function openApiDocuments(model: Model): { version: GroupVersion; document: OpenApiDocument }[] {
  return model.groupVersions.flatMap((version) => {
    const resources = model.resources.filter(
      (r) => r.group === version.group && r.version === version.version && r.served,
    );
    return resources.length === 0 ? [] : [{ version, document: document(version, resources) }];
  });
}

function document(version: GroupVersion, resources: readonly ResourceModel[]): OpenApiDocument {
  const schemas: { [name: string]: unknown } = {};
  const paths: { [path: string]: unknown } = {};
  for (const r of resources) {
    schemas[componentName(r)] = objectComponent(r);
    schemas[`${componentName(r)}List`] = listComponent(r);
    Object.assign(paths, resourcePaths(r, componentName(r)));
  }
  const objectMeta = openApiSchema(resources[0]!.metadataSchema);
  return {
    openapi: "3.0.0",
    info: { title: `${version.group}/${version.version}`, version: version.version },
    paths,
    components: { schemas: { ...schemas, ...metaSchemas(objectMeta) } },
  };
}

/** `com.vmware.vmoperator.v1alpha5.VirtualMachine`. */
const componentName = (r: ResourceModel): string =>
  `${r.group.split(".").reverse().join(".")}.${r.version}.${r.kind}`;

function objectComponent(r: ResourceModel) {
  const schema = openApiSchema(r.schema);
  return {
    ...schema,
    required: ["apiVersion", "kind", "metadata", ...(r.schema.required ?? [])],
    properties: {
      ...(schema.properties as object),
      apiVersion: { ...r.schema.properties?.apiVersion, enum: [`${r.group}/${r.version}`] },
      kind: { ...r.schema.properties?.kind, enum: [r.kind] },
      metadata: { allOf: [ref(META.ObjectMeta)] },
    },
    "x-kubernetes-group-version-kind": [{ group: r.group, version: r.version, kind: r.kind }],
  };
}

function listComponent(r: ResourceModel) {
  return {
    description: `${r.kind}List is a list of ${r.kind}.`,
    type: "object",
    required: ["apiVersion", "kind", "metadata", "items"],
    properties: {
      apiVersion: { type: "string", enum: [`${r.group}/${r.version}`] },
      kind: { type: "string", enum: [`${r.kind}List`] },
      metadata: { allOf: [ref(META.ListMeta)] },
      items: { type: "array", items: ref(componentName(r)) },
    },
    "x-kubernetes-group-version-kind": [{ group: r.group, version: r.version, kind: `${r.kind}List` }],
  };
}

/** A structural schema in plain OpenAPI words too, for tools that do not know `x-kubernetes-…`. */
function openApiSchema(schema: JSONSchemaProps): { [keyword: string]: unknown } {
  return plainWords(sortSchema(schema));
}

function plainWords(schema: JSONSchemaProps): { [keyword: string]: unknown } {
  const out: { [keyword: string]: unknown } = { ...schema };
  if (schema["x-kubernetes-int-or-string"]) out.oneOf = [{ type: "integer" }, { type: "string" }];
  if (schema["x-kubernetes-preserve-unknown-fields"] && schema.type === "object")
    out.additionalProperties = true;
  if (schema.items && !Array.isArray(schema.items)) out.items = plainWords(schema.items);
  if (typeof schema.additionalProperties === "object")
    out.additionalProperties = plainWords(schema.additionalProperties);
  if (schema.properties) {
    out.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, inner]) => [name, plainWords(inner)]),
    );
  }
  return out;
}
