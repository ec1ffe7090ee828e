/** The embedded server with our CRDs and policies refuses what the compiled rows refuse, in their words, and nothing else. */
import { test } from "uvu";
import { startApiServer } from "../../runtime/apiserver/server.ts";
import { tempDir } from "../support/temp.ts";
import type { CrdServer } from "./crd-server.ts";
import { equivalent } from "./equivalence-suite.ts";

async function start(): Promise<CrdServer> {
  const tokens = { admin: "admin-token", developer: "developer-token" };
  const known = (username: string, ...groups: string[]) => ({
    username,
    uid: username,
    groups: [...groups, "system:authenticated"],
  });
  const server = await startApiServer({
    dataDir: tempDir("equivalence"),
    tokens: { [tokens.admin]: known("admin", "system:masters"), [tokens.developer]: known("developer") },
    authorize: () => true,
  });
  return { url: server.url, ca: server.caCertificate, tokens, stop: () => server.close() };
}

test("the server and the rows agree on more than 5,000 requests", () => equivalent(start));

test.run();
