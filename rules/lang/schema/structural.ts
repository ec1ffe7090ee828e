/** What makes a schema structural: one place for the shape, and validations beside it that never add to the shape. */

import { checkDefaults } from "./defaults-check.ts";
import { fieldErrorText, forbidden, invalid, required } from "./field-error.ts";
import { child, key } from "./field-path.ts";
import { equal } from "./json.ts";
import { checkKeywords, unsupportedKeyword } from "./keywords-check.ts";
import { pattern } from "./pattern.ts";
import type { FieldError, JSONSchemaProps } from "./types.ts";

/**
 * All complaints an API server has about a CRD version's schema, CEL aside, under `path` (for example
 * `spec.validation.openAPIV3Schema`): structural form and completeness, keywords, list and map types, map keys, metadata,
 * int-or-string, and defaults that are pruned and valid. Empty = structural.
 */
export function checkStructural(schema: JSONSchemaProps, path: string): FieldError[] {
  const errors: FieldError[] = schema.nullable
    ? [forbidden(child(path, "nullable"), "nullable cannot be true at the root")]
    : [];
  const unsupported = unsupportedKeyword(schema);
  if (unsupported === undefined) {
    const shape = checkShape(schema, path);
    errors.push(...(shape.length > 0 ? shape : checkDefaults(schema, path)));
  }
  errors.push(...checkKeywords(schema, path).keywords);
  // What the conversion cannot read overlaps with the keyword checks, and is told only when those are silent.
  if (errors.length === 0 && unsupported !== undefined) errors.push(invalid(path, "", unsupported));
  return errors;
}

type Level = "root" | "item" | "field";

/** Structural form and completeness alone, sorted by text. */
export function checkShape(schema: JSONSchemaProps, path: string): FieldError[] {
  const errors: FieldError[] = [];
  checkNode(schema, "root", path, errors);
  completeBranches(schema, schema, path, path, errors);
  const text = new Map(errors.map((error) => [error, fieldErrorText(error)]));
  return errors.sort((a, b) => ((text.get(a) ?? "") < (text.get(b) ?? "") ? -1 : 1));
}

const INT_OR_STRING: readonly JSONSchemaProps[] = [{ type: "integer" }, { type: "string" }];

const isIntOrString = (branches: readonly JSONSchemaProps[] | undefined): boolean =>
  equal(branches, INT_OR_STRING);

const isSet = (schema: JSONSchemaProps, keyword: keyof JSONSchemaProps): boolean => schema[keyword] === true;

const EMPTY_TYPE: Record<Level, string> = {
  root: "must not be empty at the root",
  item: "must not be empty for specified array items",
  field: "must not be empty for specified object fields",
};

const single = (items: JSONSchemaProps["items"]): JSONSchemaProps | undefined =>
  Array.isArray(items) ? undefined : items;

function checkNode(schema: JSONSchemaProps, level: Level, path: string, errors: FieldError[]): void {
  const { additionalProperties, properties = {}, type = "" } = schema;
  const embedded = isSet(schema, "x-kubernetes-embedded-resource");
  const preserve = isSet(schema, "x-kubernetes-preserve-unknown-fields");
  const intOrString = isSet(schema, "x-kubernetes-int-or-string");
  const items = single(schema.items);
  if (type === "array" && items === undefined)
    errors.push(required(child(path, "items"), "must be specified"));
  if (items !== undefined) checkNode(items, "item", child(path, "items"), errors);
  for (const [name, property] of Object.entries(properties)) {
    checkNode(property, "field", key(child(path, "properties"), name), errors);
  }
  const additionalPath = child(path, "additionalProperties");
  if (additionalProperties !== undefined) {
    if (level === "root") errors.push(forbidden(additionalPath, "must not be used at the root"));
    if (typeof additionalProperties === "object")
      checkNode(additionalProperties, "field", additionalPath, errors);
    if (embedded) {
      errors.push(forbidden(additionalPath, "must not be used if x-kubernetes-embedded-resource is set"));
    }
  }
  if (intOrString && preserve) {
    const detail = "must be false if x-kubernetes-int-or-string is true";
    errors.push(invalid(child(path, "x-kubernetes-preserve-unknown-fields"), true, detail));
  }
  if (intOrString && embedded) {
    const detail = "must be false if x-kubernetes-int-or-string is true";
    errors.push(invalid(child(path, "x-kubernetes-embedded-resource"), true, detail));
  }
  checkBranches(schema, isIntOrString(schema.anyOf), isIntOrString(schema.allOf?.[0]?.anyOf), path, errors);
  const typePath = child(path, "type");
  if (embedded && type !== "object") {
    const detail = "must be object if x-kubernetes-embedded-resource is true";
    errors.push(type === "" ? required(typePath, detail) : invalid(typePath, type, detail));
  } else if (type === "" && !intOrString && !preserve) {
    errors.push(required(typePath, EMPTY_TYPE[level]));
  }
  if (level === "root" && type !== "" && type !== "object") {
    errors.push(invalid(typePath, type, "must be object at the root"));
  }
  checkResourceFields(schema, level, embedded, path, errors);
  if (embedded && !preserve && Object.keys(properties).length === 0) {
    const detail =
      "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields";
    errors.push(required(child(path, "properties"), detail));
  }
}

/** `kind`, `apiVersion` and `metadata` of a resource are given by Kubernetes; a schema may only repeat or bound them. */
function checkResourceFields(
  schema: JSONSchemaProps,
  level: Level,
  embedded: boolean,
  path: string,
  errors: FieldError[],
): void {
  const isResource = level === "root" || embedded;
  const at = (name: string): string => key(child(path, "properties"), name);
  for (const name of ["kind", "apiVersion"]) {
    const property = schema.properties?.[name];
    if (isResource && property !== undefined && property.type !== "string") {
      errors.push(invalid(child(at(name), "type"), property.type ?? "", "must be string"));
    }
  }
  const metadata = schema.properties?.metadata;
  if (metadata === undefined) return;
  if (isResource && metadata.type !== "object") {
    errors.push(invalid(child(at("metadata"), "type"), metadata.type ?? "", "must be object"));
  }
  if (level === "root" && saysMore(metadata)) {
    const detail =
      "must not specify anything other than name and generateName, but metadata is implicitly specified";
    errors.push(forbidden(at("metadata"), detail));
  }
}

/** True when metadata has more than a type, a default and the properties name and generateName. */
function saysMore(metadata: JSONSchemaProps): boolean {
  const { type: _type, default: _default, properties = {}, ...rest } = metadata;
  const strange = Object.keys(properties).some((name) => name !== "name" && name !== "generateName");
  const isSaid = (value: unknown): boolean =>
    value !== undefined && value !== false && value !== "" && !(Array.isArray(value) && value.length === 0);
  return strange || Object.values(rest).some(isSaid);
}

function checkBranches(
  schema: JSONSchemaProps,
  skipAnyOf: boolean,
  skipFirstAllOf: boolean,
  path: string,
  errors: FieldError[],
): void {
  if (!skipAnyOf) {
    for (const [index, one] of (schema.anyOf ?? []).entries()) {
      checkBranch(one, false, key(child(path, "anyOf"), index), errors);
    }
  }
  schema.allOf?.forEach((one, index) => {
    checkBranch(one, skipFirstAllOf && index === 0, key(child(path, "allOf"), index), errors);
  });
  for (const [index, one] of (schema.oneOf ?? []).entries()) {
    checkBranch(one, false, key(child(path, "oneOf"), index), errors);
  }
  if (schema.not !== undefined) checkBranch(schema.not, false, child(path, "not"), errors);
  if (schema.pattern) {
    const compiled = pattern(schema.pattern);
    if ("error" in compiled) {
      const detail = `must be a valid regular expression, but isn't: ${compiled.error}`;
      errors.push(invalid(child(path, "pattern"), schema.pattern, detail));
    }
  }
}

/** Keywords a branch may not use, and what they must be instead. */
const NOT_IN_BRANCHES: readonly (readonly [keyof JSONSchemaProps, string])[] = [
  ["type", "must be empty to be structural"],
  ["additionalProperties", "must be undefined to be structural"],
  ["default", "must be undefined to be structural"],
  ["title", "must be empty to be structural"],
  ["description", "must be empty to be structural"],
  ["nullable", "must be false to be structural"],
  ["x-kubernetes-preserve-unknown-fields", "must be false to be structural"],
  ["x-kubernetes-embedded-resource", "must be false to be structural"],
  ["x-kubernetes-int-or-string", "must be false to be structural"],
  ["x-kubernetes-list-map-keys", "must be empty to be structural"],
  ["x-kubernetes-list-type", "must be undefined to be structural"],
  ["x-kubernetes-map-type", "must be undefined to be structural"],
  ["x-kubernetes-validations", "must be empty to be structural"],
];

function checkBranch(branch: JSONSchemaProps, skipAnyOf: boolean, path: string, errors: FieldError[]): void {
  checkBranches(branch, skipAnyOf, false, path, errors);
  const items = single(branch.items);
  if (items !== undefined) checkBranch(items, false, child(path, "items"), errors);
  for (const [name, property] of Object.entries(branch.properties ?? {})) {
    checkBranch(property, false, key(child(path, "properties"), name), errors);
  }
  for (const [keyword, detail] of NOT_IN_BRANCHES) {
    const value = branch[keyword];
    const empty = value === undefined || value === false || value === "" || value === null;
    if (!empty && !(Array.isArray(value) && value.length === 0))
      errors.push(forbidden(child(path, keyword), detail));
  }
  if (branch.properties?.metadata !== undefined) {
    errors.push(
      forbidden(key(child(path, "properties"), "metadata"), "must not be specified in a nested context"),
    );
  }
}

/** Whatever a branch mentions must exist in the shape at the same place. */
function completeBranches(
  branchOwner: JSONSchemaProps,
  shape: JSONSchemaProps,
  shapePath: string,
  path: string,
  errors: FieldError[],
): void {
  const visit = (branch: JSONSchemaProps, at: string): void => complete(branch, shape, shapePath, at, errors);
  if (branchOwner.not !== undefined) visit(branchOwner.not, child(path, "not"));
  for (const keyword of ["allOf", "anyOf", "oneOf"] as const) {
    for (const [index, branch] of (branchOwner[keyword] ?? []).entries()) {
      visit(branch, key(child(path, keyword), index));
    }
  }
}

function complete(
  branch: JSONSchemaProps,
  shape: JSONSchemaProps | undefined,
  shapePath: string,
  path: string,
  errors: FieldError[],
): void {
  if (shape === undefined) {
    errors.push(required(shapePath, `because it is defined in ${path}`));
    return;
  }
  completeBranches(branch, shape, shapePath, path, errors);
  const items = single(branch.items);
  if (items !== undefined) {
    complete(items, single(shape.items), child(shapePath, "items"), child(path, "items"), errors);
  }
  for (const [name, property] of Object.entries(branch.properties ?? {})) {
    const at = (base: string): string => key(child(base, "properties"), name);
    complete(property, shape.properties?.[name], at(shapePath), at(path), errors);
  }
}
