/** Every verb on one resource, typed by its objects. */

import { ApiError, isGone, type Status } from "./errors.ts";
import {
  apiVersionOf,
  keyOf,
  type List,
  type ObjectKey,
  type ObjectLike,
  type ResourceRef,
  type Stored,
} from "./object.ts";
import {
  callOf,
  type DeleteOptions,
  type GetOptions,
  type ListOptions,
  type PatchOptions,
  type SelectOptions,
  selectQuery,
  type UpdateOptions,
  type WatchOptions,
  type WriteOptions,
  writeQuery,
} from "./options.ts";
import { encodePatch, type Patch } from "./patch.ts";
import { collectionPath, objectPath } from "./paths.ts";
import type { Transport } from "./transport.ts";
import { type WaitOptions, waitForObject } from "./wait.ts";
import { type WatchEvent, watchEvents } from "./watch.ts";

/**
 * One resource of an API server, to read. A key or object of a namespaced kind that names no namespace is in the
 * client's default one; only `list`, `listAll`, `watch` and `deleteCollection` without a namespace mean all of them.
 * Every method throws `ApiError` (the server refused) or `TransportError` (no answer).
 */
export interface ReadableResource<T extends ObjectLike> {
  readonly ref: ResourceRef;
  get(key: ObjectKey, options?: GetOptions): Promise<Stored<T>>;
  /** As `get`, but answers undefined where there is none. */
  find(key: ObjectKey, options?: GetOptions): Promise<Stored<T> | undefined>;
  /** One page. */
  list(options?: ListOptions): Promise<List<T>>;
  /** Every object, page by page (`limit` is the page size, 500 unless told). */
  listAll(options?: ListOptions): AsyncGenerator<Stored<T>, void, undefined>;
  /** One connection; `informer` is what survives a dropped one. */
  watch(options?: WatchOptions): AsyncGenerator<WatchEvent<T>, void, undefined>;
  /**
   * Resolves with the object once `predicate` holds for it, or with undefined once it holds for its absence.
   * Survives dropped watches; fails with `TransportError` `timeout` or `aborted`.
   */
  waitFor(
    key: ObjectKey,
    predicate: (object: Stored<T> | undefined) => boolean,
    options?: WaitOptions,
  ): Promise<Stored<T> | undefined>;
}

/** The same to write. `Input` is what a caller writes: fields with defaults may be missing from it. */
export interface Resource<T extends ObjectLike, Input extends ObjectLike = T> extends ReadableResource<T> {
  create(object: Input, options?: WriteOptions): Promise<Stored<T>>;
  update(object: Input, options?: UpdateOptions): Promise<Stored<T>>;
  updateStatus(object: T, options?: WriteOptions): Promise<Stored<T>>;
  patch(key: ObjectKey, patch: Patch<Input>, options?: PatchOptions): Promise<Stored<T>>;
  patchStatus(key: ObjectKey, patch: Patch<T>, options?: PatchOptions): Promise<Stored<T>>;
  /** Server-side apply: the object has these fields afterwards, and this field manager owns them. */
  apply(object: Input, options?: PatchOptions): Promise<Stored<T>>;
  /** Answers the object while finalizers keep it, else the server's Status. */
  delete(key: ObjectKey, options?: DeleteOptions): Promise<Stored<T> | Status>;
  deleteCollection(options?: SelectOptions & DeleteOptions): Promise<void>;
}

const PAGE = 500;
const IDLE_MS = 150_000;

export function createResource<T extends ObjectLike, Input extends ObjectLike = T>(
  transport: Transport,
  ref: ResourceRef,
  defaults: { namespace?: string; fieldManager?: string } = {},
): Resource<T, Input> {
  const type = { apiVersion: apiVersionOf(ref), kind: ref.kind };
  const namespace = defaults.namespace ?? transport.namespace;

  const place = (key: ObjectKey): ObjectKey =>
    ref.namespaced ? { namespace: key.namespace || namespace, name: key.name } : { name: key.name };
  /** A name that is empty would silently address the collection. */
  const pathOf = (key: ObjectKey, subresource?: string): string => {
    if (!key.name) {
      const message = `${ref.kind}: metadata.name is required`;
      throw new ApiError({ kind: "Status", apiVersion: "v1", code: 400, reason: "BadRequest", message });
    }
    return objectPath(ref, place(key), subresource);
  };
  const stored = (answer: unknown) => answer as Stored<T>;

  const put = async (object: ObjectLike, options: UpdateOptions): Promise<Stored<T>> =>
    stored(
      await transport.request({
        method: "PUT",
        path: pathOf(keyOf(object), options.subresource),
        query: writeQuery(options, defaults.fieldManager),
        body: { ...type, ...object },
        ...callOf(options),
      }),
    );
  const send = async (key: ObjectKey, patch: Patch<ObjectLike>, options: PatchOptions): Promise<Stored<T>> =>
    stored(
      await transport.request({
        method: "PATCH",
        path: pathOf(key, options.subresource),
        query: {
          ...writeQuery(options, defaults.fieldManager),
          force: "apply" in patch ? options.force : undefined,
        },
        ...encodePatch(patch, type),
        ...callOf(options),
      }),
    );

  const resource: Resource<T, Input> = {
    ref,
    async get(key, options = {}) {
      const { resourceVersion, subresource } = options;
      return stored(
        await transport.request({
          method: "GET",
          path: pathOf(key, subresource),
          query: { resourceVersion },
          ...callOf(options),
        }),
      );
    },
    async find(key, options) {
      try {
        return await resource.get(key, options);
      } catch (error) {
        // A missing resource type is 404 too, but then the Status names no object.
        if (error instanceof ApiError && error.reason === "NotFound" && error.status.details?.name)
          return undefined;
        throw error;
      }
    },
    async list(options = {}) {
      const { limit, continue: token, resourceVersion, resourceVersionMatch } = options;
      const answer = (await transport.request({
        method: "GET",
        path: collectionPath(ref, options.namespace),
        query: { ...selectQuery(options), limit, continue: token, resourceVersion, resourceVersionMatch },
        ...callOf(options),
      })) as List<T>;
      // Lists of built-in kinds leave these out of their items.
      for (const item of answer.items) {
        item.apiVersion ??= type.apiVersion;
        item.kind ??= type.kind;
      }
      return answer;
    },
    async *listAll(options = {}) {
      let token: string | undefined;
      do {
        const page = await nextPage(resource, { limit: PAGE, ...options }, token);
        yield* page.items;
        token = page.metadata.continue || undefined;
      } while (token !== undefined);
    },
    watch(options = {}) {
      const { resourceVersion, sendInitialEvents, allowWatchBookmarks = true, timeoutSeconds } = options;
      const query = {
        ...selectQuery(options),
        watch: true,
        resourceVersion,
        allowWatchBookmarks,
        timeoutSeconds,
        sendInitialEvents,
        resourceVersionMatch: sendInitialEvents ? "NotOlderThan" : undefined,
      };
      const path = collectionPath(ref, options.namespace);
      return watchEvents<T>(
        transport,
        { method: "GET", path, query, ...callOf(options) },
        options.idleMs ?? IDLE_MS,
      );
    },
    async create(object, options = {}) {
      const key = keyOf(object);
      const path = collectionPath(ref, place(key).namespace);
      return stored(
        await transport.request({
          method: "POST",
          path,
          query: writeQuery(options, defaults.fieldManager),
          body: { ...type, ...object },
          ...callOf(options),
        }),
      );
    },
    update: (object, options = {}) => put(object, options),
    updateStatus: (object, options = {}) => put(object, { ...options, subresource: "status" }),
    patch: (key, patch, options = {}) => send(key, patch as Patch<ObjectLike>, options),
    patchStatus: (key, patch, options = {}) =>
      send(key, patch as Patch<ObjectLike>, { ...options, subresource: "status" }),
    apply: (object, options = {}) => send(keyOf(object), { apply: object }, options),
    async delete(key, options = {}) {
      const answer = await transport.request({
        method: "DELETE",
        path: pathOf(key),
        body: deleteBody(options),
        ...callOf(options),
      });
      return answer as Stored<T> | Status;
    },
    async deleteCollection(options = {}) {
      await transport.request({
        method: "DELETE",
        path: collectionPath(ref, options.namespace),
        query: selectQuery(options),
        body: deleteBody(options),
        ...callOf(options),
      });
    },
    waitFor: (key, predicate, options) => waitForObject(resource, place(key), predicate, options),
  };
  return resource;
}

/** An expired token is followed where the server offers a fresh one; items may then have changed since page one. */
async function nextPage<T extends ObjectLike>(
  resource: ReadableResource<T>,
  options: ListOptions,
  token: string | undefined,
): Promise<List<T>> {
  if (token === undefined) return resource.list(options);
  // The token carries the version; naming it twice is refused.
  const { resourceVersion: _, resourceVersionMatch: __, ...rest } = options;
  try {
    return await resource.list({ ...rest, continue: token });
  } catch (error) {
    const fresh = isGone(error) ? (error as ApiError).status.metadata?.continue : undefined;
    if (fresh === undefined) throw error;
    return resource.list({ ...rest, continue: fresh });
  }
}

function deleteBody(options: DeleteOptions): unknown {
  const { propagationPolicy, gracePeriodSeconds, preconditions, dryRun } = options;
  return {
    apiVersion: "v1",
    kind: "DeleteOptions",
    propagationPolicy,
    gracePeriodSeconds,
    preconditions,
    dryRun: dryRun ? ["All"] : undefined,
  };
}
