/**
 * Keeps a reconcile from acting on what its own last write has made old: the informer's copy of an object lags behind
 * the server by one event. Nothing is decided from this; a reconcile that comes too early waits for that event.
 */
import type { ObjectLike } from "../client/object.ts";

export interface Freshness {
  /** The server answered a write of ours with this object. */
  wrote(object: ObjectLike): void;
  /** Whether this copy is at least as new as our last write of the object. */
  isFresh(object: ObjectLike): boolean;
  /** The object is gone. */
  forget(uid: string): void;
}

export function createFreshness(): Freshness {
  const versions = new Map<string, number>();
  return {
    wrote({ metadata }) {
      const version = Number(metadata?.resourceVersion);
      if (metadata?.uid && Number.isSafeInteger(version)) versions.set(metadata.uid, version);
    },
    isFresh({ metadata }) {
      const written = versions.get(metadata?.uid ?? "");
      if (written === undefined || Number(metadata?.resourceVersion) < written) return written === undefined;
      versions.delete(metadata!.uid!);
      return true;
    },
    forget: (uid) => versions.delete(uid),
  };
}
