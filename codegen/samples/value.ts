/** A value of a schema for people to read: examples, defaults, first members of enums, and else the plainest there is. */
import { textMatching } from "../../rules/lang/samples/pattern-text.ts";
import { countErrors, settle } from "../../rules/lang/samples/settle.ts";
import type { SchemaNode } from "../../rules/lang/schema/index.ts";
import { isObject, type JsonObject } from "../../rules/lang/schema/json.ts";
import { checkValue } from "../../rules/lang/schema/values.ts";
import type { UnionShape } from "../model.ts";
import { COMPAT } from "../rules/environment.ts";
import { fieldPath } from "../schema-tree.ts";
import type { Plan } from "./plan.ts";
import { singular, textFor } from "./text.ts";

/** Undefined where no value is found. `path` is as in `ResourceModel.positions`; `index` tells items of a list apart. */
export function makeValue(node: SchemaNode, name: string, path: string, plan: Plan, index = 0): unknown {
  const { schema } = node;
  if (schema.example !== undefined && index === 0 && isValid(node, schema.example)) return schema.example;
  const type = node.types[0] ?? guessType(node);
  if (type !== "object" && type !== "array" && schema.default !== undefined && index === 0)
    return schema.default;
  if (schema.enum !== undefined) return schema.enum[index % schema.enum.length];
  const value =
    made(type, node, name, path, plan, index) ??
    (index > 0 ? made(type, node, name, path, plan, 0) : undefined);
  // Where a whole object or list has none, its innermost field says so already.
  if (value === undefined && type !== "object" && type !== "array") plan.missing.add(path);
  return value;
}

function made(
  type: string,
  node: SchemaNode,
  name: string,
  path: string,
  plan: Plan,
  index: number,
): unknown {
  if (node.schema["x-kubernetes-int-or-string"])
    return node.schema.pattern === undefined ? numberFor(node, true, index) : textFor(node, name, index);
  switch (type) {
    case "string":
      return textFor(node, name, index);
    case "integer":
    case "number":
      return numberFor(node, type === "integer", index);
    case "boolean":
      return index % 2 === 0;
    case "array":
      return listFor(node, name, path, plan);
    default:
      return objectFor(node, name, path, plan, index);
  }
}

/** A schema without a type holds anything; an object is as good as all else. */
const guessType = (node: SchemaNode): string => (node.items ? "array" : "object");

const isValid = (node: SchemaNode, value: unknown): boolean => checkValue(node, value, "").length === 0;

/** 1, or the nearest number that the bounds allow. */
function numberFor(node: SchemaNode, whole: boolean, index: number): number | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = node.schema;
  const step = multipleOf ?? (whole ? 1 : 0.5);
  const least = minimum === undefined ? Number.NEGATIVE_INFINITY : minimum + (exclusiveMinimum ? step : 0);
  const most = maximum === undefined ? Number.POSITIVE_INFINITY : maximum - (exclusiveMaximum ? step : 0);
  const start = Math.min(Math.max(multipleOf ?? 1, least), most);
  const value =
    (multipleOf === undefined ? start : Math.ceil(start / multipleOf) * multipleOf) + index * step;
  return isValid(node, value) ? value : undefined;
}

function listFor(node: SchemaNode, name: string, path: string, plan: Plan): unknown[] | undefined {
  const { minItems = 0, maxItems = 1 } = node.schema;
  const count =
    plan.size === "full" ? Math.min(Math.max(1, minItems), Math.max(maxItems, minItems)) : minItems;
  if (node.items === undefined) return [];
  const items: unknown[] = [];
  for (let i = 0; i < count; i++) {
    const item = makeValue(node.items, singular(name), `${path}[]`, plan, i);
    if (item === undefined) break;
    items.push(item);
  }
  return items.length >= minItems && (count === 0 || items.length > 0) ? items : undefined;
}

function objectFor(node: SchemaNode, name: string, path: string, plan: Plan, index: number): unknown {
  if (node.embedded)
    return { apiVersion: "v1", kind: "ConfigMap", metadata: { name: `my-${singular(name) || "object"}` } };
  const { required = [], minProperties = 0 } = node.schema;
  const union = plan.unions[path];
  const variant = union?.variants[0];
  const wanted = new Set([...required, ...(variant?.required ?? [])]);
  const members = new Set(union?.variants.flatMap((one) => one.fields));
  const head = path === "" ? plan.head : {};
  const without = path === "" ? plan.without : [];
  const value: JsonObject = { ...head };
  for (const [field, inner] of node.properties) {
    if (Object.hasOwn(head, field) || without.includes(field)) continue;
    if (members.has(field) && !variant?.fields.includes(field)) continue;
    const at = fieldPath(path, field);
    const isWanted = wanted.has(field) || field === variantKey(union) || leadsTo(at, plan.wanted);
    if (plan.size === "minimal" && !isWanted) continue;
    const given =
      field === union?.tag
        ? variant?.values[0]
        : makeValue(inner, called(field, name), at, plan, required.includes(field) ? index : 0);
    if (given !== undefined) value[field] = given;
    else if (wanted.has(field)) return undefined;
  }
  if (plan.size === "minimal") fillTo(minProperties, node, value, path, plan);
  const isMap = typeof node.additional === "object";
  const lacking = minProperties - Object.keys(value).length;
  const count = Math.max(lacking, isMap && plan.size === "full" ? 1 : 0);
  for (let i = 0; i < count && (isMap || node.additional || node.preserve); i++) {
    const entry = isMap
      ? makeValue(node.additional as SchemaNode, "value", `${path}{}`, plan, i)
      : "my-value";
    if (entry === undefined) return undefined;
    value[keyFor(node, entry, i)] = entry;
  }
  const settled = settle(node, value, {
    compat: COMPAT,
    keep: plan.size === "full" ? "most" : "least",
    order: [...node.properties.keys()].filter((field) => !without.includes(field)),
    fixed: Object.keys(head),
    fill: (field) => makeValue(node.properties.get(field)!, field, fieldPath(path, field), plan),
  });
  noteLeftOut(value, settled, path, plan);
  return settled;
}

const KEYS = ["my-key", "mykey", "my_key", "example.com/my-key", "MY_KEY", "MyKey", "1"];

/** A key that the rules of the map allow. */
function keyFor(node: SchemaNode, entry: unknown, index: number): string {
  const usual = KEYS.map((key) => (index === 0 ? key : `${key}${index + 1}`));
  const keys = [...usual, ...keysInRules(node).map((key) => `${key}${index === 0 ? "" : index + 1}`)];
  return keys.find((key) => countErrors(node, { [key]: entry }, COMPAT) === 0) ?? keys[0]!;
}

/** Texts for the patterns that the rules of a map name: one is that of its keys. */
function keysInRules({ schema }: SchemaNode): string[] {
  const patterns = (schema["x-kubernetes-validations"] ?? []).flatMap(({ rule }) =>
    [...rule.matchAll(/\.matches\("((?:[^"\\]|\\.)*)"\)/g)].map((found) =>
      found[1]!.replaceAll("\\\\", "\\"),
    ),
  );
  return patterns.flatMap((one) => textMatching(one) ?? []);
}

/** A `name` says more as that of what it names. */
const called = (field: string, parent: string): string =>
  (field === "name" || field === "value") && parent !== "" ? parent : field;

/** The key of the first form of a union without a tag. */
const variantKey = (union: UnionShape | undefined): string | undefined =>
  union !== undefined && union.tag === undefined ? String(union.variants[0]?.values[0]) : undefined;

const leadsTo = (path: string, fields: readonly string[]): boolean =>
  fields.some((field) => field === path || field.startsWith(`${path}.`));

function fillTo(count: number, node: SchemaNode, value: JsonObject, path: string, plan: Plan): void {
  for (const [field, inner] of node.properties) {
    if (Object.keys(value).length >= count) return;
    if (field in value) continue;
    const given = makeValue(inner, field, fieldPath(path, field), plan);
    if (given !== undefined) value[field] = given;
  }
}

function noteLeftOut(value: unknown, settled: unknown, path: string, plan: Plan): void {
  if (value === settled || !isObject(value) || !isObject(settled)) return;
  for (const [field, inner] of Object.entries(value)) {
    if (field in settled) noteLeftOut(inner, settled[field], fieldPath(path, field), plan);
    else plan.leftOut.add(fieldPath(path, field));
  }
}
