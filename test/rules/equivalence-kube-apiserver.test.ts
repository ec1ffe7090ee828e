/** A real API server with our CRDs and policies refuses what the compiled rows refuse, in their words, and nothing else. */
import { test } from "uvu";
import { startRealServer } from "../servers/start.ts";
import { withRealServer } from "../servers/with-real-server.ts";
import type { CrdServer } from "./crd-server.ts";
import { equivalent } from "./equivalence-suite.ts";

const DEVELOPER = "developer-token";

async function start(): Promise<CrdServer> {
  const rules = [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }];
  const server = (await startRealServer({ users: { [DEVELOPER]: { name: "developer", rules } } }))!;
  return { ...server, tokens: { admin: server.tokens.admin, developer: DEVELOPER } };
}

withRealServer(() =>
  test("the server and the rows agree on more than 5,000 requests", () => equivalent(start)),
);

test.run();
