/** Tells people what happened to an object, as Events. Never blocks, never fails its caller. */

import type { Event } from "../client/builtin.ts";
import { type Clock, formatTime, systemClock } from "../client/clock.ts";
import { isNotFound } from "../client/errors.ts";
import type { ObjectKey, ObjectLike } from "../client/object.ts";
import type { Resource } from "../client/resource.ts";

export type EventType = "Normal" | "Warning";

export interface EventRecorder {
  /** Says `reason` and `message` of the object; the same again within the hour raises a count instead. */
  event(object: ObjectLike, type: EventType, reason: string, message: string): void;
  /** Resolves when everything said so far was sent or given up. */
  flush(): Promise<void>;
  /** Events that were not sent: too many at once, too many of one object, or refused by the server. */
  readonly dropped: number;
}

export interface EventRecorderOptions {
  events: Pick<Resource<Event>, "create" | "patch">;
  /** Who says so. */
  component: string;
  instance?: string;
  clock?: Clock;
  random?: () => number;
  /** Events waiting to be sent; more are dropped. */
  maxPending?: number;
  /** Each object may say this many at once, and one more each `refillMs`. */
  burst?: number;
  refillMs?: number;
  /** Objects and events remembered. */
  maxRemembered?: number;
  onError?: (error: unknown) => void;
}

/** One distinct thing said: what was sent of it, and what is not sent yet. */
interface Said {
  event: Event;
  unsent: number;
  sent: ObjectKey | undefined;
}

interface Bucket {
  tokens: number;
  since: number;
}

/** Events sent at the same time. */
const LANES = 8;

/** API servers drop events after an hour, so counting on one that old would be a patch of nothing. */
const REMEMBER_MS = 3_600_000;

export function createEventRecorder(options: EventRecorderOptions): EventRecorder {
  const { events, component, instance = component, clock = systemClock, onError = () => {} } = options;
  const { maxPending = 10_000, burst = 25, refillMs = 300_000, maxRemembered = 4_096 } = options;
  const said = new Map<string, Said>();
  const buckets = new Map<string, Bucket>();
  const pending = new Set<Said>();
  const underWay = new Set<Said>();
  // Somewhere, so that two recorders that start together do not choose the same names.
  let sequence = Math.floor((options.random ?? Math.random)() * 4_096);
  let dropped = 0;
  let sending: Promise<void> | undefined;

  function allowed(object: string, now: number): boolean {
    const bucket = buckets.get(object) ?? { tokens: burst, since: now };
    const refills = Math.floor((now - bucket.since) / refillMs);
    bucket.tokens = Math.min(burst, bucket.tokens + refills);
    bucket.since += refills * refillMs;
    remember(buckets, object, bucket, maxRemembered);
    if (bucket.tokens < 1) return false;
    bucket.tokens--;
    return true;
  }

  /** Sends one thing said; whatever is said meanwhile is counted and sent by a later call. */
  async function send(each: Said): Promise<void> {
    each.event.count = (each.event.count ?? 0) + each.unsent;
    each.unsent = 0;
    const { count, lastTimestamp } = each.event;
    if (each.sent !== undefined) {
      try {
        await events.patch(each.sent, { merge: { count, lastTimestamp } });
        return;
      } catch (error) {
        if (!isNotFound(error)) throw error;
      }
      each.event.metadata = { ...each.event.metadata, name: nameFor(each.event, clock.now(), sequence++) };
    }
    await events.create(each.event);
    each.sent = {
      namespace: each.event.metadata?.namespace ?? "default",
      name: each.event.metadata?.name ?? "",
    };
  }

  async function sendAll(): Promise<void> {
    // Callers go on first: an event is never sent within the call that says it.
    await Promise.resolve();
    await Promise.all(Array.from({ length: LANES }, lane));
    sending = undefined;
    // Said while the last lanes were closing.
    if (pending.size > 0) sending = sendAll();
  }

  /** Sends what nobody else is sending, until there is nothing left of that kind. */
  async function lane(): Promise<void> {
    for (let each = next(); each !== undefined; each = next()) {
      pending.delete(each);
      underWay.add(each);
      try {
        await send(each);
      } catch (error) {
        dropped++;
        onError(error);
      } finally {
        underWay.delete(each);
      }
    }
  }

  /** Counting up one event twice at the same time would lose a count. */
  function next(): Said | undefined {
    for (const each of pending) if (!underWay.has(each)) return each;
    return undefined;
  }

  return {
    event(object, type, reason, message) {
      const now = clock.now();
      const { uid, name = "", namespace = "" } = object.metadata ?? {};
      const who = uid ?? `${object.kind}/${namespace}/${name}`;
      if (!allowed(who, now)) {
        dropped++;
        return;
      }
      const key = JSON.stringify([who, type, reason, message]);
      let each = said.get(key);
      if (each === undefined || now - Date.parse(each.event.firstTimestamp ?? "") > REMEMBER_MS) {
        each = { event: newEvent(object, type, reason, message, now), unsent: 0, sent: undefined };
      }
      if (!pending.has(each) && pending.size >= maxPending) {
        dropped++;
        return;
      }
      remember(said, key, each, maxRemembered);
      each.unsent++;
      each.event.lastTimestamp = formatTime(now);
      pending.add(each);
      sending ??= sendAll();
    },
    async flush() {
      while (sending !== undefined) await sending;
    },
    get dropped() {
      return dropped;
    },
  };

  function newEvent(
    object: ObjectLike,
    type: EventType,
    reason: string,
    message: string,
    now: number,
  ): Event {
    const { name = "", namespace, uid, resourceVersion } = object.metadata ?? {};
    const involvedObject: Event["involvedObject"] = { name };
    if (object.apiVersion !== undefined) involvedObject.apiVersion = object.apiVersion;
    if (object.kind !== undefined) involvedObject.kind = object.kind;
    if (namespace !== undefined) involvedObject.namespace = namespace;
    if (uid !== undefined) involvedObject.uid = uid;
    if (resourceVersion !== undefined) involvedObject.resourceVersion = resourceVersion;
    const event: Event = {
      apiVersion: "v1",
      kind: "Event",
      // Events of cluster-scoped objects live in the default namespace.
      metadata: { namespace: namespace ?? "default" },
      involvedObject,
      type,
      reason,
      message: message.slice(0, LONGEST_MESSAGE),
      count: 0,
      firstTimestamp: formatTime(now),
      lastTimestamp: formatTime(now),
      source: { component },
      reportingComponent: component,
      reportingInstance: instance,
    };
    event.metadata = { ...event.metadata, name: nameFor(event, now, sequence++) };
    return event;
  }
}

/** The limit of the API server. */
const LONGEST_MESSAGE = 1_024;

/** Unique as far as one recorder goes, and readable: the object, then when. */
function nameFor(event: Event, now: number, sequence: number): string {
  return `${(event.involvedObject.name ?? "").slice(0, 220)}.${now.toString(16)}${(sequence % 4096).toString(16).padStart(3, "0")}`;
}

/** Puts the entry last and drops the oldest beyond `max`. */
function remember<V>(map: Map<string, V>, key: string, value: V, max: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > max) map.delete(map.keys().next().value as string);
}
