/** What the store asks of the thing that keeps its bytes. */

/** One stored object: its revision, the mark of the schema it was written with, and its JSON. */
export interface Entry {
  readonly revision: number;
  readonly schemaMark: string;
  readonly json: Buffer;
}

/** One change of one key; no entry means that the key goes away. */
export interface Write {
  readonly key: string;
  readonly entry: Entry | undefined;
}

export interface KeyedEntry {
  readonly key: string;
  readonly entry: Entry;
}

/** A consistent view of a range: all entries are as of `revision`. */
export interface Snapshot {
  readonly revision: number;
  readonly entries: KeyedEntry[];
}

export interface Backend {
  /** The revision of the last commit; 0 in a new store. */
  revision(): number;
  get(key: string): Entry | undefined;
  /** Entries with `start <= key < end` in key order, at most `limit`. */
  range(start: string, end: string, limit?: number): Snapshot;
  /** How many keys `range` would find. */
  count(start: string, end: string): number;
  /** Resolves when all writes are on disk together, or rejects with none of them done. Called one at a time. */
  commit(writes: readonly Write[], revision: number): Promise<void>;
  close(): Promise<void>;
}
