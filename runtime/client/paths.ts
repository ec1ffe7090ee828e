/** The URL of a resource, as the API server routes it. */
import type { ObjectKey, ResourceRef } from "./object.ts";

/** The path of a collection; without a namespace, of a namespaced kind, it spans all of them. */
export function collectionPath(ref: ResourceRef, namespace?: string): string {
  const root = ref.group === "" ? `/api/${ref.version}` : `/apis/${ref.group}/${ref.version}`;
  const scope = ref.namespaced && namespace ? `/namespaces/${encodeURIComponent(namespace)}` : "";
  return `${root}${scope}/${ref.plural}`;
}

/** The path of one object, or of a subresource of it. */
export function objectPath(ref: ResourceRef, key: ObjectKey, subresource?: string): string {
  const path = `${collectionPath(ref, key.namespace)}/${encodeURIComponent(key.name)}`;
  return subresource === undefined ? path : `${path}/${subresource}`;
}
