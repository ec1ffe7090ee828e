/** Compile once, as long as an object stays what it is. */
import type { KubeObject } from "../contract.ts";

interface Entry<T> {
  version: string | undefined;
  value: T;
}

/**
 * Returns a function that compiles a list of objects, sorted by name. The same list (by identity) costs nothing; an
 * object is compiled again only when its uid or resourceVersion differs.
 */
export function compiledOnce<T>(
  compile: (object: KubeObject) => T,
): (objects: readonly KubeObject[]) => readonly T[] {
  let entries = new Map<string, Entry<T>>();
  let list: readonly KubeObject[] | undefined;
  let values: readonly T[] = [];
  return (objects) => {
    if (objects === list) return values;
    const next = new Map<string, Entry<T>>();
    const sorted = objects.toSorted((a, b) => ((a.metadata.name ?? "") < (b.metadata.name ?? "") ? -1 : 1));
    for (const object of sorted) {
      const { uid, name, resourceVersion } = object.metadata;
      const key = uid ?? name ?? "";
      const known = entries.get(key);
      const reusable =
        known !== undefined && resourceVersion !== undefined && known.version === resourceVersion;
      next.set(key, reusable ? known : { version: resourceVersion, value: compile(object) });
    }
    entries = next;
    list = objects;
    values = [...next.values()].map((entry) => entry.value);
    return values;
  };
}
