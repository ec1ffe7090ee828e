/** Which requests two sets of manifests stand for: what is only in the second is created, only in the first deleted. */
import type { Operation } from "../../rules/lang/tables.ts";
import type { DynamicObject } from "../client/object.ts";
import type { Document } from "../local/documents.ts";

export interface ExplainedRequest {
  readonly operation: Operation;
  /** `file:line` of the document that asks. */
  readonly at: string;
  /** Absent on delete. */
  readonly object?: DynamicObject;
  /** Absent on create. */
  readonly old?: DynamicObject;
}

/** In the order of the second manifests; what is deleted comes last. */
export function requestsOf(before: readonly Document[], after: readonly Document[]): ExplainedRequest[] {
  const olds = new Map(before.map((document) => [keyOf(document.object), document]));
  const news = new Set(after.map((document) => keyOf(document.object)));
  const writes = after.map(({ at, object }): ExplainedRequest => {
    const old = olds.get(keyOf(object))?.object;
    return old ? { operation: "update", at, object, old } : { operation: "create", at, object };
  });
  const deletes = before
    .filter(({ object }) => !news.has(keyOf(object)))
    .map(({ at, object }): ExplainedRequest => ({ operation: "delete", at, old: object }));
  return [...writes, ...deletes];
}

/** The namespace that a manifest without one is applied to. */
export const DEFAULT_NAMESPACE = "default";

/** The version does not matter: one object can be written in each. */
const keyOf = ({ apiVersion, kind, metadata }: DynamicObject): string =>
  JSON.stringify([
    apiVersion?.split("/").slice(0, -1),
    kind,
    metadata?.namespace ?? DEFAULT_NAMESPACE,
    metadata?.name ?? metadata?.generateName,
  ]);
