/** Which of many places of an object an update changes, found in one walk over what it is and what it was. */
import { equal, getKey, isObject } from "../../rules/lang/schema/json.ts";

/** Places below one another; each has the numbers of those who watch it. */
export interface Watch {
  readonly watchers: number[];
  readonly below: Map<string, Watch>;
}

export const newWatch = (): Watch => ({ watchers: [], below: new Map() });

/** From now on the watcher is told of changes at the path and below, and of the node around it coming or going. */
export function addWatcher(watch: Watch, path: readonly string[], watcher: number): void {
  let at = watch;
  for (const step of path) {
    const below = at.below.get(step) ?? newWatch();
    at.below.set(step, below);
    at = below;
  }
  at.watchers.push(watcher);
}

/** Sets the number of every watcher of a place that is not as it was; whether anything is not. */
export function markChanged(watch: Watch, now: unknown, before: unknown, marked: Uint8Array): boolean {
  if (now === before) return false;
  if (watch.below.size === 0 || !isObject(now) || !isObject(before)) {
    if (equal(now, before)) return false;
    markAll(watch, marked);
    return true;
  }
  let isChanged = false;
  for (const name of Object.keys(now)) {
    const below = watch.below.get(name);
    const was = getKey(before, name);
    if (below ? markChanged(below, now[name], was, marked) : !isChanged && !equal(now[name], was))
      isChanged = true;
  }
  for (const name of Object.keys(before)) {
    if (Object.hasOwn(now, name)) continue;
    const below = watch.below.get(name);
    if (below) markAll(below, marked);
    isChanged = true;
  }
  if (isChanged) for (const watcher of watch.watchers) marked[watcher] = 1;
  return isChanged;
}

function markAll(watch: Watch, marked: Uint8Array): void {
  for (const watcher of watch.watchers) marked[watcher] = 1;
  for (const below of watch.below.values()) markAll(below, marked);
}
