/**
 * The state of a collection as an endless sequence of changes: first all of it, then each change, and all of it again
 * after history was lost. Survives whatever breaks; says so, waits, and goes on from where it was.
 */
import { type Backoff, backoffDelay } from "./backoff.ts";
import { type Clock, sleep, systemClock } from "./clock.ts";
import { ApiError, isGone } from "./errors.ts";
import type { ObjectLike, Stored } from "./object.ts";
import type { SelectOptions } from "./options.ts";
import type { ReadableResource } from "./resource.ts";
import { endsInitialEvents } from "./watch.ts";

export type Change<T> =
  /** The collection is exactly this. */
  | { type: "replaced"; objects: Stored<T>[] }
  | { type: "applied"; object: Stored<T> }
  | { type: "deleted"; object: Stored<T> }
  /** Nothing changed up to this version. */
  | { type: "bookmark" }
  /** A list or watch failed; it is tried again after `retryInMs`. */
  | { type: "failed"; error: unknown; retryInMs: number };

export interface ReflectOptions extends Pick<SelectOptions, "namespace" | "labelSelector" | "fieldSelector"> {
  /** How the whole state is read: in pages, or streamed by the watch itself (falls back to pages). */
  initial?: "paged" | "streamed";
  /** Objects a page. */
  pageSize?: number;
  /** The server ends a watch after one to two times this, so that a silent one never lasts. */
  watchSeconds?: number;
  /** Silence, in milliseconds, after which a watch counts as dead. */
  idleMs?: number;
  backoff?: Backoff;
  clock?: Clock;
  random?: () => number;
}

const BACKOFF: Backoff = { baseMs: 200, factor: 2, maxMs: 30_000, jitter: 0.5 };

/** Ends only when `signal` fires. Throws nothing: failures are changes. */
export async function* reflect<T extends ObjectLike>(
  resource: ReadableResource<T>,
  options: ReflectOptions,
  signal: AbortSignal,
): AsyncGenerator<Change<T>, void, undefined> {
  const { clock = systemClock, random = Math.random, backoff = BACKOFF, watchSeconds = 300 } = options;
  const { namespace, labelSelector, fieldSelector } = options;
  const select = withoutUndefined({ namespace, labelSelector, fieldSelector, signal });
  let streamed = options.initial === "streamed";
  let version: string | undefined;
  let failures = 0;

  while (!signal.aborted) {
    let heard = false;
    let watching = Number.POSITIVE_INFINITY;
    /** A watch that fails or ends at once is backed off from, however well the list before it went. */
    const wasAlive = () => heard || clock.now() - watching >= 1_000;
    try {
      if (version === undefined && !streamed) {
        const state = await readAll(resource, { ...select, limit: options.pageSize ?? 500 });
        version = state.version;
        yield { type: "replaced", objects: state.objects };
      }
      let initial: Map<string, Stored<T>> | undefined = version === undefined ? new Map() : undefined;
      watching = clock.now();
      const events = resource.watch({
        ...select,
        ...(version === undefined ? { sendInitialEvents: true } : { resourceVersion: version }),
        timeoutSeconds: Math.round(watchSeconds * (1 + random())),
        ...withoutUndefined({ idleMs: options.idleMs }),
      });
      for await (const event of events) {
        heard = true;
        if (initial !== undefined) {
          if (event.type === "ADDED" || event.type === "MODIFIED")
            initial.set(event.object.metadata.uid, event.object);
          else if (event.type === "DELETED") initial.delete(event.object.metadata.uid);
          else if (endsInitialEvents(event)) {
            version = event.object.metadata.resourceVersion;
            yield { type: "replaced", objects: [...initial.values()] };
            initial = undefined;
          }
          continue;
        }
        version = event.object.metadata.resourceVersion;
        if (event.type === "BOOKMARK") yield { type: "bookmark" };
        else yield { type: event.type === "DELETED" ? "deleted" : "applied", object: event.object };
      }
      // The server ended the watch, as agreed.
      if (wasAlive()) failures = 0;
      else await sleep(clock, backoffDelay(backoff, failures++, random), signal);
    } catch (error) {
      if (signal.aborted) return;
      if (version === undefined && streamed && isRefusal(error)) streamed = false;
      if (isHistoryLost(error)) version = undefined;
      if (wasAlive()) failures = 0;
      const retryInMs = backoffDelay(backoff, failures++, random);
      yield { type: "failed", error, retryInMs };
      await sleep(clock, retryInMs, signal);
    }
  }
}

/** A server that does not know streamed lists answers so. */
const isRefusal = (error: unknown) => error instanceof ApiError && [400, 403, 422].includes(error.code);

/**
 * Whether our version is of no use any more: it is too old (410), the resource went away and may come back as another
 * (404), or the server was restored and has not come as far (400, 504). A server that is merely busy keeps its history.
 */
const isHistoryLost = (error: unknown) =>
  error instanceof ApiError && ![429, 500, 502, 503].includes(error.code);

/** A consistent snapshot; pages of one list share one version, and an expired token starts over. */
async function readAll<T extends ObjectLike>(
  resource: ReadableResource<T>,
  options: Parameters<ReadableResource<T>["list"]>[0] & { limit: number },
): Promise<{ objects: Stored<T>[]; version: string }> {
  const objects: Stored<T>[] = [];
  let token: string | undefined;
  for (;;) {
    try {
      const page = await resource.list(token === undefined ? options : { ...options, continue: token });
      objects.push(...page.items);
      token = page.metadata.continue || undefined;
      if (token === undefined) return { objects, version: page.metadata.resourceVersion };
    } catch (error) {
      if (token === undefined || !isGone(error)) throw error;
      // History moved on faster than the pages were read: one request for all of it cannot expire.
      const { limit: _, ...whole } = options;
      const all = await resource.list(whole);
      return { objects: all.items, version: all.metadata.resourceVersion };
    }
  }
}

function withoutUndefined<O extends object>(object: O): { [K in keyof O]: Exclude<O[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof O]: Exclude<O[K], undefined>;
  };
}
