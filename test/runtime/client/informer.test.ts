import type { ServerResponse } from "node:http";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { createInformer, type InformerOptions } from "../../../runtime/client/informer.ts";
import type { Stored } from "../../../runtime/client/object.ts";
import {
  type Asked,
  bookmark,
  eventually,
  json,
  line,
  listOf,
  refuse,
  type Stub,
  statusOf,
  type Widget,
  watching,
  widget,
  withStub,
} from "./stub.ts";

const BACKOFF = { baseMs: 1, factor: 1, maxMs: 1, jitter: 0 };

/** Answers the n-th list and the n-th watch by the n-th function; the last one serves for all that follow. */
function script(lists: ((response: ServerResponse, asked: Asked) => void)[], watches: typeof lists) {
  let list = 0;
  let watch = 0;
  return (asked: Asked, response: ServerResponse) =>
    asked.query.watch === undefined
      ? lists[Math.min(list++, lists.length - 1)]!(response, asked)
      : watches[Math.min(watch++, watches.length - 1)]!(response, asked);
}

const lists =
  (version: number, ...items: unknown[]) =>
  (response: ServerResponse) =>
    json(response, listOf(version, items));
/** Sends these and stays open. */
const sends =
  (...lines: string[]) =>
  (response: ServerResponse) => {
    watching(response).write(lines.join("") || "\n");
  };
/** Sends these and ends. */
const sendsAndEnds =
  (...lines: string[]) =>
  (response: ServerResponse) => {
    watching(response).end(lines.join(""));
  };
const silent = sends();

interface Observed {
  log: string[];
  informer: ReturnType<typeof createInformer<Widget, "color">>;
  errors: unknown[];
}

async function observing(
  { widgets }: Stub,
  use: (observed: Observed) => Promise<void>,
  options: Partial<InformerOptions<Widget, "color">> = {},
) {
  const log: string[] = [];
  const errors: unknown[] = [];
  const informer = createInformer<Widget, "color">(widgets, {
    namespace: "default",
    backoff: BACKOFF,
    indexes: { color: (object: Stored<Widget>) => (object.spec?.color ? [object.spec.color] : []) },
    onError: (error) => errors.push(error),
    ...options,
  });
  const name = (object: Stored<Widget>) => `${object.metadata.name}@${object.metadata.resourceVersion}`;
  informer.handle({
    added: (object, initial) => log.push(`${initial ? "initial" : "added"} ${name(object)}`),
    updated: (object, old) => log.push(`updated ${name(old)} → ${name(object)}`),
    deleted: (object) => log.push(`deleted ${name(object)}`),
  });
  informer.start();
  try {
    await informer.synced();
    await use({ log, informer, errors });
  } finally {
    await informer.stop();
  }
}

const watchesOf = (asked: Asked[]) =>
  asked.filter(({ query }) => query.watch).map(({ query }) => query.resourceVersion);
const listsOf = (asked: Asked[]) => asked.filter(({ query }) => !query.watch).length;

test("lists, then watches from the list's version", () =>
  withStub(
    script(
      [lists(5, widget("a", 1), widget("b", 2))],
      [
        sends(
          line("ADDED", widget("c", 6)),
          line("MODIFIED", widget("a", 7)),
          line("DELETED", widget("b", 8)),
        ),
      ],
    ),
    (stub) =>
      observing(stub, async ({ log, informer }) => {
        await eventually("the deletion", () => log.length === 5);
        assert.equal(log, ["initial a@1", "initial b@2", "added c@6", "updated a@1 → a@7", "deleted b@2"]);
        assert.equal(informer.store.keys(), ["default/a", "default/c"]);
        assert.equal(watchesOf(stub.asked), ["5"]);
      }),
  ));

test("reads a long list in pages", () =>
  withStub(
    (asked, response) => {
      if (asked.query.watch) return silent(response);
      if (!asked.query.continue) return json(response, listOf(5, [widget("a", 1)], "next"));
      json(response, listOf(5, [widget("b", 2)]));
    },
    (stub) =>
      observing(
        stub,
        async ({ log }) => {
          assert.equal(log, ["initial a@1", "initial b@2"]);
          assert.is(stub.asked[0]?.query.limit, "1");
        },
        { pageSize: 1 },
      ),
  ));

test("pages that expire are followed by one list of everything", () =>
  withStub(
    (asked, response) => {
      if (asked.query.watch) return silent(response);
      if (asked.query.continue) return refuse(response, 410, "Expired");
      if (asked.query.limit) return json(response, listOf(5, [widget("a", 1)], "next"));
      json(response, listOf(9, [widget("b", 8)]));
    },
    (stub) => observing(stub, async ({ log }) => assert.equal(log, ["initial b@8"])),
  ));

test("resumes after a watch ended, broke or was cut in the middle of an event, without listing again", () =>
  withStub(
    script(
      [lists(5)],
      [
        sendsAndEnds(line("ADDED", widget("a", 6))),
        (response) => watching(response).write(line("ADDED", widget("b", 7)), () => response.destroy()),
        sendsAndEnds(line("ADDED", widget("c", 8)), line("ADDED", widget("d", 9)).slice(0, 25)),
        sends(line("ADDED", widget("d", 9)), bookmark(20)),
        silent,
      ],
    ),
    (stub) =>
      observing(stub, async ({ log }) => {
        await eventually("four objects", () => log.length === 4);
        assert.equal(log, ["added a@6", "added b@7", "added c@8", "added d@9"]);
        assert.equal(watchesOf(stub.asked), ["5", "6", "7", "8"]);
        assert.is(listsOf(stub.asked), 1);
      }),
  ));

test("resumes from a bookmark", () =>
  withStub(script([lists(5)], [sendsAndEnds(bookmark(40)), silent]), (stub) =>
    observing(stub, async () => {
      await eventually("the second watch", () => watchesOf(stub.asked).length === 2);
      assert.equal(watchesOf(stub.asked), ["5", "40"]);
    }),
  ));

for (const [how, gone] of [
  ["410 as an ERROR event", sendsAndEnds(line("ERROR", statusOf(410, "Expired")))],
  ["410 as a refusal", (response: ServerResponse) => refuse(response, 410, "Gone")],
  ["404, the resource is gone", (response: ServerResponse) => refuse(response, 404, "NotFound")],
  ["504, a version from the future", (response: ServerResponse) => refuse(response, 504, "Timeout")],
] as const) {
  test(`${how}: lists again and finds what it missed`, () =>
    withStub(
      script(
        [
          lists(5, widget("a", 1), widget("b", 2), widget("c", 3)),
          lists(30, widget("a", 1), widget("c", 22), widget("d", 25)),
        ],
        [gone, silent],
      ),
      (stub) =>
        observing(stub, async ({ log }) => {
          await eventually("the new object", () => log.length === 6);
          assert.equal(log.slice(3), ["deleted b@2", "updated c@3 → c@22", "added d@25"]);
          await eventually("the second watch", () => watchesOf(stub.asked).length === 2);
          assert.equal(watchesOf(stub.asked), ["5", "30"]);
        }),
    ));
}

test("an object deleted and made again while nobody watched is a deletion and an addition", () =>
  withStub(
    script(
      [lists(5, widget("a", 1, { uid: "first" })), lists(30, widget("a", 20, { uid: "second" }))],
      [sendsAndEnds(line("ERROR", statusOf(410, "Expired"))), silent],
    ),
    (stub) =>
      observing(stub, async ({ log }) => {
        await eventually("both", () => log.length === 3);
        assert.equal(log, ["initial a@1", "deleted a@1", "added a@20"]);
      }),
  ));

test("repeated and outdated events change nothing", () =>
  withStub(
    script(
      [lists(9, widget("a", 9, { uid: "new" }))],
      [
        sends(
          line("ADDED", widget("a", 9, { uid: "new" })),
          line("MODIFIED", widget("a", 10, { uid: "new" })),
          line("MODIFIED", widget("a", 10, { uid: "new" })),
          line("MODIFIED", widget("a", 9, { uid: "new" })),
          line("DELETED", widget("a", 8, { uid: "old" })),
          line("ADDED", widget("z", 11)),
        ),
      ],
    ),
    (stub) =>
      observing(stub, async ({ log }) => {
        await eventually("the last", () => log.includes("added z@11"));
        assert.equal(log, ["initial a@9", "updated a@9 → a@10", "added z@11"]);
      }),
  ));

test("a server that refuses or is away is asked again until it answers", () =>
  withStub(
    script(
      [
        (response) => refuse(response, 500, "InternalError"),
        (response) => response.destroy(),
        (response) => response.end("<html>"),
        lists(5, widget("a", 1)),
      ],
      [
        (response) => refuse(response, 500, "InternalError"),
        (response) => response.end("{nonsense\n"),
        silent,
      ],
    ),
    (stub) =>
      observing(stub, async ({ log, errors }) => {
        assert.equal(log, ["initial a@1"]);
        await eventually("the third watch", () => watchesOf(stub.asked).length === 3);
        // The broken connection was repeated by the transport.
        assert.is(errors.length, 4);
        assert.is(listsOf(stub.asked), 4);
      }),
  ));

test("a silent watch is replaced", () =>
  withStub(script([lists(5)], [silent, sends(line("ADDED", widget("a", 6)))]), (stub) =>
    observing(
      stub,
      async ({ log }) => {
        await eventually("the event", () => log.length === 1);
        assert.equal(watchesOf(stub.asked).slice(0, 2), ["5", "5"]);
      },
      { idleMs: 25 },
    ),
  ));

test("a watch that keeps ending at once is backed off from", () =>
  withStub(script([lists(5)], [sendsAndEnds()]), (stub) =>
    observing(
      stub,
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 100));
        assert.ok(watchesOf(stub.asked).length <= 3, `${watchesOf(stub.asked).length} watches`);
      },
      { backoff: { ...BACKOFF, baseMs: 60, maxMs: 60 } },
    ),
  ));

const end = (version: number) => bookmark(version, { "k8s.io/initial-events-end": "true" });

test("streamed: the watch itself brings the list, and is synced at the marked bookmark", () =>
  withStub(
    script(
      [],
      [
        sends(
          line("ADDED", widget("a", 1)),
          line("ADDED", widget("b", 2)),
          bookmark(3),
          end(5),
          line("ADDED", widget("c", 6)),
        ),
      ],
    ),
    (stub) =>
      observing(
        stub,
        async ({ log }) => {
          await eventually("three", () => log.length === 3);
          assert.equal(log, ["initial a@1", "initial b@2", "added c@6"]);
          assert.is(stub.asked.length, 1);
          assert.is(stub.asked[0]?.query.sendInitialEvents, "true");
          assert.is(stub.asked[0]?.query.resourceVersionMatch, "NotOlderThan");
        },
        { initial: "streamed" },
      ),
  ));

test("streamed: a stream cut before the bookmark is begun again", () =>
  withStub(
    script([], [sendsAndEnds(line("ADDED", widget("a", 1))), sends(line("ADDED", widget("b", 7)), end(8))]),
    (stub) => observing(stub, async ({ log }) => assert.equal(log, ["initial b@7"]), { initial: "streamed" }),
  ));

test("streamed: a server that does not know it is listed in pages", () =>
  withStub(
    script([lists(5, widget("a", 1))], [(response) => refuse(response, 422, "Invalid"), silent]),
    (stub) => observing(stub, async ({ log }) => assert.equal(log, ["initial a@1"]), { initial: "streamed" }),
  ));

test("indexes follow the objects", () =>
  withStub(
    script(
      [lists(5, widget("a", 1), widget("b", 2))],
      [
        sends(
          line("MODIFIED", widget("a", 6, { color: "blue" })),
          line("DELETED", widget("b", 7)),
          line("ADDED", widget("c", 8, { color: "blue" })),
        ),
      ],
    ),
    (stub) =>
      observing(stub, async ({ log, informer }) => {
        await eventually("all", () => log.length === 5);
        const colored = (color: string) =>
          informer.store.byIndex("color", color).map(({ metadata }) => metadata.name);
        assert.equal(colored("blue"), ["a", "c"]);
        assert.equal(colored("red"), []);
      }),
  ));

test("a handler that joins late hears of what is there, and one that throws harms nobody", () =>
  withStub(script([lists(5, widget("a", 1))], [silent]), (stub) =>
    observing(stub, async ({ informer, errors }) => {
      const heard: string[] = [];
      informer.handle({
        added: () => {
          throw new Error("mine");
        },
      });
      informer.handle({ added: (object, initial) => heard.push(`${object.metadata.name} ${initial}`) });
      assert.equal(heard, ["a true"]);
      assert.is(errors.length, 1);
    }),
  ));

test("a resync repeats every object; a transform decides what is kept", () =>
  withStub(script([lists(5, widget("a", 1))], [silent]), (stub) =>
    observing(
      stub,
      async ({ log, informer }) => {
        await eventually("a resync", () => log.length > 1);
        assert.is(log[1], "updated a@1 → a@1");
        assert.is(informer.store.get("default/a")?.spec, undefined);
      },
      { resyncMs: 10, transform: ({ spec: _, ...rest }) => rest as Stored<Widget> },
    ),
  ));

test("stop closes the connection", () => {
  let closed = false;
  return withStub(
    script([lists(5)], [(response) => watching(response).on("close", () => (closed = true))]),
    async (stub) => {
      await observing(stub, () => eventually("the watch", () => watchesOf(stub.asked).length === 1));
      await eventually("closed", () => closed);
    },
  );
});

test.run();
