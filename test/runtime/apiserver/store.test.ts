/** The store: compare-and-swap, one rising revision, snapshots of the past. The same on disk and in memory. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Backend } from "../../../runtime/apiserver/storage/backend.ts";
import { lmdbBackend } from "../../../runtime/apiserver/storage/lmdb.ts";
import { memoryBackend } from "../../../runtime/apiserver/storage/memory.ts";
import { Compacted, Store } from "../../../runtime/apiserver/storage/store.ts";
import { tempDir } from "../../support/temp.ts";

const backends: Record<string, () => Backend> = {
  memory: memoryBackend,
  lmdb: () => lmdbBackend(tempDir("store")),
};
const json = (text: string) => () => ({ schemaMark: "m", json: Buffer.from(JSON.stringify(text)) });
const prefix = "g/things/";
const key = (name: string) => `${prefix}ns/${name}`;

for (const [name, open] of Object.entries(backends)) {
  const test = suite(`store in ${name}`);
  let store: Store;
  test.before.each(() => {
    store = new Store(open(), { changes: 3, bytes: 1e6 });
  });
  test.after.each(() => store.close());

  const show = ({ entries }: { entries: { key: string; entry: { json: Buffer } }[] }) =>
    entries.map(({ key, entry }) => `${key.slice(prefix.length)}=${entry.json}`).join(" ");

  test("a write succeeds only over the state it expects", async () => {
    const made = await store.write(key("a"), 0, json("1"));
    assert.is(made?.revision, 1);
    assert.is(await store.write(key("a"), 0, json("2")), undefined);
    const [won, lost] = await Promise.all([
      store.write(key("a"), 1, json("3")),
      store.write(key("a"), 1, json("4")),
    ]);
    assert.is(won?.revision, 2);
    assert.is(lost, undefined);
    assert.is(store.get(key("a"))?.json.toString(), '"3"');
  });

  test("changes are told once they are kept, in order of revision", async () => {
    const told: string[] = [];
    const stop = store.watch(prefix, ({ type, entry }) => told.push(`${type} ${entry.revision}`));
    await Promise.all([store.write(key("a"), 0, json("1")), store.write(key("b"), 0, json("1"))]);
    await store.write(key("a"), 1, json("2"));
    await store.write(key("a"), 3, json("2"), true);
    stop();
    await store.write(key("c"), 0, json("1"));
    assert.equal(told, ["ADDED 1", "ADDED 2", "MODIFIED 3", "DELETED 4"]);
  });

  test("a list can be read as it was, until that is compacted", async () => {
    await store.write(key("a"), 0, json("1"));
    await store.write(key("b"), 0, json("1"));
    await store.write(key("a"), 1, json("2"));
    await store.write(key("b"), 2, json("1"), true);
    assert.is(show(store.list(prefix)), 'ns/a="2"');
    assert.is(show(store.listAt(2, prefix)), 'ns/a="1" ns/b="1"');
    assert.is(show(store.listAt(3, prefix)), 'ns/a="2" ns/b="1"');
    assert.throws(
      () => store.listAt(0, prefix),
      (error: unknown) => error instanceof Compacted && error.oldest === 1,
    );
  });

  test("pages of a list as it was hold as many as they may, whatever happened since", async () => {
    for (const letter of ["a", "c", "e", "g"]) await store.write(key(letter), 0, json("1"));
    await Promise.all([
      store.write(key("a"), 1, json("1"), true),
      store.write(key("b"), 0, json("2")),
      store.write(key("e"), 3, json("2")),
    ]);
    assert.is(show(store.listAt(4, prefix, { limit: 2 })), 'ns/a="1" ns/c="1"');
    assert.is(show(store.listAt(4, prefix, { after: key("c"), limit: 2 })), 'ns/e="1" ns/g="1"');
    assert.is(show(store.listAt(7, prefix, { after: key("b"), limit: 2 })), 'ns/c="1" ns/e="2"');
  });

  test("a list as it was does not hold what is on its way to the disk", async () => {
    await store.write(key("a"), 0, json("1"));
    const going = store.write(key("a"), 1, json("2"));
    let settled = false;
    void going.then(() => {
      settled = true;
    });
    while (!settled) {
      assert.is(show(store.listAt(1, prefix)), 'ns/a="1"');
      await new Promise((resolve) => setImmediate(resolve));
    }
  });

  test.run();
}
