/** The stories on the embedded server: what kube-apiserver answered is what it must answer. */
import { test } from "uvu";
import { startApiServer } from "../../runtime/apiserver/server.ts";
import { userMay } from "../servers/user-role.ts";
import { tempDir } from "../support/temp.ts";
import { type StoryServer, stories } from "./stories.ts";

const tokens = { admin: "admin-token", user: "user-token" };

async function start(): Promise<StoryServer> {
  const server = await startApiServer({
    dataDir: tempDir("embedded"),
    tokens: {
      [tokens.admin]: { username: "admin", uid: "admin", groups: ["system:masters", "system:authenticated"] },
      [tokens.user]: { username: "alice", uid: "alice", groups: ["vmop:users", "system:authenticated"] },
    },
    authorize: (user, verb, { group, resource, subresource, path }) =>
      user.groups.includes("system:masters") ||
      path !== undefined ||
      userMay(verb, group, subresource ? `${resource}/${subresource}` : resource),
  });
  return { url: server.url, ca: server.caCertificate, tokens, stop: () => server.close() };
}

stories(start);
test.run();
