/** Who may talk to the server of a data folder: three identities, each with a token that only the owner can read. */
import { randomBytes } from "node:crypto";
import { existsSync, linkSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { OPERATOR } from "../../rules/lang/facts.ts";
import type { UserInfo } from "../apiserver/contract.ts";
import type { Authorize } from "../apiserver/server.ts";

export type Identity = "admin" | "user" | "operator";

const USERS: { readonly [who in Identity]: UserInfo } = {
  admin: { username: "admin", groups: ["system:masters", "system:authenticated"] },
  user: { username: "developer", groups: ["vmop:developers", "system:authenticated"] },
  operator: { username: OPERATOR, groups: ["system:serviceaccounts", "system:authenticated"] },
};

export type Tokens = { readonly [who in Identity]: string };

/**
 * The tokens of the folder; made, and kept with mode 0600, when there are none yet. Of two processes that make them at
 * the same time one wins, and both answer the same.
 */
export function loadTokens(folder: string): Tokens {
  const path = join(folder, "tokens.json");
  if (!existsSync(path)) {
    const token = () => randomBytes(24).toString("base64url");
    const made: Tokens = { admin: token(), user: token(), operator: token() };
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, `${JSON.stringify(made, undefined, 2)}\n`, { mode: 0o600 });
    try {
      linkSync(draft, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    } finally {
      unlinkSync(draft);
    }
  }
  return JSON.parse(readFileSync(path, "utf8")) as Tokens;
}

export const usersByToken = (tokens: Tokens): { [token: string]: UserInfo } =>
  Object.fromEntries((Object.keys(USERS) as Identity[]).map((who) => [tokens[who], USERS[who]]));

/** What the ordinary user may write. Everything may be read. */
const USER_WRITES: { readonly [group: string]: readonly string[] } = {
  "vmoperator.vmware.com": ["virtualmachines"],
  "": ["secrets", "configmaps", "persistentvolumeclaims", "events"],
  "authorization.k8s.io": ["selfsubjectaccessreviews", "selfsubjectrulesreviews"],
  "authentication.k8s.io": ["selfsubjectreviews"],
};

const READS: readonly string[] = ["get", "list", "watch"];

/** Administrators and the operator may do everything; the ordinary user edits machines and what they are made with. */
export const authorize: Authorize = (user, verb, access) => {
  if (user.groups.includes("system:masters") || user.username === OPERATOR) return true;
  if (READS.includes(verb)) return true;
  return access.subresource === "" && (USER_WRITES[access.group]?.includes(access.resource) ?? false);
};
