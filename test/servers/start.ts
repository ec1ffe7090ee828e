/** A real Kubernetes API server for a test: etcd, kube-apiserver and, where asked for, the controller manager. */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Daemon, startDaemon } from "../support/child.ts";
import { eventually, GiveUp } from "../support/eventually.ts";
import { type HttpClient, httpClient } from "../support/http.ts";
import { kubeconfig } from "../support/kubeconfig.ts";
import { freePorts } from "../support/ports.ts";
import { removeTemp, tempDir } from "../support/temp.ts";
import { type Binary, builds, builtBinary } from "./binaries.ts";
import { type Rule, USER_RULES } from "./user-role.ts";

/** The identities of every test server: who may do everything, and an ordinary user who edits VMs. */
export type Identity = "admin" | "user";

export interface TestServer {
  url: string;
  /** Kubeconfig files, one an identity. */
  kubeconfigs: Record<Identity, string>;
  tokens: Record<Identity, string>;
  /** The certificate to trust, PEM. */
  ca: string;
  /** As `GET /version` says, `v1.36.3`. */
  version: string;
  /** Ends the server and removes its data. */
  stop(): Promise<void>;
}

export interface RealServerOptions {
  /** Start the controller manager too: namespace deletion, garbage collection, quota. */
  controllers?: boolean;
  /** More flags for kube-apiserver. */
  apiServerFlags?: readonly string[];
  /** More users by token: each has the rights of its rules in the whole cluster, and no group. */
  users?: { readonly [token: string]: { readonly name: string; readonly rules: readonly Rule[] } };
}

const CONTROLLERS = [
  "clusterrole-aggregation-controller",
  "garbage-collector-controller",
  "namespace-controller",
  "persistentvolume-binder-controller",
  "resourcequota-controller",
  "serviceaccount-controller",
  "serviceaccount-token-controller",
];

/** Without a token nothing is answered but whether the server lives, and its version. */
const AUTHENTICATION = {
  apiVersion: "apiserver.config.k8s.io/v1",
  kind: "AuthenticationConfiguration",
  anonymous: {
    enabled: true,
    conditions: ["/healthz", "/livez", "/readyz", "/version"].map((path) => ({ path })),
  },
};

const roleOf = (name: string, rules: readonly Rule[]) => ({
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRole",
  metadata: { name },
  rules,
});

const bindingOf = (name: string, subject: { kind: "User" | "Group"; name: string }) => ({
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRoleBinding",
  metadata: { name },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
  subjects: [{ apiGroup: "rbac.authorization.k8s.io", ...subject }],
});

export interface Availability {
  available: boolean;
  /** Why not; empty where available. */
  reason: string;
}

/** Whether real servers can be started here. */
export function realServers(): Availability {
  const needed: Binary[] = ["etcd", "kube-apiserver", "kube-controller-manager"];
  const missing = needed.filter((binary) => !builtBinary(binary));
  if (missing.length === 0) return { available: true, reason: "" };
  return { available: false, reason: `${missing.join(", ")} not built; run \`npm run servers\` (needs Go)` };
}

/**
 * Starts the servers on free loopback ports and returns once `/readyz` answers; undefined where they are not
 * built (`realServers()` says why). Throws with the last lines of a server that did not come up.
 */
export async function startRealServer(options: RealServerOptions = {}): Promise<TestServer | undefined> {
  if (!realServers().available) return undefined;
  const folder = tempDir("server");
  const daemons: Daemon[] = [];
  const stop = async (): Promise<void> => {
    for (const daemon of daemons.reverse()) await daemon.stop();
    removeTemp(folder);
  };
  try {
    return { ...(await startAll(folder, daemons, options)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Started = Omit<TestServer, "stop">;

async function startAll(folder: string, daemons: Daemon[], options: RealServerOptions): Promise<Started> {
  const [clientPort, peerPort, securePort] = (await freePorts(3)) as [number, number, number];
  const run = (binary: Binary, flags: { [flag: string]: string }, more: readonly string[] = []): Daemon => {
    const args = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);
    const daemon = startDaemon(
      binary,
      builtBinary(binary)!,
      [...args, ...more],
      join(folder, `${binary}.log`),
    );
    daemons.push(daemon);
    return daemon;
  };

  const etcd = `http://127.0.0.1:${clientPort}`;
  const peer = `http://127.0.0.1:${peerPort}`;
  run(
    "etcd",
    {
      "data-dir": join(folder, "etcd"),
      "listen-client-urls": etcd,
      "advertise-client-urls": etcd,
      "listen-peer-urls": peer,
      "initial-advertise-peer-urls": peer,
      "initial-cluster": `default=${peer}`,
      "log-level": "warn",
    },
    ["--unsafe-no-fsync"],
  );

  const tokens = { admin: randomBytes(16).toString("hex"), user: randomBytes(16).toString("hex") };
  const tokenFile = join(folder, "tokens.csv");
  const more = Object.entries(options.users ?? {});
  const users = [
    `${tokens.admin},admin,admin,system:masters`,
    `${tokens.user},alice,alice,vmop:users`,
    ...more.map(([token, { name }]) => `${token},${name},${name}`),
  ];
  writeFileSync(tokenFile, `${users.join("\n")}\n`, { mode: 0o600 });
  const authenticationFile = join(folder, "authentication.json");
  writeFileSync(authenticationFile, JSON.stringify(AUTHENTICATION));
  const keyFile = join(folder, "service-account.key");
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
  });
  writeFileSync(keyFile, privateKey, { mode: 0o600 });

  const apiServer = run(
    "kube-apiserver",
    {
      "etcd-servers": etcd,
      "cert-dir": folder,
      "bind-address": "127.0.0.1",
      "advertise-address": "127.0.0.1",
      "secure-port": `${securePort}`,
      "service-cluster-ip-range": "10.0.0.0/24",
      "service-account-issuer": "https://kubernetes.default.svc",
      "service-account-key-file": keyFile,
      "service-account-signing-key-file": keyFile,
      "token-auth-file": tokenFile,
      "authorization-mode": "RBAC",
      "authentication-config": authenticationFile,
      // What needs a controller or kubelet that a test does not run.
      "disable-admission-plugins": "ServiceAccount,StorageObjectInUseProtection,TaintNodesByCondition",
    },
    options.apiServerFlags,
  );

  const url = `https://127.0.0.1:${securePort}`;
  const ca = await eventually(
    "the certificate of kube-apiserver",
    () => {
      assertAlive(daemons);
      return readFileSync(join(folder, "apiserver.crt"), "utf8") || undefined;
    },
    { timeout: 30_000 },
  );
  const admin = httpClient({ url, ca }, tokens.admin);
  await eventually(
    "a ready kube-apiserver",
    async () => {
      assertAlive(daemons);
      return (await admin("/readyz")).text === "ok";
    },
    { timeout: 60_000, interval: 50 },
  ).catch((error: Error) => {
    throw new Error(`${error.message}\n${apiServer.tail()}`);
  });

  const kubeconfigs = { admin: join(folder, "admin.yaml"), user: join(folder, "user.yaml") };
  for (const identity of ["admin", "user"] as const) {
    const text = kubeconfig({ url, ca }, { [identity]: tokens[identity] });
    writeFileSync(kubeconfigs[identity], text, { mode: 0o600 });
  }
  if (options.controllers) {
    const flags = {
      kubeconfig: kubeconfigs.admin,
      "leader-elect": "false",
      "secure-port": "0",
      controllers: CONTROLLERS.join(","),
      "service-account-private-key-file": keyFile,
    };
    run("kube-controller-manager", flags);
  }
  await grant(
    admin,
    more.map(([, user]) => user),
  );
  admin.close();
  const version = builds().find((build) => build.binary === "kube-apiserver")!.version;
  return { url, ca, tokens, kubeconfigs, version };
}

/** A server that has ended will not become ready: say what it said. */
function assertAlive(daemons: readonly Daemon[]): void {
  const dead = daemons.find((daemon) => !daemon.alive);
  if (dead) throw new GiveUp(`${dead.name} ended:\n${dead.tail()}`);
}

async function grant(
  admin: HttpClient,
  users: readonly { readonly name: string; readonly rules: readonly Rule[] }[],
): Promise<void> {
  const rights = [
    { role: "vmop-user", rules: USER_RULES, subject: { kind: "Group", name: "vmop:users" } },
    ...users.map(({ name, rules }) => ({ role: name, rules, subject: { kind: "User", name } as const })),
  ] as const;
  const rbac = "/apis/rbac.authorization.k8s.io/v1";
  for (const { role, rules, subject } of rights) {
    for (const [path, body] of [
      [`${rbac}/clusterroles`, roleOf(role, rules)],
      [`${rbac}/clusterrolebindings`, bindingOf(role, subject)],
    ] as const) {
      const reply = await admin(path, { method: "POST", body });
      if (reply.status !== 201) throw new Error(`POST ${path}: ${reply.status} ${reply.text}`);
    }
  }
}
