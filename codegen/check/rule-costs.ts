/**
 * Complaints about rules that are too dear. An API server estimates their cost from the largest values that the schema
 * admits, and has one budget for each expression and one for all of a version together. A complaint names the bounds that
 * would make them fit.
 */
import { type CostEntry, costReport, EXPRESSION_LIMIT, SCHEMA_LIMIT } from "../../rules/lang/schema/index.ts";
import type { ResourceModel } from "../model.ts";
import { type Problem, problem } from "../problems.ts";
import { COMPAT } from "../rules/environment.ts";
import { type Bound, markerText } from "./bounds.ts";
import { locate } from "./locate.ts";
import { type Expression, type Suggestion, suggestBounds } from "./suggest-bounds.ts";

const ROOT = "openAPIV3Schema";

/** The rules of a resource that cost more than one may, or, where none does, that all of them together cost too much. */
export function dearRules(resource: ResourceModel): Problem[] {
  const entries = costReport(resource.schema, { compat: COMPAT });
  const single = entries.filter(({ total }) => total > EXPRESSION_LIMIT);
  if (single.length > 0) return single.map((entry) => tooDear(entry, resource));
  const sum = entries.reduce((total, entry) => total + entry.total, 0);
  return sum > SCHEMA_LIMIT ? [togetherTooDear(entries, sum, resource)] : [];
}

function tooDear(entry: CostEntry, resource: ResourceModel): Problem {
  const { expression, at } = expressionOf(entry, resource);
  const found = suggestBounds(resource.schema, [expression], EXPRESSION_LIMIT);
  const what = expression.part === "rule" ? "a rule" : "the message of a rule";
  const holes = { rule: nameOf(expression, resource), what, ...amount(entry.total, EXPRESSION_LIMIT) };
  return problem("rule-cost", at, holes, `${reason(found.missing)}${advice(found.bounds)}`);
}

function togetherTooDear(entries: readonly CostEntry[], sum: number, resource: ResourceModel): Problem {
  const dearest = [...entries].sort((a, b) => b.total - a.total);
  const shares = dearest.slice(0, WORST).map((entry) => {
    const { expression } = expressionOf(entry, resource);
    return `${shortName(expression, resource)} ${Math.round((100 * entry.total) / sum)}%`;
  });
  const { kind, version, positions } = resource;
  const holes = { kind: `${kind} ${version}`, ...amount(sum, SCHEMA_LIMIT) };
  const hint = `most by ${shares.join(", ")}${advice(boundsForSome(dearest, sum, resource))}`;
  return problem("rules-cost", positions[""]!, holes, hint);
}

const WORST = 4;

/** Bounds for the dearest few that make room for all; for more of them where that is not enough. */
function boundsForSome(dearest: readonly CostEntry[], sum: number, resource: ResourceModel) {
  for (let count = WORST; ; count *= 2) {
    const some = dearest.slice(0, count);
    const others = some.reduce((rest, { total }) => rest - total, sum);
    const expressions = some.map((entry) => expressionOf(entry, resource).expression);
    const { bounds } = suggestBounds(resource.schema, expressions, SCHEMA_LIMIT - others);
    if (bounds !== undefined || count >= dearest.length) return bounds;
  }
}

function amount(estimate: number, limit: number) {
  const cost = Math.min(estimate, BOUNDLESS);
  const factor = cost / limit < 10 ? (Math.ceil((10 * cost) / limit) / 10).toString() : whole(cost / limit);
  return { factor, cost: whole(cost), limit: whole(limit) };
}

/** An API server counts in 64 bits and stops there. */
const BOUNDLESS = 2 ** 64;

/** `12,300,000`; more than anybody reads in digits is a power. */
const whole = (value: number): string =>
  value < 1e15 ? Math.ceil(value).toLocaleString("en-US") : value.toExponential(0).replace("e+", "e");

/** What multiplies the cost, by name. */
function reason(missing: readonly Bound[]): string {
  if (missing.length === 0) return "every list, map and text that it reads is bounded, but too large for it";
  const named = missing.slice(0, MOST_NAMED).map(({ path, keyword }) => `${path} has no ${keyword}`);
  const more = missing.length - named.length;
  return named.join(", ") + (more > 0 ? `, and ${more} more` : "");
}

const MOST_NAMED = 4;

const advice = (bounds: readonly Suggestion[] | undefined): string =>
  bounds === undefined
    ? "; make the rule simpler, or put it further inside"
    : `; add ${bounds.map((bound) => markerText(bound, bound.value)).join(" and ")}`;

/** `spec.parts[].labels "keys must match ^[a-z]+$"`. */
const nameOf = ({ path, rule }: Expression, resource: ResourceModel): string =>
  `${path === "" ? resource.kind : path} "${rule.message ?? rule.rule}"`;

/** The same where several are listed. */
function shortName(expression: Expression, resource: ResourceModel): string {
  const name = nameOf(expression, resource);
  return name.length > MOST_CHARACTERS ? `${name.slice(0, MOST_CHARACTERS - 2)}…"` : name;
}

const MOST_CHARACTERS = 60;

function expressionOf(entry: CostEntry, resource: ResourceModel) {
  const { node, at, path } = locate(entry.path, ROOT, resource);
  const [, index, part] = /x-kubernetes-validations\[(\d+)\]\.(\w+)$/.exec(entry.path)!;
  const rule = node["x-kubernetes-validations"]![Number(index)]!;
  const expression: Expression = {
    path: path === resource.kind ? "" : path,
    rule,
    part: part as Expression["part"],
  };
  return { expression, at };
}
