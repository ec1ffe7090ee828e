/** Defaults must be what the API server would store: known fields only, and valid. */

import { checkEmbedded } from "./embedded.ts";
import { aggregateText, invalid } from "./field-error.ts";
import { child, key } from "./field-path.ts";
import { equal, isObject, type JsonObject } from "./json.ts";
import { decodeObjectMeta } from "./object-meta-decode.ts";
import { buildNode, type SchemaNode } from "./prepare.ts";
import { pruneAt } from "./prune.ts";
import type { FieldError, JSONSchemaProps } from "./types.ts";
import { checkValue } from "./values.ts";

/** A default that passed all checks but its rules. */
export type DefaultVisitor = (node: SchemaNode, path: string) => FieldError[];

/** Wraps a value of an inner field into the embedded resource it is part of. */
type Surround = (value: unknown) => JsonObject;

interface Place {
  readonly resource: SchemaNode;
  readonly surround: Surround;
  readonly insideMeta: boolean;
}

const RESOURCE = { apiVersion: "validation/v1", kind: "Validation" };

/** The formats enforced on defaults are those of every version. */
const ANY_COMPAT = "1.99";

/** Complaints about the defaults of a structural schema; `visit` adds those of rules. */
export function checkDefaults(schema: JSONSchemaProps, path: string, visit?: DefaultVisitor): FieldError[] {
  const root = buildNode({ ...schema, "x-kubernetes-embedded-resource": true }, ANY_COMPAT, true);
  const errors: FieldError[] = [];
  walk(root, path, atRoot(root), errors, visit);
  return errors;
}

function atRoot(node: SchemaNode): Place {
  return {
    resource: node,
    insideMeta: false,
    surround: (value) => (isObject(value) ? { ...RESOURCE, ...value } : { ...RESOURCE }),
  };
}

function walk(
  node: SchemaNode,
  path: string,
  outer: Place,
  errors: FieldError[],
  visit?: DefaultVisitor,
): void {
  const place = node.embedded ? atRoot(node) : outer;
  if (node.default !== undefined) {
    const found = place.insideMeta ? checkInMeta(node, path, place) : checkPlain(node, path);
    errors.push(...(found.length === 0 && visit !== undefined ? visit(node, child(path, "default")) : found));
  }
  if (node.items !== undefined) {
    const surround: Surround = (value) => place.surround([value]);
    walk(node.items, child(path, "items"), { ...place, surround }, errors, visit);
  }
  for (const [name, property] of node.properties) {
    const surround: Surround = (value) => place.surround({ [name]: value });
    const insideMeta =
      place.insideMeta || (node.embedded && ["metadata", "apiVersion", "kind"].includes(name));
    walk(property, key(child(path, "properties"), name), { ...place, surround, insideMeta }, errors, visit);
  }
}

function checkPlain(node: SchemaNode, path: string): FieldError[] {
  const at = child(path, "default");
  const pruned = equal(pruneAt(node, node.default), node.default);
  const unknown = pruned ? [] : [invalid(at, node.default, "must not have unknown fields")];
  const embedded = checkEmbedded(node, node.default, at);
  return [...unknown, ...(embedded.length > 0 ? embedded : checkValue(node, node.default, at))];
}

function checkInMeta(node: SchemaNode, path: string, place: Place): FieldError[] {
  const at = child(path, "default");
  const resource = place.surround(node.default);
  const { problem } = decodeObjectMeta(resource.metadata ?? {}, "metadata", false);
  const refuse = (why: string): FieldError[] => [
    invalid(at, node.default, `must result in valid metadata: ${why}`),
  ];
  if (problem !== undefined) return refuse(`metadata: Invalid value: ${problem}`);
  const found = checkEmbedded(place.resource, resource, "", true);
  return found.length > 0 ? refuse(aggregateText(found)) : checkValue(node, node.default, at);
}
