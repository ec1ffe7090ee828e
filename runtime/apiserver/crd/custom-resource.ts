/** From a definition to the resources it defines, one a served version. */
import { createHash } from "node:crypto";
import { type PreparedSchema, prepare } from "../../../rules/lang/schema/index.ts";
import type { JSONSchemaProps } from "../../../rules/lang/schema/types.ts";
import type { ResourceInfo } from "../contract.ts";
import type { Resource } from "../registry/resource.ts";
import { type Converter, converterFor } from "./conversion.ts";
import { customStrategy } from "./strategy.ts";
import { type CustomResourceDefinition, type DefinitionVersion, isTrue } from "./types.ts";

const verbs = ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"];

export const customPatchTypes = [
  "application/json-patch+json",
  "application/merge-patch+json",
  "application/apply-patch+yaml",
];

const anything: JSONSchemaProps = { type: "object", "x-kubernetes-preserve-unknown-fields": true };

export interface ServeOptions {
  readonly compat: string;
  readonly converter?: Converter;
  /** The revision from which on watches may resume. */
  readonly since: number;
  readonly retired: AbortSignal;
}

/** The resources of an established definition. */
export function resourcesOf(definition: CustomResourceDefinition, options: ServeOptions): Resource[] {
  const { spec } = definition;
  const storage = spec.versions.find((version) => version.storage)!;
  return spec.versions
    .filter((version) => version.served)
    .map((version) => resourceOf(definition, version, storage, options));
}

function resourceOf(
  definition: CustomResourceDefinition,
  version: DefinitionVersion,
  storage: DefinitionVersion,
  options: ServeOptions,
): Resource {
  const { spec } = definition;
  const apiVersion = `${spec.group}/${version.name}`;
  const schema = version.schema?.openAPIV3Schema ?? anything;
  const prepared: PreparedSchema = prepare(schema, { compat: options.compat });
  const converter = options.converter ?? converterFor(definition);
  const info = infoOf(definition, version);
  return {
    info: { ...info, storageVersion: storage.name },
    groupResource: { group: spec.group, resource: info.plural },
    apiVersion,
    storage: { apiVersion: `${spec.group}/${storage.name}` },
    schemaMark: markOf(apiVersion, schema),
    prefix: `${spec.group}/${info.plural}/`,
    schema,
    strategy: customStrategy({
      apiVersion,
      kind: info.kind,
      hasStatus: info.subresources.status,
      schema: prepared,
    }),
    patchTypes: customPatchTypes,
    custom: true,
    convert: (object) => converter(object, apiVersion),
    since: options.since,
    retired: options.retired,
    closedForCreate:
      definition.metadata.deletionTimestamp !== undefined || isTrue(definition, "Terminating")
        ? "create not allowed while custom resource definition is terminating"
        : undefined,
  };
}

function infoOf(definition: CustomResourceDefinition, version: DefinitionVersion): ResourceInfo {
  const { spec, status } = definition;
  const names = status?.acceptedNames ?? spec.names;
  const scale = version.subresources?.scale;
  const warning = version.deprecated
    ? (version.deprecationWarning ?? `${spec.group}/${version.name} ${spec.names.kind} is deprecated`)
    : undefined;
  return {
    group: spec.group,
    version: version.name,
    kind: names.kind,
    listKind: names.listKind ?? `${names.kind}List`,
    plural: names.plural,
    singular: names.singular ?? names.kind.toLowerCase(),
    shortNames: names.shortNames ?? [],
    categories: names.categories ?? [],
    namespaced: spec.scope === "Namespaced",
    verbs,
    subresources: {
      status: version.subresources?.status !== undefined,
      ...(scale === undefined ? {} : { scale }),
    },
    columns: version.additionalPrinterColumns ?? [],
    selectableFields: (version.selectableFields ?? []).map((field) => field.jsonPath),
    ...(warning === undefined ? {} : { deprecationWarning: warning }),
  };
}

/** Tells stored bytes that still have the shape of this version from those that must be brought into it. */
function markOf(apiVersion: string, schema: JSONSchemaProps): string {
  return createHash("sha256")
    .update(apiVersion)
    .update(JSON.stringify(schema))
    .digest("base64url")
    .slice(0, 8);
}
