/** One request for a resource: from HTTP to the registry's operation and back. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { KubeObject, UserInfo } from "../contract.ts";
import { badRequest, methodNotAllowed, methodNotSupported, notFound, unknownPath } from "../errors.ts";
import { createObject } from "../registry/create.ts";
import { decodeDeleteOptions, decodeObject, decodePatch } from "../registry/decode.ts";
import { type Deleted, deleteCollection, deleteObject } from "../registry/delete.ts";
import { getObject, listObjects } from "../registry/list.ts";
import { patchWish } from "../registry/patch.ts";
import { type Presented, presentObject } from "../registry/present.ts";
import type { Registry } from "../registry/registry.ts";
import type { RequestContext, Resource } from "../registry/resource.ts";
import { updateObject } from "../registry/update.ts";
import { readBody } from "./body.ts";
import { bodyFormat, negotiate, patchFormat } from "./negotiate.ts";
import * as query from "./query.ts";
import { type RenderOptions, renderObject, renderPage } from "./render.ts";
import type { ResourcePath, Verb } from "./request-info.ts";
import { type Answer, jsonAnswer } from "./respond.ts";
import { streamWatch } from "./watch-stream.ts";

export interface ResourceCall {
  readonly registry: Registry;
  readonly resource: Resource;
  readonly path: ResourcePath;
  readonly verb: Verb;
  readonly parameters: URLSearchParams;
  readonly user: UserInfo;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly shutdown: AbortSignal;
  /** Told of failures that come after the answer has begun. */
  readonly report: (error: unknown) => void;
  /** Collects the warnings that the answer will carry. */
  readonly warnings: string[];
}

/** Does what the request asks. Resolves with the answer, or with undefined when a watch has taken the response over. */
export async function serveResource(call: ResourceCall): Promise<Answer | undefined> {
  const { registry, resource, path, verb, parameters, warnings } = call;
  const { namespace, name, subresource } = path;
  checkSubresource(resource, name, subresource, verb);
  if (!resource.info.verbs.includes(verb)) throw methodNotAllowed();
  if (resource.info.deprecationWarning !== undefined) warnings.push(resource.info.deprecationWarning);
  const render: RenderOptions = {
    form: negotiate(call.request.headers.accept),
    includeObject: query.includeObject(parameters),
    now: registry.now(),
  };
  const answer = (object: Presented, code = 200) => renderObject(resource, object, code, render);

  switch (verb) {
    case "get":
      return answer(getObject(registry, resource, namespace, name, parameters.get("resourceVersion") ?? ""));
    case "list":
      return renderPage(
        resource,
        listObjects(registry, resource, namespace, query.listQuery(parameters)),
        render,
      );
    case "watch": {
      const stream = query.watchQuery(parameters);
      streamWatch(registry, resource, namespace, stream, render, { ...call, now: registry.now });
      return undefined;
    }
    case "create": {
      // Custom resources take a name in the URL and pay no heed to it.
      if (name !== "" && !resource.custom) throw methodNotAllowed();
      const context = writeContext(call, "CreateOptions");
      const object = decodeObject(
        resource,
        await readBody(call.request),
        bodyFormat(contentType(call)),
        context,
      );
      if (resource.strategy.answer !== undefined) {
        return answer(presentObject(resource.strategy.answer(object, context)), 201);
      }
      return answer(await createObject(registry, resource, context, namespace, object), 201);
    }
    case "update": {
      const context = writeContext(call, "UpdateOptions");
      const sent = decodeObject(
        resource,
        await readBody(call.request),
        bodyFormat(contentType(call)),
        context,
      );
      checkPlace(sent, namespace, name);
      // A PUT is never repeated after a lost race unless it is unconditional, and then the copy must be fresh.
      const wish = (): KubeObject => structuredClone(sent);
      return answer(
        await updateObject(registry, resource, context, { namespace, name, subresource, wish, isPut: true }),
      );
    }
    case "patch": {
      const context = writeContext(call, "PatchOptions");
      const format = patchFormat(contentType(call), resource.patchTypes);
      const patch = decodePatch(await readBody(call.request), "json");
      const wish = patchWish(resource, context, format, patch);
      return answer(
        await updateObject(registry, resource, context, { namespace, name, subresource, wish, isPut: false }),
      );
    }
    case "delete": {
      const { context, options } = await readDeletion(call);
      return deletionAnswer(
        await deleteObject(registry, resource, context, namespace, name, options),
        answer,
      );
    }
    case "deletecollection": {
      const { context, options } = await readDeletion(call);
      const items = await deleteCollection(
        registry,
        resource,
        context,
        namespace,
        query.listQuery(parameters),
        options,
      );
      const page = {
        revision: registry.store.revision,
        items,
        continue: undefined,
        remainingItemCount: undefined,
      };
      return renderPage(resource, page, render);
    }
    default:
      return verb satisfies never;
  }
}

/** A PUT names the object it replaces in its body as in its URL. */
function checkPlace({ metadata }: KubeObject, namespace: string, name: string): void {
  if ((metadata.name ?? "") === "") {
    throw badRequest(
      `the name of the object (${name} based on URL) was undeterminable: name must be provided`,
    );
  }
  if (metadata.name !== name) {
    throw badRequest(
      `the name of the object (${metadata.name}) does not match the name on the URL (${name})`,
    );
  }
  if (namespace !== "" && (metadata.namespace ?? "") !== "" && metadata.namespace !== namespace) {
    throw badRequest("the namespace of the provided object does not match the namespace sent on the request");
  }
}

const statusVerbs: readonly Verb[] = ["get", "update", "patch"];

function checkSubresource(resource: Resource, name: string, subresource: string, verb: Verb): void {
  if (subresource === "") return;
  if (subresource !== "status" || !resource.info.subresources.status) {
    throw resource.custom ? notFound(resource.groupResource, name) : unknownPath();
  }
  if (statusVerbs.includes(verb)) return;
  throw resource.custom ? methodNotSupported(resource.groupResource, verb) : methodNotAllowed();
}

function contentType({ request }: ResourceCall): string | undefined {
  return request.headers["content-type"];
}

function writeContext(
  { user, parameters, warnings }: ResourceCall,
  optionsKind: "CreateOptions" | "UpdateOptions" | "PatchOptions" | "DeleteOptions",
  dryRunValues: readonly unknown[] = parameters.getAll("dryRun"),
): RequestContext {
  const dryRun = query.isDryRun(dryRunValues, optionsKind);
  const fieldManager = parameters.get("fieldManager");
  return {
    user,
    dryRun,
    fieldValidation: query.fieldValidation(parameters, optionsKind),
    options: {
      // A patch is an update to admission.
      kind: optionsKind === "PatchOptions" ? "UpdateOptions" : optionsKind,
      apiVersion: "meta.k8s.io/v1",
      ...(dryRun ? { dryRun: ["All"] } : {}),
      ...(fieldManager === null ? {} : { fieldManager }),
      ...(parameters.has("fieldValidation") ? { fieldValidation: parameters.get("fieldValidation") } : {}),
    },
    warn: (text) => warnings.push(text),
  };
}

async function readDeletion(call: ResourceCall) {
  const body = await readBody(call.request);
  const sent = body.length === 0 ? undefined : decodeDeleteOptions(body, bodyFormat(contentType(call)));
  const { options, dryRun } = query.deleteOptions(call.parameters, sent);
  return { options, context: writeContext(call, "DeleteOptions", dryRun) };
}

function deletionAnswer(deleted: Deleted, answer: (object: Presented) => Answer): Answer {
  return "status" in deleted ? jsonAnswer(200, deleted.status) : answer(deleted.object);
}
