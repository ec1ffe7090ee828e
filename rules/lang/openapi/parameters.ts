/** Query and path parameters of the Kubernetes API. */

interface QueryParameter {
  type: "string" | "boolean" | "integer";
  doc: string;
}

// biome-ignore format: a table
const QUERY = {
  allowWatchBookmarks:  { type: "boolean", doc: "Ask for BOOKMARK events in a watch." },
  continue:             { type: "string",  doc: "Go on with a list that `limit` has cut." },
  dryRun:               { type: "string",  doc: "`All`: do everything but store the result." },
  fieldManager:         { type: "string",  doc: "Name of who makes this change." },
  fieldSelector:        { type: "string",  doc: "Only objects whose fields match." },
  fieldValidation:      { type: "string",  doc: "What to do about unknown and duplicate fields: Ignore, Warn or Strict." },
  force:                { type: "boolean", doc: "Take over fields that other managers apply." },
  gracePeriodSeconds:   { type: "integer", doc: "Seconds the object gets to shut down." },
  ignoreStoreReadErrorWithClusterBreakingPotential: { type: "boolean", doc: "Remove an object that can no longer be read from the store, without finalizers and preconditions." },
  labelSelector:        { type: "string",  doc: "Only objects whose labels match." },
  limit:                { type: "integer", doc: "Return at most so many items." },
  orphanDependents:     { type: "boolean", doc: "Superseded by propagationPolicy." },
  pretty:               { type: "string",  doc: "`true`: indent the answer for people." },
  propagationPolicy:    { type: "string",  doc: "What becomes of dependents: Orphan, Background or Foreground." },
  resourceVersion:      { type: "string",  doc: "Version of the data to read or to watch from." },
  resourceVersionMatch: { type: "string",  doc: "How resourceVersion is meant: Exact or NotOlderThan." },
  sendInitialEvents:    { type: "boolean", doc: "Begin a watch with the current objects." },
  shardSelector:        { type: "string",  doc: "Only one part of the collection, by hash ranges; an alpha feature." },
  timeoutSeconds:       { type: "integer", doc: "End the request after so many seconds." },
  watch:                { type: "boolean", doc: "Stream changes instead of listing." },
} as const satisfies { readonly [name: string]: QueryParameter };

export type QueryName = keyof typeof QUERY;

export interface Parameter {
  name: string;
  in: "query" | "path";
  description: string;
  required?: true;
  schema: { type: string; uniqueItems: true };
}

export const LIST: readonly QueryName[] = [
  "allowWatchBookmarks",
  "continue",
  "fieldSelector",
  "labelSelector",
  "limit",
  "resourceVersion",
  "resourceVersionMatch",
  "sendInitialEvents",
  "shardSelector",
  "timeoutSeconds",
  "watch",
];
export const READ: readonly QueryName[] = ["resourceVersion"];
export const WRITE: readonly QueryName[] = ["dryRun", "fieldManager", "fieldValidation"];
export const PATCH: readonly QueryName[] = [...WRITE, "force"];
export const DELETE: readonly QueryName[] = [
  "dryRun",
  "gracePeriodSeconds",
  "ignoreStoreReadErrorWithClusterBreakingPotential",
  "orphanDependents",
  "propagationPolicy",
];

/** A parameter of the query, as Kubernetes declares it. */
export const queryParameter = (name: QueryName): Parameter => ({
  name,
  in: "query",
  description: QUERY[name].doc,
  schema: { type: QUERY[name].type, uniqueItems: true },
});

/** A part of the path, a text. */
export const pathParameter = (name: string, description: string): Parameter => ({
  name,
  in: "path",
  description,
  required: true,
  schema: { type: "string", uniqueItems: true },
});
