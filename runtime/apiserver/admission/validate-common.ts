/** Checks that policies, bindings and webhook configurations share. Texts are Kubernetes'. */
import type { FieldError } from "../../../rules/lang/schema/types.ts";
import { fieldError } from "../errors.ts";
import { labelValueProblems, pathSegmentProblems, qualifiedNameProblems } from "../registry/names.ts";
import { checkExpression, type ExpressionScope } from "./expressions.ts";
import type { LabelSelector, MatchResources, Named, Rule } from "./types.ts";

export const FAILURE_POLICIES = ["Fail", "Ignore"];
export const MATCH_POLICIES = ["Equivalent", "Exact"];
export const REINVOCATION_POLICIES = ["IfNeeded", "Never"];
const OPERATIONS = ["*", "CONNECT", "CREATE", "DELETE", "UPDATE"];
const SCOPES = ["*", "Cluster", "Namespaced"];
const MAX_MATCH_CONDITIONS = 64;

/** A complaint where `value` is given and none of `supported`. */
export function oneOf(field: string, value: string | undefined, supported: readonly string[]): FieldError[] {
  return value === undefined || supported.includes(value)
    ? []
    : [fieldError.notSupported(field, value, supported)];
}

/** The same where the value is also required. */
export function requiredOneOf(
  field: string,
  value: string | undefined,
  supported: readonly string[],
): FieldError[] {
  return value === undefined ? [fieldError.required(field)] : oneOf(field, value, supported);
}

export const each = <T>(
  list: readonly T[] | undefined,
  field: string,
  check: (item: T, field: string) => FieldError[],
): FieldError[] => (list ?? []).flatMap((item, i) => check(item, `${field}[${i}]`));

/** A complaint for every item whose `key` an earlier item has too. */
export function duplicates<T>(
  list: readonly T[] | undefined,
  field: string,
  part: string,
  key: (item: T) => string | undefined,
): FieldError[] {
  const seen = new Set<string>();
  return each(list, field, (item, at) => {
    const value = key(item);
    if (value === undefined || value === "") return [];
    if (seen.has(value)) return [fieldError.duplicate(part === "" ? at : `${at}.${part}`, value)];
    seen.add(value);
    return [];
  });
}

export function validateSelector(selector: LabelSelector | undefined, field: string): FieldError[] {
  const labels = Object.entries(selector?.matchLabels ?? {}).flatMap(([key, value]) => [
    ...qualifiedNameProblems(key).map((text) => fieldError.invalid(`${field}.matchLabels`, key, text)),
    ...labelValueProblems(value).map((text) => fieldError.invalid(`${field}.matchLabels`, value, text)),
  ]);
  const expressions = each(selector?.matchExpressions, `${field}.matchExpressions`, (expression, at) => {
    const { key, operator, values = [] } = expression;
    const errors: FieldError[] = [];
    switch (operator) {
      case "In":
      case "NotIn":
        if (values.length === 0)
          errors.push(
            fieldError.required(`${at}.values`, "must be specified when `operator` is 'In' or 'NotIn'"),
          );
        break;
      case "Exists":
      case "DoesNotExist":
        if (values.length > 0)
          errors.push(
            fieldError.forbidden(
              `${at}.values`,
              "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
            ),
          );
        break;
      default:
        errors.push(fieldError.invalid(`${at}.operator`, operator, "not a valid selector operator"));
    }
    errors.push(...qualifiedNameProblems(key).map((text) => fieldError.invalid(`${at}.key`, key, text)));
    errors.push(
      ...each(values, `${at}.values`, (value, where) =>
        labelValueProblems(value).map((text) => fieldError.invalid(where, value, text)),
      ),
    );
    return errors;
  });
  return [...labels, ...expressions];
}

export function validateMatchResources(match: MatchResources, field: string): FieldError[] {
  return [
    ...requiredOneOf(`${field}.matchPolicy`, match.matchPolicy, MATCH_POLICIES),
    ...(match.namespaceSelector === undefined
      ? [fieldError.required(`${field}.namespaceSelector`)]
      : validateSelector(match.namespaceSelector, `${field}.namespaceSelector`)),
    ...(match.objectSelector === undefined
      ? [fieldError.required(`${field}.objectSelector`)]
      : validateSelector(match.objectSelector, `${field}.objectSelector`)),
    ...each(match.resourceRules, `${field}.resourceRules`, validateNamedRule),
    ...each(match.excludeResourceRules, `${field}.excludeResourceRules`, validateNamedRule),
  ];
}

function validateNamedRule(rule: Rule, field: string): FieldError[] {
  return [
    ...each(rule.resourceNames, `${field}.resourceNames`, (name, at) =>
      pathSegmentProblems(name).map((text) => fieldError.invalid(at, name, text)),
    ),
    ...duplicates(rule.resourceNames, `${field}.resourceNames`, "", (name) => name),
    ...validateRule(rule, field),
  ];
}

export function validateRule(rule: Rule, field: string): FieldError[] {
  const { operations = [], apiGroups = [], apiVersions = [], resources = [] } = rule;
  return [
    ...wildcardAlone(operations, `${field}.operations`, "operations"),
    ...each(operations, `${field}.operations`, (operation, at) => oneOf(at, operation, OPERATIONS)),
    ...wildcardAlone(apiGroups, `${field}.apiGroups`, "API groups"),
    ...wildcardAlone(apiVersions, `${field}.apiVersions`, "API versions"),
    ...each(apiVersions, `${field}.apiVersions`, (version, at) =>
      version === "" ? [fieldError.required(at)] : [],
    ),
    ...validateResources(resources, `${field}.resources`),
    ...oneOf(`${field}.scope`, rule.scope, SCOPES),
  ];
}

function wildcardAlone(list: readonly string[], field: string, what: string): FieldError[] {
  if (list.length === 0) return [fieldError.required(field)];
  if (list.length > 1 && list.includes("*"))
    return [fieldError.invalid(field, list, `if '*' is present, must not specify other ${what}`)];
  return [];
}

function validateResources(resources: readonly string[], field: string): FieldError[] {
  if (resources.length === 0) return [fieldError.required(field)];
  const errors: FieldError[] = [];
  const allSubresourcesOf = new Set<string>();
  const everyResourceWith = new Set<string>();
  for (const [i, item] of resources.entries()) {
    const at = `${field}[${i}]`;
    if (item === "") errors.push(fieldError.required(at));
    const slash = item.indexOf("/");
    if (slash < 0) continue;
    const [resource, subresource] = [item.slice(0, slash), item.slice(slash + 1)];
    if (allSubresourcesOf.has(resource))
      errors.push(fieldError.invalid(at, item, `if '${resource}/*' is present, must not specify ${item}`));
    if (everyResourceWith.has(subresource))
      errors.push(fieldError.invalid(at, item, `if '*/${subresource}' is present, must not specify ${item}`));
    if (subresource === "*") allSubresourcesOf.add(resource);
    if (resource === "*") everyResourceWith.add(subresource);
  }
  if (resources.length > 1 && resources.includes("*/*"))
    errors.push(
      fieldError.invalid(field, resources, "if '*/*' is present, must not specify other resources"),
    );
  const plain = resources.filter((item) => item !== "" && !item.includes("/"));
  if (plain.includes("*") && plain.at(-1) !== "*")
    errors.push(
      fieldError.invalid(
        field,
        resources,
        "if '*' is present, must not specify other resources without subresources",
      ),
    );
  return errors;
}

export function validateMatchConditions(
  conditions: readonly Named[] | undefined,
  field: string,
  scope: ExpressionScope,
): FieldError[] {
  const count = conditions?.length ?? 0;
  const errors: FieldError[] = [];
  if (count > MAX_MATCH_CONDITIONS)
    errors.push({
      type: "FieldValueTooMany",
      field,
      value: count,
      detail: `must have at most ${MAX_MATCH_CONDITIONS} items`,
    });
  const single = each(conditions, field, ({ name, expression }, at) => [
    ...((expression ?? "").trim() === ""
      ? [fieldError.required(`${at}.expression`)]
      : checkExpression(expression.trim(), "bool", scope, `${at}.expression`)),
    ...((name ?? "") === ""
      ? [fieldError.required(`${at}.name`)]
      : qualifiedNameProblems(name).map((text) => fieldError.invalid(`${at}.name`, name, text))),
  ]);
  return [...errors, ...single, ...duplicates(conditions, field, "name", (condition) => condition.name)];
}
