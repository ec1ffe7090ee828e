/** Fields of a kind by dotted path: their schema, whether they may be absent, what values they can have. */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import { stepsOf } from "../../rules/lang/value-at.ts";

/** The schema node at a dotted path (`[]` steps into items), or undefined. */
export function schemaAt(root: JSONSchemaProps, path: string): JSONSchemaProps | undefined {
  let node: JSONSchemaProps | undefined = root;
  for (const step of steps(path)) {
    if (step === "[]") node = Array.isArray(node?.items) ? undefined : node?.items;
    else node = node?.properties?.[step];
    if (!node) return undefined;
  }
  return node;
}

/** `spec.disks[].name` → spec, disks, [], name; `metadata.labels[a.b]` → metadata, labels, a.b. */
export const steps = (path: string): string[] =>
  path.split("[]").flatMap((part, i) => [...(i === 0 ? [] : ["[]"]), ...stepsOf(part)]);

/** `metadata.labels[app.kubernetes.io/name]` → the map, and the key in it; undefined for any other field. */
export function splitAtKey(path: string): { map: string; key: string } | undefined {
  const [, map, key] = /^([^[]+)\[([^\]]+)\]$/.exec(path) ?? [];
  return map === undefined || key === undefined ? undefined : { map, key };
}

/** The lists that a path leads through, each as `spec.disks[]`, with its keys; without keys its items cannot be followed. */
export function listsOf(root: JSONSchemaProps, path: string): { list: string; keys?: readonly string[] }[] {
  const ends = [...path.matchAll(/\[\]/g)].map(({ index }) => index);
  return ends.map((end) => {
    const node = schemaAt(root, path.slice(0, end));
    const keys = node?.["x-kubernetes-list-type"] === "map" ? node["x-kubernetes-list-map-keys"] : undefined;
    return { list: path.slice(0, end + 2), ...(keys ? { keys } : {}) };
  });
}

/** `spec.disks[].name` → the innermost items, `spec.disks[]`, and the field below, `name`. */
export function splitAtItems(path: string): { items: string; below: string } {
  const end = path.lastIndexOf("[]");
  return end < 0 ? { items: "", below: path } : { items: path.slice(0, end + 2), below: path.slice(end + 3) };
}

export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf(".")));

/** Paths one below the other; an empty one adds nothing. */
export const joinPath = (...paths: readonly (string | undefined)[]): string =>
  paths.filter(Boolean).join(".");

export const leafOf = (path: string): string => path.slice(path.lastIndexOf(".") + 1);

/** The field as optional CEL selection from a node variable: `self.?spec.?storageClass`. */
export const optionalPath = (variable: string, path: string): string => [variable, ...steps(path)].join(".?");

/** The field with an empty string standing for absence: only for strings. */
export const orEmpty = (variable: string, path: string): string =>
  `${optionalPath(variable, path)}.orValue('')`;

/** Sets a dotted path of a plain object, making the objects on the way. */
export function writePath(object: { [key: string]: unknown }, path: string, value: unknown): void {
  const names = steps(path);
  let at = object;
  for (const name of names.slice(0, -1)) {
    at[name] ??= {};
    at = at[name] as { [key: string]: unknown };
  }
  at[names.at(-1)!] = value;
}
