/** The operator on the embedded server. */
import { test } from "uvu";
import { OPERATOR } from "../../rules/lang/facts.ts";
import { startApiServer } from "../../runtime/apiserver/server.ts";
import { userMay } from "../servers/user-role.ts";
import { tempDir } from "../support/temp.ts";
import { operatorMay } from "./role.ts";
import { operatorSuite } from "./suite.ts";
import type { OperatorServer } from "./world.ts";

const tokens = { admin: "admin-token", user: "user-token", operator: "operator-token" };

async function start(): Promise<OperatorServer> {
  const known = (username: string, ...groups: string[]) => ({
    username,
    uid: username,
    groups: [...groups, "system:authenticated"],
  });
  const server = await startApiServer({
    dataDir: tempDir("operator"),
    tokens: {
      [tokens.admin]: known("admin", "system:masters"),
      [tokens.user]: known("alice", "vmop:users"),
      [tokens.operator]: known(OPERATOR),
    },
    authorize: (user, verb, { group, resource, subresource, path }) => {
      const may = user.username === OPERATOR ? operatorMay : userMay;
      return (
        user.groups.includes("system:masters") ||
        path !== undefined ||
        may(verb, group, subresource ? `${resource}/${subresource}` : resource)
      );
    },
  });
  return { url: server.url, ca: server.caCertificate, tokens, stop: () => server.close() };
}

operatorSuite(start);
test.run();
