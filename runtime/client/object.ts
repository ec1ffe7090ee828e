/** The shapes that every part of the client shares. Types, and the two or three functions that read them. */
import type { ObjectMeta } from "../../api/meta.ts";

/** Anything that may be sent to an API server as an object. */
export interface ObjectLike {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
}

/** An object as the server answers it: these fields are always there. */
export type Stored<T> = T & {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta & { name: string; uid: string; resourceVersion: string; creationTimestamp: string };
};

/** An object of any kind, for callers that learn the kind at run time. */
export interface DynamicObject extends ObjectLike {
  [field: string]: unknown;
}

/** Names one object of a known resource; `namespace` is left out for cluster-scoped ones. */
export interface ObjectKey {
  namespace?: string;
  name: string;
}

/** One row of a resource table: how a kind is addressed. */
export interface ResourceRef {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

/** One page of a list. */
export interface List<T> {
  items: Stored<T>[];
  metadata: { resourceVersion: string; continue?: string; remainingItemCount?: number };
}

/** The key of an object, from its metadata. */
export function keyOf(object: ObjectLike): ObjectKey {
  const { name = "", namespace } = object.metadata ?? {};
  return namespace === undefined ? { name } : { namespace, name };
}

/** A key as one string, `namespace/name` or `name`: equal strings name the same object. */
export function keyString(key: ObjectKey): string {
  return key.namespace ? `${key.namespace}/${key.name}` : key.name;
}

/** The inverse of `keyString`. */
export function parseKey(text: string): ObjectKey {
  const slash = text.indexOf("/");
  return slash < 0 ? { name: text } : { namespace: text.slice(0, slash), name: text.slice(slash + 1) };
}

/** `group/version`, or `version` for the core group. */
export function apiVersionOf(ref: { group: string; version: string }): string {
  return ref.group === "" ? ref.version : `${ref.group}/${ref.version}`;
}

/** Splits an `apiVersion`. */
export function parseApiVersion(apiVersion: string): { group: string; version: string } {
  const slash = apiVersion.indexOf("/");
  return slash < 0
    ? { group: "", version: apiVersion }
    : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}
