/** Reads kubeconfig files and in-cluster accounts. The only file that knows `@kubernetes/client-node`. */
import type { RequestOptions } from "node:https";
import type { KubeConfig } from "@kubernetes/client-node";
import type { ClusterAccess, Credentials } from "./access.ts";

/** Where a kubeconfig comes from; `default` is `$KUBECONFIG`, `~/.kube/config`, then the pod's account. */
export type KubeconfigSource =
  | { from: "default" }
  | { from: "file"; path: string }
  | { from: "text"; text: string }
  | { from: "cluster" };

/** The source cannot be read or does not name a cluster; `message` says which and why. */
export class KubeconfigError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "KubeconfigError";
  }
}

const describe = (source: KubeconfigSource): string => {
  switch (source.from) {
    case "default":
      return "the default kubeconfig";
    case "file":
      return `the kubeconfig ${source.path}`;
    case "text":
      return "the given kubeconfig";
    case "cluster":
      return "the in-cluster account";
  }
};

/** Loads the source and answers the access of `context`, or of its current context. Throws `KubeconfigError`. */
export async function loadAccess(source: KubeconfigSource, context?: string): Promise<ClusterAccess> {
  // The library takes most of a second to load; whoever brings a direct access never pays for it.
  const { KubeConfig } = await import("@kubernetes/client-node");
  const config = new KubeConfig();
  try {
    load(config, source);
  } catch (error) {
    throw new KubeconfigError(`${describe(source)} cannot be read: ${brief(error)}`, error);
  }
  return accessOf(config, describe(source), context);
}

/** The library stumbles over what has another shape, and its YAML messages quote the file. */
function brief(error: unknown): string {
  if (error instanceof TypeError) return "it is not a kubeconfig";
  return ((error as Error).message.split("\n")[0] ?? "").replace(/:$/, "");
}

function load(config: KubeConfig, source: KubeconfigSource): void {
  switch (source.from) {
    case "default":
      config.loadFromDefault();
      break;
    case "file":
      config.loadFromFile(source.path);
      break;
    case "text":
      config.loadFromString(source.text);
      break;
    case "cluster":
      config.loadFromCluster();
  }
}

async function accessOf(config: KubeConfig, what: string, context?: string): Promise<ClusterAccess> {
  if (context !== undefined) {
    if (config.getContextObject(context) === null) {
      const known = config.getContexts().map((each) => each.name);
      throw new KubeconfigError(`${what} has no context "${context}"; it has: ${known.join(", ") || "none"}`);
    }
    config.setCurrentContext(context);
  }
  const cluster = config.getCurrentCluster();
  if (cluster === null) throw new KubeconfigError(`${what} names no cluster for the context in use`);
  const user = config.getCurrentUser();
  // To leave these out would be to go another way, or to be someone else, than the file says.
  if (cluster.proxyUrl)
    throw new KubeconfigError(`${what} asks for a proxy (proxy-url), which is not supported`);
  if (user?.impersonateUser)
    throw new KubeconfigError(`${what} asks to impersonate (as), which is not supported`);
  const first = await authorize(config, what);
  const access: ClusterAccess = {
    server: cluster.server,
    namespace: config.getContextObject(config.getCurrentContext())?.namespace ?? "default",
    credentials: first.credentials,
  };
  if (first.ca !== undefined) access.ca = first.ca;
  if (cluster.tlsServerName !== undefined) access.tlsServerName = cluster.tlsServerName;
  if (cluster.skipTLSVerify) access.insecureSkipTlsVerify = true;
  if (user?.exec || user?.authProvider) {
    access.refresh = async () => (await authorize(config, what)).credentials;
  }
  return access;
}

async function authorize(
  config: KubeConfig,
  what: string,
): Promise<{ credentials: Credentials; ca?: string }> {
  const options: RequestOptions = {};
  try {
    await config.applyToHTTPSOptions(options);
  } catch (error) {
    throw new KubeconfigError(`${what} gives no credentials: ${brief(error)}`, error);
  }
  const credentials: Credentials = {};
  const header = (options.headers as { Authorization?: string } | undefined)?.Authorization;
  if (header !== undefined) credentials.authorization = header;
  else if (options.auth) credentials.authorization = `Basic ${Buffer.from(options.auth).toString("base64")}`;
  if (options.cert) credentials.cert = String(options.cert);
  if (options.key) credentials.key = String(options.key);
  return options.ca ? { credentials, ca: String(options.ca) } : { credentials };
}
