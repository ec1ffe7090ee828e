/** A local copy of a collection that keeps itself true, and tells its handlers what changed. */
import { systemClock } from "./clock.ts";
import { keyOf, keyString, type ObjectLike, type Stored } from "./object.ts";
import { type Change, type ReflectOptions, reflect } from "./reflect.ts";
import type { ReadableResource } from "./resource.ts";
import { createStore, type Indexes, type Store } from "./store.ts";

/**
 * Called in order, after the store holds the change; must not throw for long work: hand it to a queue. `initial` marks
 * objects that were there when the informer started or the handler joined.
 */
export interface Handler<T> {
  added?(object: Stored<T>, initial: boolean): void;
  /** Also called on a resync, then with the same object twice. */
  updated?(object: Stored<T>, old: Stored<T>): void;
  /** With the last state known; a re-list finds deletions that the watch missed. */
  deleted?(object: Stored<T>): void;
}

export interface InformerOptions<T, I extends string> extends ReflectOptions {
  indexes?: Indexes<T, I>;
  /** Applied before an object is kept, to drop what nobody reads. Name, namespace, uid and version must stay. */
  transform?: (object: Stored<T>) => Stored<T>;
  /** Milliseconds after which `updated` is called for every object even if nothing changed; never unless given. */
  resyncMs?: number;
  /** A list or watch failed and will be repeated, or a handler threw. */
  onError?: (error: unknown) => void;
}

export interface Informer<T, I extends string = string> {
  readonly resource: ReadableResource<T & ObjectLike>;
  readonly store: Store<T, I>;
  /** Begins to list and watch; a second call does nothing. */
  start(): void;
  /** Resolves once the connection is closed; the store keeps its last state. */
  stop(): Promise<void>;
  /** Resolves when the store has held the whole collection once and the handlers have seen it. */
  synced(): Promise<void>;
  readonly hasSynced: boolean;
  /** Adds a handler, which is first told of every object held. The answer removes it. */
  handle(handler: Handler<T>): () => void;
}

export function createInformer<T extends ObjectLike, I extends string = never>(
  resource: ReadableResource<T>,
  options: InformerOptions<T, I> = {},
): Informer<T, I> {
  const { clock = systemClock, onError = () => {}, transform = (object: Stored<T>) => object } = options;
  const store = createStore<T, I>(options.indexes ?? ({} as Indexes<T, I>));
  const handlers = new Set<Handler<T>>();
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  let hasSynced = false;
  let markSynced = () => {};
  const synced = new Promise<void>((resolve) => {
    markSynced = resolve;
  });

  const tell = (call: (handler: Handler<T>) => void) => {
    for (const handler of handlers) {
      try {
        call(handler);
      } catch (error) {
        onError(error);
      }
    }
  };
  const remove = (key: string) => {
    const old = store.remove(key);
    if (old !== undefined) tell((handler) => handler.deleted?.(old));
  };
  const put = (incoming: Stored<T>, listed: boolean) => {
    const key = keyString(keyOf(incoming));
    const known = store.get(key);
    // The same name with another uid: it was deleted and made again, and the deletion was not seen.
    if (known !== undefined && known.metadata.uid !== incoming.metadata.uid) remove(key);
    else if (known?.metadata.resourceVersion === incoming.metadata.resourceVersion) return;
    // A repeated event of the past must not undo the present; a list is believed, for a server may be restored.
    else if (known !== undefined && !listed && isOlder(incoming, known)) return;
    const object = transform(incoming);
    const old = store.put(object);
    if (old === undefined) tell((handler) => handler.added?.(object, !hasSynced));
    else tell((handler) => handler.updated?.(object, old));
  };
  const accept = (change: Change<T>) => {
    switch (change.type) {
      case "replaced": {
        const listed = new Set(change.objects.map((object) => keyString(keyOf(object))));
        for (const key of store.keys()) if (!listed.has(key)) remove(key);
        for (const object of change.objects) put(object, true);
        if (!hasSynced) {
          hasSynced = true;
          markSynced();
        }
        return;
      }
      case "applied":
        return put(change.object, false);
      case "deleted": {
        const key = keyString(keyOf(change.object));
        // A late deletion of an earlier object of this name says nothing about the present one.
        if (store.get(key)?.metadata.uid === change.object.metadata.uid) remove(key);
        return;
      }
      case "failed":
        return onError(change.error);
      case "bookmark":
        return;
    }
  };
  const resync = (every: number): (() => void) =>
    clock.setTimeout(() => {
      for (const object of store.list()) tell((handler) => handler.updated?.(object, object));
      cancelResync = resync(every);
    }, every);
  let cancelResync = () => {};
  const run = async () => {
    for await (const change of reflect(resource, options, stopping.signal)) accept(change);
  };

  return {
    resource,
    store,
    start() {
      if (running !== undefined || stopping.signal.aborted) return;
      running = run();
      if (options.resyncMs !== undefined) cancelResync = resync(options.resyncMs);
    },
    async stop() {
      stopping.abort();
      cancelResync();
      await running;
    },
    synced: () => synced,
    get hasSynced() {
      return hasSynced;
    },
    handle(handler) {
      handlers.add(handler);
      for (const object of store.list()) {
        try {
          handler.added?.(object, true);
        } catch (error) {
          onError(error);
        }
      }
      return () => {
        handlers.delete(handler);
      };
    },
  };
}

/** Versions of one resource are decimal numbers that grow; they may exceed what a double holds. */
function isOlder(one: Stored<ObjectLike>, other: Stored<ObjectLike>): boolean {
  const a = one.metadata.resourceVersion;
  const b = other.metadata.resourceVersion;
  if (!/^\d+$/.test(a) || !/^\d+$/.test(b)) return false;
  return a.length === b.length ? a < b : a.length < b.length;
}
