/** Finds bounds that bring a rule under the API server's cost budget, by estimating again with each. */
import { costReport } from "../../rules/lang/schema/index.ts";
import type { JSONSchemaProps, ValidationRule } from "../../rules/lang/schema/types.ts";
import { COMPAT } from "../rules/environment.ts";
import { itemsOf, valuesOf } from "../schema-tree.ts";
import { type Bound, missingBounds } from "./bounds.ts";
import { schemaOf } from "./locate.ts";

export interface Suggestion extends Bound {
  value: number;
}

/** A rule at a node, and which of its expressions is meant. */
export interface Expression {
  /** Of the node: `spec.parts[].labels`. */
  path: string;
  rule: ValidationRule;
  part: "rule" | "messageExpression";
}

/** Roomy first. Lists and maps in the first column, texts in the second. */
// biome-ignore format: a table
const LEVELS: readonly (readonly [count: number, length: number])[] = [
  [10_000, 32_768], [5_000, 16_384], [2_000, 8_192], [1_000, 4_096], [500, 2_048], [250, 1_024], [128, 1_024],
  [100, 512], [64, 253], [48, 253], [32, 253], [24, 128], [16, 128], [12, 63], [10, 63], [8, 63],
  [6, 32], [5, 32], [4, 32], [3, 16], [2, 16], [1, 8],
];
/** Bounds among which a choice is made, and how many of them at a time, before all that are missing are asked for. */
const CANDIDATES = 6;
const MOST_TOGETHER = 3;
/** A tighter bound is no good advice as long as more of them could be looser. */
const COMFORTABLE = LEVELS.findIndex(([count]) => count === 8);

export interface Advice {
  /** Missing bounds that make the expressions dear, dearest first. */
  missing: Bound[];
  /**
   * The loosest bounds, as few as possible, with which the expressions together cost no more than the limit; undefined
   * when no bound that is missing helps enough.
   */
  bounds: Suggestion[] | undefined;
}

export function suggestBounds(
  root: JSONSchemaProps,
  expressions: readonly Expression[],
  limit: number,
): Advice {
  // The others alone are too dear.
  if (limit <= 0) return { missing: [], bounds: undefined };
  const small = expressions.map((expression) => ({ expression, schema: onlyRule(root, expression) }));
  const cost = (bounds: readonly Suggestion[]): number =>
    small.reduce((sum, { expression, schema }) => sum + costWith(schema, expression, bounds), 0);
  const missing = dearestFirst(
    expressions.flatMap(({ path, rule, part }) => missingBounds(root, path, rule[part] ?? "")),
    cost,
  );
  const dearest = missing.slice(0, CANDIDATES);
  const fewCanHelp = cost(at(dearest, LEVELS.length - 1)) <= limit;
  for (let count = 1; fewCanHelp && count <= MOST_TOGETHER; count++) {
    const found = choose(dearest, count)
      .map((bounds) => ({ bounds, level: loosest(bounds, limit, cost) ?? LEVELS.length }))
      .filter(({ level }) => level <= COMFORTABLE)
      .sort((a, b) => a.level - b.level)[0];
    if (found) return { missing, bounds: at(found.bounds, found.level) };
  }
  const level = loosest(missing, limit, cost);
  return { missing, bounds: level === undefined || missing.length === 0 ? undefined : at(missing, level) };
}

/** Those without which the rest, however tight, does not help as much; what matters most first. */
function dearestFirst(bounds: readonly Bound[], cost: (bounds: readonly Suggestion[]) => number): Bound[] {
  const once = [...new Map(bounds.map((bound) => [bound.path, bound])).values()];
  const tight = (some: readonly Bound[]): number => cost(at(some, LEVELS.length - 1));
  const all = tight(once);
  return once
    .map((bound) => ({ bound, without: tight(once.filter((other) => other !== bound)) }))
    .filter(({ without }) => without > all)
    .sort((a, b) => b.without - a.without)
    .map(({ bound }) => bound);
}

const at = (bounds: readonly Bound[], level: number): Suggestion[] => {
  const [count, length] = LEVELS[level]!;
  return bounds.map((bound) => ({ ...bound, value: bound.keyword === "maxLength" ? length : count }));
};

/** The first level that fits; tighter bounds never cost more. */
function loosest(
  bounds: readonly Bound[],
  limit: number,
  cost: (bounds: readonly Suggestion[]) => number,
): number | undefined {
  if (cost(at(bounds, LEVELS.length - 1)) > limit) return undefined;
  let [low, high] = [0, LEVELS.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cost(at(bounds, middle)) <= limit) high = middle;
    else low = middle + 1;
  }
  return low;
}

function choose<T>(list: readonly T[], count: number): T[][] {
  if (count === 0) return [[]];
  return list.flatMap((one, index) => choose(list.slice(index + 1), count - 1).map((rest) => [one, ...rest]));
}

function costWith(schema: JSONSchemaProps, { part }: Expression, bounds: readonly Suggestion[]): number {
  const bounded = structuredClone(schema);
  for (const { path, keyword, value } of bounds) {
    const node = schemaOf(path, bounded);
    if (node) node[keyword] = value;
  }
  return costReport(bounded, { compat: COMPAT }).find(({ path }) => path.endsWith(`.${part}`))?.total ?? 0;
}

/** The way to one node, and what is below it, with one rule and nothing else. */
function onlyRule(root: JSONSchemaProps, { path, rule }: Expression): JSONSchemaProps {
  const steps = path.match(/\[\]|\{\}|[^.[{]+/g) ?? [];
  const build = (node: JSONSchemaProps, index: number): JSONSchemaProps => {
    const step = steps[index];
    if (step === undefined) return { ...withoutRules(node), "x-kubernetes-validations": [rule] };
    const { properties, items, additionalProperties, "x-kubernetes-validations": _, ...own } = node;
    if (step === "[]") return { ...own, items: build(items as JSONSchemaProps, index + 1) };
    if (step === "{}")
      return { ...own, additionalProperties: build(additionalProperties as JSONSchemaProps, index + 1) };
    return { ...own, properties: { [step]: build(properties![step]!, index + 1) } };
  };
  return build(root, 0);
}

function withoutRules(node: JSONSchemaProps): JSONSchemaProps {
  const { "x-kubernetes-validations": _, ...copy } = node;
  const [items, values] = [itemsOf(copy), valuesOf(copy)];
  if (copy.properties)
    copy.properties = Object.fromEntries(
      Object.entries(copy.properties).map(([name, inner]) => [name, withoutRules(inner)]),
    );
  if (items) copy.items = withoutRules(items);
  if (values) copy.additionalProperties = withoutRules(values);
  return copy;
}
