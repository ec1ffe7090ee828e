/** What a URL asks for, in the words of the Kubernetes API. */

export interface ResourcePath {
  readonly group: string;
  readonly version: string;
  readonly namespace: string;
  readonly plural: string;
  readonly name: string;
  readonly subresource: string;
}

/** The parts of `/api/v1/…` or `/apis/<group>/<version>/…`; undefined for any other path. Throws URIError. */
export function parseResourcePath(path: string): ResourcePath | undefined {
  const parts = path.split("/").slice(1).map(decodeURIComponent);
  if (parts[parts.length - 1] === "") parts.pop();
  const isCore = parts[0] === "api";
  if (!isCore && parts[0] !== "apis") return undefined;
  const rest = parts.slice(isCore ? 2 : 3);
  if (rest.length === 0) return undefined;
  const group = isCore ? "" : parts[1]!;
  const version = parts[isCore ? 1 : 2]!;
  const place = placeOf(rest);
  if (place === undefined) return undefined;
  return { group, version, ...place };
}

/** Subresources of a namespace, which would otherwise read as resources in it. */
const namespaceSubresources = new Set(["status", "finalize"]);

function placeOf(parts: readonly string[]): Omit<ResourcePath, "group" | "version"> | undefined {
  const inNamespace = parts[0] === "namespaces" && parts.length > 2 && !namespaceSubresources.has(parts[2]!);
  const namespace = inNamespace ? parts[1]! : "";
  const [plural, name = "", subresource = "", ...more] = inNamespace ? parts.slice(2) : parts;
  if (plural === undefined || plural === "" || more.length > 0) return undefined;
  return { namespace, plural, name, subresource };
}

export type Verb = "get" | "list" | "watch" | "create" | "update" | "patch" | "delete" | "deletecollection";

/** The verb of a request for a resource; undefined where HTTP's method has no meaning there. */
export function verbOf(method: string, hasName: boolean, isWatch: boolean): Verb | undefined {
  switch (method) {
    case "GET":
    case "HEAD":
      return hasName ? "get" : isWatch ? "watch" : "list";
    case "POST":
      return "create";
    case "PUT":
      return hasName ? "update" : undefined;
    case "PATCH":
      return hasName ? "patch" : undefined;
    case "DELETE":
      return hasName ? "delete" : "deletecollection";
    default:
      return undefined;
  }
}
