/** Whatever a server, a network and other clients do: in the end the local copy is the collection, and so is the log. */
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { ApiError, TransportError } from "../../../runtime/client/errors.ts";
import { createInformer } from "../../../runtime/client/informer.ts";
import type { Stored } from "../../../runtime/client/object.ts";
import type { Resource } from "../../../runtime/client/resource.ts";
import type { WatchEvent } from "../../../runtime/client/watch.ts";
import { manualClock, settle } from "./manual-clock.ts";
import { statusOf, WIDGETS, type Widget, widget } from "./stub.ts";

type Step =
  | { do: "put" | "delete" | "replace"; name: string }
  /** The connection ends, breaks, or the server refuses what comes next. */
  | { do: "end" | "break" | "refuse" }
  /** Events that were not delivered yet never will be: the history is gone. */
  | { do: "compact" }
  | { do: "repeat" }
  | { do: "bookmark" }
  | { do: "settle" };

const name = fc.constantFrom("a", "b", "c");
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom("put", "delete", "replace"), name }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom("end", "break", "refuse", "repeat", "bookmark") }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("compact" as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("settle" as const) }) },
);

/** A collection with a history, behind an unreliable connection. */
function unreliableServer() {
  const objects = new Map<string, Stored<Widget>>();
  let history: { version: number; event: WatchEvent<Widget> }[] = [];
  let version = 1;
  let oldest = 0;
  let lives = 0;
  let cut: "end" | "break" | undefined;
  let refusing = false;
  let wake = () => {};

  const gone = () => new ApiError(statusOf(410, "Expired") as never);
  const record = (type: "ADDED" | "MODIFIED" | "DELETED", object: Stored<Widget>) => {
    history.push({ version, event: { type, object } });
  };
  const put = (key: string) => {
    const old = objects.get(key);
    const uid = old?.metadata.uid ?? `uid-${++lives}`;
    const object = widget(key, ++version, { uid }) as Stored<Widget>;
    objects.set(key, object);
    record(old === undefined ? "ADDED" : "MODIFIED", object);
  };
  const remove = (key: string) => {
    const old = objects.get(key);
    if (old === undefined) return;
    objects.delete(key);
    record("DELETED", widget(key, ++version, { uid: old.metadata.uid }) as Stored<Widget>);
  };
  const server = {
    objects,
    act(each: Step): void {
      switch (each.do) {
        case "put":
          put(each.name);
          break;
        case "delete":
          remove(each.name);
          break;
        case "replace":
          remove(each.name);
          put(each.name);
          break;
        case "end":
        case "break":
          // A connection that is broken stays so.
          cut ??= each.do;
          break;
        case "refuse":
          refusing = true;
          cut = "break";
          break;
        case "compact":
          oldest = version;
          history = [];
          cut = "break";
          break;
        case "repeat":
          history.push(...history.slice(-1));
          break;
        case "bookmark":
          history.push({
            version,
            event: { type: "BOOKMARK", object: { metadata: { resourceVersion: String(version) } } },
          });
          break;
        case "settle":
      }
      wake();
    },
  };
  const refuseOnce = () => {
    if (!refusing) return;
    refusing = false;
    throw new TransportError("refused", "nobody there");
  };
  const resource: Pick<Resource<Widget>, "ref" | "list" | "watch"> = {
    ref: WIDGETS,
    async list(options = {}) {
      await Promise.resolve();
      refuseOnce();
      const all = [...objects.values()];
      const start = options.continue === undefined ? 0 : Number(options.continue.split("/")[0]);
      if (options.continue !== undefined && Number(options.continue.split("/")[1]) < oldest) throw gone();
      const items = all.slice(start, start + (options.limit ?? all.length));
      const at = options.continue?.split("/")[1] ?? String(version);
      // Pages of a version that has moved on would need a snapshot: this server forgets it at once instead.
      if (at !== String(version)) throw gone();
      const more = start + items.length < all.length;
      return {
        items,
        metadata: { resourceVersion: at, ...(more ? { continue: `${start + items.length}/${at}` } : {}) },
      };
    },
    async *watch(options = {}) {
      await Promise.resolve();
      refuseOnce();
      const from = Number(options.resourceVersion);
      cut = undefined;
      if (from < oldest) throw gone();
      let sent = history.findIndex((each) => each.version > from);
      if (sent < 0) sent = history.length;
      for (;;) {
        while (sent < history.length) {
          if (cut === "break") throw new TransportError("reset", "cut");
          yield history[sent++]!.event;
          await Promise.resolve();
        }
        if (options.signal?.aborted) return;
        if (cut === "end") return;
        if (cut === "break") throw new TransportError("reset", "cut");
        await new Promise<void>((resolve) => {
          wake = resolve;
          options.signal?.addEventListener("abort", () => resolve());
        });
      }
    },
  };
  return { server, resource: resource as Resource<Widget> };
}

const told = (object: Stored<Widget>) => `${object.metadata.uid}@${object.metadata.resourceVersion}`;

test("after any history the store, and the state that the handlers were told, are the collection", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const { server, resource } = unreliableServer();
      const clock = manualClock();
      const informer = createInformer(resource, { clock, random: () => 0, pageSize: 2 });
      const heard = new Map<string, string>();
      informer.handle({
        added(object) {
          assert.not(heard.has(object.metadata.name), "added twice");
          heard.set(object.metadata.name, told(object));
        },
        updated(object, old) {
          assert.is(heard.get(object.metadata.name), told(old), "updated from something else");
          assert.is(object.metadata.uid, old.metadata.uid, "another object");
          heard.set(object.metadata.name, told(object));
        },
        deleted(object) {
          assert.is(heard.get(object.metadata.name), told(object), "deleted something else");
          heard.delete(object.metadata.name);
        },
      });
      informer.start();
      for (const each of steps) {
        server.act(each);
        if (each.do === "settle") await clock.advance(300);
      }
      for (let left = 5; left > 0; left--) await clock.advance(30_000);
      const stopped = informer.stop();
      await settle();
      await stopped;
      const truth = [...server.objects].map(([key, object]) => [key, told(object)]).sort();
      assert.equal([...heard].sort(), truth);
      assert.equal(
        informer.store
          .list()
          .map((object) => [object.metadata.name, told(object)])
          .sort(),
        truth,
      );
    }),
    { numRuns: 600 },
  );
});

test.run();
