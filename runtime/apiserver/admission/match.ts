/** Which requests a policy, binding or webhook is about. */
import { type AdmissionAttributes, type KubeObject, StatusError } from "../contract.ts";
import { internalError, notFound } from "../errors.ts";
import type { AdmissionSources, Kind, LabelSelector, MatchResources, Resource, Rule } from "./types.ts";

/** `resource` and `kind` are the request's own, or the equivalent version that a rule names. */
export type Match = { matched: false } | { matched: true; resource: Resource; kind: Kind };

const NO_MATCH: Match = { matched: false };

type Labels = { readonly [key: string]: string };

/**
 * Whether `criteria` select this request. Throws a `StatusError` where that cannot be told, because the namespace is
 * gone or a selector is malformed, and the rules do match.
 */
export function matchRequest(
  criteria: MatchResources & { emptyRulesMatch?: boolean },
  attributes: AdmissionAttributes,
  sources: AdmissionSources,
): Match {
  const { resourceRules = [], excludeResourceRules = [], emptyRulesMatch = false } = criteria;
  const selected = attempt(() => inNamespace(criteria.namespaceSelector, attributes, sources));
  if (selected === false) return NO_MATCH;
  const labelled = attempt(() => labelsMatch(criteria.objectSelector, attributes));
  if (labelled === false) return NO_MATCH;
  const equivalent = (criteria.matchPolicy ?? "Exact") === "Equivalent";
  if (matchRules(excludeResourceRules, equivalent, attributes, sources).matched) return NO_MATCH;
  const match: Match =
    resourceRules.length === 0 && emptyRulesMatch
      ? { matched: true, resource: attributes.resource, kind: attributes.kind }
      : matchRules(resourceRules, equivalent, attributes, sources);
  if (!match.matched) return NO_MATCH;
  for (const outcome of [selected, labelled]) if (outcome instanceof StatusError) throw outcome;
  return match;
}

/** A problem with a selector only counts when everything else matches, so it is kept for later. */
function attempt(decide: () => boolean): boolean | StatusError {
  try {
    return decide();
  } catch (error) {
    if (error instanceof StatusError) return error;
    throw error;
  }
}

// --- rules -------------------------------------------------------------------------------------------------------

function matchRules(
  rules: readonly Rule[],
  equivalent: boolean,
  attributes: AdmissionAttributes,
  sources: AdmissionSources,
): Match {
  const { resource, kind } = attributes;
  if (rules.some((rule) => ruleMatches(rule, resource, attributes))) return { matched: true, resource, kind };
  if (!equivalent || rules.length === 0) return NO_MATCH;
  const others = sources.equivalents(resource);
  for (const rule of rules)
    for (const other of others)
      if (ruleMatches(rule, other.resource, attributes)) return { matched: true, ...other };
  return NO_MATCH;
}

function ruleMatches(rule: Rule, resource: Resource, attributes: AdmissionAttributes): boolean {
  return (
    scopeMatches(rule.scope, resource, attributes) &&
    includes(rule.operations, attributes.operation) &&
    includes(rule.apiGroups, resource.group) &&
    includes(rule.apiVersions, resource.version) &&
    resourceMatches(rule.resources ?? [], resource.resource, attributes.subresource) &&
    (rule.resourceNames === undefined ||
      rule.resourceNames.length === 0 ||
      rule.resourceNames.includes(attributes.name))
  );
}

const includes = (wanted: readonly string[] | undefined, value: string) =>
  wanted?.some((item) => item === "*" || item === value) ?? false;

function resourceMatches(wanted: readonly string[], resource: string, subresource: string): boolean {
  return wanted.some((item) => {
    const slash = item.indexOf("/");
    const [main, sub] = slash < 0 ? [item, ""] : [item.slice(0, slash), item.slice(slash + 1)];
    return (main === "*" || main === resource) && (sub === "*" || sub === subresource);
  });
}

/** Namespaces count as cluster-scoped although requests about them carry a namespace. */
function scopeMatches(
  scope: string | undefined,
  resource: Resource,
  attributes: AdmissionAttributes,
): boolean {
  if (scope === undefined || scope === "*") return true;
  const isNamespace =
    resource.group === "" && resource.version === "v1" && resource.resource === "namespaces";
  const cluster = isNamespace || attributes.namespace === "";
  return scope === "Cluster" ? cluster : scope === "Namespaced" && !cluster;
}

// --- selectors ---------------------------------------------------------------------------------------------------

const isEmpty = (selector: LabelSelector | undefined) =>
  selector === undefined ||
  (Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0);

/** Whether the labels satisfy every requirement of a selector. Throws a `StatusError` for an unknown operator. */
export function selectorMatches(selector: LabelSelector | undefined, labels: Labels | undefined): boolean {
  const own = labels ?? {};
  const value = (key: string) => (Object.hasOwn(own, key) ? own[key] : undefined);
  const equal = Object.entries(selector?.matchLabels ?? {}).every(([key, wanted]) => value(key) === wanted);
  return (
    equal &&
    (selector?.matchExpressions ?? []).every(({ key, operator, values = [] }) => {
      const found = value(key);
      switch (operator) {
        case "In":
          return found !== undefined && values.includes(found);
        case "NotIn":
          return found === undefined || !values.includes(found);
        case "Exists":
          return found !== undefined;
        case "DoesNotExist":
          return found === undefined;
        default:
          throw internalError(`${JSON.stringify(operator)} is not a valid label selector operator`);
      }
    })
  );
}

function labelsMatch(selector: LabelSelector | undefined, attributes: AdmissionAttributes): boolean {
  if (isEmpty(selector)) return true;
  const matches = (object: KubeObject | null) =>
    object !== null && selectorMatches(selector, object.metadata?.labels);
  return matches(attributes.object) || matches(attributes.oldObject);
}

function inNamespace(
  selector: LabelSelector | undefined,
  attributes: AdmissionAttributes,
  sources: AdmissionSources,
): boolean {
  const { resource, namespace, operation, subresource, object } = attributes;
  const isNamespace = resource.resource === "namespaces";
  if (namespace === "" && !isNamespace) return true;
  if (isEmpty(selector)) return true;
  if (isNamespace && subresource === "" && (operation === "CREATE" || operation === "UPDATE"))
    return selectorMatches(selector, object?.metadata.labels);
  const name = isNamespace && namespace === "" ? attributes.name : namespace;
  const found = sources.namespace(name);
  if (found === undefined) throw notFound({ group: "", resource: "namespaces" }, name);
  return selectorMatches(selector, found.metadata.labels);
}
