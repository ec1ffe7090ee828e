/** Where the bytes of a CRD are: compact JSON, subtree by subtree. */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import { compare } from "../problems.ts";
import { childrenOf } from "../schema-tree.ts";
import type { CustomResourceDefinition } from "./crd.ts";
import { goJsonBytes } from "./go-json-bytes.ts";

export interface Part {
  /** `v1 spec.template`. */
  path: string;
  bytes: number;
  /** Of these, descriptions. */
  prose: number;
}

/** The largest subtrees two levels down, over all versions. */
export function largestParts(crd: CustomResourceDefinition, count: number): Part[] {
  const parts = crd.spec.versions.flatMap(({ name, schema }) =>
    fieldsOf(schema.openAPIV3Schema).flatMap(([outer, inner]) =>
      fieldsOf(inner).map(([field, node]) => ({ path: `${name} ${outer}.${field}`, ...sizeOf(node) })),
    ),
  );
  return parts.sort((a, b) => b.bytes - a.bytes || compare(a.path, b.path)).slice(0, count);
}

/** Bytes of the node as compact JSON, and how many of them are descriptions. */
export const sizeOf = (node: JSONSchemaProps): { bytes: number; prose: number } => ({
  bytes: goJsonBytes(node),
  prose: proseOf(node),
});

const fieldsOf = (schema: JSONSchemaProps): [string, JSONSchemaProps][] =>
  Object.entries(schema.properties ?? {});

/** Bytes of all descriptions in a schema. */
export function proseOf(node: JSONSchemaProps): number {
  const own = node.description === undefined ? 0 : goJsonBytes({ description: node.description }) - 1;
  return childrenOf(node, "").reduce((sum, child) => sum + proseOf(child.node), own);
}
