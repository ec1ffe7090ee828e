/** The kubeconfig of a data folder: the ordinary user by default, the administrator as a second context. */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { parse, stringify } from "yaml";
import { type ClusterAccess, directAccess } from "../client/access.ts";
import type { Tokens } from "./identities.ts";

export const STARTER_NAMESPACE = "my-namespace";

export interface Endpoint {
  url: string;
  /** PEM. */
  ca: string;
}

interface Kubeconfig {
  clusters: { cluster: { server: string; "certificate-authority-data": string } }[];
  users: { name: string; user: { token: string } }[];
}

/** Writes the file whole, readable by its owner only. */
export function writeKubeconfig(path: string, endpoint: Endpoint, tokens: Tokens): void {
  const context = (name: string, user: string) => ({
    name,
    context: { cluster: "vmop", user, namespace: STARTER_NAMESPACE },
  });
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name: "vmop",
        cluster: {
          server: endpoint.url,
          "certificate-authority-data": Buffer.from(endpoint.ca).toString("base64"),
        },
      },
    ],
    users: [
      { name: "developer", user: { token: tokens.user } },
      { name: "admin", user: { token: tokens.admin } },
    ],
    contexts: [context("vmop", "developer"), context("admin", "admin")],
    "current-context": "vmop",
  };
  writeFileSync(`${path}.new`, stringify(config), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** The access of the default context of a file that `writeKubeconfig` wrote. */
export function readKubeconfig(path: string): ClusterAccess {
  const config = parse(readFileSync(path, "utf8")) as Kubeconfig;
  const { cluster } = config.clusters[0]!;
  const ca = Buffer.from(cluster["certificate-authority-data"], "base64").toString("utf8");
  return directAccess({
    server: cluster.server,
    ca,
    token: config.users[0]!.user.token,
    namespace: STARTER_NAMESPACE,
  });
}
