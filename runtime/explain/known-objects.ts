/** Looked-up objects out of manifests, with a note of what was asked for in vain. */
import type { KindRef, ObjectReader } from "../admission/lookups.ts";
import type { DynamicObject } from "../client/object.ts";

export interface KnownObjects extends ObjectReader {
  /** `VirtualMachineClass small`, for each object that was asked for and is not there. */
  readonly missing: readonly string[];
}

export function knownObjects(objects: readonly DynamicObject[]): KnownObjects {
  const missing: string[] = [];
  const of = ({ apiVersion, kind }: KindRef, namespace: string) =>
    objects.filter(
      (object) =>
        object.apiVersion === apiVersion &&
        object.kind === kind &&
        (object.metadata?.namespace ?? namespace) === namespace,
    ) as (DynamicObject & { metadata: { name?: string; labels?: { [key: string]: string } } })[];
  return {
    missing,
    async get(kind, namespace, name) {
      const found = of(kind, namespace).find((object) => object.metadata.name === name);
      if (!found) missing.push(`${kind.kind} ${name}`);
      return found;
    },
    async list(kind, namespace, labels) {
      return of(kind, namespace).filter(({ metadata }) =>
        Object.entries(labels).every(([key, value]) => metadata.labels?.[key] === value),
      );
    },
  };
}
