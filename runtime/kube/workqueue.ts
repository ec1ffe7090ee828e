/** Which keys want work, and in which order. Holds keys only; what the work is, is read when it is done. */
import { type Backoff, backoffDelay } from "../client/backoff.ts";
import { type Clock, systemClock } from "../client/clock.ts";
import { Heap } from "../heap.ts";

/** Told what happens, for metrics. Milliseconds. */
export interface QueueObserver {
  depth?(keys: number): void;
  /** A key was taken after waiting so long. */
  waited?(ms: number): void;
  /** A key was given back after so long. */
  worked?(ms: number): void;
  retried?(): void;
}

export interface QueueOptions {
  backoff?: Backoff;
  clock?: Clock;
  random?: () => number;
  observer?: QueueObserver;
}

/** 10 ms, 20 ms, … up to five minutes; up to half of each delay is taken off at random. */
export const RETRY_BACKOFF: Backoff = { baseMs: 10, factor: 2, maxMs: 300_000, jitter: 0.5 };

export const PRIORITY = { low: -10, normal: 0, high: 10 } as const;

interface Entry {
  key: string;
  priority: number;
  /** Order of arrival, which breaks ties. */
  sequence: number;
  since: number;
}

interface Delayed {
  due: number;
  priority: number;
  cancel: () => void;
}

/**
 * A set of keys with an order. A key waits at most once however often it is added, is never worked on twice at the
 * same time, and is worked on again after `done` if it was added meanwhile: nothing added is ever lost.
 */
export class WorkQueue {
  readonly #heap = new Heap<Entry>(before);
  /** The one valid heap entry of each waiting key; others in the heap are leftovers of a raised priority. */
  readonly #waiting = new Map<string, Entry>();
  readonly #active = new Map<string, number>();
  /** Added while active, with the priority to return with. */
  readonly #dirty = new Map<string, number>();
  readonly #delayed = new Map<string, Delayed>();
  readonly #failures = new Map<string, number>();
  readonly #backoff: Backoff;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #observer: QueueObserver;
  readonly #listeners = new Set<() => void>();
  #sequence = 0;
  #closed = false;

  constructor(options: QueueOptions = {}) {
    this.#backoff = options.backoff ?? RETRY_BACKOFF;
    this.#clock = options.clock ?? systemClock;
    this.#random = options.random ?? Math.random;
    this.#observer = options.observer ?? {};
  }

  /** Keys that could be taken now or after the work under way. */
  get depth(): number {
    return this.#waiting.size + this.#dirty.size;
  }

  /** Keys taken and not yet given back. */
  get active(): number {
    return this.#active.size;
  }

  /** Keys whose time has not come. */
  get delayed(): number {
    return this.#delayed.size;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** The key will be taken at least once after this call. The higher of two priorities counts. */
  add(key: string, priority: number = PRIORITY.normal): void {
    if (this.#closed) return;
    if (this.#active.has(key)) {
      this.#dirty.set(key, Math.max(priority, this.#dirty.get(key) ?? priority));
    } else {
      const waiting = this.#waiting.get(key);
      if (waiting !== undefined && waiting.priority >= priority) return;
      this.#push({
        key,
        priority,
        sequence: waiting?.sequence ?? this.#sequence++,
        since: waiting?.since ?? this.#clock.now(),
      });
    }
    this.#observer.depth?.(this.depth);
    for (const listener of this.#listeners) listener();
  }

  /** As `add`, once `ms` milliseconds have passed; the earliest of several such calls counts. */
  addAfter(key: string, ms: number, priority: number = PRIORITY.normal): void {
    if (this.#closed) return;
    if (ms <= 0) {
      this.add(key, priority);
      return;
    }
    const due = this.#clock.now() + ms;
    const pending = this.#delayed.get(key);
    if (pending !== undefined) {
      priority = Math.max(priority, pending.priority);
      if (pending.due <= due) {
        pending.priority = priority;
        return;
      }
      pending.cancel();
    }
    const delayed: Delayed = { due, priority, cancel: () => {} };
    const fire = () => {
      const left = due - this.#clock.now();
      // A timer may fall short, and cannot be longer than 24 days.
      if (left > 0) {
        delayed.cancel = this.#clock.setTimeout(fire, left);
        return;
      }
      this.#delayed.delete(key);
      this.add(key, delayed.priority);
    };
    delayed.cancel = this.#clock.setTimeout(fire, ms);
    this.#delayed.set(key, delayed);
  }

  /** As `addAfter` with a delay that grows with each call until `forget`. Answers the delay in milliseconds. */
  retry(key: string, priority: number = PRIORITY.normal): number {
    const failures = this.#failures.get(key) ?? 0;
    this.#failures.set(key, failures + 1);
    const ms = backoffDelay(this.#backoff, failures, this.#random);
    this.#observer.retried?.();
    this.addAfter(key, ms, priority);
    return ms;
  }

  /** The key has succeeded or is gone: its next `retry` starts small. */
  forget(key: string): void {
    this.#failures.delete(key);
  }

  /** How often the key was retried since it was last forgotten. */
  failures(key: string): number {
    return this.#failures.get(key) ?? 0;
  }

  /** The next key, highest priority first, then first come; undefined when none waits. Give it back with `done`. */
  take(): string | undefined {
    if (this.#closed) return undefined;
    for (let entry = this.#heap.pop(); entry !== undefined; entry = this.#heap.pop()) {
      if (this.#waiting.get(entry.key) !== entry) continue;
      this.#waiting.delete(entry.key);
      const now = this.#clock.now();
      this.#active.set(entry.key, now);
      this.#observer.waited?.(now - entry.since);
      this.#observer.depth?.(this.depth);
      return entry.key;
    }
    return undefined;
  }

  /** The work on a taken key is over; it waits again if it was added meanwhile. */
  done(key: string): void {
    const began = this.#active.get(key);
    if (began === undefined) return;
    this.#active.delete(key);
    this.#observer.worked?.(this.#clock.now() - began);
    const priority = this.#dirty.get(key);
    if (priority !== undefined) {
      this.#dirty.delete(key);
      this.add(key, priority);
    }
    for (const listener of this.#listeners) listener();
  }

  /** Nothing is taken or added from now on; what is under way may finish. */
  close(): void {
    this.#closed = true;
    for (const { cancel } of this.#delayed.values()) cancel();
    this.#delayed.clear();
    this.#waiting.clear();
    this.#dirty.clear();
    this.#heap.clear();
    for (const listener of this.#listeners) listener();
  }

  /** Calls back whenever something may be taken or was given back. The answer ends it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  #push(entry: Entry): void {
    this.#waiting.set(entry.key, entry);
    this.#heap.push(entry);
  }
}

const before = (a: Entry, b: Entry) =>
  a.priority === b.priority ? a.sequence < b.sequence : a.priority > b.priority;
