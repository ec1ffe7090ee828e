/** Keeps the store in one LMDB file. A commit is one LMDB transaction, flushed before it is acknowledged. */
import { join } from "node:path";
import { open } from "lmdb";
import type { Backend, Entry, KeyedEntry } from "./backend.ts";

const objectsTable = "objects";
const metaTable = "meta";
const revisionKey = "revision";
const revisionBytes = 8;
const markBytes = 8;
const headerBytes = revisionBytes + markBytes;

/** LMDB takes no longer keys, in bytes. The longest that names of their allowed lengths make has half of that. */
const longestKey = 1900;

/** Readers may ask for any name: what cannot be a key is not there. */
function isTooLong(key: string): boolean {
  return Buffer.byteLength(key) > longestKey;
}

/** Opens (or creates) the store's file in `folder`, which must exist and be locked by the caller. */
export function lmdbBackend(folder: string): Backend {
  // overlappingSync off: a commit becomes visible and resolves only after the disk has it.
  const root = open({ path: join(folder, "store.mdb"), noSubdir: true, overlappingSync: false, maxDbs: 4 });
  const objects = root.openDB<Buffer, string>(objectsTable, { encoding: "binary" });
  const meta = root.openDB<Buffer, string>(metaTable, { encoding: "binary" });
  const readRevision = () => meta.getBinary(revisionKey)?.readDoubleBE(0) ?? 0;

  return {
    revision: readRevision,
    get(key) {
      if (isTooLong(key)) return undefined;
      const value = objects.getBinary(key);
      return value === undefined ? undefined : decodeEntry(value);
    },
    range(start, end, limit) {
      const entries: KeyedEntry[] = [];
      const revision = readRevision();
      if (isTooLong(start) || isTooLong(end)) return { revision, entries };
      for (const { key, value } of objects.getRange({
        start,
        end,
        ...(limit === undefined ? {} : { limit }),
      })) {
        entries.push({ key, entry: decodeEntry(value) });
      }
      return { revision, entries };
    },
    count: (start, end) => (isTooLong(start) || isTooLong(end) ? 0 : objects.getKeysCount({ start, end })),
    async commit(writes, revision) {
      await root.batch(() => {
        for (const { key, entry } of writes) {
          if (entry === undefined) objects.remove(key);
          else objects.put(key, encodeEntry(entry));
        }
        const value = Buffer.alloc(revisionBytes);
        value.writeDoubleBE(revision);
        meta.put(revisionKey, value);
      });
    },
    close: () => root.close(),
  };
}

function encodeEntry(entry: Entry): Buffer {
  const value = Buffer.allocUnsafe(headerBytes + entry.json.length);
  value.writeDoubleBE(entry.revision, 0);
  value.fill(0x20, revisionBytes, headerBytes);
  value.write(entry.schemaMark, revisionBytes, markBytes, "latin1");
  entry.json.copy(value, headerBytes);
  return value;
}

function decodeEntry(value: Buffer): Entry {
  return {
    revision: value.readDoubleBE(0),
    schemaMark: value.toString("latin1", revisionBytes, headerBytes).trimEnd(),
    json: value.subarray(headerBytes),
  };
}
