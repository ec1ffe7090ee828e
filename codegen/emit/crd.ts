/** CustomResourceDefinitions: one file a kind, all its versions merged. */
import { stringify } from "yaml";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import type { Model, ResourceModel } from "../model.ts";
import type { Files } from "./emitter.ts";
import { yamlHeader } from "./header.ts";
import { sortSchema } from "./sort-schema.ts";

export interface CustomResourceDefinition {
  apiVersion: "apiextensions.k8s.io/v1";
  kind: "CustomResourceDefinition";
  metadata: { name: string };
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

export function emitCrds(model: Model): Files {
  const files: Files = new Map();
  for (const crd of crds(model)) {
    const { group, names } = crd.spec;
    const from = [
      ...new Set(
        model.resources.filter((r) => r.group === group && r.kind === names.kind).map((r) => r.file),
      ),
    ];
    const text = stringify(crd, { version: "1.1", lineWidth: 0, aliasDuplicateObjects: false });
    files.set(`crds/${names.plural}.${group}.yaml`, `${yamlHeader(from.join(", "))}${text}`);
  }
  return files;
}

/** The CRDs of the model as objects, one a kind. */
export function crds(model: Model): CustomResourceDefinition[] {
  const kinds = new Map<string, ResourceModel[]>();
  for (const resource of model.resources) {
    const key = `${resource.plural}.${resource.group}`;
    kinds.set(key, [...(kinds.get(key) ?? []), resource]);
  }
  return [...kinds.values()].map(crd);
}

/** Names and scope are those of the stored version. */
function crd(versions: readonly ResourceModel[]): CustomResourceDefinition {
  const { group, kind, plural, singular, shortNames, categories, scope } =
    versions.find((r) => r.storage) ?? versions[0]!;
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.${group}` },
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
      versions: versions.map(crdVersion),
    },
  };
}

function crdVersion(resource: ResourceModel): CustomResourceDefinitionVersion {
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
    schema: { openAPIV3Schema: sortSchema(resource.schema) },
  };
}
