/** What the rules of a schema may cost at worst, before any object exists. */

import { estimateCost, type Program, type SizeEstimator, type SizeRange } from "../cel/index.ts";
import { type Declaration, declare, MAX_REQUEST } from "./cel-type.ts";
import { child, key } from "./field-path.ts";
import { compileRules } from "./rules-compile.ts";
import type { JSONSchemaProps } from "./types.ts";

/** Largest estimate of one expression, and of a whole schema. */
export const EXPRESSION_LIMIT = 10_000_000;
export const SCHEMA_LIMIT = 100_000_000;

/** The most values of a node in one object; undefined when a list or map above has no bound. */
export type Cardinality = number | undefined;

/** The cardinality of a child, given that of its parent. */
export function childCardinality(parent: JSONSchemaProps, cardinality: Cardinality): Cardinality {
  if (cardinality === undefined) return undefined;
  switch (parent.type) {
    case "object":
      if (parent.additionalProperties === undefined) return cardinality;
      return parent.maxProperties === undefined ? undefined : cardinality * Math.max(0, parent.maxProperties);
    case "array":
      return parent.maxItems === undefined ? undefined : cardinality * Math.max(0, parent.maxItems);
    default:
      return cardinality;
  }
}

/** How often a node can occur: its cardinality, or as often as the smallest value fits a request. */
export const occurrences = (cardinality: Cardinality, declaration: Declaration): number =>
  cardinality ?? Math.floor(MAX_REQUEST / (declaration.minSize + 1));

/** The worst cost of one evaluation. */
export function worstCost(program: Program, declaration: Declaration): number {
  return estimateCost(program, sizesOf(declaration)).max;
}

/** The bounds of a schema, for an estimate. */
export const sizesOf =
  (declaration: Declaration): SizeEstimator =>
  (path) =>
    sizeAt(declaration, path.split("."));

/** The API server knows no length of keys, and takes none. */
const KEYS: SizeRange = { min: 0, max: 0 };

/** The size of what an expression reads: `["self", "spec", "@items"]`; undefined where the schema does not say. */
function sizeAt(declaration: Declaration, path: readonly string[]): SizeRange | undefined {
  if (path.length === 0) return undefined;
  let at: Declaration | undefined = declaration;
  for (const part of path.slice(1)) {
    if (part === "@items" || part === "@values") at = at?.elem;
    else if (part === "@keys") return KEYS;
    else at = at?.fields?.get(part);
    if (at === undefined) return undefined;
  }
  return { min: 0, max: at.maxElements };
}

export interface CostEntry {
  /** Of the rule or message expression: `openAPIV3Schema.properties[spec].x-kubernetes-validations[0].rule`. */
  readonly path: string;
  readonly rule: string;
  /** Of one evaluation. */
  readonly estimated: number;
  readonly cardinality: number;
  /** `estimated` times `cardinality`. */
  readonly total: number;
  /** The nearest list or map above that has no bound and so multiplies the cost. */
  readonly worstMissingBound?: string;
}

/** The cost of every expression that compiles, in schema order. */
export function costReport(schema: JSONSchemaProps, options: { compat: string }): CostEntry[] {
  const entries: CostEntry[] = [];
  visit(schema, "openAPIV3Schema", { cardinality: 1, missing: undefined }, true, options.compat, entries);
  return entries;
}

interface Above {
  readonly cardinality: Cardinality;
  readonly missing: string | undefined;
}

function visit(
  schema: JSONSchemaProps,
  path: string,
  above: Above,
  isResource: boolean,
  compat: string,
  entries: CostEntry[],
): void {
  const rules = schema["x-kubernetes-validations"] ?? [];
  const declaration = rules.length > 0 ? declare(schema, isResource) : undefined;
  if (declaration !== undefined) {
    const cardinality = occurrences(above.cardinality, declaration);
    compileRules(schema, rules, declaration, compat).forEach(({ rule, program, message }, index) => {
      const at = key(child(path, "x-kubernetes-validations"), index);
      const add = (one: Program | undefined, name: "rule" | "messageExpression", times: number): void => {
        if (one === undefined) return;
        const estimated = worstCost(one, declaration);
        const bound = above.missing === undefined ? {} : { worstMissingBound: above.missing };
        const source = name === "rule" ? rule.rule : (rule.messageExpression ?? "");
        entries.push({
          ...{ path: child(at, name), rule: source, estimated, cardinality: times, total: estimated * times },
          ...bound,
        });
      };
      add(program, "rule", cardinality);
      add(message, "messageExpression", 1);
    });
  }
  const cardinality = childCardinality(schema, above.cardinality);
  const step = (below: JSONSchemaProps, at: string, bound?: string): void => {
    const unbounded = bound !== undefined && schema[bound as "maxItems"] === undefined;
    const missing = unbounded ? child(path, bound) : above.missing;
    visit(
      below,
      at,
      { cardinality, missing },
      below["x-kubernetes-embedded-resource"] === true,
      compat,
      entries,
    );
  };
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    step(property, key(child(path, "properties"), name));
  }
  const { additionalProperties, items } = schema;
  if (typeof additionalProperties === "object") {
    step(additionalProperties, child(path, "additionalProperties"), "maxProperties");
  }
  if (items !== undefined && !Array.isArray(items)) step(items, child(path, "items"), "maxItems");
}
