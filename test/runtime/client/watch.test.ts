import { test } from "uvu";
import * as assert from "uvu/assert";
import { isGone } from "../../../runtime/client/errors.ts";
import type { WatchEvent } from "../../../runtime/client/watch.ts";
import { endsInitialEvents } from "../../../runtime/client/watch.ts";
import {
  bookmark,
  failure,
  line,
  refuse,
  statusOf,
  type Widget,
  watching,
  widget,
  withStub,
} from "./stub.ts";

async function collect(events: AsyncIterable<WatchEvent<Widget>>): Promise<string[]> {
  const seen: string[] = [];
  for await (const event of events) {
    const { metadata } = event.object;
    seen.push(`${event.type} ${"name" in metadata ? metadata.name : "-"}@${metadata.resourceVersion}`);
  }
  return seen;
}

test("events come in order, and the iteration ends when the server ends it", () =>
  withStub(
    (_, response) => {
      response.end(
        line("ADDED", widget("a", 1)) +
          line("MODIFIED", widget("a", 2)) +
          bookmark(5) +
          line("DELETED", widget("a", 6)),
      );
    },
    async ({ widgets, asked }) => {
      const seen = await collect(
        widgets.watch({ namespace: "default", resourceVersion: "0", timeoutSeconds: 9 }),
      );
      assert.equal(seen, ["ADDED a@1", "MODIFIED a@2", "BOOKMARK -@5", "DELETED a@6"]);
      assert.equal(asked[0]?.query, {
        watch: "true",
        resourceVersion: "0",
        allowWatchBookmarks: "true",
        timeoutSeconds: "9",
      });
    },
  ));

test("events may be cut anywhere, in the middle of a character too", () => {
  const bytes = Buffer.from(
    line("ADDED", widget("a", 1, { color: "grün 🟢" })) + line("ADDED", widget("b", 2)),
  );
  return withStub(
    async (_, response) => {
      watching(response).socket?.setNoDelay(true);
      for (const byte of bytes) {
        response.write(Buffer.of(byte));
        await new Promise(setImmediate);
      }
      response.end();
    },
    async ({ widgets }) => {
      const colors: unknown[] = [];
      for await (const event of widgets.watch()) {
        if (event.type !== "BOOKMARK") colors.push(event.object.spec?.color);
      }
      assert.equal(colors, ["grün 🟢", "red"]);
    },
  );
});

test("a connection cut in the middle of an event is an error, not an event", () =>
  withStub(
    (_, response) => {
      watching(response).end(line("ADDED", widget("a", 1)) + line("ADDED", widget("b", 2)).slice(0, 30));
    },
    async ({ widgets }) => {
      const seen: unknown[] = [];
      const error = await failure(
        (async () => {
          for await (const event of widgets.watch()) seen.push(event.type);
        })(),
      );
      assert.is(error.code, "reset");
      assert.is(seen.length, 1);
    },
  ));

test("a broken connection is an error", () =>
  withStub(
    (_, response) => {
      watching(response).write(line("ADDED", widget("a", 1)), () => response.destroy());
    },
    async ({ widgets }) => {
      assert.is((await failure(collect(widgets.watch()))).code, "reset");
    },
  ));

test("an ERROR event is the server's refusal", () =>
  withStub(
    (_, response) => response.end(line("ERROR", statusOf(410, "Expired"))),
    async ({ widgets }) => {
      assert.ok(isGone(await failure(collect(widgets.watch({ resourceVersion: "1" })))));
    },
  ));

test("a refused watch is an ApiError", () =>
  withStub(
    (_, response) => refuse(response, 403, "Forbidden"),
    async ({ widgets }) => {
      assert.is((await failure(collect(widgets.watch()))).reason, "Forbidden");
    },
  ));

for (const [what, text] of [
  ["no JSON", "<html>\n"],
  ["an unknown type", '{"type":"SURPRISE","object":{"metadata":{}}}\n'],
  ["no object", '{"type":"ADDED"}\n'],
  ["null", "null\n"],
] as const) {
  test(`a line with ${what} is a protocol error`, () =>
    withStub(
      (_, response) => response.end(text),
      async ({ widgets }) => {
        assert.is((await failure(collect(widgets.watch()))).code, "protocol");
      },
    ));
}

test("silence ends the watch; bytes put it off", () =>
  withStub(
    (_, response) => {
      watching(response);
      setTimeout(() => response.write(bookmark(2)), 30);
    },
    async ({ widgets }) => {
      const begun = Date.now();
      assert.is((await failure(collect(widgets.watch({ idleMs: 60 })))).code, "idle");
      assert.ok(Date.now() - begun >= 80);
    },
  ));

test("the caller ends the watch by leaving the loop or by its signal", () => {
  let closed = 0;
  return withStub(
    (_, response) => {
      response.on("close", () => closed++);
      watching(response).write(line("ADDED", widget("a", 1)));
    },
    async ({ widgets }) => {
      for await (const _ of widgets.watch()) break;
      const stop = new AbortController();
      const seen: string[] = [];
      const error = await failure(
        (async () => {
          for await (const event of widgets.watch({ signal: stop.signal })) {
            seen.push(event.type);
            stop.abort();
          }
        })(),
      );
      assert.is(error.code, "aborted");
      assert.equal(seen, ["ADDED"]);
      await new Promise((resolve) => setTimeout(resolve, 20));
      assert.is(closed, 2);
    },
  );
});

test("the end of a streamed list is a bookmark that says so", () => {
  const end = JSON.parse(bookmark(3, { "k8s.io/initial-events-end": "true" }));
  assert.ok(endsInitialEvents(end));
  assert.not(endsInitialEvents(JSON.parse(bookmark(3))));
});

test.run();
