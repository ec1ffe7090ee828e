/** Defaults that an API server can give by itself as a MutatingAdmissionPolicy with its binding, one a row. */
import type { ResourceModel } from "../model.ts";
import { isPolicyDefault } from "./default-order.ts";
import { leafOf, parentOf, splitAtItems, splitAtKey, steps } from "./fields.ts";
import { featureMap, parametersOf, paramKind, paramRef } from "./params.ts";
import { mentions } from "./reads.ts";
import type { DefaultRow } from "./rows.ts";
import { itemVariable, respelt } from "./walk.ts";

/** @param parametrised whether the parameters of admission are a kind of this API */
export function mutatingPolicyObjects(
  resource: ResourceModel,
  rows: readonly DefaultRow[],
  parametrised: boolean,
): object[] {
  return rows
    .filter((row) => isPolicyDefault(row, rows))
    .flatMap((row) => {
      const name = `${row.id.replaceAll("/", "-")}.${resource.group}`;
      const features = featuresIn(row);
      const withParams = parametrised && features.length > 0;
      return [
        {
          apiVersion: "admissionregistration.k8s.io/v1",
          kind: "MutatingAdmissionPolicy",
          metadata: { name },
          spec: {
            failurePolicy: "Fail",
            reinvocationPolicy: "Never",
            ...(withParams ? { paramKind } : {}),
            matchConstraints: {
              resourceRules: [
                {
                  apiGroups: [resource.group],
                  apiVersions: [resource.version],
                  operations: row.on.map((operation) => operation.toUpperCase()),
                  resources: [resource.plural],
                },
              ],
            },
            matchConditions: [matchCondition(row)],
            ...(features.length > 0 ? { variables: variables(features, withParams) } : {}),
            mutations: [{ patchType: "JSONPatch", jsonPatch: { expression: mutationOf(row) } }],
          },
        },
        {
          apiVersion: "admissionregistration.k8s.io/v1",
          kind: "MutatingAdmissionPolicyBinding",
          metadata: { name },
          spec: { policyName: name, ...(withParams ? { paramRef } : {}) },
        },
      ];
    });
}

/** Features that the row asks about, in order. */
const featuresIn = (row: DefaultRow): string[] =>
  [row.when, row.from]
    .flatMap((text) => {
      const read = text === undefined ? undefined : mentions(text);
      return read && "features" in read ? [...read.features] : [];
    })
    .sort();

const variables = (features: readonly string[], withParams: boolean) => [
  { name: "parameters", expression: parametersOf(withParams) },
  { name: "feature", expression: featureMap(features, "variables.parameters") },
];

/** What needs no variables, which a match condition does not have: the field is unset, or there is a list of items. */
function matchCondition(row: DefaultRow): { name: string; expression: string } {
  const { items } = splitAtItems(row.field);
  const keyed = splitAtKey(row.field);
  if (keyed) {
    const value = `object.${parentOf(keyed.map)}.?${leafOf(keyed.map)}[?'${keyed.key}'].orValue('')`;
    return { name: "unset", expression: `${value} == ''` };
  }
  return items === ""
    ? { name: "unset", expression: unset("object", row.field, row.value).join(" && ") }
    : { name: "listed", expression: present("object", items.slice(0, -2)).join(" && ") };
}

const present = (variable: string, path: string): string[] =>
  steps(path).map((_, i, all) => `has(${[variable, ...all.slice(0, i + 1)].join(".")})`);

/** The parent is there, and the field is not, or is an empty string, where it can be one. */
function unset(variable: string, path: string, value: unknown): string[] {
  const field = `${variable}.${path}`;
  const canBeText = value === undefined || typeof value === "string";
  const empty = canBeText ? `(!has(${field}) || ${field} == '')` : `!has(${field})`;
  return [...present(variable, parentOf(path)), empty];
}

/** One addition, or one for each item that lacks the field; none where the row's own condition does not hold. */
export function mutationOf(row: DefaultRow): string {
  const { items, below } = splitAtItems(row.field);
  const keyed = splitAtKey(row.field);
  if (keyed) {
    const add = `has(object.${keyed.map}) ? [${addition(JSON.stringify(pointer(row.field)), row, "object")}] : [${addition(JSON.stringify(pointer(keyed.map)), row, "object", keyed.key)}]`;
    return row.when ? `${inPolicy(row.when, "object")} ? (${add}) : []` : add;
  }
  if (items === "") {
    const add = addition(JSON.stringify(pointer(row.field)), row, "object");
    return row.when ? `${inPolicy(row.when, "object")} ? [${add}] : []` : `[${add}]`;
  }
  const [list, item] = [`object.${items.slice(0, -2)}`, itemVariable(1)];
  const conditions = [
    ...unset(item, below, row.value),
    ...(row.when ? [`(${inPolicy(row.when, item)})`] : []),
  ].join(" && ");
  const path = `'${pointer(items.slice(0, -2))}/' + string(index) + '${pointer(below)}'`;
  return `${list}.transformList(index, ${item}, ${conditions}, ${addition(path, row, item)})`;
}

/** @param key what the value stands under, in a map that is added with it */
function addition(path: string, row: DefaultRow, self: string, key?: string): string {
  const value = row.from ? inPolicy(row.from, self) : JSON.stringify(row.value);
  return `JSONPatch{op: "add", path: ${path}, value: ${key === undefined ? value : `{'${key}': ${value}}`}}`;
}

const pointer = (path: string): string =>
  steps(path)
    .map((step) => `/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");

const inPolicy = (source: string, self: string): string =>
  respelt(source, { self, root: "object", feature: "variables.feature" });
