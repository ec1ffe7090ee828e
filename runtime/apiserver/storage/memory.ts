/** Keeps the store in memory, for tests and throw-away servers. */
import type { Backend, Entry, KeyedEntry } from "./backend.ts";

/** A backend that forgets everything when it is closed. */
export function memoryBackend(): Backend {
  const entries = new Map<string, Entry>();
  let sortedKeys: string[] | undefined = [];
  let revision = 0;

  const keys = () => {
    sortedKeys ??= [...entries.keys()].sort();
    return sortedKeys;
  };

  return {
    revision: () => revision,
    get: (key) => entries.get(key),
    range(start, end, limit = Number.POSITIVE_INFINITY) {
      const all = keys();
      const found: KeyedEntry[] = [];
      for (let i = lowerBound(all, start); i < all.length && found.length < limit; i++) {
        const key = all[i]!;
        if (key >= end) break;
        found.push({ key, entry: entries.get(key)! });
      }
      return { revision, entries: found };
    },
    count: (start, end) => lowerBound(keys(), end) - lowerBound(keys(), start),
    async commit(writes, newRevision) {
      for (const { key, entry } of writes) {
        if (entry === undefined) {
          if (entries.delete(key)) sortedKeys = undefined;
        } else {
          if (!entries.has(key)) sortedKeys = undefined;
          entries.set(key, entry);
        }
      }
      revision = newRevision;
    },
    async close() {
      entries.clear();
    },
  };
}

/** The index of the first element that is not below `wanted`. */
function lowerBound(sorted: readonly string[], wanted: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
