import { open } from "lmdb";
import type { StateStore } from "./store.ts";

/** Keeps the state in database `simulated` of an LMDB environment in `folder`, which it has to itself; made when missing. */
export function lmdbStore(folder: string): StateStore {
  const environment = open({ path: folder, maxDbs: 4 });
  const database = environment.openDB<unknown, string>({ name: "simulated", encoding: "json" });
  let last: Promise<unknown> = Promise.resolve();
  let failure: unknown;
  const write = (written: Promise<unknown>) => {
    last = written.catch((error) => {
      failure ??= error;
    });
  };
  return {
    *entries() {
      for (const { key, value } of database.getRange()) yield [key, value] as const;
    },
    put: (key, value) => write(database.put(key, value)),
    remove: (key) => write(database.remove(key)),
    async flush() {
      await last;
      if (failure) throw failure;
    },
    close: () => environment.close(),
  };
}
