/** Where an API server is and who we are to it, as plain data. */
export interface ClusterAccess {
  /** Base URL, `https://127.0.0.1:6443`; a path prefix is kept. */
  server: string;
  /** PEM certificates to trust instead of the system's. */
  ca?: string;
  /** The name the server's certificate must carry, where it is not the URL's host. */
  tlsServerName?: string;
  insecureSkipTlsVerify?: boolean;
  /** The namespace of a request that names none. */
  namespace: string;
  /** Fixed credentials. */
  credentials: Credentials;
  /** Asked before each request where credentials change (exec plugins, token files); it caches on its own. */
  refresh?: () => Promise<Credentials>;
}

/** Any subset; a bearer token or a client certificate in PEM. */
export interface Credentials {
  /** The value of the `Authorization` header. */
  authorization?: string;
  cert?: string;
  key?: string;
}

/** Access to a server whose address and token are known, as our own server's are. */
export function directAccess(options: {
  server: string;
  ca?: string;
  token?: string;
  cert?: string;
  key?: string;
  namespace?: string;
}): ClusterAccess {
  const { server, ca, token, cert, key, namespace = "default" } = options;
  const credentials: Credentials = {};
  if (token !== undefined) credentials.authorization = `Bearer ${token}`;
  if (cert !== undefined) credentials.cert = cert;
  if (key !== undefined) credentials.key = key;
  return ca === undefined ? { server, namespace, credentials } : { server, ca, namespace, credentials };
}
