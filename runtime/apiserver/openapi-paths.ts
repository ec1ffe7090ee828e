/** The `paths` of an OpenAPI document: which operations a resource has, with which parameters and bodies. */
import type { ResourceInfo } from "./contract.ts";
import { componentNames, ref } from "./openapi-meta.ts";

const text = (description: string) => ({ description, type: "string" });
const flag = (description: string) => ({ description, type: "boolean" });
const whole = (description: string) => ({ description, type: "integer" });

const QUERY = {
  allowWatchBookmarks: flag("Ask for BOOKMARK events in a watch."),
  continue: text("Go on with a list that `limit` has cut."),
  dryRun: text("`All`: do everything but store the result."),
  fieldManager: text("Name of who makes this change."),
  fieldSelector: text("Only objects whose fields match."),
  fieldValidation: text("What to do about unknown and duplicate fields: Ignore, Warn or Strict."),
  force: flag("Take over fields that other managers apply."),
  gracePeriodSeconds: whole("Seconds the object gets to shut down."),
  labelSelector: text("Only objects whose labels match."),
  limit: whole("Return at most so many items."),
  orphanDependents: flag("Superseded by propagationPolicy."),
  propagationPolicy: text("What becomes of dependents: Orphan, Background or Foreground."),
  resourceVersion: text("Version of the data to read or to watch from."),
  resourceVersionMatch: text("How resourceVersion is meant: Exact or NotOlderThan."),
  sendInitialEvents: flag("Begin a watch with the current objects."),
  timeoutSeconds: whole("End the request after so many seconds."),
  watch: flag("Stream changes instead of listing."),
} as const;
type Query = keyof typeof QUERY;

const LIST: Query[] = [
  "allowWatchBookmarks",
  "continue",
  "fieldSelector",
  "labelSelector",
  "limit",
  "resourceVersion",
  "resourceVersionMatch",
  "sendInitialEvents",
  "timeoutSeconds",
  "watch",
];
const WRITE: Query[] = ["dryRun", "fieldManager", "fieldValidation"];
const DELETE: Query[] = ["dryRun", "gracePeriodSeconds", "orphanDependents", "propagationPolicy"];

interface Operation {
  verb: string;
  method: "get" | "post" | "put" | "patch" | "delete";
  action: string;
  query: readonly Query[];
  body?: "object" | "patch" | "deleteOptions";
  answer: "object" | "list" | "status";
}

// biome-ignore format: table
const COLLECTION: readonly Operation[] = [
  { verb: "list",             method: "get",    action: "list",             query: LIST,              answer: "list" },
  { verb: "create",           method: "post",   action: "post",             query: WRITE,             body: "object", answer: "object" },
  { verb: "deletecollection", method: "delete", action: "deletecollection", query: [...LIST, ...DELETE], body: "deleteOptions", answer: "status" },
];
// biome-ignore format: table
const ITEM: readonly Operation[] = [
  { verb: "get",    method: "get",    action: "get",    query: ["resourceVersion"],  answer: "object" },
  { verb: "update", method: "put",    action: "put",    query: WRITE,                body: "object",        answer: "object" },
  { verb: "patch",  method: "patch",  action: "patch",  query: [...WRITE, "force"],  body: "patch",         answer: "object" },
  { verb: "delete", method: "delete", action: "delete", query: DELETE,               body: "deleteOptions", answer: "status" },
];

const PATCH_TYPES = [
  "application/apply-patch+yaml",
  "application/json-patch+json",
  "application/merge-patch+json",
];

/** Path → path item, for the collection, the item and the subresources. */
export function pathsOf(resource: ResourceInfo, object: string, list: string): { [path: string]: unknown } {
  const { group, version, plural, namespaced, verbs } = resource;
  const root = group === "" ? `/api/${version}` : `/apis/${group}/${version}`;
  const scope = namespaced ? `${root}/namespaces/{namespace}/${plural}` : `${root}/${plural}`;
  const names = { object, list };
  const offered = (operations: readonly Operation[]) =>
    operations.filter((operation) => verbs.includes(operation.verb));
  const paths: { [path: string]: unknown } = {};
  paths[scope] = pathItem(resource, offered(COLLECTION), names, "");
  if (namespaced && verbs.includes("list"))
    paths[`${root}/${plural}`] = pathItem(
      { ...resource, namespaced: false },
      COLLECTION.slice(0, 1),
      names,
      "ForAllNamespaces",
    );
  paths[`${scope}/{name}`] = pathItem(resource, offered(ITEM), names, "", "name");
  if (resource.subresources.status)
    paths[`${scope}/{name}/status`] = pathItem(resource, ITEM.slice(0, 3), names, "Status", "name");
  return paths;
}

function pathItem(
  resource: ResourceInfo,
  operations: readonly Operation[],
  names: { object: string; list: string },
  suffix: string,
  ...parameters: string[]
) {
  const inPath = [...parameters, ...(resource.namespaced ? ["namespace"] : [])];
  return {
    ...Object.fromEntries(
      operations.map((operation) => [operation.method, operationObject(resource, operation, names, suffix)]),
    ),
    ...(inPath.length > 0 ? { parameters: inPath.map(pathParameter) } : {}),
  };
}

const pathParameter = (name: string) => ({
  name,
  in: "path",
  required: true,
  description: name === "namespace" ? "Namespace of the object." : "Name of the object.",
  schema: { type: "string", uniqueItems: true },
});

function operationObject(
  resource: ResourceInfo,
  operation: Operation,
  names: { object: string; list: string },
  suffix: string,
) {
  const { group, version, kind, namespaced } = resource;
  const answer = { object: names.object, list: names.list, status: componentNames.status }[operation.answer];
  const family = `${camel(group === "" ? "core" : group)}${camel(version)}`;
  return {
    operationId: `${operation.action}${family}${namespaced ? "Namespaced" : ""}${kind}${suffix}`,
    tags: [`${group === "" ? "core" : group}_${version}`],
    parameters: operation.query.map((name) => ({
      name,
      in: "query",
      description: QUERY[name].description,
      schema: { type: QUERY[name].type, uniqueItems: true },
    })),
    ...(operation.body === undefined ? {} : { requestBody: requestBody(operation.body, names.object) }),
    responses: {
      "200": { description: "OK", content: { "application/json": { schema: { $ref: ref(answer) } } } },
    },
    "x-kubernetes-action": operation.action,
    "x-kubernetes-group-version-kind": { group, kind, version },
  };
}

function requestBody(body: NonNullable<Operation["body"]>, object: string) {
  switch (body) {
    case "object":
      return { required: true, content: { "*/*": { schema: { $ref: ref(object) } } } };
    case "patch":
      return {
        required: true,
        content: Object.fromEntries(
          PATCH_TYPES.map((type) => [type, { schema: { $ref: ref(componentNames.patch) } }]),
        ),
      };
    case "deleteOptions":
      return { content: { "*/*": { schema: { $ref: ref(componentNames.deleteOptions) } } } };
  }
}

const camel = (name: string) =>
  name
    .split(/[.-]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
