/** Makes an object keep the rules of its schema: leaves out or adds optional fields, and tries other members of enums. */
import { applyDefaults, type SchemaNode } from "../schema/index.ts";
import type { JsonObject } from "../schema/json.ts";
import { runRules } from "../schema/rules-run.ts";
import { checkValue } from "../schema/values.ts";

export interface SettleOptions {
  compat: string;
  /** A value for an optional field that the object lacks; undefined where there is none. */
  fill(field: string): unknown;
  /** In which order optional fields are tried; that of the schema unless given. */
  order?: readonly string[];
  /** Fields that stay beside the required ones. */
  fixed?: readonly string[];
  /** Keep as many fields as the rules allow, or as few as they need. */
  keep: "most" | "least";
}

/** How much the API server has against the value on create, after filling in defaults. */
export function countErrors(node: SchemaNode, value: unknown, compat: string): number {
  const filled = applyDefaults({ schema: node.schema, compat, root: node }, value);
  const errors = checkValue(node, filled, "").length;
  if (!node.has.rules) return errors;
  return errors + runRules(node, filled, { old: undefined, pair: undefined, path: "" }).errors.length;
}

/** Something other than the types of its fields limits the object: a rule about one object, or which fields go together. */
export const hasTests = ({ schema, properties }: SchemaNode): boolean =>
  Boolean(schema.allOf || schema.anyOf || schema.oneOf || schema.not) ||
  (schema.maxProperties ?? Number.POSITIVE_INFINITY) < properties.size ||
  (schema["x-kubernetes-validations"] ?? []).some(
    ({ rule, optionalOldSelf }) => optionalOldSelf === true || !/\boldSelf\b/.test(rule),
  );

/** The object itself where its rules hold, else the nearest found that breaks the fewest. Required fields stay. */
export function settle(node: SchemaNode, value: JsonObject, options: SettleOptions): JsonObject {
  if (!hasTests(node)) return value;
  const broken = (candidate: unknown) => countErrors(node, candidate, options.compat);
  if (broken(value) === 0) return value;
  const mended = pruned(node, value, broken);
  if (broken(mended) === 0) return mended;
  let best = regrown(node, value, options, broken);
  let fewest = broken(best);
  for (const [field, inner] of node.properties) {
    for (const other of alternatives(inner, best[field])) {
      if (fewest === 0) return best;
      const candidate = regrown(node, { ...value, [field]: other }, options, broken);
      const found = broken(candidate);
      if (found >= fewest) continue;
      best = candidate;
      fewest = found;
    }
  }
  return best;
}

type Broken = (candidate: unknown) => number;

/** Begins with the required fields and takes other fields as long as no more rules are broken than before. */
function regrown(node: SchemaNode, value: JsonObject, options: SettleOptions, broken: Broken): JsonObject {
  const required = new Set([...(node.schema.required ?? []), ...(options.fixed ?? [])]);
  const isFixed = (field: string) => required.has(field) || !node.properties.has(field);
  let grown: JsonObject = Object.fromEntries(Object.entries(value).filter(([field]) => isFixed(field)));
  let fewest = broken(grown);
  for (const field of options.order ?? node.properties.keys()) {
    if (field in grown) continue;
    if (options.keep === "least" && fewest === 0) break;
    const given = value[field] ?? (fewest > 0 ? options.fill(field) : undefined);
    if (given === undefined) continue;
    const candidate = { ...grown, [field]: given };
    const found = broken(candidate);
    if (options.keep === "least" ? found >= fewest : found > fewest) continue;
    grown = candidate;
    fewest = found;
  }
  return inOrder(node, grown);
}

/** Fields in the order of the schema, so that the order of trying does not show. */
function inOrder(node: SchemaNode, value: JsonObject): JsonObject {
  const known = [...node.properties.keys()].filter((field) => field in value);
  const others = Object.keys(value).filter((field) => !node.properties.has(field));
  return Object.fromEntries([...known, ...others].map((field) => [field, value[field]]));
}

/** Other values of an enum or a flag. */
function alternatives(node: SchemaNode, value: unknown): unknown[] {
  if (value === undefined) return [];
  if (node.schema.enum) return node.schema.enum.filter((other) => other !== value);
  return typeof value === "boolean" ? [!value] : [];
}

/** Leaves out optional fields further down that the object's own rules mention, as long as that mends something. */
function pruned(node: SchemaNode, value: JsonObject, broken: Broken): JsonObject {
  let best = value;
  let fewest = broken(best);
  const rules = (node.schema["x-kubernetes-validations"] ?? []).map(({ rule }) => rule).join(" ");
  const mentioned = new Set(rules.match(/\w+/g));
  for (const steps of optionalPaths(node, value, 0)) {
    if (fewest === 0) break;
    if (!mentioned.has(steps.at(-1)!)) continue;
    const candidate = without(best, steps);
    const found = broken(candidate);
    if (found >= fewest) continue;
    best = candidate;
    fewest = found;
  }
  return best;
}

const DEEPEST = 6;

/** Paths of present optional fields of the objects inside the object, nearest first. */
function optionalPaths(node: SchemaNode, value: unknown, depth: number): string[][] {
  if (typeof value !== "object" || value === null || depth > DEEPEST) return [];
  const own: string[][] = [];
  const deeper: string[][] = [];
  for (const [field, inner] of node.properties) {
    const given = (value as JsonObject)[field];
    if (given === undefined) continue;
    if (depth > 0 && !node.schema.required?.includes(field)) own.push([field]);
    deeper.push(...optionalPaths(inner, given, depth + 1).map((steps) => [field, ...steps]));
  }
  return [...own, ...deeper];
}

function without(value: JsonObject, [first, ...rest]: readonly string[]): JsonObject {
  const { [first!]: inner, ...others } = value;
  if (rest.length === 0 || typeof inner !== "object" || inner === null) return others;
  return { ...others, [first!]: without(inner as JsonObject, rest) };
}
