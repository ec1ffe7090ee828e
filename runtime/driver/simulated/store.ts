/** Where the simulated hypervisor keeps what it knows. Values are plain JSON and stay as they were when put. */
export interface StateStore {
  /** Everything, in key order. */
  entries(): Iterable<readonly [key: string, value: unknown]>;
  /** Writes made without a pause between them are kept or lost together. */
  put(key: string, value: unknown): void;
  remove(key: string): void;
  /** Resolves when every write so far survives the death of this process; rejects for good once one was lost. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** Keeps everything as long as the value itself lives; closing it changes nothing, so that tests can reopen it. */
export function memoryStore(): StateStore {
  const values = new Map<string, string>();
  return {
    entries: () =>
      [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, text]) => [key, JSON.parse(text)] as const),
    put: (key, value) => void values.set(key, JSON.stringify(value)),
    remove: (key) => void values.delete(key),
    flush: async () => {},
    close: async () => {},
  };
}

/** Keeps nothing: for benchmarks. */
export function noStore(): StateStore {
  return { entries: () => [], put() {}, remove() {}, flush: async () => {}, close: async () => {} };
}
