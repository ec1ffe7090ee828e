/** Where a path into a schema, as an API server words it, was written in the types. */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import type { ResourceModel } from "../model.ts";
import type { Position } from "../problems.ts";
import { fieldPath } from "../schema-tree.ts";

export interface Located {
  /** `spec.disks[].name`; the kind for the root. */
  path: string;
  /** What follows the last field: a keyword, or nothing. */
  keyword: string;
  /** The schema of the field. */
  node: JSONSchemaProps;
  at: Position;
}

/** Reads `root.properties[spec].properties[disks].items.default`; what is no field any more is the keyword. */
export function locate(schemaPath: string, root: string, resource: ResourceModel): Located {
  const step = /^\.?(?:properties\[([^\]]+)\]|(items)|(additionalProperties))(?=[.[]|$)/;
  let rest = schemaPath.slice(root.length);
  let path = "";
  let node = resource.schema;
  for (let match = step.exec(rest); match; match = step.exec(rest)) {
    const [whole, name, items] = match;
    path = name === undefined ? `${path}${items ? "[]" : "{}"}` : fieldPath(path, name);
    const inner =
      name === undefined ? (items ? node.items : node.additionalProperties) : node.properties?.[name];
    if (typeof inner === "object" && !Array.isArray(inner)) node = inner;
    rest = rest.slice(whole.length);
  }
  const keyword = /^\.?([\w-]*)/.exec(rest)![1]!;
  return { path: path === "" ? resource.kind : path, keyword, node, at: positionOf(path, resource) };
}

/** The field, or the nearest field around it. */
export function positionOf(path: string, resource: ResourceModel): Position {
  let inner = path;
  while (inner !== "" && !resource.positions[inner]) {
    inner = inner.slice(0, Math.max(0, ...[".", "[", "{"].map((separator) => inner.lastIndexOf(separator))));
  }
  return resource.positions[inner] ?? resource.positions[""]!;
}

/** The schema at a path as `positions` spells it: `spec.disks[].name`; nothing where there is none. */
export function schemaOf(path: string, root: JSONSchemaProps): JSONSchemaProps | undefined {
  let node: JSONSchemaProps | undefined = root;
  for (const step of path.match(/\[\]|\{\}|[^.[{]+/g) ?? []) {
    const inner: JSONSchemaProps[keyof JSONSchemaProps] | undefined =
      step === "[]" ? node?.items : step === "{}" ? node?.additionalProperties : node?.properties?.[step];
    node = typeof inner === "object" && !Array.isArray(inner) ? (inner as JSONSchemaProps) : undefined;
  }
  return node;
}
