/** Keyword by keyword, what a CRD's schema may say; the CEL of rules is checked elsewhere. */

import { forbidden, invalid, notSupported, required } from "./field-error.ts";
import { child, key } from "./field-path.ts";
import { goJson } from "./go-text.ts";
import { checkRuleForm } from "./rule-form.ts";
import type { FieldError, JSONSchemaProps } from "./types.ts";

/** Keywords that no CRD may use; not part of `JSONSchemaProps`. */
interface Foreign {
  id?: string;
  $schema?: string;
  $ref?: string;
  patternProperties?: object;
  dependencies?: object;
  additionalItems?: unknown;
  definitions?: object;
}

/** The place of a node as far as it changes what is allowed there. */
export interface Surroundings {
  /** Why defaults are refused here. */
  readonly noDefaults?: string;
  /** True for kind, apiVersion and metadata of a resource and below. */
  readonly insideMeta: boolean;
  /** The highest ancestor whose old and new values cannot be told to belong together. */
  readonly uncorrelatable?: string;
}

/** Called for every node that is part of the shape, after its children. */
export type NodeVisitor = (
  schema: JSONSchemaProps,
  path: string,
  around: Surroundings,
  hasErrors: boolean,
) => void;

export interface KeywordErrors {
  readonly keywords: FieldError[];
  /** About `x-kubernetes-validations` entries apart from their CEL. */
  readonly rules: FieldError[];
}

/** Checks a whole schema; `visit` learns of every node with rules whether it or anything below has an error. */
export function checkKeywords(schema: JSONSchemaProps, path: string, visit?: NodeVisitor): KeywordErrors {
  return checkNode(schema, path, { insideMeta: false }, true, visit);
}

/** Why the schema cannot even be read as a structural one. */
export function unsupportedKeyword(schema: JSONSchemaProps & Foreign): string | undefined {
  const named: readonly [string, unknown][] = [
    ["id", schema.id],
    ["schema", schema.$schema],
    ["$ref", schema.$ref],
    ["patternProperties", isFilled(schema.patternProperties)],
    ["dependencies", isFilled(schema.dependencies)],
    ["additionalItems", schema.additionalItems !== undefined],
    ["definitions", isFilled(schema.definitions)],
  ];
  const found = named.find(([, value]) => value);
  if (found !== undefined) return `OpenAPIV3Schema '${found[0]}' is not supported`;
  if (schema["x-kubernetes-preserve-unknown-fields"] === false) {
    return "internal error: 'x-kubernetes-preserve-unknown-fields' must be true or undefined";
  }
  if (Array.isArray(schema.items)) return "OpenAPIV3Schema 'items' must be a schema, but is an array";
  for (const below of children(schema)) {
    const problem = unsupportedKeyword(below);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

const isFilled = (value: object | undefined): boolean => value !== undefined && Object.keys(value).length > 0;

function children(schema: JSONSchemaProps): JSONSchemaProps[] {
  const { items, additionalProperties, not } = schema;
  return [
    ...(schema.allOf ?? []),
    ...(schema.anyOf ?? []),
    ...(schema.oneOf ?? []),
    ...(not === undefined ? [] : [not]),
    ...(items === undefined || Array.isArray(items) ? [] : [items]),
    ...Object.values(schema.properties ?? {}),
    ...(typeof additionalProperties === "object" ? [additionalProperties] : []),
  ];
}

const META: ReadonlySet<string> = new Set(["metadata", "kind", "apiVersion"]);
const CORRELATABLE_MAPS: ReadonlySet<string | undefined> = new Set([undefined, "granular", "atomic"]);

function checkNode(
  schema: JSONSchemaProps,
  path: string,
  around: Surroundings,
  isRoot: boolean,
  visit: NodeVisitor | undefined,
): KeywordErrors {
  const errors: KeywordErrors = { keywords: [], rules: [] };
  const take = (below: JSONSchemaProps, at: string, place: Surroundings, shape: boolean): void => {
    const inner = checkNode(below, at, place, false, shape ? visit : undefined);
    errors.keywords.push(...inner.keywords);
    errors.rules.push(...inner.rules);
  };
  checkPlain(schema, path, around, errors.keywords);
  const { additionalProperties, properties = {}, items } = schema;
  if (typeof additionalProperties === "object") {
    const place = around.insideMeta
      ? { ...around, noDefaults: "inside additionalProperties applying to object metadata" }
      : around;
    take(additionalProperties, child(path, "additionalProperties"), place, true);
  }
  for (const [name, property] of Object.entries(properties)) {
    let place = CORRELATABLE_MAPS.has(schema["x-kubernetes-map-type"]) ? around : forbidOldSelf(around, path);
    if ((isRoot || schema["x-kubernetes-embedded-resource"]) && META.has(name)) {
      place = { ...place, insideMeta: true, ...(isRoot ? { noDefaults: `in top-level ${name}` } : {}) };
    }
    take(property, key(child(path, "properties"), name), place, true);
  }
  if (schema.not !== undefined) take(schema.not, child(path, "not"), around, false);
  for (const keyword of ["allOf", "oneOf", "anyOf"] as const) {
    for (const [index, branch] of (schema[keyword] ?? []).entries()) {
      take(branch, key(child(path, keyword), index), around, false);
    }
  }
  if (items !== undefined) {
    const place = schema["x-kubernetes-list-type"] === "map" ? around : forbidOldSelf(around, path);
    if (Array.isArray(items)) {
      for (const [index, item] of items.entries()) take(item, key(child(path, "items"), index), place, true);
    } else take(items, child(path, "items"), place, true);
  }
  checkMapType(schema, path, errors.keywords);
  checkListType(schema, path, errors.keywords);
  errors.rules.push(...checkRuleForm(schema, path));
  if ((schema["x-kubernetes-validations"] ?? []).length > 0) {
    visit?.(schema, path, around, errors.keywords.length + errors.rules.length > 0);
  }
  return errors;
}

const forbidOldSelf = (around: Surroundings, path: string): Surroundings =>
  around.uncorrelatable === undefined ? { ...around, uncorrelatable: path } : around;

const TYPES: readonly string[] = ["array", "boolean", "integer", "number", "object", "string"];

/** Keywords that are refused here or everywhere. */
function checkPlain(
  schema: JSONSchemaProps & Foreign,
  path: string,
  around: Surroundings,
  errors: FieldError[],
): void {
  const { type = "", items, additionalProperties } = schema;
  const no = (keyword: string, detail = `${keyword} is not supported`): void => {
    errors.push(forbidden(child(path, keyword), detail));
  };
  if (type !== "" && !TYPES.includes(type)) errors.push(notSupported(child(path, "type"), type, TYPES));
  const { noDefaults } = around;
  if (schema.default !== undefined && schema.default !== null && noDefaults !== undefined) {
    no("default", `must not be set ${noDefaults}`);
  }
  if (schema.id) no("id");
  if (schema.additionalItems !== undefined) no("additionalItems");
  if (isFilled(schema.patternProperties)) no("patternProperties");
  if (isFilled(schema.definitions)) no("definitions");
  if (schema.dependencies !== undefined) no("dependencies");
  if (schema.$ref !== undefined) no("$ref");
  if (type === "null") no("type", "type cannot be set to null, use nullable as an alternative");
  if (Array.isArray(items) && items.length > 0) no("items", "items must be a schema object and not an array");
  if (around.insideMeta && schema["x-kubernetes-embedded-resource"]) {
    no("x-kubernetes-embedded-resource", "must not be used inside of resource meta");
  }
  if (schema.uniqueItems) {
    no("uniqueItems", "uniqueItems cannot be set to true since the runtime complexity becomes quadratic");
  }
  const exclusive = additionalProperties !== undefined && additionalProperties !== true;
  if (exclusive && isFilled(schema.properties)) {
    no("additionalProperties", "additionalProperties and properties are mutual exclusive");
  }
  if (schema["x-kubernetes-preserve-unknown-fields"] === false) {
    errors.push(
      invalid(child(path, "x-kubernetes-preserve-unknown-fields"), false, "must be true or undefined"),
    );
  }
}

const orInvalid = (path: string, value: string, detail: string): FieldError =>
  value === "" ? required(path, detail) : invalid(path, value, detail);

function checkMapType(schema: JSONSchemaProps, path: string, errors: FieldError[]): void {
  const mapType = schema["x-kubernetes-map-type"];
  if (mapType === undefined) return;
  if (schema.type !== "object") {
    const detail = "must be object if x-kubernetes-map-type is specified";
    errors.push(orInvalid(child(path, "type"), schema.type ?? "", detail));
  }
  if (mapType !== "atomic" && mapType !== "granular") {
    errors.push(notSupported(child(path, "x-kubernetes-map-type"), mapType, ["atomic", "granular"]));
  }
}

function checkListType(schema: JSONSchemaProps, path: string, errors: FieldError[]): void {
  const listType = schema["x-kubernetes-list-type"];
  const mapKeys = schema["x-kubernetes-list-map-keys"] ?? [];
  const typePath = child(path, "x-kubernetes-list-type");
  const items = Array.isArray(schema.items) ? undefined : schema.items;
  if (listType !== undefined && schema.type !== "array") {
    const detail = "must be array if x-kubernetes-list-type is specified";
    errors.push(orInvalid(child(path, "type"), schema.type ?? "", detail));
  } else if (listType === "set" && items !== undefined) checkSetItems(items, path, errors);
  if (listType !== undefined && listType !== "atomic" && listType !== "set" && listType !== "map") {
    errors.push(notSupported(typePath, listType, ["atomic", "set", "map"]));
  }
  if (mapKeys.length > 0 && listType !== "map") {
    errors.push(
      orInvalid(typePath, listType ?? "", "must be map if x-kubernetes-list-map-keys is non-empty"),
    );
  }
  if (listType === "map") checkMapKeys(schema, mapKeys, path, errors);
  if ((listType === "map" || listType === "set") && items?.nullable) {
    const at = child(child(path, "items"), "nullable");
    errors.push(forbidden(at, `cannot be nullable when x-kubernetes-list-type is ${listType}`));
  }
}

function checkSetItems(items: JSONSchemaProps, path: string, errors: FieldError[]): void {
  const detail = "must be atomic as item of a list with x-kubernetes-list-type=set";
  const at = child(path, "items");
  const listType = items["x-kubernetes-list-type"];
  if (items.type === "array" && listType !== undefined && listType !== "atomic") {
    errors.push(invalid(child(at, "x-kubernetes-list-type"), listType, detail));
  }
  if (items.type === "object" && items["x-kubernetes-map-type"] !== "atomic") {
    // The API server prints the list type of the items here.
    errors.push(invalid(child(at, "x-kubernetes-map-type"), listType ?? null, detail));
  }
}

function checkMapKeys(
  schema: JSONSchemaProps,
  mapKeys: readonly string[],
  path: string,
  errors: FieldError[],
): void {
  const keysPath = child(path, "x-kubernetes-list-map-keys");
  const itemsPath = child(path, "items");
  const { items } = schema;
  if (mapKeys.length === 0) {
    errors.push(required(keysPath, "must not be empty if x-kubernetes-list-type is map"));
  }
  if (items === undefined) {
    errors.push(required(itemsPath, "must have a schema if x-kubernetes-list-type is map"));
    return;
  }
  if (Array.isArray(items)) {
    const valueText = goJson({ JSONSchemas: items, Schema: null });
    const detail = "must only have a single schema if x-kubernetes-list-type is map";
    errors.push({ type: "FieldValueInvalid", field: itemsPath, valueText, detail });
    return;
  }
  if (items.type !== "object") {
    const detail = "must be object if parent array's x-kubernetes-list-type is map";
    errors.push(invalid(child(itemsPath, "type"), items.type ?? "", detail));
  }
  const seen = new Set<string>();
  for (const name of mapKeys) {
    const property = items.properties?.[name];
    const at = key(child(itemsPath, "properties"), name);
    if (items.type === "object") {
      if (property === undefined) {
        errors.push(invalid(keysPath, mapKeys, "entries must all be names of item properties"));
      } else if (property.type === "array" || property.type === "object") {
        const detail = "must be a scalar type if parent array's x-kubernetes-list-type is map";
        errors.push(invalid(child(at, "type"), items.type, detail));
      }
      if (seen.has(name)) errors.push(invalid(keysPath, mapKeys, "must not contain duplicate entries"));
      seen.add(name);
    }
    if (property === undefined) continue;
    if (!items.required?.includes(name) && (property.default === undefined || property.default === null)) {
      const detail =
        "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property";
      errors.push(required(child(at, "default"), detail));
    }
    if (property.nullable) {
      const detail = "this property is in x-kubernetes-list-map-keys, so it cannot be nullable";
      errors.push(forbidden(child(at, "nullable"), detail));
    }
  }
}
