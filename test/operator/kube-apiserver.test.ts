/** The operator on a real kube-apiserver. `VMOP_RECORD=1` records what kubectl prints there. */
import { test } from "uvu";
import { OPERATOR } from "../../rules/lang/facts.ts";
import { startRealServer } from "../servers/start.ts";
import { withRealServer } from "../servers/with-real-server.ts";
import { OPERATOR_RULES } from "./role.ts";
import { operatorSuite } from "./suite.ts";
import type { OperatorServer } from "./world.ts";

async function start(): Promise<OperatorServer> {
  const operator = "operator-token";
  const server = (await startRealServer({
    users: { [operator]: { name: OPERATOR, rules: OPERATOR_RULES } },
  }))!;
  return { ...server, tokens: { ...server.tokens, operator } };
}

withRealServer(() => operatorSuite(start, { record: process.env.VMOP_RECORD === "1" }));
test.run();
