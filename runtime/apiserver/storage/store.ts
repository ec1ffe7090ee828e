/**
 * The one store of the server: every object under one key, one rising revision for all of them, compare-and-swap
 * writes that are acknowledged when the disk has them, and watches over the acknowledged changes.
 */
import type { Backend, Entry, KeyedEntry, Snapshot, Write } from "./backend.ts";
import { type Change, History, type HistoryLimits } from "./history.ts";

/** What a write puts under its key, once it knows the revision that it will have. */
export interface Content {
  readonly schemaMark: string;
  readonly json: Buffer;
}

export type Listener = (change: Change) => void;

/** The revision asked for is not known any more. */
export class Compacted extends Error {
  readonly oldest: number;
  constructor(oldest: number) {
    super(`the oldest known revision is ${oldest}`);
    this.name = "Compacted";
    this.oldest = oldest;
  }
}

interface Pending {
  readonly write: Write;
  readonly change: Change;
  readonly done: (entry: Entry) => void;
  readonly failed: (error: unknown) => void;
}

const defaultLimits: HistoryLimits = { changes: 10_000, bytes: 64 * 1024 * 1024 };

export class Store {
  private readonly backend: Backend;
  private readonly history: History;
  private readonly listeners = new Map<string, Set<Listener>>();
  /** The newest state of keys whose writes are not yet on disk. */
  private readonly inFlight = new Map<string, Write>();
  private waiting: Pending[] = [];
  /** The group of writes that the backend has and has not yet confirmed. */
  private flushing: readonly Pending[] = [];
  private committing: Promise<void> | undefined;
  private assigned: number;
  private acknowledged: number;
  private closed = false;

  constructor(backend: Backend, limits: HistoryLimits = defaultLimits) {
    this.backend = backend;
    this.assigned = backend.revision();
    this.acknowledged = this.assigned;
    this.history = new History(this.assigned, limits);
  }

  /** The revision of the last acknowledged write. */
  get revision(): number {
    return this.acknowledged;
  }

  /** The acknowledged state of a key. Like every read, throws when the store is closed. */
  get(key: string): Entry | undefined {
    this.checkOpen();
    return this.backend.get(key);
  }

  /** The state that the next write of this key has to build on; it may still be on its way to the disk. */
  latest(key: string): Entry | undefined {
    this.checkOpen();
    const write = this.inFlight.get(key);
    return write === undefined ? this.backend.get(key) : write.entry;
  }

  /** The acknowledged entries under `prefix`, in key order, after the key `after`. */
  list(prefix: string, options: { after?: string; limit?: number } = {}): Snapshot {
    this.checkOpen();
    return this.backend.range(rangeStart(prefix, options.after), rangeEnd(prefix), options.limit);
  }

  /** How many entries there are under `prefix` after the key `after`. */
  countAfter(prefix: string, after: string): number {
    this.checkOpen();
    return this.backend.count(rangeStart(prefix, after), rangeEnd(prefix));
  }

  /** The list as it was at `revision`; throws Compacted where that is too long ago. */
  listAt(revision: number, prefix: string, options: { after?: string; limit?: number } = {}): Snapshot {
    this.checkOpen();
    const changes = this.history.since(revision, prefix);
    if (changes === undefined) throw new Compacted(this.history.compactedRevision);
    const before = new Map<string, Entry | undefined>();
    // The backend may show a group of writes a moment before it says that it has them.
    const later = [...changes, ...this.flushing.map(({ change }) => change)];
    for (const { key, entry, previous } of later) {
      if (entry.revision <= revision || !key.startsWith(prefix)) continue;
      if (!before.has(key)) before.set(key, previous);
    }
    const start = rangeStart(prefix, options.after);
    const enough = options.limit === undefined ? undefined : options.limit + before.size;
    const now = this.backend.range(start, rangeEnd(prefix), enough);
    const entries: KeyedEntry[] = now.entries.filter(({ key }) => !before.has(key));
    for (const [key, entry] of before) if (entry !== undefined && key >= start) entries.push({ key, entry });
    entries.sort((a, b) => (a.key < b.key ? -1 : 1));
    return { revision, entries: entries.slice(0, options.limit) };
  }

  /**
   * Writes a key if its newest state still has the revision `expected` (0: the key does not exist).
   * Resolves with the entry when it is on disk, or with undefined when the state was another.
   * `removal` removes the key; its content is the last state that watches are told.
   */
  write(
    key: string,
    expected: number,
    content: (revision: number) => Content,
    removal = false,
  ): Promise<Entry | undefined> {
    if (this.closed) return Promise.reject(new Error("the store is closed"));
    const previous = this.latest(key);
    if ((previous?.revision ?? 0) !== expected) return Promise.resolve(undefined);
    const revision = this.assigned + 1;
    const entry: Entry = { revision, ...content(revision) };
    this.assigned = revision;
    const write: Write = { key, entry: removal ? undefined : entry };
    const type = removal ? "DELETED" : previous === undefined ? "ADDED" : "MODIFIED";
    this.inFlight.set(key, write);
    return new Promise((done, failed) => {
      this.waiting.push({ write, change: { type, key, entry, previous }, done, failed });
      this.committing ??= this.commitAll();
    });
  }

  /**
   * Calls `listener` with every change to keys under `prefix` from now on, in order of revision, and returns the
   * function that stops it. `prefix` ends where a resource ends (`<group>/<resource>/`).
   */
  watch(prefix: string, listener: Listener): () => void {
    let set = this.listeners.get(prefix);
    if (set === undefined) {
      set = new Set();
      this.listeners.set(prefix, set);
    }
    set.add(listener);
    return () => {
      set.delete(listener);
      if (set.size === 0 && this.listeners.get(prefix) === set) this.listeners.delete(prefix);
    };
  }

  /** The acknowledged changes after `revision` under `prefix`; throws Compacted where they are forgotten. */
  changesSince(revision: number, prefix: string): Change[] {
    const changes = this.history.since(revision, prefix);
    if (changes === undefined) throw new Compacted(this.history.compactedRevision);
    return changes;
  }

  /** Waits for the writes on their way and closes the backend. Later writes are refused. */
  async close(): Promise<void> {
    this.closed = true;
    await this.committing;
    await this.backend.close();
  }

  private checkOpen(): void {
    if (this.closed) throw new Error("the store is closed");
  }

  /** Commits what is waiting, in groups: while one group is being flushed, the next gathers. */
  private async commitAll(): Promise<void> {
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const group = this.waiting;
      this.waiting = [];
      this.flushing = group;
      const revision = group[group.length - 1]!.change.entry.revision;
      try {
        await this.backend.commit(
          group.map(({ write }) => write),
          revision,
        );
      } catch (error) {
        this.fail([...group, ...this.waiting], error);
        break;
      }
      for (const { write, change, done } of group) {
        if (this.inFlight.get(write.key) === write) this.inFlight.delete(write.key);
        this.acknowledged = change.entry.revision;
        this.history.add(change);
        this.publish(change);
        done(change.entry);
      }
      this.flushing = [];
    }
    this.committing = undefined;
  }

  /** Refuses writes that could not be kept, together with all that built on them. */
  private fail(group: readonly Pending[], error: unknown): void {
    this.waiting = [];
    this.flushing = [];
    for (const { write, failed } of group) {
      this.inFlight.delete(write.key);
      failed(error);
    }
  }

  private publish(change: Change): void {
    const [group, resource] = change.key.split("/", 2);
    const set = this.listeners.get(`${group}/${resource}/`);
    if (set !== undefined) for (const listener of [...set]) listener(change);
  }
}

/** Names hold no blank, so the blank sorts after the key itself and before every longer key. */
const afterKey = " ";

function rangeStart(prefix: string, after: string | undefined): string {
  return after === undefined ? prefix : after + afterKey;
}

/** The first key that is above every key with this prefix. */
function rangeEnd(prefix: string): string {
  const last = prefix.charCodeAt(prefix.length - 1);
  return prefix.slice(0, -1) + String.fromCharCode(last + 1);
}
