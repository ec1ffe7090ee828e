/** What markers say about one node must be possible together; a limit that nothing can meet is a mistake. */
import type { MarkerName } from "../../api/markers.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import { lookup } from "../lookup.ts";
import type { FieldNode, MarkerUse } from "../model.ts";
import { didYouMean, type Problem, problem } from "../problems.ts";

type Complain = (use: MarkerUse | undefined, complaint: string, hint?: string) => void;

/** Complaints about the finished schema of a node and the markers that made it, those of its type first. */
export function findContradictions(
  schema: JSONSchemaProps,
  uses: readonly MarkerUse[],
  problems: Problem[],
): void {
  const last = (...names: MarkerName[]) => uses.findLast((use) => names.includes(use.name));
  const complain: Complain = (use, complaint, hint) => {
    if (use)
      problems.push(problem("contradictory-markers", use.position, { marker: use.name, complaint }, hint));
  };

  for (const [least, most] of RANGES) {
    const [low, high] = [schema[least], schema[most]];
    if (low === undefined || high === undefined) continue;
    const use = last(least, most, "size", "format", "items", "values");
    if (low > high) complain(use, `leaves nothing: the minimum ${low} is above the maximum ${high}`);
    else if (low === high && (schema.exclusiveMinimum || schema.exclusiveMaximum) && least === "minimum")
      complain(use, `leaves nothing: ${low} is the only value, and it is excluded`);
  }
  for (const name of ["minimum", "maximum", "multipleOf"] as const) {
    const value = schema[name];
    if (value !== undefined && schema.type === "integer" && !Number.isInteger(value))
      complain(last(name), `is ${value}, but the value is a whole number`);
  }
  if (schema.multipleOf !== undefined && schema.multipleOf <= 0)
    complain(last("multipleOf"), "takes a number above 0");
  if (schema.exclusiveMinimum && schema.minimum === undefined)
    complain(last("exclusiveMinimum"), "needs @minimum");
  if (schema.exclusiveMaximum && schema.maximum === undefined)
    complain(last("exclusiveMaximum"), "needs @maximum");
  for (const [one, other, hint] of EXCLUSIVE) {
    const use = last(one);
    if (use && last(other)) complain(use, `and @${other} cannot both hold`, hint);
  }
  checkListType(schema, last, complain);
}

/** A default fills the field, so nobody has to write it. */
export function findNeedlessDefault(field: FieldNode, schema: JSONSchemaProps, problems: Problem[]): void {
  if (field.optional || schema.default === undefined) return;
  const at = field.markers.find((use) => use.name === "default")?.position ?? field.position;
  const complaint = `fills ${field.name}, so it cannot be required`;
  problems.push(
    problem("contradictory-markers", at, { marker: "default", complaint }, `write ${field.name}?: …`),
  );
}

const RANGES = [
  ["minimum", "maximum"],
  ["minLength", "maxLength"],
  ["minItems", "maxItems"],
  ["minProperties", "maxProperties"],
] as const;

// biome-ignore format: a table
const EXCLUSIVE = [
  ["opaque",   "depth",                 "keep @opaque; there is nothing left to unroll"],
  ["opaque",   "preserveUnknownFields", "keep @opaque; it keeps everything"],
  ["presence", "default",               "a default makes the object appear by itself"],
] as const satisfies readonly (readonly [MarkerName, MarkerName, string])[];

function checkListType(
  schema: JSONSchemaProps,
  last: (name: MarkerName) => MarkerUse | undefined,
  complain: Complain,
): void {
  const type = schema["x-kubernetes-list-type"];
  const keys = schema["x-kubernetes-list-map-keys"];
  if (keys && type !== "map") complain(last("listMapKey"), "needs @listType map");
  if (type !== "map") return;
  const items = schema.items as JSONSchemaProps;
  if (items.type !== "object")
    complain(last("listType"), "needs items that are objects", "a list of scalars may be a set");
  else if (keys) checkKeys(keys, items, last("listMapKey"), complain);
  else complain(last("listType"), "needs @listMapKey", "name the field that tells items apart");
}

function checkKeys(
  keys: readonly string[],
  items: JSONSchemaProps,
  use: MarkerUse | undefined,
  complain: Complain,
): void {
  const twice = keys.find((key, i) => keys.indexOf(key) !== i);
  if (twice !== undefined) complain(use, `names ${twice} more than once`);
  for (const key of keys) {
    const field = lookup(items.properties, key);
    if (!field)
      complain(use, `names ${key}, which no item has`, didYouMean(key, Object.keys(items.properties ?? {})));
    else if (field.type === "object" || field.type === "array" || field.type === undefined)
      complain(use, `names ${key}, which is no scalar`);
    else if (field.nullable) complain(use, `names ${key}, which may be null`);
    else if (!items.required?.includes(key) && field.default === undefined)
      complain(use, `names ${key}, which may be absent`, `write ${key}: …, or give it a @default`);
  }
}
