/** What a schema says about a value, in words: its type, its limits, how two writers share it. */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import { itemsOf, valuesOf } from "../schema-tree.ts";
import { code } from "./markdown.ts";

/** The pattern of `Quantity` in api/meta.ts: a name says more than this. */
const QUANTITY =
  "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$";
const BITS: { readonly [format: string]: string } = { int32: "32-bit integer", int64: "64-bit integer" };

/** `string`, `list of 32-bit integer`, `map of list of string`. */
export function typeWords(schema: JSONSchemaProps): string {
  if (schema.pattern === QUANTITY) return "quantity";
  if (schema["x-kubernetes-int-or-string"]) return "integer or string";
  if (schema["x-kubernetes-embedded-resource"]) return "Kubernetes object";
  const [items, values] = [itemsOf(schema), valuesOf(schema)];
  if (schema.type === "array") return `list of ${items ? typeWords(items) : "any"}`;
  if (values) return `map of ${typeWords(values)}`;
  if (schema.type === undefined) return "any";
  if (schema["x-kubernetes-preserve-unknown-fields"] && schema.properties === undefined) return "any object";
  return (schema.type === "integer" && BITS[schema.format ?? ""]) || schema.type;
}

/** Sentences without their full stops. */
export function limits(schema: JSONSchemaProps): string[] {
  const say = (value: unknown, words: (value: never) => string | false): string[] => {
    const said = value !== undefined && value !== false && words(value as never);
    return said === false ? [] : [said];
  };
  const [items, values] = [itemsOf(schema), valuesOf(schema)];
  return [
    ...say(schema.default, (value) => `Default: ${json(value)}`),
    ...say(schema.enum, (all: unknown[]) => `One of ${all.map(json).join(", ")}`),
    ...say(schema.format, (format: string) => !BITS[format] && `Format: ${format}`),
    ...bounds(schema),
    ...say(schema.multipleOf, (step: number) => `A multiple of ${step}`),
    ...range("character", schema.minLength, schema.maxLength),
    ...say(schema.pattern, (pattern: string) => pattern !== QUANTITY && `Matches ${code(pattern)}`),
    ...range("item", schema.minItems, schema.maxItems),
    ...range(schema.properties ? "field" : "entry", schema.minProperties, schema.maxProperties),
    ...say(schema["x-kubernetes-list-type"] === "set", () => "No item twice"),
    ...(schema["x-kubernetes-list-type"] === "map"
      ? [`Items differ in ${(schema["x-kubernetes-list-map-keys"] ?? []).map(code).join(" and ")}`]
      : []),
    ...say(schema["x-kubernetes-map-type"] === "atomic", () => "Replaced as a whole"),
    ...say(schema.nullable, () => "May be null"),
    ...say(
      schema["x-kubernetes-preserve-unknown-fields"] && schema.properties,
      () => "Other fields are kept",
    ),
    ...say(schema.example, (value) => `Example: ${json(value)}`),
    ...inner("Each item", items),
    ...inner("Each value", values),
  ];
}

/** Limits of scalars inside a list or map. */
function inner(of: string, schema: JSONSchemaProps | undefined): string[] {
  if (schema === undefined || schema.type === "object" || schema.type === "array") return [];
  const { default: _, example: __, ...rest } = schema;
  return limits(rest).map((sentence) => `${of}: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`);
}

function bounds({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JSONSchemaProps): string[] {
  const low = minimum === undefined ? undefined : `${exclusiveMinimum ? "More than" : "At least"} ${minimum}`;
  const high = maximum === undefined ? undefined : `${exclusiveMaximum ? "less than" : "at most"} ${maximum}`;
  if (low && high) return [`${low}, ${high}`];
  if (low) return [low];
  return high ? [high.charAt(0).toUpperCase() + high.slice(1)] : [];
}

function range(one: string, least: number | undefined, most: number | undefined): string[] {
  const many = (count: number) => `${count} ${count === 1 ? one : one.replace(/y$/, "ie").concat("s")}`;
  if (least && most !== undefined)
    return [least === most ? `Exactly ${many(most)}` : `${least} to ${many(most)}`];
  if (most !== undefined) return [`At most ${many(most)}`];
  return least ? [`At least ${many(least)}`] : [];
}

/** Which fields go together, where the schema says it without CEL. */
export function fieldGroups(schema: JSONSchemaProps): string[] {
  const { oneOf = [], anyOf = [], allOf = [] } = schema;
  const none = oneOf.at(-1)?.not?.anyOf;
  return [
    ...group("exactly one of", single(oneOf)),
    ...group("at most one of", none && single(none) && single(oneOf.slice(0, -1))),
    ...group("at least one of", single(anyOf)),
    ...allOf.flatMap(fieldGroups),
  ];
}

const group = (words: string, names: string[] | undefined): string[] =>
  names && names.length > 0 ? [`${words} ${names.map(code).join(", ")}`] : [];

/** The names where each schema asks for one field and nothing else. */
function single(schemas: readonly JSONSchemaProps[]): string[] | undefined {
  const names = schemas.map((one) => (Object.keys(one).join() === "required" ? one.required : undefined));
  return names.every((one) => one?.length === 1) ? names.flatMap((one) => one!) : undefined;
}

const json = (value: unknown): string =>
  code(typeof value === "string" && value !== "" ? value : JSON.stringify(value));
