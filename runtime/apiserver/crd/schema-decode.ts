/** The schemas of a definition as they are read: known keywords only, each with a value of its kind. */
import { readSchema } from "../../../rules/lang/schema/index.ts";
import type { JSONSchemaProps } from "../../../rules/lang/schema/types.ts";
import type { KubeObject } from "../contract.ts";

interface Version {
  schema?: { openAPIV3Schema?: JSONSchemaProps | null } | null;
}

function versionsOf(object: KubeObject): Version[] {
  const { versions } = (object.spec ?? {}) as { versions?: unknown };
  return Array.isArray(versions)
    ? versions.filter((version) => typeof version === "object" && version !== null)
    : [];
}

/** The complaint about a keyword with a value of another kind, if there is one. */
export function unreadableSchema(object: KubeObject): string | undefined {
  for (const { schema } of versionsOf(object)) {
    const root = schema?.openAPIV3Schema;
    if (root === undefined || root === null) continue;
    const read = readSchema(root);
    if ("problem" in read)
      return read.problem.replace(
        "JSONSchemaProps.",
        "JSONSchemaProps.spec.versions.schema.openAPIV3Schema.",
      );
  }
  return undefined;
}

/** Drops keywords that are none; their paths go to `unknown`. The schemas can be read. */
export function dropUnknownKeywords(object: KubeObject, unknown?: string[]): void {
  versionsOf(object).forEach(({ schema }, i) => {
    const root = schema?.openAPIV3Schema;
    if (schema === undefined || schema === null || root === undefined || root === null) return;
    const read = readSchema(root);
    if ("problem" in read) return;
    schema.openAPIV3Schema = read.schema;
    if (unknown !== undefined)
      addDropped(root, read.schema, `spec.versions[${i}].schema.openAPIV3Schema`, unknown);
  });
}

/** Adds the paths of what `before` has and `after` has not; nulls are nothing. */
function addDropped(before: unknown, after: unknown, path: string, dropped: string[]): void {
  if (typeof before !== "object" || before === null || typeof after !== "object" || after === null) return;
  for (const [key, value] of Object.entries(before)) {
    if (value === null) continue;
    const at = Array.isArray(before) ? `${path}[${key}]` : `${path}.${key}`;
    if (Object.hasOwn(after, key)) addDropped(value, (after as { [key: string]: unknown })[key], at, dropped);
    else dropped.push(at);
  }
}
