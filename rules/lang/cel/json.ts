/** JSON seen as CEL values: converted on access, by declared type or, under `dyn`, by what is there. */

import { fromBase64 } from "./bytes.ts";
import { CelError, invalid } from "./errors.ts";
import { parseDuration, parseTimestamp } from "./time.ts";
import type { CelType, ObjectFields } from "./types.ts";
import {
  CelMap,
  checkedInt,
  Double,
  Duration,
  int,
  isInt,
  MapValue,
  Opaque,
  Optional,
  Timestamp,
  TypeValue,
  Uint,
} from "./values.ts";

type JsonObject = { readonly [name: string]: unknown };

/** What stands under no schema: told apart from a schema's own `dyn` by identity. */
const SCHEMALESS: CelType = { kind: "dyn" };
const SCHEMALESS_LIST: CelType & { kind: "list" } = { kind: "list", elem: SCHEMALESS };

/** A list that came from JSON, or was added from such lists; items are converted once, when first needed. */
export class ListView {
  readonly type: CelType & { kind: "list" };
  readonly #raw: readonly unknown[];
  #items: readonly unknown[] | undefined;

  constructor(raw: readonly unknown[], type: CelType & { kind: "list" }, items?: readonly unknown[]) {
    this.#raw = raw;
    this.type = type;
    this.#items = items;
  }
  get length(): number {
    return this.#raw.length;
  }
  /** No schema speaks about it, as in policies. */
  get isSchemaless(): boolean {
    return this.type === SCHEMALESS_LIST;
  }
  get items(): readonly unknown[] {
    this.#items ??= this.#raw.map((raw) => fromJson(this.type.elem, raw));
    return this.#items;
  }
  /** The JSON behind this list, or its items where it was computed. */
  get plain(): unknown[] {
    return this.#raw.map(toPlain);
  }
}

/** A JSON object used as a map: every own property is an entry. */
export class MapView extends MapValue {
  readonly raw: JsonObject;
  readonly #value: CelType;

  constructor(raw: JsonObject, value: CelType) {
    super();
    this.raw = raw;
    this.#value = value;
  }
  get size(): number {
    return Object.keys(this.raw).length;
  }
  /** No schema speaks about it, as in policies. */
  get isSchemaless(): boolean {
    return this.#value === SCHEMALESS;
  }
  find(key: unknown): unknown {
    return typeof key === "string" && Object.hasOwn(this.raw, key)
      ? fromJson(this.#value, this.raw[key])
      : undefined;
  }
  keys(): unknown[] {
    return Object.keys(this.raw);
  }
}

/** A JSON object with declared properties: undeclared ones cannot be selected, null ones are absent. */
export class ObjectView extends MapValue {
  readonly raw: JsonObject;
  readonly fields: ObjectFields;

  constructor(raw: JsonObject, fields: ObjectFields) {
    super();
    this.raw = raw;
    this.fields = fields;
  }
  /** All properties count, declared or not, as they do in the API server. */
  get size(): number {
    return Object.keys(this.raw).length;
  }
  find(key: unknown): unknown {
    if (typeof key !== "string" || !Object.hasOwn(this.fields, key)) return undefined;
    const { json, type } = this.fields[key]!;
    if (!Object.hasOwn(this.raw, json)) return undefined;
    const raw = this.raw[json];
    return raw === null || raw === undefined ? undefined : fromJson(type, raw);
  }
  keys(): unknown[] {
    const names = new Map(Object.entries(this.fields).map(([celName, { json }]) => [json, celName]));
    return Object.keys(this.raw).map((json) => names.get(json) ?? json);
  }
}

/** Whether a JSON value is an object, which maps are too. */
export const isObject = (raw: unknown): raw is JsonObject =>
  typeof raw === "object" && raw !== null && !Array.isArray(raw);

function wrong(type: string, raw: unknown): CelError {
  return invalid(
    `invalid data, expected ${type}, got ${raw === null ? "null" : Array.isArray(raw) ? "array" : typeof raw}`,
  );
}

/** The API server reads base64 in the alphabet of URLs, though its format `byte` asks for the other one. */
function bytesOf(text: string): Uint8Array {
  const at = text.search(/[+/]/);
  if (at < 0) return fromBase64(text);
  throw invalid(`Invalid byte formatted string ${text}: illegal base64 data at input byte ${at}`);
}

/** The value of a JSON text under a declared type; an error where the data does not have that type. */
export function fromJson(type: CelType, raw: unknown): unknown {
  if (isOwnValue(raw)) return raw;
  switch (type.kind) {
    case "bool":
      if (typeof raw === "boolean") return raw;
      throw wrong("boolean", raw);
    case "string":
      if (typeof raw === "string") return raw;
      throw wrong("string", raw);
    case "int":
      return jsonInt(raw);
    case "uint":
      return new Uint(BigInt(jsonInt(raw)));
    case "double":
      return new Double(jsonDouble(raw));
    case "bytes":
      if (raw instanceof Uint8Array) return raw;
      if (typeof raw === "string") return bytesOf(raw);
      throw wrong("string", raw);
    case "timestamp":
      if (typeof raw === "string") return parseTimestamp(raw.length === 10 ? `${raw}T00:00:00Z` : raw);
      throw wrong("string", raw);
    case "duration":
      if (typeof raw === "string") return parseDuration(raw);
      throw wrong("string", raw);
    case "list":
      if (Array.isArray(raw)) return new ListView(raw, type);
      throw wrong("array", raw);
    case "map":
      if (isObject(raw)) return new MapView(raw, type.value);
      throw wrong("object", raw);
    case "object":
      if (isObject(raw)) return new ObjectView(raw, type.fields);
      throw wrong("object", raw);
    case "optional":
      return raw instanceof Optional ? optionalOf(type.of, raw) : new Optional(fromJson(type.of, raw));
    case "null":
      if (raw === null) return null;
      throw wrong("null", raw);
    default:
      return fromDynamic(raw);
  }
}

function optionalOf(type: CelType, optional: Optional): Optional {
  return optional.value === undefined ? optional : new Optional(fromJson(type, optional.value));
}

/** Values that are CEL's own already, e.g. variables computed by another expression. */
function isOwnValue(raw: unknown): boolean {
  if (typeof raw !== "object" || raw === null) return false;
  // Almost everything asked about is plain JSON, and eight questions of class are dear.
  const prototype = Object.getPrototypeOf(raw);
  if (prototype === Object.prototype || prototype === Array.prototype) return false;
  return (
    raw instanceof Double ||
    raw instanceof Uint ||
    raw instanceof Timestamp ||
    raw instanceof Duration ||
    raw instanceof MapValue ||
    raw instanceof ListView ||
    raw instanceof Opaque ||
    raw instanceof TypeValue
  );
}

function jsonInt(raw: unknown): number | bigint {
  if (typeof raw === "number" && Number.isSafeInteger(raw)) return raw;
  if (typeof raw === "bigint") return checkedInt(raw);
  if (typeof raw === "number" && Number.isInteger(raw)) return checkedInt(BigInt(raw));
  throw wrong("integer", raw);
}

function jsonDouble(raw: unknown): number {
  if (typeof raw === "number") return raw;
  if (typeof raw === "bigint") return Number(raw);
  throw wrong("number", raw);
}

/** Schemaless: integers are int, other numbers double, objects maps with string keys. */
export function fromDynamic(raw: unknown): unknown {
  if (isOwnValue(raw) || raw instanceof Optional || raw instanceof Uint8Array) return raw;
  if (typeof raw === "number") return Number.isSafeInteger(raw) ? raw : largeNumber(raw);
  if (typeof raw === "bigint") return checkedInt(raw);
  if (typeof raw === "string" || typeof raw === "boolean" || raw === null) return raw;
  if (Array.isArray(raw)) return new ListView(raw, SCHEMALESS_LIST);
  if (isObject(raw)) return new MapView(raw, SCHEMALESS);
  throw invalid(`a ${typeof raw} is not a value`);
}

function largeNumber(raw: number): unknown {
  return Number.isInteger(raw) && Math.abs(raw) < 2 ** 63 ? int(BigInt(raw)) : new Double(raw);
}

/**
 * A result as plain data: int and uint a number (a bigint beyond 2^53), double a number, maps plain objects with the
 * keys as text, an empty optional undefined. Timestamps and durations stay instances and write themselves to JSON.
 */
export function toPlain(value: unknown): unknown {
  if (value instanceof Double) return value.value;
  if (value instanceof Uint) return int(value.value);
  if (value instanceof ListView) return value.plain;
  if (value instanceof MapView || value instanceof ObjectView) return value.raw;
  if (value instanceof CelMap)
    return Object.fromEntries(value.keys().map((key) => [String(toPlain(key)), toPlain(value.find(key))]));
  if (value instanceof Optional) return toPlain(value.value);
  if (value instanceof TypeValue) return value.name;
  if (value instanceof Opaque) return value.toString();
  if (Array.isArray(value)) return value.map(toPlain);
  return value;
}

/** The items of any list value. */
export function items(list: unknown): readonly unknown[] {
  if (Array.isArray(list)) return list;
  if (list instanceof ListView) return list.items;
  throw new CelError("noSuchOverload", "no such overload");
}

export const isList = (value: unknown): value is readonly unknown[] | ListView =>
  Array.isArray(value) || value instanceof ListView;

/** Runtime type name, as `type(x)` gives it. */
export function typeName(value: unknown): string {
  if (typeof value === "boolean") return "bool";
  if (isInt(value)) return "int";
  if (typeof value === "string") return "string";
  if (value === null) return "null_type";
  if (value instanceof Double) return "double";
  if (value instanceof Uint) return "uint";
  if (value instanceof Uint8Array) return "bytes";
  if (isList(value)) return "list";
  if (value instanceof MapValue) return "map";
  if (value instanceof Timestamp) return "google.protobuf.Timestamp";
  if (value instanceof Duration) return "google.protobuf.Duration";
  if (value instanceof Optional) return "optional_type";
  if (value instanceof Opaque) return value.typeName;
  return "type";
}
