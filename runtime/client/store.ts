/** Objects by key, with indexes. Each object is held once; an index holds keys only. */
import { keyOf, keyString, type ObjectKey, type ObjectLike, type Stored } from "./object.ts";

/** The values under which an object is found in one index. */
export type IndexFunction<T> = (object: Stored<T>) => readonly string[];
export type Indexes<T, I extends string> = { readonly [name in I]: IndexFunction<T> };

/** What readers see. Objects are shared: treat them as read-only. */
export interface Store<T, I extends string = string> {
  readonly size: number;
  get(key: ObjectKey | string): Stored<T> | undefined;
  list(): Stored<T>[];
  keys(): string[];
  /** The objects that index `name` files under `value`. */
  byIndex(name: I, value: string): Stored<T>[];
}

/** What the informer writes. */
export interface WritableStore<T, I extends string = string> extends Store<T, I> {
  /** Answers the object it replaced. */
  put(object: Stored<T>): Stored<T> | undefined;
  /** Answers the object it removed. */
  remove(key: string): Stored<T> | undefined;
}

export function createStore<T extends ObjectLike, I extends string = never>(
  indexes: Indexes<T, I>,
): WritableStore<T, I> {
  const objects = new Map<string, Stored<T>>();
  const names = Object.keys(indexes) as I[];
  const filed = new Map<I, Map<string, Set<string>>>(names.map((name) => [name, new Map()]));

  const file = (key: string, object: Stored<T>) => {
    for (const name of names) {
      const index = filed.get(name)!;
      for (const value of indexes[name](object)) {
        const keys = index.get(value);
        if (keys === undefined) index.set(value, new Set([key]));
        else keys.add(key);
      }
    }
  };
  const unfile = (key: string, object: Stored<T>) => {
    for (const name of names) {
      const index = filed.get(name)!;
      for (const value of indexes[name](object)) {
        const keys = index.get(value);
        keys?.delete(key);
        if (keys?.size === 0) index.delete(value);
      }
    }
  };

  return {
    get size() {
      return objects.size;
    },
    get: (key) => objects.get(typeof key === "string" ? key : keyString(key)),
    list: () => [...objects.values()],
    keys: () => [...objects.keys()],
    byIndex(name, value) {
      return [...(filed.get(name)?.get(value) ?? [])].map((key) => objects.get(key)!);
    },
    put(object) {
      const key = keyString(keyOf(object));
      const old = objects.get(key);
      if (old !== undefined) unfile(key, old);
      objects.set(key, object);
      file(key, object);
      return old;
    },
    remove(key) {
      const old = objects.get(key);
      if (old === undefined) return undefined;
      unfile(key, old);
      objects.delete(key);
      return old;
    },
  };
}
