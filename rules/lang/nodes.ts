/** The nodes of an object that an anchor leads to: one, or the items of lists, each with what it was before. */
import { equal } from "./schema/json.ts";
import { memberOf } from "./value-at.ts";

export interface Node {
  /** Undefined where nothing is there. */
  readonly self: unknown;
  /** The same node before, items by their keys; undefined where there was none. */
  readonly before: unknown;
  /** The same node as the caller wrote it. */
  readonly wrote: unknown;
  /** The path with its indexes: `spec.network.interfaces[2]`. */
  readonly place: string;
}

/** A path, read once: names, then perhaps the items of a list, and on. */
export interface Route {
  readonly names: readonly string[];
  /** The names with dots between them. */
  readonly path: string;
  readonly items?: { readonly keys: readonly string[] | undefined; readonly route: Route };
}

/** Reads `spec.disks[].parts[]`; lists without keys have items that cannot be followed. */
export function routeTo(path: string, keys: { readonly [list: string]: readonly string[] }, from = 0): Route {
  const end = path.indexOf("[]", from);
  const names = path
    .slice(from, end < 0 ? undefined : end)
    .split(".")
    .filter((name) => name !== "");
  if (end < 0) return { names, path: names.join(".") };
  return {
    names,
    path: names.join("."),
    items: { keys: keys[path.slice(0, end + 2)], route: routeTo(path, keys, end + 2) },
  };
}

/** The nodes at the end of the route, in the order of their lists. */
export function nodesAt(route: Route, object: unknown, oldObject: unknown, wrote: unknown): readonly Node[] {
  const found: Node[] = [];
  collect(route, object, oldObject, wrote, "", found);
  return found;
}

function collect(
  route: Route,
  now: unknown,
  old: unknown,
  written: unknown,
  at: string,
  found: Node[],
): void {
  const self = descend(now, route.names);
  const place = at === "" || route.path === "" ? at || route.path : `${at}.${route.path}`;
  if (!route.items) {
    found.push({ self, before: descend(old, route.names), wrote: descend(written, route.names), place });
    return;
  }
  if (!Array.isArray(self)) return;
  const [before, wrote] = [descend(old, route.names), descend(written, route.names)];
  const { keys, route: inner } = route.items;
  const was: readonly unknown[] = Array.isArray(before) ? before : [];
  // Items without keys can only be followed where their list did not change at all.
  const unchanged = !keys && equal(self, before);
  for (let i = 0; i < self.length; i++) {
    const item = self[i];
    const same = keys ? was.find((other) => hasKeys(other, item, keys)) : unchanged ? was[i] : undefined;
    collect(inner, item, same, Array.isArray(wrote) ? wrote[i] : undefined, `${place}[${i}]`, found);
  }
}

const hasKeys = (one: unknown, other: unknown, keys: readonly string[]): boolean =>
  keys.every((key) => child(one, key) === child(other, key));

function descend(value: unknown, names: readonly string[]): unknown {
  let node = value;
  for (const name of names) node = child(node, name);
  return node;
}

/** Null stands for nothing. */
const child = (value: unknown, name: string): unknown => memberOf(value, name) ?? undefined;
