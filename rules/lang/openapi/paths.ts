/** The `paths` of an OpenAPI document: which operations a resource has, with which parameters and bodies. */
import { componentName, componentNames, ref } from "./components.ts";
import {
  DELETE,
  LIST,
  PATCH,
  type Parameter,
  pathParameter,
  type QueryName,
  queryParameter,
  READ,
  WRITE,
} from "./parameters.ts";

/** What the document of a group-version must know about a resource beside its schema. */
export interface OpenApiResource {
  group: string;
  version: string;
  kind: string;
  listKind: string;
  plural: string;
  namespaced: boolean;
  /** The verbs it has, as discovery names them. */
  verbs: readonly string[];
  subresources: { readonly status: boolean; readonly scale?: unknown };
  /** JSON paths, `.spec.className`. */
  selectableFields: readonly string[];
}

interface Operation {
  /** As discovery and RBAC say it. */
  verb: string;
  method: "get" | "post" | "put" | "patch" | "delete";
  /** How the operation's name begins. */
  name: string;
  action: string;
  /** What it does, before the kind. */
  does: string;
  query: readonly QueryName[];
  body?: "object" | "patch" | "deleteOptions";
  answer: "object" | "list" | "status";
  codes: readonly Code[];
}

type Code = "200" | "201" | "202";
const DESCRIPTIONS: Record<Code, string> = { 200: "OK", 201: "Created", 202: "Accepted" };

// biome-ignore format: a table
const COLLECTION: readonly Operation[] = [
  { verb: "list",             method: "get",    name: "list",   action: "list",             does: "list objects of kind",    query: LIST,   answer: "list",   codes: ["200"] },
  { verb: "create",           method: "post",   name: "create", action: "post",             does: "create",                query: WRITE,  answer: "object", codes: ["200", "201", "202"], body: "object" },
  { verb: "deletecollection", method: "delete", name: "delete", action: "deletecollection", does: "delete collection of",    query: LIST,   answer: "status", codes: ["200"] },
];
// biome-ignore format: a table
const ITEM: readonly Operation[] = [
  { verb: "get",    method: "get",    name: "read",    action: "get",    does: "read the specified",             query: READ,   answer: "object", codes: ["200"] },
  { verb: "update", method: "put",    name: "replace", action: "put",    does: "replace the specified",          query: WRITE,  answer: "object", codes: ["200", "201"], body: "object" },
  { verb: "patch",  method: "patch",  name: "patch",   action: "patch",  does: "partially update the specified", query: PATCH,  answer: "object", codes: ["200"],        body: "patch" },
  { verb: "delete", method: "delete", name: "delete",  action: "delete", does: "delete",                       query: DELETE, answer: "status", codes: ["200", "202"], body: "deleteOptions" },
];

const MEDIA_TYPES = ["application/json", "application/yaml"];
const PATCH_TYPES = [
  "application/apply-patch+yaml",
  "application/json-patch+json",
  "application/merge-patch+json",
];

/** Path → path item, for the collection, the item and the subresources. */
export function pathsOf(resource: OpenApiResource): { [path: string]: unknown } {
  const { group, version, kind, plural, namespaced, verbs, subresources } = resource;
  const root = group === "" ? `/api/${version}` : `/apis/${group}/${version}`;
  const scope = namespaced ? `${root}/namespaces/{namespace}/${plural}` : `${root}/${plural}`;
  const item = `${scope}/{name}`;
  const offered = (operations: readonly Operation[]) =>
    operations.filter((operation) => verbs.includes(operation.verb));
  const own: Target = {
    resource,
    scoped: namespaced,
    suffix: "",
    of: "",
    object: componentName(resource),
    path: [...(namespaced ? [NAMESPACE] : [])],
  };
  const named: Target = { ...own, path: [pathParameter("name", `name of the ${kind}`), ...own.path] };
  const paths: { [path: string]: unknown } = {};
  if (namespaced && verbs.includes("list")) {
    const everywhere: Target = { ...own, scoped: false, suffix: "ForAllNamespaces", path: [] };
    paths[`${root}/${plural}`] = pathItem(everywhere, COLLECTION.slice(0, 1));
  }
  paths[scope] = pathItem(own, offered(COLLECTION));
  if (offered(ITEM).length > 0) paths[item] = pathItem(named, offered(ITEM));
  if (subresources.scale) {
    const scale: Target = { ...named, suffix: "Scale", of: "scale of ", object: componentNames.scale };
    paths[`${item}/scale`] = pathItem(scale, ITEM.slice(0, 3));
  }
  if (subresources.status)
    paths[`${item}/status`] = pathItem({ ...named, suffix: "Status", of: "status of " }, ITEM.slice(0, 3));
  return paths;
}

/** One path of a resource. */
interface Target {
  resource: OpenApiResource;
  /** Its path names a namespace. */
  scoped: boolean;
  /** How operation names end. */
  suffix: string;
  /** What of the object it is, for descriptions. */
  of: string;
  /** Component of its objects. */
  object: string;
  path: readonly Parameter[];
}

const NAMESPACE = pathParameter("namespace", "Namespace of the object.");
const PRETTY = queryParameter("pretty");

/** Parameters that every operation of the path has stand once, on the path. */
function pathItem(target: Target, operations: readonly Operation[]): { [method: string]: unknown } {
  const common = (name: QueryName) => operations.every(({ query }) => query.includes(name));
  const all = operations[0]?.query.filter(common) ?? [];
  const parameters = [...target.path, ...[...all.map(queryParameter), PRETTY].sort(byName)];
  return {
    ...Object.fromEntries(
      operations.map((operation) => [
        operation.method,
        operationObject(
          target,
          operation,
          operation.query.filter((name) => !all.includes(name)),
        ),
      ]),
    ),
    parameters,
  };
}

const byName = (a: Parameter, b: Parameter): number => (a.name < b.name ? -1 : 1);

function operationObject(target: Target, operation: Operation, query: readonly QueryName[]) {
  const { resource, scoped, suffix, of, object } = target;
  const { group, version, kind } = resource;
  const family = group === "" ? "core" : group;
  const answer = { object, list: componentName({ ...resource, kind: resource.listKind }), status: STATUS };
  const many = operation.action === "deletecollection" ? "Collection" : "";
  const answers = content(MEDIA_TYPES, answer[operation.answer]);
  const does = of === "" ? operation.does : operation.does.replace(/the specified$/, `${of}the specified`);
  return {
    tags: [`${lowerFirst(camel(family))}_${version}`],
    description: `${does} ${ONE.has(operation.verb) ? withArticle(kind) : kind}`,
    operationId: `${operation.name}${camel(family)}${camel(version)}${many}${scoped ? "Namespaced" : ""}${kind}${suffix}`,
    ...(query.length === 0 ? {} : { parameters: query.map(queryParameter) }),
    ...(operation.body === undefined ? {} : { requestBody: requestBody(operation.body, object) }),
    responses: {
      ...Object.fromEntries(
        operation.codes.map((code) => [code, { description: DESCRIPTIONS[code], content: answers }]),
      ),
      "401": { description: "Unauthorized" },
    },
    "x-kubernetes-action": operation.action,
    "x-kubernetes-group-version-kind": { group, version, kind },
  };
}

/** Operations that are described with an article before the kind. */
const ONE: ReadonlySet<string> = new Set(["create", "delete"]);

/** A kind that ends like a plural gets no article. */
function withArticle(kind: string): string {
  if (kind.endsWith("s") && !kind.endsWith("ss")) return kind;
  return `${/^[aeiou]/i.test(kind) ? "an" : "a"} ${kind}`;
}

const STATUS = componentNames.status;

function requestBody(body: NonNullable<Operation["body"]>, object: string) {
  switch (body) {
    case "object":
      return { content: content(MEDIA_TYPES, object), required: true };
    case "patch":
      return { content: content(PATCH_TYPES, componentNames.patch), required: true };
    case "deleteOptions":
      return { content: content(MEDIA_TYPES, componentNames.deleteOptions) };
  }
}

const content = (types: readonly string[], component: string) =>
  Object.fromEntries(types.map((type) => [type, { schema: { $ref: ref(component) } }]));

const camel = (name: string): string =>
  name
    .split(/[.-]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
