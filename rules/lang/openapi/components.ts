/** Names of and references to the parts of an OpenAPI document, and the fields that every kind has. */
import type { JSONSchemaProps } from "../schema/types.ts";

/** A component schema: a CRD schema that may also point elsewhere. */
export type Component = JSONSchemaProps & {
  $ref?: string;
  allOf?: Component[];
  properties?: { [name: string]: Component };
  items?: Component;
  additionalProperties?: Component | boolean;
  "x-kubernetes-group-version-kind"?: { group: string; version: string; kind: string }[];
  "x-kubernetes-selectable-fields"?: { fieldPath: string }[];
  "x-kubernetes-patch-strategy"?: string;
  "x-kubernetes-patch-merge-key"?: string;
};

export const META = "io.k8s.apimachinery.pkg.apis.meta.v1";
export const AUTOSCALING = "io.k8s.api.autoscaling.v1";

export const componentNames = {
  objectMeta: `${META}.ObjectMeta`,
  listMeta: `${META}.ListMeta`,
  status: `${META}.Status`,
  deleteOptions: `${META}.DeleteOptions`,
  patch: `${META}.Patch`,
  scale: `${AUTOSCALING}.Scale`,
} as const;

/** The reference to a component. */
export const ref = (component: string): string => `#/components/schemas/${component}`;

/** A field whose value is described elsewhere, with its own description kept. */
export const refTo = (component: string, description: string): Component => ({
  description,
  allOf: [{ $ref: ref(component) }],
});

/** The three fields of every kind. */
export const API_VERSION: Component = {
  description:
    "Group and version that the object is written in, such as `apps/v1`; `v1` alone is the core group.",
  type: "string",
};
export const KIND: Component = {
  description: "What the object is, in CamelCase; it never changes.",
  type: "string",
};
export const METADATA = refTo(
  componentNames.objectMeta,
  "Name, namespace, labels and all else that every object has.",
);

/** Component name of a kind: the group reversed as Java would, or the name the core group has always had. */
export function componentName(kind: { group: string; version: string; kind: string }): string {
  if (kind.group === "") return `io.k8s.api.core.${kind.version}.${kind.kind}`;
  return `${kind.group.split(".").reverse().join(".")}.${kind.version}.${kind.kind}`;
}
