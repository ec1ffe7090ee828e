/** From a definition to the resources it defines, one a served version. */
import { createHash } from "node:crypto";
import { type PreparedSchema, prepare } from "../../../rules/lang/schema/index.ts";
import type { JSONSchemaProps } from "../../../rules/lang/schema/types.ts";
import type { KubeObject, ResourceInfo } from "../contract.ts";
import type { Resource } from "../registry/resource.ts";
import { type Converter, converterFor } from "./conversion.ts";
import { customStrategy, normalizeBySchema, trimBySchema } from "./strategy.ts";
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
  const schemas = new Map(
    spec.versions.map((version) => [
      `${spec.group}/${version.name}`,
      prepare(schemaOf(version), { compat: options.compat }),
    ]),
  );
  return spec.versions
    .filter((version) => version.served)
    .map((version) => resourceOf(definition, version, storage, schemas, options));
}

const schemaOf = ({ schema }: DefinitionVersion): JSONSchemaProps => schema?.openAPIV3Schema ?? anything;

function resourceOf(
  definition: CustomResourceDefinition,
  version: DefinitionVersion,
  storage: DefinitionVersion,
  schemas: ReadonlyMap<string, PreparedSchema>,
  options: ServeOptions,
): Resource {
  const { spec } = definition;
  const apiVersion = `${spec.group}/${version.name}`;
  const schema = schemaOf(version);
  const prepared = schemas.get(apiVersion)!;
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
      scale: version.subresources?.scale,
      schema: prepared,
    }),
    patchTypes: customPatchTypes,
    custom: true,
    // Defaults are those of the version that was stored; the other versions only leave out what they do not know.
    convert(object) {
      const stored = schemas.get(object.apiVersion);
      const whole = stored === undefined ? object : normalizeBySchema(stored, object);
      if (object.apiVersion === apiVersion) return whole;
      return trimBySchema(prepared, converter(whole, apiVersion)) as KubeObject;
    },
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
