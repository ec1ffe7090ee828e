/** `/openapi/v3`: the index and one document per group and version, for kubectl's validation and `kubectl explain`. */
import { createHash } from "node:crypto";
import { CUSTOM_RESOURCES, openApiDocument } from "../../rules/lang/openapi/document.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import { builtinKinds } from "./builtin/kinds.ts";
import type { ResourceInfo } from "./contract.ts";
import type { DocumentResponse } from "./discovery.ts";

export interface OpenApiRequest {
  /** URL path without the query. */
  path: string;
  /** The `hash` query parameter: the client asks for exactly this content. */
  hash?: string | undefined;
  ifNoneMatch?: string | undefined;
  accept?: string | undefined;
}

export interface OpenApiInput {
  resources: readonly ResourceInfo[];
  /** The schema of a kind, the same object as long as it has not changed; undefined where none is known. */
  schemaOf(resource: ResourceInfo): JSONSchemaProps | undefined;
  /** Version of the server, such as `v1.36.0`. */
  serverVersion: string;
}

export interface OpenApi {
  /** The answer to an `/openapi/v2` or `/openapi/v3…` path, or undefined where there is no such document. */
  respond(request: OpenApiRequest, input: OpenApiInput): DocumentResponse | undefined;
}

interface Built {
  inputs: unknown[];
  body: string;
  hash: string;
}

/** Documents are built when first asked for, and again only when a resource or schema in them was replaced. */
export function createOpenApi(): OpenApi {
  const built = new Map<string, Built>();

  function documentOf(name: string, resources: ResourceInfo[], input: OpenApiInput): Built {
    const inputs = [
      input.serverVersion,
      ...resources,
      ...resources.map((resource) => input.schemaOf(resource)),
    ];
    const known = built.get(name);
    if (known !== undefined && sameItems(known.inputs, inputs)) return known;
    const described = resources.map((resource) => ({ resource, schema: input.schemaOf(resource) }));
    const isBuiltin = builtinKinds.some((kind) => kind.group === resources[0]?.group);
    const info = isBuiltin ? { title: "Kubernetes", version: input.serverVersion } : CUSTOM_RESOURCES;
    const body = JSON.stringify(openApiDocument(described, info));
    const fresh = { inputs, body, hash: createHash("sha512").update(body).digest("hex").toUpperCase() };
    built.set(name, fresh);
    return fresh;
  }

  return {
    respond(request, input) {
      const path = request.path.replace(/\/+$/, "");
      if (path === "/openapi/v2") return versionTwo(request, input.serverVersion);
      if (path !== "/openapi/v3" && !path.startsWith("/openapi/v3/")) return undefined;
      const documents = byGroupVersion(input.resources);
      if (path === "/openapi/v3") {
        const paths: { [name: string]: { serverRelativeURL: string } } = {};
        for (const [name, resources] of documents)
          paths[name] = {
            serverRelativeURL: `/openapi/v3/${name}?hash=${documentOf(name, resources, input).hash}`,
          };
        return {
          status: 200,
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ paths }),
        };
      }
      const name = path.slice("/openapi/v3/".length);
      const resources = documents.get(name);
      if (resources === undefined) return undefined;
      return answer(request, documentOf(name, resources, input));
    },
  };
}

const V2_PROTOBUF = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

/**
 * The older document, empty: kubectl wants one before it applies a `v1 List`, and skips what it does not describe.
 * The protobuf form is its field 1, the version, alone.
 */
function versionTwo({ accept = "" }: OpenApiRequest, version: string): DocumentResponse {
  const headers = { vary: "Accept", "cache-control": "no-cache, private" };
  if (accept.includes("protobuf"))
    return { status: 200, headers: { "content-type": V2_PROTOBUF, ...headers }, body: "\n\u00032.0" };
  const document = { swagger: "2.0", info: { title: "Kubernetes", version }, paths: {}, definitions: {} };
  return {
    status: 200,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(document),
  };
}

function answer(request: OpenApiRequest, document: Built): DocumentResponse {
  const etag = `"${document.hash}"`;
  const exact = request.hash === document.hash;
  const headers = {
    "content-type": "application/json",
    vary: "Accept",
    etag,
    "cache-control": exact ? "public, immutable" : "no-cache, private",
  };
  if (request.ifNoneMatch === etag) return { status: 304, headers, body: "" };
  return { status: 200, headers, body: document.body };
}

const sameItems = (a: unknown[], b: unknown[]) =>
  a.length === b.length && a.every((item, i) => item === b[i]);

/** `api/v1` or `apis/<group>/<version>` → its resources. */
function byGroupVersion(resources: readonly ResourceInfo[]): Map<string, ResourceInfo[]> {
  const documents = new Map<string, ResourceInfo[]>();
  for (const resource of resources) {
    const name =
      resource.group === "" ? `api/${resource.version}` : `apis/${resource.group}/${resource.version}`;
    documents.set(name, [...(documents.get(name) ?? []), resource]);
  }
  return new Map([...documents].sort(([a], [b]) => (a < b ? -1 : 1)));
}
