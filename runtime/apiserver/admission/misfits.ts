/** What keeps a partial object from being merged into a live one: values that the kind's schema has no place for. */
import type { JSONSchemaProps } from "../../../rules/lang/schema/types.ts";
import { field, isObject, jsonEqual } from "../patch/json.ts";

/** The complaints as structured-merge-diff words them; undefined where there are none. */
export function misfitText(value: unknown, schema: JSONSchemaProps): string | undefined {
  const found = misfits(value, schema, "");
  if (found.length === 0) return undefined;
  return found.length === 1 ? found[0] : ["errors:", ...found.map((text) => `  ${text}`)].join("\n");
}

function misfits(value: unknown, schema: JSONSchemaProps, path: string): string[] {
  const wrong = (wanted: string, got: string) => [`${path}: expected ${wanted}, got ${got}`];
  if (value === null || value === undefined) return [];
  if (schema["x-kubernetes-int-or-string"])
    return isScalar(value) ? [] : wrong("any scalar", JSON.stringify(value));
  switch (schema.type) {
    case "object":
      return isObject(value) ? inObject(value, schema, path) : wrong("map", JSON.stringify(value));
    case "array":
      return Array.isArray(value) ? inList(value, schema, path) : wrong("list", JSON.stringify(value));
    case "string":
      return typeof value === "string" ? [] : wrong("string", goValue(value));
    case "integer":
    case "number":
      return typeof value === "number" ? [] : wrong("numeric (int or float)", goType(value));
    case "boolean":
      return typeof value === "boolean" ? [] : wrong("boolean", JSON.stringify(value));
    default:
      return [];
  }
}

function inObject(value: { [key: string]: unknown }, schema: JSONSchemaProps, path: string): string[] {
  const { additionalProperties } = schema;
  const open = schema["x-kubernetes-preserve-unknown-fields"] === true || additionalProperties === true;
  return Object.keys(value).flatMap((key) => {
    const at = `${path}.${key}`;
    const known = Object.hasOwn(schema.properties ?? {}, key) ? schema.properties?.[key] : undefined;
    const inner = known ?? (typeof additionalProperties === "object" ? additionalProperties : undefined);
    if (inner !== undefined) return misfits(value[key], inner, at);
    return open ? [] : [`${at}: field not declared in schema`];
  });
}

function inList(list: readonly unknown[], schema: JSONSchemaProps, path: string): string[] {
  const items = Array.isArray(schema.items) ? {} : (schema.items ?? {});
  const type = schema["x-kubernetes-list-type"] ?? "atomic";
  if (type === "atomic") return list.flatMap((item, i) => misfits(item, items, `${path}[${i}]`));
  const keys = schema["x-kubernetes-list-map-keys"] ?? [];
  const seen: unknown[] = [];
  const found: string[] = [];
  for (const [i, item] of list.entries()) {
    const identity = type === "map" ? identityOf(item, keys, items) : { value: item };
    // Without an identity there is no place to name, nor for what follows.
    if (typeof identity === "string") return [...found, `${path}: element ${i}: ${identity}`];
    const name = type === "map" ? keyText(identity) : `[=${JSON.stringify(item)}]`;
    if (seen.some((other) => jsonEqual(other, identity)))
      found.push(`${path}: duplicate entries for key ${name}`);
    seen.push(identity);
    found.push(...misfits(item, items, `${path}${name}`));
  }
  return found;
}

type Identity = { readonly [key: string]: unknown };

/** The item's keys with their values, or what is wrong with it. */
function identityOf(item: unknown, keys: readonly string[], items: JSONSchemaProps): Identity | string {
  if (item === null) return "associative list with keys may not have a null element";
  if (!isObject(item)) return "associative list with keys may not have non-map elements";
  const given = keys
    .map((key) => [key, field(item, key) ?? items.properties?.[key]?.default] as const)
    .filter(([, value]) => value !== undefined);
  if (given.length > 0) return Object.fromEntries(given);
  const names = keys.map((key) => JSON.stringify(key)).join(" ");
  return `associative list with keys has an element that omits all key fields [${names}] (and doesn't have default values for any key fields)`;
}

const keyText = (identity: Identity) =>
  `[${Object.keys(identity)
    .sort()
    .map((key) => `${key}=${JSON.stringify(identity[key])}`)
    .join(",")}]`;

const isScalar = (value: unknown) => ["string", "number", "boolean"].includes(typeof value);

function goType(value: unknown): string {
  if (Array.isArray(value)) return "[]interface {}";
  if (isObject(value)) return "map[string]interface {}";
  return typeof value === "boolean" ? "bool" : typeof value;
}

/** As Go's `%#v` prints the holder of a scalar. */
const goValue = (value: unknown) => `&value.valueUnstructured{Value:${JSON.stringify(value)}}`;
