/**
 * One OpenAPI 3.0 document: the resources of one group and version, as an API server serves them. What it is made of is
 * that of Kubernetes 1.36, but for Kubernetes' long descriptions of its own parameters and types, which are written anew,
 * and for `DeleteOptions`, which names every group and version of the server's release.
 */
import type { JSONSchemaProps } from "../schema/types.ts";
import { type Component, componentName } from "./components.ts";
import { type OpenApiResource, pathsOf } from "./paths.ts";
import { listComponent, objectComponent } from "./schemas.ts";
import { metaComponents, scaleComponents } from "./shared-components.ts";

export interface OpenApiDocument {
  openapi: "3.0.0";
  info: { title: string; version: string };
  paths: { [path: string]: unknown };
  components: { schemas: { [name: string]: Component } };
}

interface DescribedResource {
  resource: OpenApiResource;
  /** Undefined where none is known: any object. */
  schema: JSONSchemaProps | undefined;
}

/** What an API server says of every document of custom resources. */
export const CUSTOM_RESOURCES = { title: "Kubernetes CRD Swagger", version: "v0.1.0" };

/**
 * The document of the resources, which are of one group and version; the shared components that they need are in it.
 */
export function openApiDocument(
  described: readonly DescribedResource[],
  info: OpenApiDocument["info"] = CUSTOM_RESOURCES,
): OpenApiDocument {
  const schemas: { [name: string]: Component } = {};
  const paths: { [path: string]: unknown } = {};
  for (const { resource, schema } of described) {
    schemas[componentName(resource)] = objectComponent(resource, schema);
    schemas[componentName({ ...resource, kind: resource.listKind })] = listComponent(resource);
    Object.assign(paths, pathsOf(resource));
  }
  const scaled = described.some(({ resource }) => resource.subresources.scale);
  Object.assign(schemas, metaComponents, scaled ? scaleComponents : {});
  return { openapi: "3.0.0", info, paths, components: { schemas } };
}
