/** The embedded API server for a test, with the identities that a real one has there. */
import { startApiServer } from "../../runtime/apiserver/server.ts";
import { tempDir } from "../support/temp.ts";
import type { TestServer } from "./start.ts";
import { userMay } from "./user-role.ts";

const USERS = "vmop:users";

/** Starts the server on a free loopback port, with its data in a new folder. */
export async function startEmbedded(): Promise<Pick<TestServer, "url" | "ca" | "tokens" | "stop">> {
  const tokens = { admin: "admin-token", user: "user-token" };
  const server = await startApiServer({
    dataDir: tempDir("embedded"),
    tokens: {
      [tokens.admin]: { username: "admin", uid: "admin", groups: ["system:masters", "system:authenticated"] },
      [tokens.user]: { username: "alice", uid: "alice", groups: [USERS, "system:authenticated"] },
    },
    authorize: (user, verb, { group, resource, subresource, path }) =>
      user.groups.includes("system:masters") ||
      path !== undefined ||
      (user.groups.includes(USERS) &&
        userMay(verb, group, subresource ? `${resource}/${subresource}` : resource)),
  });
  return { url: server.url, ca: server.caCertificate, tokens, stop: () => server.close() };
}
