/** Watch: the changes of a resource as events, filtered, from a revision on. */
import type { KubeObject } from "../contract.ts";
import { tooOldResourceVersion, unreasoned } from "../errors.ts";
import type { Entry } from "../storage/backend.ts";
import type { Change } from "../storage/history.ts";
import { Compacted } from "../storage/store.ts";
import {
  isRevision,
  type ListQuery,
  listObjects,
  notARevision,
  parseRevision,
  parseSelection,
  type Selection,
} from "./list.ts";
import { type Presented, present, presentObject, read } from "./present.ts";
import type { Registry } from "./registry.ts";
import { type Resource, rangeOf } from "./resource.ts";

export interface WatchEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  readonly object: Presented;
}

export interface WatchQuery extends ListQuery {
  readonly sendInitialEvents: boolean;
}

export interface WatchSink {
  event(event: WatchEvent): void;
  /** All objects that existed when the watch began have been told. */
  initialDone(revision: number): void;
  /** A change could not be told; no other will be. */
  failed(error: unknown): void;
}

/**
 * Tells `sink` the present objects where the query asks for them, then every change, in order, until the returned
 * function is called. Throws StatusError where the query is wrong or its revision forgotten.
 */
export function watchObjects(
  registry: Registry,
  resource: Resource,
  namespace: string,
  query: WatchQuery,
  sink: WatchSink,
): () => void {
  const selection = parseSelection(resource, query);
  const { resourceVersion = "" } = query;
  const prefix = rangeOf(resource, namespace);
  if (resourceVersion !== "" && !isRevision(resourceVersion)) throw unreasoned(notARevision(resourceVersion));
  const asked = parseRevision(resourceVersion);
  const startsWithState = query.sendInitialEvents || asked === undefined || asked === 0;

  let from: number;
  if (startsWithState) {
    const { limit: _, continue: __, resourceVersion: ___, resourceVersionMatch: ____, ...selectors } = query;
    const page = listObjects(registry, resource, namespace, selectors);
    from = page.revision;
    for (const object of page.items) sink.event({ type: "ADDED", object });
    sink.initialDone(from);
  } else {
    if (asked < resource.since) throw tooOldResourceVersion(asked, resource.since);
    from = asked;
  }

  const tell = (change: Change) => {
    if (change.entry.revision <= from || !change.key.startsWith(prefix)) return;
    from = change.entry.revision;
    const event = toEvent(resource, selection, change);
    if (event !== undefined) sink.event(event);
  };
  if (from < registry.store.revision) {
    try {
      for (const change of registry.store.changesSince(from, prefix)) tell(change);
    } catch (error) {
      if (error instanceof Compacted) throw tooOldResourceVersion(from, error.oldest);
      throw error;
    }
  }
  const stop = registry.store.watch(resource.prefix, (change) => {
    try {
      tell(change);
    } catch (error) {
      stop();
      sink.failed(error);
    }
  });
  return stop;
}

/** A change as this watch sees it: entering the selection is an addition, leaving it a removal. */
function toEvent(
  resource: Resource,
  selection: Selection | undefined,
  change: Change,
): WatchEvent | undefined {
  const { type, entry, previous } = change;
  const now = present(resource, entry);
  if (selection === undefined) return { type, object: now };
  const matches = type !== "DELETED" && selection.matches(now.object);
  const matched = previous !== undefined && selection.matches(read(resource, previous));
  if (matches) return { type: matched ? "MODIFIED" : "ADDED", object: now };
  if (!matched) return undefined;
  return { type: "DELETED", object: type === "DELETED" ? now : lastSelected(resource, previous, entry) };
}

/** The state that still matched, at the revision that ended it. */
function lastSelected(resource: Resource, previous: Entry, entry: Entry): Presented {
  const object: KubeObject = read(resource, previous);
  object.metadata.resourceVersion = String(entry.revision);
  return presentObject(object);
}
