/**
 * Makes nested defaults effective. An API server fills a default only where the object around it is there, so an object
 * that may be absent, holds defaults and is valid when empty gets `default: {}` itself, up to the root. An object whose
 * presence means something is left alone: marked @presence, or with fields that somebody must write. Status is what was
 * observed, so nothing is made up there.
 */
import { applyDefaults, prepare, validate } from "../../rules/lang/schema/index.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import { COMPAT } from "../rules/environment.ts";
import { fieldPath, itemsOf, valuesOf } from "../schema-tree.ts";

/**
 * Writes `default: {}` into the root schema where it is missing and returns the paths, inner ones first:
 * `spec.policy.limits`, `spec.policy`. `presence` are the paths that stay as they are.
 */
export function makeParents(root: JSONSchemaProps, presence: readonly string[]): string[] {
  const made: string[] = [];
  const visit = (node: JSONSchemaProps, path: string): void => {
    for (const [name, inner] of Object.entries(node.properties ?? {})) {
      if (path === "" && NOT_SPEC.has(name)) continue;
      const here = fieldPath(path, name);
      visit(inner, here);
      if (node.required?.includes(name) || presence.includes(here)) continue;
      if (inner.default !== undefined || !holdsDefault(inner) || !acceptsEmpty(inner)) continue;
      inner.default = {};
      made.push(here);
    }
    const [items, values] = [itemsOf(node), valuesOf(node)];
    if (items) visit(items, `${path}[]`);
    if (values) visit(values, `${path}{}`);
  };
  visit(root, "");
  return made;
}

const NOT_SPEC: ReadonlySet<string> = new Set(["apiVersion", "kind", "metadata", "status"]);

const holdsDefault = (node: JSONSchemaProps): boolean =>
  Object.values(node.properties ?? {}).some((inner) => inner.default !== undefined);

/** Whether `{}`, filled with the defaults inside, is a valid value. */
function acceptsEmpty(node: JSONSchemaProps): boolean {
  if (node["x-kubernetes-embedded-resource"]) return false;
  const schema = prepare({ type: "object", properties: { value: node } }, { compat: COMPAT });
  const { errors } = validate(schema, applyDefaults(schema, { value: {} }), { operation: "create" });
  return errors.length === 0;
}
