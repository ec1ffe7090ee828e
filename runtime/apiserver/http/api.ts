/** Every request to the server: who asks, what for, and which part of the server answers. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Authorize } from "../builtin/questions.ts";
import type { UserInfo } from "../contract.ts";
import { discoveryResponse } from "../discovery.ts";
import { badRequest, forbidden, methodNotAllowed, unauthorized, unknownPath } from "../errors.ts";
import { createOpenApi } from "../openapi.ts";
import type { Registry } from "../registry/registry.ts";
import * as query from "./query.ts";
import { parseResourcePath, type ResourcePath, type Verb, verbOf } from "./request-info.ts";
import { serveResource } from "./resource-request.ts";
import { type Answer, jsonAnswer, send, statusOf, textAnswer } from "./respond.ts";

export interface ApiOptions {
  readonly registry: Registry;
  /** Bearer token → who that is. */
  readonly tokens: ReadonlyMap<string, UserInfo>;
  readonly authorize: Authorize;
  /** The Kubernetes release this server is like, such as `1.36`. */
  readonly release: string;
  readonly shutdown: AbortSignal;
  readonly report: (error: unknown, request: string) => void;
}

/** Answers one request. Never rejects: whatever goes wrong is told as a Status. */
export type ApiHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const openPaths = new Set(["/healthz", "/livez", "/readyz", "/version"]);

export function createApi(options: ApiOptions): ApiHandler {
  const { registry, tokens, authorize, shutdown, report } = options;
  const openApi = createOpenApi();
  const [major = "1", minor = "0"] = options.release.split(".");
  const gitVersion = `v${major}.${minor}.0`;
  const version = {
    major,
    minor,
    gitVersion,
    gitCommit: "",
    gitTreeState: "clean",
    buildDate: "1970-01-01T00:00:00Z",
    goVersion: "",
    compiler: "",
    platform: `${process.platform}/${process.arch === "x64" ? "amd64" : process.arch}`,
  };

  const infos = derived(
    () => registry.all(),
    (all) => all.map(({ info }) => info),
  );
  const schemas = derived(
    () => registry.all(),
    (all) => new Map(all.map(({ info, schema }) => [info, schema])),
  );

  return async (request, response) => {
    const warnings: string[] = [];
    response.on("error", (error) => report(error, `${request.method} ${request.url}`));
    let answer: Answer | undefined;
    try {
      answer = await route(request, response, warnings);
    } catch (error) {
      const status = statusOf(error);
      if (status.code >= 500 && status.reason === "InternalError")
        report(error, `${request.method} ${request.url}`);
      if (response.headersSent) {
        response.destroy();
        return;
      }
      answer = jsonAnswer(status.code, status);
      const seconds = status.details?.retryAfterSeconds;
      if (seconds !== undefined) answer = { ...answer, headers: { "Retry-After": String(seconds) } };
    }
    if (answer === undefined) return;
    try {
      await send(request, response, answer, warnings);
    } catch (error) {
      report(error, `${request.method} ${request.url}`);
      response.destroy();
    }
  };

  async function route(
    request: IncomingMessage,
    response: ServerResponse,
    warnings: string[],
  ): Promise<Answer | undefined> {
    const { path, parameters } = parseUrl(request.url ?? "/");
    if (openPaths.has(path) || path.startsWith("/livez/") || path.startsWith("/readyz/")) {
      return path === "/version" ? jsonAnswer(200, version) : textAnswer(200, "ok");
    }
    const user = authenticate(request, tokens);
    response.setHeader("Cache-Control", "no-cache, private");

    const found = resourcePath(path);
    if (found !== undefined) return forResource(request, response, found, parameters, user, warnings);
    const method = request.method ?? "GET";
    if (method !== "GET" && method !== "HEAD") return pageNotFound();
    return document(request, path, parameters);
  }

  async function forResource(
    request: IncomingMessage,
    response: ServerResponse,
    path: ResourcePath,
    parameters: URLSearchParams,
    user: UserInfo,
    warnings: string[],
  ): Promise<Answer | undefined> {
    const verb = verbOf(request.method ?? "GET", path.name !== "", query.isTrue(parameters, "watch"));
    const resource = registry.find(path.group, path.version, path.plural);
    if (verb === undefined) {
      const isNameless = request.method === "PUT" || request.method === "PATCH";
      throw resource?.custom && isNameless ? badRequest("name must be provided") : methodNotAllowed();
    }
    permit(authorize, user, verb, path);
    if (resource === undefined) return unknown(path.group);
    const { namespaced } = resource.info;
    if (!namespaced && path.namespace !== "") return unknown(path.group);
    if (namespaced && path.namespace === "" && (path.name !== "" || verb === "create")) {
      if (resource.custom || verb !== "create") return unknown(path.group);
      throw badRequest("an empty namespace may not be set during creation");
    }
    return serveResource({
      registry,
      resource,
      path,
      verb,
      parameters,
      user,
      request,
      response,
      shutdown,
      warnings,
      report: (error) => report(error, `${request.method} ${request.url}`),
    });
  }

  /** Groups of built-in kinds answer for every path in them; all others are as if they had never been. */
  function unknown(group: string): Answer {
    if (registry.all().some(({ custom, info }) => !custom && info.group === group)) throw unknownPath();
    return pageNotFound();
  }

  /** Discovery and OpenAPI. */
  function document(request: IncomingMessage, path: string, parameters: URLSearchParams): Answer {
    const ifNoneMatch = headerText(request.headers["if-none-match"]);
    const accept = request.headers.accept;
    const { host } = request.headers;
    const found = path.startsWith("/openapi/")
      ? openApi.respond(
          { path, hash: parameters.get("hash") ?? undefined, ifNoneMatch, accept },
          { resources: infos(), schemaOf: (info) => schemas().get(info), serverVersion: gitVersion },
        )
      : discoveryResponse({ path, accept, ifNoneMatch, host }, infos());
    if (found === undefined) {
      const [root, group = ""] = path.split("/").slice(1);
      return root === "api" ? unknown("") : root === "apis" ? unknown(group) : pageNotFound();
    }
    const { "content-type": contentType = "application/json", ...headers } = found.headers;
    return { code: found.status, contentType, headers, body: Buffer.from(found.body) };
  }
}

function pageNotFound(): Answer {
  return textAnswer(404, "404 page not found\n");
}

function parseUrl(url: string): { path: string; parameters: URLSearchParams } {
  const at = url.indexOf("?");
  const path = at < 0 ? url : url.slice(0, at);
  return {
    path: path.replace(/\/{2,}/g, "/"),
    parameters: new URLSearchParams(at < 0 ? "" : url.slice(at + 1)),
  };
}

function resourcePath(path: string): ResourcePath | undefined {
  try {
    return parseResourcePath(path);
  } catch {
    throw badRequest("the path holds an invalid escape");
  }
}

function authenticate(request: IncomingMessage, tokens: ReadonlyMap<string, UserInfo>): UserInfo {
  const header = request.headers.authorization ?? "";
  const token = /^Bearer +(\S+) *$/i.exec(header)?.[1];
  const user = token === undefined ? undefined : tokens.get(token);
  if (user === undefined) throw unauthorized();
  return user.groups.includes("system:authenticated")
    ? user
    : { ...user, groups: [...user.groups, "system:authenticated"] };
}

function permit(authorize: Authorize, user: UserInfo, verb: Verb, path: ResourcePath): void {
  const { group, plural, subresource, name } = path;
  // A namespace is a place of its own.
  const namespace = group === "" && plural === "namespaces" ? name : path.namespace;
  if (authorize(user, verb, { verb, group, resource: plural, subresource, name }, namespace)) return;
  const resource = subresource === "" ? plural : `${plural}/${subresource}`;
  const where = namespace === "" ? "at the cluster scope" : `in the namespace ${JSON.stringify(namespace)}`;
  const what = `resource ${JSON.stringify(resource)} in API group ${JSON.stringify(group)} ${where}`;
  throw forbidden(
    { group, resource: plural },
    name,
    `User ${JSON.stringify(user.username)} cannot ${verb} ${what}`,
  );
}

function headerText(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** A value made from another, made again only when that one is another. */
function derived<A, B>(source: () => A, make: (source: A) => B): () => B {
  let from: A | undefined;
  let made: B | undefined;
  return () => {
    const now = source();
    if (made === undefined || now !== from) {
      from = now;
      made = make(now);
    }
    return made;
  };
}
