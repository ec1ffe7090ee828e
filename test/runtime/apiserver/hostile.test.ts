/** Clients that misbehave: none of them takes the server down, keeps it busy or fills its memory. */
import { connect as connectPlain } from "node:net";
import { connect, type TLSSocket } from "node:tls";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { tempDir } from "../../support/temp.ts";
import { definitionsPath, type Fixture, startWithWidgets, until, widget, widgetsPath } from "./fixture.ts";

let api: Fixture;
const errors: string[] = [];
test.before.each(async () => {
  api = await startWithWidgets();
});
test.after.each(async () => {
  await api.close();
  errors.push(...api.errors);
});

/** A connection of which we say every byte, and what has come back on it so far. */
function raw(server = api.server): Promise<{ socket: TLSSocket; received: () => string; reset: () => void }> {
  return new Promise((resolve, reject) => {
    let text = "";
    const plain = connectPlain(server.port, "127.0.0.1");
    const socket = connect({ socket: plain, host: "127.0.0.1", ca: server.caCertificate }, () =>
      resolve({ socket, received: () => text, reset: () => plain.resetAndDestroy() }),
    );
    socket.setEncoding("utf8");
    socket.on("data", (chunk: string) => {
      text += chunk;
    });
    socket.on("error", reject);
  });
}

const head = (method: string, path: string, ...headers: string[]) =>
  [
    `${method} ${path} HTTP/1.1`,
    "Host: localhost",
    "Authorization: Bearer admin-token",
    ...headers,
    "",
    "",
  ].join("\r\n");

const stillAnswers = async () => assert.is((await api.get(definitionsPath)).status, 200);

test("a connection reset in the middle of a body is forgotten", async () => {
  for (const sent of ["", '{"apiVersion":']) {
    const { socket, reset } = await raw();
    socket.write(head("POST", widgetsPath, "Content-Type: application/json", "Content-Length: 500") + sent);
    await new Promise((resolve) => setTimeout(resolve, 20));
    reset();
  }
  await stillAnswers();
});

test("a connection reset in the middle of a watch ends the watch", async () => {
  const open = await Promise.all(Array.from({ length: 5 }, () => raw()));
  for (const { socket } of open) socket.write(head("GET", `${widgetsPath}?watch=1&allowWatchBookmarks=1`));
  await until(() => open.every(({ received }) => received().includes("200 OK")));
  const writing = Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      api.post(widgetsPath, widget(`w${i}`, { note: "x".repeat(20_000) })),
    ),
  );
  for (const { reset } of open) reset();
  for (const { status } of await writing) assert.is(status, 201);
  await stillAnswers();
});

test("watches that end while changes go on and nobody reads end quietly", async () => {
  const { socket } = await raw();
  socket.pause();
  socket.write(head("GET", `${widgetsPath}?watch=1&allowWatchBookmarks=1&timeoutSeconds=1`));
  const note = "x".repeat(500_000);
  for (let i = 0; i < 8; i++) await api.post(widgetsPath, widget(`w${i}`, { note }));
  // The definition goes first, then the watch's time is over, all behind an answer that is stuck.
  await api.delete(`${definitionsPath}/widgets.demo.example.com`);
  await new Promise((resolve) => setTimeout(resolve, 1200));
  await stillAnswers();
  socket.destroy();
});

test("a watch that times out between changes ends where it stands", async () => {
  let over = false;
  const watched = api.call(`${widgetsPath}?watch=1&timeoutSeconds=1`).finally(() => {
    over = true;
  });
  let written = 0;
  while (!over) {
    await api.post(widgetsPath, widget(`w${written++}`));
  }
  const events = (await watched).text.split("\n").filter((line) => line !== "");
  assert.ok(events.length > 0 && events.length <= written);
  for (const line of events) JSON.parse(line);
});

test("a watch that never reads is cut off when it is too far behind", async () => {
  const { socket, received } = await raw();
  socket.write(head("GET", `${widgetsPath}?watch=1`));
  await until(() => received().includes("200 OK"));
  socket.pause();
  const closed = new Promise((resolve) => socket.once("close", resolve));
  const note = "x".repeat(2_000_000);
  for (let i = 0; i < 20; i++) await api.post(widgetsPath, widget(`w${i}`, { note }));
  await stillAnswers();
  socket.resume();
  await closed;
  assert.ok(received().length < 40_000_000, "the last changes were not kept for it");
});

test("what is no HTTP is answered with 400 and the end of the connection", async () => {
  const { socket, received } = await raw();
  const closed = new Promise((resolve) => socket.once("close", resolve));
  socket.write("make me a sandwich\r\n\r\n");
  await closed;
  assert.match(received(), /^HTTP\/1\.1 400 Bad Request\r\n(?:.+\r\n)+\r\n400 Bad Request$/);
});

test("a body of unannounced length is noticed with the next request, after the answer", async () => {
  const { socket, received } = await raw();
  const closed = new Promise((resolve) => socket.once("close", resolve));
  socket.write(`${head("GET", widgetsPath)}{"a":1}`);
  await until(() => received().includes("WidgetList"));
  assert.not.ok(socket.destroyed);
  socket.write(head("GET", widgetsPath));
  await closed;
  assert.match(received(), /^HTTP\/1\.1 200 OK.*WidgetList.*HTTP\/1\.1 400 Bad Request/s);
});

test("copies of copies in a JSON patch are limited", async () => {
  await api.post(widgetsPath, widget("w", { note: "x".repeat(1000) }));
  const doubled = Array.from({ length: 60 }, (_, i) => ({ op: "copy", from: "/spec", path: `/spec/c${i}` }));
  const { status } = await api.patch(`${widgetsPath}/w`, doubled, "application/json-patch+json");
  assert.is(status, 422);
});

test("names that no object can have find nothing", async () => {
  const disk = await startWithWidgets({ dataDir: tempDir("hostile") });
  for (const name of ["x".repeat(5000), "a%2Fb", "a%00b", "%F0%9F%98%80"]) {
    const at = `${widgetsPath}/${name}`;
    const inside = widgetsPath.replace("default", name);
    const start = `${decodeURIComponent(name)}\0`;
    const token = Buffer.from(JSON.stringify({ v: "meta.k8s.io/v1", rv: 1, start })).toString("base64url");
    const answers = [
      await disk.get(at),
      await disk.patch(at, { spec: { size: 1 } }),
      await disk.delete(at),
      await disk.put(at, widget(decodeURIComponent(name))),
      await disk.post(inside, widget("a")),
    ];
    for (const { status } of answers) assert.is(status, 404);
    assert.equal((await disk.get(inside)).json.items, []);
    assert.is((await disk.get(`${inside}?watch=1&timeoutSeconds=1`)).status, 200);
    assert.equal((await disk.get(`${inside}?fieldSelector=metadata.name%3D${name}`)).json.items, []);
    assert.ok((await disk.get(`${widgetsPath}?limit=1&continue=${token}`)).status < 500);
  }
  await disk.close();
  errors.push(...disk.errors);
});

test("a busy server closes", async () => {
  const busy = await startWithWidgets();
  const watching = await Promise.all(Array.from({ length: 5 }, () => raw(busy.server)));
  for (const { socket } of watching) {
    socket.on("error", () => {});
    socket.write(head("GET", `${widgetsPath}?watch=1&allowWatchBookmarks=1`));
  }
  await until(() => watching.every(({ received }) => received().includes("200 OK")));
  const writing = Array.from({ length: 100 }, (_, i) => busy.post(widgetsPath, widget(`w${i}`)));
  const settled = Promise.allSettled(writing);
  await writing[0];
  await busy.close();
  await settled;
  assert.ok(watching.every(({ socket }) => socket.readableEnded || socket.destroyed));
});

test("nothing of this was the server's own fault", () => {
  assert.equal(errors, []);
});

test.run();
