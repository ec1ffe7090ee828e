/** Defaults that an API server can give by itself as a MutatingAdmissionPolicy with its binding, one a row. */
import { parse, print, rename } from "../../rules/lang/cel/index.ts";
import type { ResourceModel } from "../model.ts";
import { isPolicyDefault } from "./default-order.ts";
import { leafOf, parentOf, steps } from "./fields.ts";
import type { DefaultRow } from "./rows.ts";

export function mutatingPolicyObjects(resource: ResourceModel, rows: readonly DefaultRow[]): object[] {
  return rows
    .filter((row) => isPolicyDefault(row, rows))
    .flatMap((row) => {
      const name = `${row.id.replaceAll("/", "-")}.${resource.group}`;
      return [
        {
          apiVersion: "admissionregistration.k8s.io/v1",
          kind: "MutatingAdmissionPolicy",
          metadata: { name },
          spec: {
            failurePolicy: "Fail",
            reinvocationPolicy: "Never",
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
            matchConditions: [{ name: "unset", expression: unset(row) }],
            mutations: [{ patchType: "JSONPatch", jsonPatch: { expression: patch(row) } }],
          },
        },
        {
          apiVersion: "admissionregistration.k8s.io/v1",
          kind: "MutatingAdmissionPolicyBinding",
          metadata: { name },
          spec: { policyName: name },
        },
      ];
    });
}

/** The parent is there, the field is not (or is empty), and the row's own condition holds. */
function unset(row: DefaultRow): string {
  const parents = steps(parentOf(row.field)).map(
    (_, i, all) => `has(${["object", ...all.slice(0, i + 1)].join(".")})`,
  );
  const field = `object.${row.field}`;
  const empty = typeof row.value === "string" ? `(!has(${field}) || ${field} == '')` : `!has(${field})`;
  return [...parents, empty, ...(row.when ? [`(${onObject(row.when)})`] : [])].join(" && ");
}

function patch(row: DefaultRow): string {
  const path = JSON.stringify(`/${steps(parentOf(row.field)).join("/")}/${leafOf(row.field)}`);
  const value = row.from ? onObject(row.from) : JSON.stringify(row.value);
  return `[JSONPatch{op: "add", path: ${path}, value: ${value}}]`;
}

function onObject(source: string): string {
  const parsed = parse(source);
  if ("issues" in parsed) throw new Error(`${source} was checked but does not parse`);
  return print(rename(parsed.ast, { self: "object" }));
}
