/** Turns changes of objects into calls of one reconcile function. */
import type { Backoff } from "../client/backoff.ts";
import type { Clock } from "../client/clock.ts";
import type { Informer } from "../client/informer.ts";
import {
  keyOf,
  keyString,
  type ObjectKey,
  type ObjectLike,
  parseKey,
  type Stored,
} from "../client/object.ts";
import { runWorkers } from "./workers.ts";
import { PRIORITY, type QueueObserver, WorkQueue } from "./workqueue.ts";

/** What to do after a reconcile that did not fail. */
export interface Result {
  /** Milliseconds until the key is reconciled again; without it, when something changes. */
  requeueAfterMs?: number;
}

/** How one informer feeds the queue. Made by `source`. */
export interface Source {
  synced(): Promise<void>;
  connect(enqueue: (key: ObjectKey, priority: number) => void): () => void;
}

export interface SourceOptions<T> {
  /** Whether this update matters; without it, every update does. */
  changed?: (object: Stored<T>, old: Stored<T>) => boolean;
}

/**
 * Every change of the informer's objects enqueues the keys that `map` answers; of an update, those of both states, so
 * that an object that stops naming another still reaches it. What was there at the start comes after everything newer.
 */
export function source<T extends ObjectLike, I extends string>(
  informer: Informer<T, I>,
  map: (object: Stored<T>) => readonly ObjectKey[],
  options: SourceOptions<T> = {},
): Source {
  return {
    synced: () => informer.synced(),
    connect(enqueue) {
      const send = (objects: readonly Stored<T>[], priority: number) => {
        // Each key once: a worker may begin at the first, and the second would make it begin again.
        const keys = new Map(objects.flatMap(map).map((key) => [keyString(key), key]));
        for (const key of keys.values()) enqueue(key, priority);
      };
      return informer.handle({
        added: (object, initial) => send([object], initial ? PRIORITY.low : PRIORITY.normal),
        updated(object, old) {
          if (object === old) send([object], PRIORITY.low);
          else if (options.changed?.(object, old) ?? true) send([old, object], PRIORITY.normal);
        },
        deleted: (object) => send([object], PRIORITY.normal),
      });
    },
  };
}

/** The object itself. */
export const toSelf = (object: ObjectLike): ObjectKey[] => [keyOf(object)];

/** The owners of this kind, in the object's namespace. */
export const toOwners =
  (kind: string) =>
  (object: ObjectLike): ObjectKey[] =>
    (object.metadata?.ownerReferences ?? [])
      .filter((owner) => owner.kind === kind)
      .map((owner) => ({ ...keyOf(object), name: owner.name }));

/** The objects of another informer whose index `name` files them under a value of this object. */
export const toIndexed =
  <T extends ObjectLike, U extends ObjectLike, I extends string>(
    informer: Informer<U, I>,
    name: I,
    values: (object: Stored<T>) => readonly string[],
  ) =>
  (object: Stored<T>): ObjectKey[] =>
    values(object).flatMap((value) => informer.store.byIndex(name, value).map(keyOf));

/** For `changed`: the specification or the deletion mark changed, not merely the status. */
export const generationChanged = (object: ObjectLike, old: ObjectLike): boolean =>
  object.metadata?.generation !== old.metadata?.generation ||
  object.metadata?.deletionTimestamp !== old.metadata?.deletionTimestamp;

export interface ControllerOptions {
  sources: readonly Source[];
  /**
   * Makes the world agree with the object of this key, as it is now. Throwing means "again, with back-off".
   * `signal` fires when the controller stops.
   */
  reconcile(key: ObjectKey, signal: AbortSignal): Promise<Result | undefined>;
  /** Keys reconciled at the same time, each at most once. */
  workers?: number;
  /** A reconcile failed and is repeated after `retryInMs`. */
  onError?: (key: ObjectKey, error: unknown, retryInMs: number) => void;
  backoff?: Backoff;
  clock?: Clock;
  random?: () => number;
  observer?: QueueObserver;
}

export interface Controller {
  readonly queue: WorkQueue;
  /** Reconciles this key soon, whether or not it changed. */
  enqueue(key: ObjectKey, priority?: number): void;
  /** Resolves when every source has synced and the workers run, or `stop` was called. Informers are started by their owner. */
  start(): Promise<void>;
  /** Takes nothing new; resolves when the reconciles under way are over. */
  stop(): Promise<void>;
}

export function createController(options: ControllerOptions): Controller {
  const { sources, reconcile, workers = 4, onError = () => {}, ...queueOptions } = options;
  const { backoff, clock, random, observer } = queueOptions;
  const queue = new WorkQueue({
    ...(backoff && { backoff }),
    ...(clock && { clock }),
    ...(random && { random }),
    ...(observer && { observer }),
  });
  const stopping = new AbortController();
  const enqueue = (key: ObjectKey, priority: number = PRIORITY.normal) => queue.add(keyString(key), priority);
  let disconnect: (() => void)[] = [];
  let running: Promise<void> = Promise.resolve();

  const work = async (text: string) => {
    const key = parseKey(text);
    try {
      const result = await reconcile(key, stopping.signal);
      queue.forget(text);
      if (result?.requeueAfterMs !== undefined) queue.addAfter(text, result.requeueAfterMs);
    } catch (error) {
      if (stopping.signal.aborted) return;
      onError(key, error, queue.retry(text));
    }
  };

  return {
    queue,
    enqueue,
    async start() {
      disconnect = sources.map((each) => each.connect(enqueue));
      const stopped = new Promise((resolve) => stopping.signal.addEventListener("abort", resolve));
      await Promise.race([Promise.all(sources.map((each) => each.synced())), stopped]);
      if (!stopping.signal.aborted) running = runWorkers(queue, workers, work);
    },
    async stop() {
      stopping.abort();
      queue.close();
      for (const each of disconnect) each();
      await running;
    },
  };
}
