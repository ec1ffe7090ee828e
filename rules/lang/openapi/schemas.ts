/** A resource's schema and its list as components, as an API server publishes them. */
import type { JSONSchemaProps } from "../schema/types.ts";
import {
  API_VERSION,
  type Component,
  componentName,
  componentNames,
  KIND,
  METADATA,
  ref,
  refTo,
} from "./components.ts";
import type { OpenApiResource } from "./paths.ts";

/** The component of a kind. Its `apiVersion`, `kind` and `metadata` are those of every kind. */
export function objectComponent(resource: OpenApiResource, schema: JSONSchemaProps | undefined): Component {
  const own = published(schema ?? { type: "object", "x-kubernetes-preserve-unknown-fields": true });
  const { apiVersion, kind, metadata, ...fields } = own.properties ?? {};
  return {
    ...own,
    type: "object",
    properties: { apiVersion: API_VERSION, kind: KIND, metadata: METADATA, ...fields },
    ...extensions(resource, resource.kind),
  };
}

/** The component of the resource's list. */
export function listComponent(resource: OpenApiResource): Component {
  const { kind, listKind, plural } = resource;
  return {
    description: `${listKind} is a list of ${kind}`,
    type: "object",
    required: ["items"],
    properties: {
      apiVersion: API_VERSION,
      kind: KIND,
      metadata: refTo(componentNames.listMeta, "Standard metadata of the list."),
      items: { description: `The ${plural}.`, type: "array", items: { $ref: ref(componentName(resource)) } },
    },
    ...extensions(resource, listKind),
  };
}

function extensions({ group, version, selectableFields }: OpenApiResource, kind: string) {
  return {
    "x-kubernetes-group-version-kind": [{ group, kind, version }],
    ...(selectableFields.length === 0
      ? {}
      : { "x-kubernetes-selectable-fields": selectableFields.map((path) => ({ fieldPath: path.slice(1) })) }),
  };
}

/** A structural schema with what its `x-kubernetes-…` words mean said in plain OpenAPI too. */
export function published(schema: JSONSchemaProps): Component {
  const out: Component = { ...(schema as Component) };
  if (schema["x-kubernetes-int-or-string"]) sayIntOrString(out, schema);
  if (schema.items && !Array.isArray(schema.items)) out.items = published(schema.items);
  if (typeof schema.additionalProperties === "object")
    out.additionalProperties = published(schema.additionalProperties);
  if (schema.properties) {
    out.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, inner]) => [name, published(inner)]),
    );
  }
  if (schema["x-kubernetes-embedded-resource"]) {
    out.properties = { ...out.properties, apiVersion: API_VERSION, kind: KIND, metadata: METADATA };
    out.required = [...new Set([...(schema.required ?? []), "kind", "apiVersion"])];
  }
  return out;
}

const INTEGER_OR_STRING = [{ type: "integer" }, { type: "string" }];

/** Unless the schema says so itself, as its `anyOf` or the first of its `allOf`. */
function sayIntOrString(out: Component, schema: JSONSchemaProps): void {
  const says = (anyOf: JSONSchemaProps[] | undefined) =>
    anyOf?.length === 2 && anyOf[0]?.type === "integer" && anyOf[1]?.type === "string";
  if (says(schema.anyOf) || says(schema.allOf?.[0]?.anyOf)) return;
  if (schema.anyOf === undefined) out.anyOf = INTEGER_OR_STRING;
  else out.allOf = [{ anyOf: INTEGER_OR_STRING }, ...(out.allOf ?? [])];
}
