/** The embedded API server: storage, registry, kinds and HTTPS put together. */
import { mkdirSync } from "node:fs";
import { createAdmission } from "./admission/chain.ts";
import type { AdmissionSources } from "./admission/types.ts";
import { startNamespaces, takeUpDeletion } from "./builtin/namespaces.ts";
import { type Access, type Authorize, allowAll, questionBehaviours } from "./builtin/questions.ts";
import { builtinResources } from "./builtin/resources.ts";
import type { AdmissionChain, UserInfo } from "./contract.ts";
import { Definitions } from "./crd/definitions.ts";
import { definitionsGroup } from "./crd/types.ts";
import { createApi } from "./http/api.ts";
import { loadCertificates } from "./http/certificates.ts";
import { type Listener, listen, PortInUse } from "./http/listener.ts";
import { admissionSources } from "./registry/admission-sources.ts";
import { Jobs } from "./registry/drain.ts";
import { Registry } from "./registry/registry.ts";
import type { Backend } from "./storage/backend.ts";
import type { HistoryLimits } from "./storage/history.ts";
import { lmdbBackend } from "./storage/lmdb.ts";
import { DataFolderInUse, lockFolder } from "./storage/lock.ts";
import { memoryBackend } from "./storage/memory.ts";
import { Store } from "./storage/store.ts";

export { type Access, type Authorize, DataFolderInUse, PortInUse };

export interface ApiServerOptions {
  /** Where everything is kept; made when it is not there. Leave out and set `memory` to keep nothing. */
  readonly dataDir?: string;
  readonly memory?: boolean;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** 0 or none: any free port. */
  readonly port?: number;
  /** Bearer token → who that is. */
  readonly tokens: { readonly [token: string]: UserInfo };
  /** Everything is allowed to everybody with a token unless given. */
  readonly authorize?: Authorize;
  /** Makes the admission chain; policies and HTTPS webhooks unless given. */
  readonly admission?: (sources: AdmissionSources) => AdmissionChain;
  /** Milliseconds. */
  readonly now?: () => number;
  /** The Kubernetes version that new CEL expressions may use. */
  readonly compat?: string;
  /** How much of the past watches can resume from. */
  readonly history?: HistoryLimits;
  /** Told of every failure that is the server's own fault. */
  readonly onError?: (error: unknown, what: string) => void;
}

export interface ApiServer {
  /** `https://host:port` */
  readonly url: string;
  readonly port: number;
  /** PEM. */
  readonly caCertificate: string;
  readonly registry: Registry;
  /** Ends watches, lets running requests finish, flushes and unlocks the data folder. Can be called twice. */
  close(): Promise<void>;
}

const defaultCompat = "1.35";
const release = "1.36";
const closingGrace = 3000;

/**
 * Starts a server; it answers when this resolves. Throws DataFolderInUse when another process has the data folder and
 * PortInUse when another has the port, both with one sentence for people.
 */
export async function startApiServer(options: ApiServerOptions): Promise<ApiServer> {
  const {
    dataDir,
    host = "127.0.0.1",
    compat = defaultCompat,
    now = Date.now,
    authorize = allowAll,
  } = options;
  const onError = options.onError ?? (() => {});
  if ((dataDir === undefined) === (options.memory !== true)) {
    throw new TypeError("an API server needs either a data folder or `memory: true`");
  }
  const storage = openStorage(dataDir);
  const cleanup: (() => void | Promise<void>)[] = [storage.unlock];
  const undo = async () => {
    for (const step of cleanup.reverse()) await step();
  };
  try {
    const store = new Store(storage.backend, options.history);
    cleanup.push(() => store.close());
    const registry = new Registry(store, now);
    const jobs = new Jobs((error) => onError(error, "cleaning up"));
    cleanup.push(() => jobs.close());
    const neverRetired = new AbortController().signal;

    const definitions = new Definitions(registry, jobs, compat);
    const behaviours = {
      ...questionBehaviours(authorize),
      CustomResourceDefinition: definitions.behaviour(),
    };
    for (const resource of builtinResources(compat, behaviours, neverRetired)) registry.serve(resource);
    registry.afterWrite = (resource, object, removed) => {
      const { group, kind } = resource.info;
      if (group === definitionsGroup) definitions.written(object, removed);
      else if (group === "" && kind === "Namespace" && !removed)
        takeUpDeletion(registry, jobs, resource, object);
    };
    definitions.start();
    await startNamespaces(registry, jobs);
    registry.admission = (options.admission ?? ((sources) => createAdmission({ sources })))(
      admissionSources(registry, authorize),
    );

    const certificates = await loadCertificates(dataDir, now());
    const shutdown = new AbortController();
    const handle = createApi({
      registry,
      tokens: new Map(Object.entries(options.tokens)),
      authorize,
      release,
      shutdown: shutdown.signal,
      report: onError,
    });
    const listener: Listener = await listen(host, options.port ?? 0, certificates, (request, response) => {
      void handle(request, response);
    });
    cleanup.push(
      () => listener.close(closingGrace),
      () => shutdown.abort(),
    );

    let closing: Promise<void> | undefined;
    return {
      url: `https://${host.includes(":") ? `[${host}]` : host}:${listener.port}`,
      port: listener.port,
      caCertificate: certificates.ca,
      registry,
      close() {
        closing ??= undo();
        return closing;
      },
    };
  } catch (error) {
    await undo();
    throw error;
  }
}

function openStorage(dataDir: string | undefined): { backend: Backend; unlock: () => void } {
  if (dataDir === undefined) return { backend: memoryBackend(), unlock: () => {} };
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(dataDir);
  try {
    return { backend: lmdbBackend(dataDir), unlock };
  } catch (error) {
    unlock();
    throw error;
  }
}
