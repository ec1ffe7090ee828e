/** The paths of one resource in OpenAPI: collection, object, subresources. */
import type { ResourceModel } from "../model.ts";
import { META, ref } from "./openapi-meta.ts";

interface Parameter {
  name: string;
  in: "query" | "path";
  required?: true;
  description: string;
  schema: { type: string; enum?: readonly string[] };
}

const query = (name: string, type: string, description: string): Parameter => ({
  name,
  in: "query",
  description,
  schema: { type },
});
const inPath = (name: string, description: string): Parameter => ({
  name,
  in: "path",
  required: true,
  description,
  schema: { type: "string" },
});

// biome-ignore format: a table
const LIST: readonly Parameter[] = [
  query("labelSelector",        "string",  "Only objects with these labels."),
  query("fieldSelector",        "string",  "Only objects with these values in selectable fields."),
  query("limit",                "integer", "At most this many objects; the answer says how to continue."),
  query("continue",             "string",  "Where the previous answer ended."),
  query("resourceVersion",      "string",  "How fresh the answer must be, or where a watch starts."),
  query("resourceVersionMatch", "string",  "How resourceVersion is meant: Exact or NotOlderThan."),
  query("timeoutSeconds",       "integer", "How long a list or watch may take."),
  query("watch",                "boolean", "Answer with a stream of changes."),
  query("allowWatchBookmarks",  "boolean", "Send bookmarks in the stream."),
  query("sendInitialEvents",    "boolean", "Begin the stream with the objects there are."),
];
const READ: readonly Parameter[] = [query("resourceVersion", "string", "How fresh the answer must be.")];
// biome-ignore format: a table
const WRITE: readonly Parameter[] = [
  query("dryRun",          "string", "All: check and answer, but store nothing."),
  query("fieldManager",    "string", "Who writes."),
  query("fieldValidation", "string", "What unknown fields do: Ignore, Warn or Strict."),
];
const APPLY: readonly Parameter[] = [
  ...WRITE,
  query("force", "boolean", "Take fields over from other managers; only for apply."),
];
const DELETE: readonly Parameter[] = [
  query("dryRun", "string", "All: check and answer, but delete nothing."),
];

const PATCH_TYPES = [
  "application/json-patch+json",
  "application/merge-patch+json",
  "application/apply-patch+yaml",
] as const;

interface Operation {
  verb: string;
  action: string;
  parameters: readonly Parameter[];
  /** Component of the body, and its content types. */
  body?: { schema: string; types: readonly string[] };
  answers: { [code: string]: string };
}

/** All paths of the resource; `component` names its schema. */
export function resourcePaths(r: ResourceModel, component: string): { [path: string]: unknown } {
  const namespaced = r.scope === "Namespaced";
  const root = `/apis/${r.group}/${r.version}`;
  const collection = namespaced ? `${root}/namespaces/{namespace}/${r.plural}` : `${root}/${r.plural}`;
  const scope = namespaced ? [inPath("namespace", "The namespace of the object.")] : [];
  const one = [...scope, inPath("name", "The name of the object.")];
  const list = `${component}List`;
  const json = ["application/json"];

  const item = (name: string, suffix: string): { [method: string]: unknown } => ({
    get: operation(
      r,
      { verb: "read", action: "get", parameters: READ, answers: { 200: name } },
      suffix,
      namespaced,
    ),
    put: operation(
      r,
      {
        verb: "replace",
        action: "put",
        parameters: WRITE,
        body: { schema: name, types: json },
        answers: { 200: name },
      },
      suffix,
      namespaced,
    ),
    patch: operation(
      r,
      {
        verb: "patch",
        action: "patch",
        parameters: APPLY,
        body: { schema: META.Patch, types: PATCH_TYPES },
        answers: { 200: name },
      },
      suffix,
      namespaced,
    ),
    parameters: one,
  });

  const paths: { [path: string]: unknown } = {
    [collection]: {
      get: operation(
        r,
        { verb: "list", action: "list", parameters: LIST, answers: { 200: list } },
        "",
        namespaced,
      ),
      post: operation(
        r,
        {
          verb: "create",
          action: "post",
          parameters: WRITE,
          body: { schema: component, types: json },
          answers: { 200: component, 201: component, 202: component },
        },
        "",
        namespaced,
      ),
      delete: operation(
        r,
        {
          verb: "deleteCollection",
          action: "deletecollection",
          parameters: [...LIST, ...DELETE],
          answers: { 200: META.Status },
        },
        "",
        namespaced,
      ),
      ...(scope.length > 0 ? { parameters: scope } : {}),
    },
    [`${collection}/{name}`]: {
      ...item(component, ""),
      delete: operation(
        r,
        {
          verb: "delete",
          action: "delete",
          parameters: DELETE,
          body: { schema: META.DeleteOptions, types: json },
          answers: { 200: META.Status, 202: META.Status },
        },
        "",
        namespaced,
      ),
    },
  };
  if (r.subresources.status) paths[`${collection}/{name}/status`] = item(component, "Status");
  if (r.subresources.scale) paths[`${collection}/{name}/scale`] = item(META.Scale, "Scale");
  if (namespaced) {
    const all = operation(
      r,
      { verb: "list", action: "list", parameters: LIST, answers: { 200: list } },
      "ForAllNamespaces",
      false,
    );
    paths[`${root}/${r.plural}`] = { get: all };
  }
  return paths;
}

function operation(
  r: ResourceModel,
  { verb, action, parameters, body, answers }: Operation,
  suffix: string,
  namespaced: boolean,
) {
  const title = `${r.group}.${r.version}`.replace(/(^|[.-])(\w)/g, (_, __, letter: string) =>
    letter.toUpperCase(),
  );
  const content = (types: readonly string[], schema: string) =>
    Object.fromEntries(types.map((type) => [type, { schema: ref(schema) }]));
  return {
    operationId: `${verb}${title}${namespaced ? "Namespaced" : ""}${r.kind}${suffix}`,
    "x-kubernetes-action": action,
    "x-kubernetes-group-version-kind": { group: r.group, version: r.version, kind: r.kind },
    parameters,
    ...(body
      ? {
          requestBody: {
            required: body.schema !== META.DeleteOptions,
            content: content(body.types, body.schema),
          },
        }
      : {}),
    responses: Object.fromEntries(
      Object.entries(answers).map(([code, schema]) => [
        code,
        { description: DESCRIPTIONS[code] ?? "", content: content(["application/json"], schema) },
      ]),
    ),
  };
}

const DESCRIPTIONS: { readonly [code: string]: string } = { 200: "OK", 201: "Created", 202: "Accepted" };
