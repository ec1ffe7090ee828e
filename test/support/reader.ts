/** A reader of other objects, over a list of them. */
import type { ObjectReader } from "../../runtime/admission/lookups.ts";

export interface Listed {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: { [key: string]: string } };
}

export function readerOf(...objects: readonly Listed[]): ObjectReader {
  const of = ({ apiVersion, kind }: { apiVersion: string; kind: string }, namespace: string) =>
    objects.filter(
      (object) =>
        object.apiVersion === apiVersion &&
        object.kind === kind &&
        (object.metadata.namespace ?? namespace) === namespace,
    );
  return {
    get: async (kind, namespace, name) => of(kind, namespace).find((object) => object.metadata.name === name),
    list: async (kind, namespace, labels) =>
      of(kind, namespace).filter((object) =>
        Object.entries(labels).every(([key, value]) => object.metadata.labels?.[key] === value),
      ),
  };
}
