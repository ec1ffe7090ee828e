/** Kubeconfig files for a server with token identities. */
import { stringify } from "yaml";

export interface Access {
  url: string;
  /** The certificate that signs the server's, PEM. */
  ca: string;
}

/** A kubeconfig with one context per identity; the first is current. `namespace` becomes the default one. */
export function kubeconfig(
  { url, ca }: Access,
  tokens: { [identity: string]: string },
  namespace = "default",
): string {
  const identities = Object.keys(tokens);
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name: "test",
        cluster: { server: url, "certificate-authority-data": Buffer.from(ca).toString("base64") },
      },
    ],
    users: identities.map((name) => ({ name, user: { token: tokens[name] } })),
    contexts: identities.map((name) => ({ name, context: { cluster: "test", user: name, namespace } })),
    "current-context": identities[0],
  });
}
