/** Validity of embedded resources: their kind, their version, their metadata. */

import { invalid, required } from "./field-error.ts";
import { child, key as keyed } from "./field-path.ts";
import { getKey, isObject, type JsonObject } from "./json.ts";
import { dns1035Label, pathSegment } from "./names.ts";
import { checkObjectMeta } from "./object-meta.ts";
import { decodeObjectMeta } from "./object-meta-decode.ts";
import type { SchemaNode } from "./prepare.ts";
import type { FieldError } from "./types.ts";

/** Complaints about embedded resources at and below `path`; with `isResource` the value itself is one. */
export function checkEmbedded(
  node: SchemaNode,
  value: unknown,
  path: string,
  isResource = node.embedded,
): FieldError[] {
  const errors: FieldError[] = [];
  if (isResource && isObject(value)) checkResource(value, path, errors);
  visit(node, value, path, errors);
  return errors;
}

function visit(node: SchemaNode | undefined, value: unknown, path: string, errors: FieldError[]): void {
  if (!node?.has.embedded || typeof value !== "object" || value === null) return;
  const { items } = node;
  if (Array.isArray(value)) {
    if (items !== undefined) {
      errors.push(...value.flatMap((item, index) => checkEmbedded(items, item, keyed(path, index))));
    }
    return;
  }
  if (!isObject(value)) return;
  for (const name of Object.keys(value)) {
    const property = node.properties.get(name);
    if (property !== undefined)
      errors.push(...checkEmbedded(property, getKey(value, name), child(path, name)));
    else if (typeof node.additional === "object") {
      errors.push(...checkEmbedded(node.additional, getKey(value, name), keyed(path, name)));
    }
  }
}

function checkResource(object: JsonObject, path: string, errors: FieldError[]): void {
  for (const name of ["apiVersion", "kind"]) {
    const field = child(path, name);
    const value = object[name];
    if (!Object.hasOwn(object, name)) errors.push(required(field));
    else if (typeof value !== "string") errors.push(invalid(field, value, "must be a string"));
    else if (value === "") errors.push(invalid(field, value, "must not be empty"));
    else if (name === "apiVersion" && value.split("/").length > 2) {
      errors.push(invalid(field, value, `unexpected GroupVersion string: ${value}`));
    } else if (name === "kind") {
      const problems = dns1035Label(value.toLowerCase());
      const detail = `may have mixed case, but should otherwise match: ${problems.join(",")}`;
      if (problems.length > 0) errors.push(invalid(field, value, detail));
    }
  }
  if (!Object.hasOwn(object, "metadata")) return;
  const field = child(path, "metadata");
  const { value, problem } = decodeObjectMeta(object.metadata, field, false);
  if (problem !== undefined) {
    errors.push(invalid(field, object.metadata, problem));
    return;
  }
  // An embedded resource may be nameless.
  const named = { ...value, name: value.name ?? "fakename" };
  errors.push(
    ...checkObjectMeta(named, field, { namespaced: value.namespace !== undefined, checkName: pathSegment }),
  );
}
