/** Schemas as trees: what is directly below a node, and under which path, as people write it: `spec.parts[].labels{}`. */
import type { JSONSchemaProps } from "../rules/lang/schema/types.ts";

/** The path of a field of the object at `path`; that of the root is empty. */
export const fieldPath = (path: string, name: string): string => (path === "" ? name : `${path}.${name}`);

/** The schema of a list's items; undefined where there is none. */
export const itemsOf = ({ items }: JSONSchemaProps): JSONSchemaProps | undefined =>
  Array.isArray(items) ? undefined : items;

/** The schema of a map's values; undefined where there is none. */
export const valuesOf = ({ additionalProperties }: JSONSchemaProps): JSONSchemaProps | undefined =>
  typeof additionalProperties === "object" ? additionalProperties : undefined;

export interface Child {
  path: string;
  node: JSONSchemaProps;
}

/** The nodes directly below the node at `path`: fields in their order, then items, then values. */
export function childrenOf(node: JSONSchemaProps, path: string): Child[] {
  const children = Object.entries(node.properties ?? {}).map(
    ([name, inner]): Child => ({ path: fieldPath(path, name), node: inner }),
  );
  const [items, values] = [itemsOf(node), valuesOf(node)];
  if (items) children.push({ path: `${path}[]`, node: items });
  if (values) children.push({ path: `${path}{}`, node: values });
  return children;
}
