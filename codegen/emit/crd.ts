/** CustomResourceDefinitions: one file a kind, all its versions merged. */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import type { Model, ResourceModel } from "../model.ts";
import { rememberingObjects } from "../remembering.ts";
import { applyPolicies, type Trimmed, trim } from "./descriptions.ts";
import type { Files } from "./emitter.ts";
import { goJsonBytes } from "./go-json-bytes.ts";
import { yamlHeader } from "./header.ts";
import { sortSchema } from "./sort-schema.ts";
import { printYaml } from "./yaml.ts";

export interface CustomResourceDefinition {
  apiVersion: "apiextensions.k8s.io/v1";
  kind: "CustomResourceDefinition";
  metadata: { name: string; labels?: { [key: string]: string }; annotations?: { [key: string]: string } };
  spec: {
    group: string;
    names: {
      kind: string;
      listKind: string;
      plural: string;
      singular: string;
      shortNames?: string[];
      categories?: string[];
    };
    scope: "Namespaced" | "Cluster";
    versions: CustomResourceDefinitionVersion[];
  };
}

interface CustomResourceDefinitionVersion {
  name: string;
  served: boolean;
  storage: boolean;
  deprecated?: true;
  deprecationWarning?: string;
  additionalPrinterColumns?: ResourceModel["columns"];
  selectableFields?: { jsonPath: string }[];
  subresources?: { status?: object; scale?: object };
  schema: { openAPIV3Schema: JSONSchemaProps };
}

/** One manifest a kind. */
export function emitCrds(model: Model): Files {
  const files: Files = new Map();
  for (const crd of crds(model)) {
    const { group, names } = crd.spec;
    const from = [
      ...new Set(
        model.resources.filter((r) => r.group === group && r.kind === names.kind).map((r) => r.file),
      ),
    ];
    const text = printYaml(crd);
    files.set(`crds/${names.plural}.${group}.yaml`, `${yamlHeader(from.join(", "))}${text}`);
  }
  return files;
}

/** A CRD, and what had to be cut for it to be small enough. */
export interface MadeCrd {
  crd: CustomResourceDefinition;
  versions: readonly ResourceModel[];
  trimmed: Trimmed;
}

/** The CRDs of the model as objects, one a kind. */
export const crds = (model: Model): CustomResourceDefinition[] => makeCrds(model).map(({ crd }) => crd);

/** The CRDs as they are written. */
export const makeCrds = rememberingObjects((model: Model): MadeCrd[] => {
  const kinds = new Map<string, ResourceModel[]>();
  for (const resource of model.resources) {
    const key = `${resource.plural}.${resource.group}`;
    kinds.set(key, [...(kinds.get(key) ?? []), resource]);
  }
  return [...kinds.values()].map(makeCrd);
});

/** The schema of a resource as its CRD has it, with the descriptions that are left. */
export function crdSchema(model: Model, resource: ResourceModel): JSONSchemaProps {
  const { crd } = makeCrds(model).find(({ versions }) => versions.includes(resource))!;
  return crd.spec.versions.find(({ name }) => name === resource.version)!.schema.openAPIV3Schema;
}

function makeCrd(versions: readonly ResourceModel[]): MadeCrd {
  const described = versions.map((resource) => ({ resource, schema: sortSchema(applyPolicies(resource)) }));
  const definition = crd(described);
  const trimmed = trim(described, appliedBytes(definition) - BUDGET);
  return { crd: definition, versions, trimmed };
}

/** The API server's limit for all annotations of an object. */
export const LIMIT = 256 * 1024;
/** Room for annotations of others. */
const RESERVE = 4 * 1024;
/** What a CRD may take in kubectl's annotation. */
export const BUDGET = LIMIT - RESERVE;

const ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";

/** Bytes of all annotations after client-side apply: those of the CRD, and the whole object as kubectl writes it. */
export function appliedBytes(crd: CustomResourceDefinition): number {
  const { annotations = {} } = crd.metadata;
  const object = { ...crd, metadata: { ...crd.metadata, annotations } };
  const own = Object.entries(annotations).flat().join("");
  return Buffer.byteLength(own) + ANNOTATION.length + goJsonBytes(object) + "\n".length;
}

/** Names and scope are those of the stored version. */
function crd(
  described: readonly { resource: ResourceModel; schema: JSONSchemaProps }[],
): CustomResourceDefinition {
  const versions = described.map(({ resource }) => resource);
  const { group, kind, plural, singular, shortNames, categories, scope, labels, annotations } =
    versions.find((r) => r.storage) ?? versions[0]!;
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: {
      name: `${plural}.${group}`,
      ...(labels ? { labels } : {}),
      ...(annotations ? { annotations } : {}),
    },
    spec: {
      group,
      names: {
        kind,
        listKind: `${kind}List`,
        plural,
        singular,
        ...(shortNames.length > 0 ? { shortNames } : {}),
        ...(categories.length > 0 ? { categories } : {}),
      },
      scope,
      versions: described.map(({ resource, schema }) => crdVersion(resource, schema)),
    },
  };
}

function crdVersion(resource: ResourceModel, schema: JSONSchemaProps): CustomResourceDefinitionVersion {
  const { columns, selectableFields, subresources, deprecated } = resource;
  const hasSubresources = subresources.status || subresources.scale !== undefined;
  return {
    name: resource.version,
    served: resource.served,
    storage: resource.storage,
    ...(deprecated === undefined ? {} : { deprecated: true, deprecationWarning: deprecated }),
    ...(columns.length > 0 ? { additionalPrinterColumns: columns } : {}),
    ...(selectableFields.length > 0
      ? { selectableFields: selectableFields.map((jsonPath) => ({ jsonPath })) }
      : {}),
    ...(hasSubresources
      ? {
          subresources: {
            ...(subresources.status ? { status: {} } : {}),
            ...(subresources.scale ? { scale: subresources.scale } : {}),
          },
        }
      : {}),
    schema: { openAPIV3Schema: schema },
  };
}
