/** The operator on a real kube-apiserver. `VMOP_RECORD=1` records what kubectl prints there. */
import { test } from "uvu";
import { OPERATOR } from "../../rules/lang/facts.ts";
import { realServers, startRealServer } from "../servers/start.ts";
import { skip } from "../support/skip.ts";
import { operatorSuite } from "./suite.ts";
import type { OperatorServer } from "./world.ts";

async function start(): Promise<OperatorServer> {
  const operator = "operator-token";
  const server = (await startRealServer({ administrators: { [operator]: OPERATOR } }))!;
  return { ...server, tokens: { ...server.tokens, operator } };
}

const { available, reason } = realServers();
if (available) {
  operatorSuite(start, { record: process.env.VMOP_RECORD === "1" });
} else if (process.env.VMOP_REQUIRE_SERVERS) {
  test("the real servers are there", () => {
    throw new Error(reason);
  });
} else {
  skip(reason);
}
test.run();
