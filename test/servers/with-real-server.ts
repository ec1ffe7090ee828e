/** Tests that only a real API server can answer: declared where one can be started, and never silently left out in CI. */
import { test } from "uvu";
import { type HttpClient, httpClient, type Send } from "../support/http.ts";
import { skip } from "../support/skip.ts";
import { type RealServerOptions, realServers, startRealServer, type TestServer } from "./start.ts";

/** Declares the tests; without the binaries it skips and says why, or fails where VMOP_REQUIRE_SERVERS is set. */
export function withRealServer(declare: () => void): void {
  const { available, reason } = realServers();
  if (available) declare();
  else if (!process.env.VMOP_REQUIRE_SERVERS) skip(reason);
  else {
    test("the real servers are there", () => {
      throw new Error(reason);
    });
  }
}

/** The same for tests of one server: it is started before the first and ended after the last; `send` asks it as admin. */
export function onRealServer(options: RealServerOptions, declare: (send: Send) => void): void {
  withRealServer(() => {
    let server: TestServer;
    let client: HttpClient;
    test.before(async () => {
      server = (await startRealServer(options))!;
      client = httpClient(server, server.tokens.admin);
    });
    test.after(async () => {
      client?.close();
      await server?.stop();
    });
    declare((path, request) => client(path, request));
  });
}
