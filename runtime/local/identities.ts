/** Who may talk to the server of a data folder: three identities, each with a token that only the owner can read. */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
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

/** The tokens of the folder; made, and kept with mode 0600, when there are none yet. */
export function loadTokens(folder: string): Tokens {
  const path = join(folder, "tokens.json");
  if (existsSync(path)) return JSON.parse(readFileSync(path, "utf8")) as Tokens;
  const token = () => randomBytes(24).toString("base64url");
  const tokens: Tokens = { admin: token(), user: token(), operator: token() };
  writeFileSync(`${path}.new`, `${JSON.stringify(tokens, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return tokens;
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
