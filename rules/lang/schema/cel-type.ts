/** Schemas as CEL sees them: the type an expression is checked against, and the sizes its cost is estimated with. */

import { type CelType, CelTypes, escapeName, type ObjectFields } from "../cel/index.ts";
import type { JSONSchemaProps } from "./types.ts";

/** A CEL type with the bounds of its values. */
export interface Declaration {
  readonly type: CelType;
  /** Most items, entries or characters; 0 for scalars without a size. */
  readonly maxElements: number;
  /** Bytes of the smallest JSON. */
  readonly minSize: number;
  readonly fields?: ReadonlyMap<string, Declaration>;
  readonly elem?: Declaration;
}

/** The largest request an API server reads, 3 MiB: the bound of what has none of its own. */
export const MAX_REQUEST = 3 * 1024 * 1024;

/** Of temporal formats: the longest text, and the smallest one with its quotes. */
const TEMPORAL: { readonly [format: string]: { type: CelType; max: number; min: number } } = {
  duration: { type: CelTypes.duration, max: 32, min: 3 },
  date: { type: CelTypes.timestamp, max: 12, min: 12 },
  "date-time": { type: CelTypes.timestamp, max: 32, min: 21 },
};

const TEXT: JSONSchemaProps = { type: "string" };
const RESOURCE_FIELDS: { readonly [name: string]: JSONSchemaProps } = {
  kind: TEXT,
  apiVersion: TEXT,
  metadata: { type: "object", properties: { name: TEXT, generateName: TEXT } },
};

/** True when expressions can see a value of this schema. */
export function isDeclarable(schema: JSONSchemaProps): boolean {
  if (schema["x-kubernetes-int-or-string"]) return true;
  const { items, additionalProperties } = schema;
  switch (schema.type) {
    case "array":
      return items !== undefined && !Array.isArray(items) && isDeclarable(items);
    case "object":
      return typeof additionalProperties !== "object" || isDeclarable(additionalProperties);
    case "string":
    case "boolean":
    case "number":
    case "integer":
      return true;
    default:
      return false;
  }
}

/** The CEL type of a schema; undefined for one that expressions cannot see. `root`: of a custom resource or an embedded one. */
export function celTypeOf(schema: JSONSchemaProps, options: { root: boolean }): CelType | undefined {
  return declare(schema, options.root)?.type;
}

const atLeastZero = (value: number): number => Math.max(0, value);

/** The declaration of a schema; `name` is how messages call its object types. */
export function declare(
  schema: JSONSchemaProps,
  isResource: boolean,
  name = "selfType",
): Declaration | undefined {
  if (schema["x-kubernetes-int-or-string"]) {
    return { type: CelTypes.dyn, maxElements: textLength(schema, MAX_REQUEST - 2), minSize: 1 };
  }
  switch (schema.type) {
    case "array":
      return declareList(schema, name);
    case "object":
      return declareObject(schema, isResource, name);
    case "string":
      return declareText(schema);
    case "boolean":
      return { type: CelTypes.bool, maxElements: 0, minSize: 4 };
    case "number":
      return { type: CelTypes.double, maxElements: 0, minSize: 1 };
    case "integer":
      return { type: CelTypes.int, maxElements: 0, minSize: 1 };
    default:
      return undefined;
  }
}

/** A character may take four bytes. */
const textLength = (schema: JSONSchemaProps, unbounded: number): number =>
  schema.maxLength === undefined ? unbounded : atLeastZero(schema.maxLength) * 4;

function declareText(schema: JSONSchemaProps): Declaration {
  const temporal = TEMPORAL[schema.format ?? ""];
  if (temporal !== undefined)
    return { type: temporal.type, maxElements: temporal.max, minSize: temporal.min };
  if (schema.format === "byte") {
    const max = schema.maxLength === undefined ? MAX_REQUEST - 2 : atLeastZero(schema.maxLength);
    return { type: CelTypes.bytes, maxElements: max, minSize: 2 };
  }
  const longest = (values: readonly unknown[]): number =>
    Math.max(0, ...values.map((one) => (typeof one === "string" ? new TextEncoder().encode(one).length : 0)));
  const unbounded =
    schema.enum !== undefined && schema.enum.length > 0 ? longest(schema.enum) : MAX_REQUEST - 2;
  return { type: CelTypes.string, maxElements: textLength(schema, unbounded), minSize: 2 };
}

function declareList(schema: JSONSchemaProps, name: string): Declaration | undefined {
  const items = Array.isArray(schema.items) ? undefined : schema.items;
  const elem =
    items === undefined
      ? undefined
      : declare(items, items["x-kubernetes-embedded-resource"] === true, `${name}.@idx`);
  if (elem === undefined) return undefined;
  const maxElements =
    schema.maxItems === undefined
      ? Math.floor((MAX_REQUEST - 2) / (elem.minSize + 1))
      : atLeastZero(schema.maxItems);
  const keys = schema["x-kubernetes-list-map-keys"] ?? [];
  switch (schema["x-kubernetes-list-type"]) {
    case "set":
      return { type: CelTypes.list(elem.type, { type: "set" }), maxElements, minSize: 2, elem };
    case "map":
      return { type: CelTypes.list(elem.type, { type: "map", keys }), maxElements, minSize: 2, elem };
    default:
      return { type: CelTypes.list(elem.type), maxElements, minSize: 2, elem };
  }
}

function declareObject(schema: JSONSchemaProps, isResource: boolean, name: string): Declaration | undefined {
  const { additionalProperties, required = [] } = schema;
  if (typeof additionalProperties === "object") {
    const embedded = additionalProperties["x-kubernetes-embedded-resource"] === true;
    const elem = declare(additionalProperties, embedded, `${name}.@elem`);
    if (elem === undefined) return undefined;
    const maxElements =
      schema.maxProperties === undefined
        ? Math.floor((MAX_REQUEST - 2) / (elem.minSize + 6))
        : atLeastZero(schema.maxProperties);
    return { type: CelTypes.map(CelTypes.string, elem.type), maxElements, minSize: 2, elem };
  }
  const properties = isResource ? withResourceFields(schema) : (schema.properties ?? {});
  const fields = new Map<string, Declaration>();
  const types: { [celName: string]: { json: string; type: CelType } } = {};
  let minSize = 2;
  for (const [json, property] of Object.entries(properties)) {
    const escaped = escapeName(json);
    const embedded = property["x-kubernetes-embedded-resource"] === true;
    const field = declare(property, embedded, `${name}.${escaped ?? json}`);
    if (field === undefined) continue;
    if (escaped !== undefined) {
      fields.set(escaped, field);
      types[escaped] = { json, type: field.type };
    }
    if (required.includes(json) && (property.default === undefined || property.default === null)) {
      minSize += new TextEncoder().encode(json).length + field.minSize + 4;
    }
  }
  const objectFields: ObjectFields = types;
  return { type: CelTypes.object(name, objectFields), maxElements: 0, minSize, fields };
}

/** Unless the schema gives them all, the three fields of a resource replace its own. */
function withResourceFields(schema: JSONSchemaProps): { [name: string]: JSONSchemaProps } {
  const own = schema.properties ?? {};
  const meta = own.metadata;
  const complete =
    own.kind?.type === "string" &&
    own.apiVersion?.type === "string" &&
    meta?.type === "object" &&
    meta.properties?.name?.type === "string" &&
    meta.properties.generateName?.type === "string";
  return complete ? own : { ...own, ...RESOURCE_FIELDS };
}
