/** Definitions for one question each: a kind `Thing` in a group of its own. */

import type { JSONSchemaProps } from "../../../rules/lang/schema/types.ts";

export const DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

export interface Version {
  readonly name: string;
  readonly schema: JSONSchemaProps;
  readonly subresources?: object;
}

/** A definition with these versions; objects are stored in the first. */
export const definition = (group: string, versions: readonly Version[]): object => ({
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: `things.${group}` },
  spec: {
    ...{ group, scope: "Namespaced", names: { kind: "Thing", plural: "things" } },
    versions: versions.map(({ name, schema, subresources }, index) => ({
      ...{ name, served: true, storage: index === 0, schema: { openAPIV3Schema: schema } },
      ...(subresources && { subresources }),
    })),
  },
});

export const thingsPath = (group: string, version: string): string =>
  `/apis/${group}/${version}/namespaces/default/things`;

export const thing = (group: string, version: string, content: object): object => ({
  ...{ apiVersion: `${group}/${version}`, kind: "Thing", metadata: { name: "thing" } },
  ...content,
});
