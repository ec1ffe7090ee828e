/** The fields of policies and bindings, as the server's schema has them and as the corpus uses them. */
import type { JSONSchemaProps } from "../../../../rules/lang/schema/types.ts";
import { groupSchemas } from "../../../../runtime/apiserver/builtin/schemas-groups.ts";
import type { KubeObject } from "../../../../runtime/apiserver/contract.ts";

export const POLICY_KINDS = [
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
  "MutatingAdmissionPolicy",
  "MutatingAdmissionPolicyBinding",
] as const;

/** The paths of all leaves under a kind's spec: `spec.validations[].message`. */
export const fieldsOf = (kind: (typeof POLICY_KINDS)[number]): string[] =>
  leaves((groupSchemas[kind] as JSONSchemaProps).properties?.spec ?? {}, "spec");

function leaves(schema: JSONSchemaProps, path: string): string[] {
  if (schema.items !== undefined && !Array.isArray(schema.items)) return leaves(schema.items, `${path}[]`);
  const inner = Object.entries(schema.properties ?? {});
  return inner.length === 0 ? [path] : inner.flatMap(([name, below]) => leaves(below, `${path}.${name}`));
}

/** The paths of all that objects of that kind hold, leaves and what is on the way to them. */
export function fieldsUsedBy(objects: readonly KubeObject[], kind: string): ReadonlySet<string> {
  const used = new Set<string>();
  const walk = (value: unknown, path: string): void => {
    used.add(path);
    if (Array.isArray(value)) for (const item of value) walk(item, `${path}[]`);
    else if (typeof value === "object" && value !== null)
      for (const [name, inner] of Object.entries(value)) walk(inner, `${path}.${name}`);
  };
  for (const object of objects) if (object.kind === kind) walk(object.spec, "spec");
  return used;
}
