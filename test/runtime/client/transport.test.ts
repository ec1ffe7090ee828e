import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { generate } from "selfsigned";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { directAccess } from "../../../runtime/client/access.ts";
import { ApiError, isConflict, isNotFound, TransportError } from "../../../runtime/client/errors.ts";
import { createHttpsTransport, warningsOf } from "../../../runtime/client/https.ts";
import { eventually, failure, json, refuse, stub, watching, withStub } from "./stub.ts";

const get = (path: string) => ({ method: "GET", path }) as const;

test("a request carries the token and JSON, and answers JSON", () =>
  withStub(
    (asked, response) => json(response, { saw: asked.body }),
    async ({ transport, asked }) => {
      const answer = await transport.request({
        method: "POST",
        path: "/x",
        query: { a: "b c", none: undefined },
        body: { ü: 1 },
      });
      assert.equal(answer, { saw: { ü: 1 } });
      assert.is(asked[0]?.headers.authorization, "Bearer secret");
      assert.is(asked[0]?.headers["content-type"], "application/json");
      assert.equal(asked[0]?.query, { a: "b c" });
    },
  ));

test("a compressed answer is unpacked", () =>
  withStub(
    (_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" });
      response.end(gzipSync(JSON.stringify({ big: "x".repeat(10_000) })));
    },
    async ({ transport }) => {
      assert.equal(await transport.request(get("/x")), { big: "x".repeat(10_000) });
    },
  ));

test("a refusal is an ApiError with the server's Status", () =>
  withStub(
    (_, response) => refuse(response, 409, "Conflict", { details: { name: "a", kind: "widgets" } }),
    async ({ transport, asked }) => {
      const error = await failure(transport.request({ method: "PUT", path: "/x", body: {} }));
      assert.instance(error, ApiError);
      assert.ok(isConflict(error) && !isNotFound(error));
      assert.is(error.code, 409);
      assert.is(error.message, "refused: Conflict");
      assert.equal((error as ApiError).status.details, { name: "a", kind: "widgets" });
      assert.is(asked.length, 1);
    },
  ));

test("a refusal in plain text is an ApiError too", () =>
  withStub(
    (_, response) => response.writeHead(404).end("404 page not found\n"),
    async ({ transport }) => {
      const error = await failure(transport.request(get("/x")));
      assert.ok(isNotFound(error));
      assert.is(error.message, "404 page not found");
    },
  ));

test("an answer that is not JSON is a protocol error", () =>
  withStub(
    (_, response) => response.end("<html>"),
    async ({ transport }) => {
      assert.is((await failure(transport.request(get("/x")))).code, "protocol");
    },
  ));

const failsFirst = (code: number, reason: string) => {
  let calls = 0;
  return ((_: unknown, response: Parameters<typeof json>[0]) =>
    calls++ === 0 ? refuse(response, code, reason) : json(response, { ok: true })) as Parameters<
    typeof stub
  >[0];
};

// biome-ignore format: a table reads by its columns
const REPEATS = [
  ["GET",    503, true ], ["PUT",   503, true ], ["DELETE", 503, true ], ["POST", 503, false], ["PATCH", 503, false],
  ["GET",    429, true ], ["POST",  429, true ], ["PATCH",  429, true ], ["GET",  500, false], ["GET",   504, false],
] as const;

for (const [method, code, repeated] of REPEATS) {
  test(`${method} after ${code} is ${repeated ? "repeated" : "not repeated"}`, () =>
    withStub(failsFirst(code, "Busy"), async ({ transport, asked }) => {
      const result = transport.request({ method, path: "/x" });
      if (repeated) assert.equal(await result, { ok: true });
      else assert.is((await failure(result)).code, code);
      assert.is(asked.length, repeated ? 2 : 1);
    }));
}

test("a server that stays busy is given up after the retries", () =>
  withStub(
    (_, response) => refuse(response, 503, "ServiceUnavailable"),
    async ({ transport, asked }) => {
      assert.is((await failure(transport.request(get("/x")))).code, 503);
      assert.is(asked.length, 5);
    },
  ));

test("Retry-After says how long to wait", async () => {
  const waits: number[] = [];
  const clock = {
    now: () => 0,
    setTimeout(callback: () => void, ms: number) {
      waits.push(ms);
      queueMicrotask(callback);
      return () => {};
    },
  };
  let calls = 0;
  await withStub(
    (_, response) =>
      calls++ === 0
        ? refuse(response, 429, "TooManyRequests", {}, { "retry-after": "7" })
        : json(response, { ok: true }),
    async ({ transport }) => {
      assert.equal(await transport.request(get("/x")), { ok: true });
      assert.equal(waits, [7_000]);
    },
    { clock },
  );
});

test("a broken connection is repeated for a GET, not for a POST", async () => {
  let calls = 0;
  await withStub(
    (_, response) => (calls++ % 2 === 0 ? response.destroy() : json(response, { ok: true })),
    async ({ transport, asked }) => {
      assert.equal(await transport.request(get("/x")), { ok: true });
      assert.is(asked.length, 2);
      assert.is((await failure(transport.request({ method: "POST", path: "/x" }))).code, "reset");
      assert.is(asked.length, 3);
    },
  );
});

test("silence ends in a timeout, and the caller may give up before", () =>
  withStub(
    () => {},
    async ({ transport }) => {
      assert.is((await failure(transport.request({ ...get("/x"), timeoutMs: 20 }))).code, "timeout");
      const giveUp = new AbortController();
      const waiting = failure(transport.request({ ...get("/x"), signal: giveUp.signal }));
      giveUp.abort();
      assert.is((await waiting).code, "aborted");
    },
  ));

test("nobody listening is said at once, with the address", async () => {
  const gone = await stub(() => {});
  await gone.close();
  const transport = createHttpsTransport(directAccess({ server: gone.url }));
  const error = await failure(transport.request(get("/version")));
  assert.instance(error, TransportError);
  assert.is(error.code, "refused");
  assert.match(error.message, `GET ${gone.url}/version`);
});

test("what is no address is refused at once", () => {
  for (const server of ["", "localhost:6443", "ftp://x"]) {
    assert.throws(() => createHttpsTransport(directAccess({ server })), /is not an HTTPS URL/);
  }
});

test("credentials that cannot be had are no answer of the server", () =>
  withStub(
    () => {},
    async ({ url, asked }) => {
      const access = {
        ...directAccess({ server: url }),
        refresh: () => Promise.reject(new Error("plugin failed")),
      };
      const error = await failure(createHttpsTransport(access).request(get("/x")));
      assert.is(error.code, "credentials");
      assert.is(error.message, "plugin failed");
      assert.is(asked.length, 0);
    },
  ));

test("warnings reach the transport's callback and the request's", async () => {
  const seen: string[] = [];
  await withStub(
    (_, response) => {
      response.setHeader("warning", ['299 - "v1 is \\"old\\""', '299 - "unknown field"']);
      json(response, {});
    },
    async ({ transport }) => {
      await transport.request({ ...get("/x"), onWarning: (text) => seen.push(`call: ${text}`) });
    },
    { onWarning: (text) => seen.push(`all: ${text}`) },
  );
  assert.equal(seen, ['all: v1 is "old"', 'call: v1 is "old"', "all: unknown field", "call: unknown field"]);
});

test("a warning header may hold several warnings, with a date or without", () => {
  assert.equal(warningsOf(["Warning", '299 - "a, b" "Sat", 299 k8s "c"', "X", '299 - "d"']), ["a, b", "c"]);
});

test("connections are kept and their number is bounded", () => {
  const sockets = new Set<unknown>();
  return withStub(
    (_, response) => {
      sockets.add(response.socket);
      setTimeout(() => json(response, {}), 1);
    },
    async ({ transport }) => {
      await Promise.all(Array.from({ length: 20 }, () => transport.request(get("/x"))));
      assert.is(sockets.size, 3);
    },
    { maxConnections: 3 },
  );
});

test("a connection that nobody uses is closed by us, one in use is not", () => {
  let open = 0;
  const seen = new Set<unknown>();
  return withStub(
    (asked, response) => {
      const { socket } = response;
      if (socket !== null && !seen.has(socket)) {
        seen.add(socket);
        open++;
        socket.on("close", () => open--);
      }
      setTimeout(() => json(response, {}), asked.path === "/slow" ? 80 : 0);
    },
    async ({ transport }) => {
      await transport.request(get("/slow"));
      assert.is(open, 1);
      await eventually("closed", () => open === 0);
    },
    { idleConnectionMs: 20 },
  );
});

test("streams do not use up the connections for requests", () =>
  withStub(
    (asked, response) => {
      if (asked.path === "/watch") watching(response);
      else json(response, { ok: true });
    },
    async ({ transport }) => {
      const streams = await Promise.all([1, 2, 3].map(() => transport.stream(get("/watch"))));
      assert.equal(await transport.request(get("/x")), { ok: true });
      for (const stream of streams) stream.close();
    },
    { maxConnections: 1 },
  ));

test("a private certificate is trusted by its CA, and by nothing else", async () => {
  const notAfterDate = new Date(Date.now() + 3_600_000);
  const pems = await generate([{ name: "commonName", value: "localhost" }], {
    keyType: "ec",
    notAfterDate,
    extensions: [
      { name: "basicConstraints", cA: true },
      { name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] },
    ],
  });
  const server = createServer({ cert: pems.cert, key: pems.private }, (_, response) =>
    json(response, { ok: true }),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const trusting = createHttpsTransport(directAccess({ server: url, ca: pems.cert }));
  const wary = createHttpsTransport(directAccess({ server: url }));
  try {
    assert.equal(await trusting.request(get("/x")), { ok: true });
    assert.is((await failure(wary.request(get("/x")))).code, "tls");
  } finally {
    trusting.close();
    wary.close();
    server.closeAllConnections();
    server.close();
  }
});

test.run();
