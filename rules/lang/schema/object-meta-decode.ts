/** Reads `metadata` as the API server's typed ObjectMeta does: unknown fields dropped, empty ones left out, wrong kinds refused. */

import { goQuote } from "./go-text.ts";
import { isObject, type JsonObject, kindOf } from "./json.ts";

/** The shape of a field: a scalar, a map of strings, a list, a struct with its Go name, or any object. */
type Shape =
  | { readonly kind: "string" | "int64" | "bool"; readonly goType: string; readonly pointer?: boolean }
  | { readonly kind: "time" | "map" | "raw" }
  | { readonly kind: "list"; readonly of: Shape; readonly goType: string }
  | { readonly kind: "struct"; readonly goName: string; readonly fields: { readonly [name: string]: Shape } };

const text: Shape = { kind: "string", goType: "string" };
/** Written even when empty. */
const present: Shape = { kind: "string", goType: "string", pointer: true };
const uid: Shape = { kind: "string", goType: "types.UID" };
const flag: Shape = { kind: "bool", goType: "bool", pointer: true };
const time: Shape = { kind: "time" };
const map: Shape = { kind: "map" };

const OWNER: Shape = {
  kind: "struct",
  goName: "OwnerReference",
  fields: {
    apiVersion: present,
    kind: present,
    name: present,
    uid: { kind: "string", goType: "types.UID", pointer: true },
    controller: flag,
    blockOwnerDeletion: flag,
  },
};

const MANAGED: Shape = {
  kind: "struct",
  goName: "ManagedFieldsEntry",
  fields: {
    manager: text,
    operation: { kind: "string", goType: "v1.ManagedFieldsOperationType" },
    apiVersion: text,
    time,
    fieldsType: text,
    fieldsV1: { kind: "raw" },
    subresource: text,
  },
};

const OBJECT_META: Shape & { kind: "struct" } = {
  kind: "struct",
  goName: "ObjectMeta",
  fields: {
    name: text,
    generateName: text,
    namespace: text,
    selfLink: text,
    uid,
    resourceVersion: text,
    generation: { kind: "int64", goType: "int64" },
    creationTimestamp: time,
    deletionTimestamp: time,
    deletionGracePeriodSeconds: { kind: "int64", goType: "int64", pointer: true },
    labels: map,
    annotations: map,
    ownerReferences: { kind: "list", of: OWNER, goType: "[]v1.OwnerReference" },
    finalizers: { kind: "list", of: text, goType: "[]string" },
    managedFields: { kind: "list", of: MANAGED, goType: "[]v1.ManagedFieldsEntry" },
  },
};

/** Where a value sits: the innermost struct and the field names on the way, for messages. */
interface Place {
  readonly struct: string;
  readonly fields: readonly string[];
}

interface Read {
  readonly unknown: string[];
  problem: string | undefined;
}

/** What was read, the unknown fields below `path`, and the first problem; with `dropInvalid` a wrong field is left out instead. */
export function decodeObjectMeta(
  metadata: unknown,
  path: string,
  dropInvalid: boolean,
): { value: JsonObject; unknown: string[]; problem?: string } {
  const read: Read = { unknown: [], problem: undefined };
  if (metadata === null) return { value: {}, unknown: [] };
  if (!isObject(metadata)) {
    const problem = dropInvalid
      ? `invalid metadata: expected object, got ${kindOf(metadata)}`
      : `json: cannot unmarshal ${goKind(metadata)} into Go value of type v1.ObjectMeta`;
    return { value: {}, unknown: [], problem };
  }
  const value: JsonObject = {};
  for (const [name, shape] of Object.entries(OBJECT_META.fields)) {
    if (!Object.hasOwn(metadata, name)) continue;
    const one: Read = { unknown: read.unknown, problem: undefined };
    const decoded = decode(
      shape,
      metadata[name],
      `${path}.${name}`,
      { struct: "ObjectMeta", fields: [name] },
      one,
    );
    if (one.problem !== undefined) {
      read.problem ??= one.problem;
      continue;
    }
    if (decoded !== undefined) value[name] = decoded;
  }
  for (const name of Object.keys(metadata)) {
    if (!Object.hasOwn(OBJECT_META.fields, name)) read.unknown.push(`${path}.${name}`);
  }
  if (dropInvalid || read.problem === undefined) return { value, unknown: read.unknown };
  return { value: {}, unknown: [], problem: read.problem };
}

function goKind(value: unknown): string {
  const kind = kindOf(value);
  if (kind === "boolean") return "bool";
  return kind === "integer" ? "number" : kind === "number" ? `number ${value}` : kind;
}

/** The decoded value; undefined for one that is left out because it is empty. */
function decode(shape: Shape, value: unknown, path: string, place: Place, read: Read): unknown {
  const refuse = (goType: string, found: unknown = value): undefined => {
    // Only for integers does Go tell which number it found.
    const kind = goType === "int64" ? goKind(found) : goKind(found).replace(/^number .*/, "number");
    const at = `${place.struct}.${place.fields.join(".")}`;
    read.problem ??= `json: cannot unmarshal ${kind} into Go struct field ${at} of type ${goType}`;
    return undefined;
  };
  switch (shape.kind) {
    case "string":
      if (value === null) return shape.pointer ? "" : undefined;
      if (typeof value !== "string") return refuse(shape.goType);
      return value === "" && !shape.pointer ? undefined : value;
    case "int64":
      if (value === null) return undefined;
      if (kindOf(value) !== "integer") return refuse(shape.goType);
      return value === 0 && !shape.pointer ? undefined : value;
    case "bool":
      if (value === null) return undefined;
      return typeof value === "boolean" ? value : refuse(shape.goType);
    case "time":
      return decodeTime(value, read);
    case "map":
      return decodeMap(value, refuse);
    case "raw":
      return value ?? undefined;
    case "list":
      if (value === null) return undefined;
      if (!Array.isArray(value)) return refuse(shape.goType);
      return value.length === 0
        ? undefined
        : value.map(
            (item, index) => decode(shape.of, item, `${path}[${index}]`, place, read) ?? empty(shape.of),
          );
    case "struct":
      return decodeStruct(shape, value, path, place, read);
  }
}

const empty = (shape: Shape): unknown => (shape.kind === "string" ? "" : {});

function decodeStruct(
  shape: Shape & { kind: "struct" },
  value: unknown,
  path: string,
  place: Place,
  read: Read,
): unknown {
  const source = isObject(value) ? value : {};
  if (value !== null && !isObject(value)) {
    const at = `${place.struct}.${place.fields.join(".")}`;
    read.problem ??= `json: cannot unmarshal ${goKind(value)} into Go struct field ${at} of type v1.${shape.goName}`;
  }
  const out: JsonObject = {};
  for (const [name, field] of Object.entries(shape.fields)) {
    const inner: Place = { struct: shape.goName, fields: [...place.fields, name] };
    const decoded = Object.hasOwn(source, name)
      ? decode(field, source[name], `${path}.${name}`, inner, read)
      : undefined;
    if (decoded !== undefined) out[name] = decoded;
    else if (field.kind === "string" && field.pointer) out[name] = "";
  }
  for (const name of Object.keys(source)) {
    if (!Object.hasOwn(shape.fields, name)) read.unknown.push(`${path}.${name}`);
  }
  return out;
}

function decodeMap(value: unknown, refuse: (goType: string, found?: unknown) => undefined): unknown {
  if (value === null) return undefined;
  if (!isObject(value)) return refuse("map[string]string");
  const keys = Object.keys(value);
  if (keys.length === 0) return undefined;
  const wrong = keys.find((key) => value[key] !== null && typeof value[key] !== "string");
  if (wrong !== undefined) return refuse("string", value[wrong]);
  return Object.fromEntries(keys.map((key) => [key, value[key] ?? ""]));
}

const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:[.,]\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

/** An instant in UTC, whole seconds. */
function decodeTime(value: unknown, read: Read): string | undefined {
  if (value === null) return undefined;
  if (typeof value !== "string") {
    read.problem ??= `json: cannot unmarshal ${goKind(value)} into Go value of type string`;
    return undefined;
  }
  const instant = RFC3339.test(value) ? Date.parse(value.replace(",", ".")) : Number.NaN;
  if (Number.isNaN(instant)) {
    const layout = "2006-01-02T15:04:05Z07:00";
    read.problem ??= `parsing time ${goQuote(value)} as "${layout}": cannot parse ${goQuote(value)} as "2006"`;
    return undefined;
  }
  return `${new Date(Math.floor(instant / 1000) * 1000).toISOString().slice(0, 19)}Z`;
}
