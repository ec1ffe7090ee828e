/** One machine: the embedded API server, the simulated hypervisor and the operator, on one data folder. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { type ResourceTypes, resources } from "../../generated/resources.ts";
import { allRules } from "../../generated/rules/index.js";
import type { Generators } from "../../rules/lang/defaulting.ts";
import { clientReader } from "../admission/client-reader.ts";
import { ADMISSION_PATH, webhookConfiguration } from "../admission/configuration.ts";
import { generatorsOf } from "../admission/generators.ts";
import type { ObjectReader } from "../admission/lookups.ts";
import { type AdmissionReview, review } from "../admission/review.ts";
import { watchParameters } from "../admission/watched-parameters.ts";
import { createAdmission } from "../apiserver/admission/chain.ts";
import { callOverHttps } from "../apiserver/admission/webhook-call.ts";
import { type ApiServer, startApiServer } from "../apiserver/server.ts";
import { directAccess } from "../client/access.ts";
import { createClient } from "../client/client.ts";
import { createHttpsTransport } from "../client/https.ts";
import { ability } from "../driver/abilities.ts";
import { lmdbStore } from "../driver/simulated/lmdb-store.ts";
import { type SimulatedDriver, simulatedDriver } from "../driver/simulated/simulated.ts";
import { createOperator, type Operator } from "../reconcile/operator.ts";
import type { OperatorClient } from "../reconcile/virtualmachine/sources.ts";
import { install } from "./ensure.ts";
import { authorize, type Identity, loadTokens, usersByToken } from "./identities.ts";
import { STARTER_NAMESPACE, writeKubeconfig } from "./kubeconfig.ts";
import { makeFolder } from "./make-folder.ts";
import { readManifests } from "./manifests.ts";
import { createStarterInventory } from "./starter-inventory.ts";

export interface LocalOptions {
  /** Where everything is kept; made when it is not there. */
  dataDir: string;
  /** 0 takes any free one. */
  port: number;
  /** The folder of CRDs and policies. */
  manifestsDir: string;
  buildVersion: string;
  onError: (error: unknown, what: string) => void;
}

export interface Local {
  readonly server: ApiServer;
  readonly driver: SimulatedDriver;
  readonly operator: Operator;
  readonly kubeconfig: string;
  /** The folder was new, and got the starter inventory. */
  readonly isNew: boolean;
  /** Stops the parts in order; everything is on disk afterwards. */
  close(): Promise<void>;
}

export const kubeconfigPath = (dataDir: string): string => join(resolve(dataDir), "kubeconfig");

/** Where the in-process webhook pretends to be. */
const WEBHOOK_SERVICE = { namespace: "vmop-system", name: "vmop", path: ADMISSION_PATH };
const WEBHOOK_BASE = "https://vmop.vmop-system.svc:443";

/**
 * Starts everything; kubectl works when this resolves. Throws `DataFolderInUse` and `PortInUse`, each with a sentence
 * for people. A failure leaves nothing running.
 */
export async function startLocal(options: LocalOptions): Promise<Local> {
  const dataDir = resolve(options.dataDir);
  makeFolder(dataDir);
  const isNew = !existsSync(kubeconfigPath(dataDir));
  const closers: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const step of closers.splice(0).reverse()) await step();
  };
  try {
    const tokens = loadTokens(dataDir);
    // From here on the lock on the server's folder guards the whole data folder.
    const server = await startApiServer({
      dataDir: join(dataDir, "api"),
      port: options.port,
      tokens: usersByToken(tokens),
      authorize,
      admission: (sources) =>
        createAdmission({
          sources,
          callWebhook: callWebhook(generatorsOf(options.buildVersion), () => reader),
          resolveService,
        }),
      onError: options.onError,
    });
    closers.push(() => server.close());
    const clientFor = (who: Identity) => {
      const access = directAccess({
        server: server.url,
        ca: server.caCertificate,
        token: tokens[who],
        namespace: STARTER_NAMESPACE,
      });
      const client = createClient<ResourceTypes>(
        createHttpsTransport(access, { maxConnections: 32 }),
        resources,
        { fieldManager: "vmop" },
      );
      closers.push(() => client.close());
      return client as OperatorClient;
    };
    const admin = clientFor("admin");
    let reader: ObjectReader = clientReader(admin);
    await install(admin, [
      ...readManifests(options.manifestsDir),
      webhookConfiguration(allRules, { service: WEBHOOK_SERVICE }),
    ]);
    const watching = await watchParameters(admin, reader, (error) =>
      options.onError(error, "the parameters of admission"),
    );
    closers.push(() => watching.close());
    reader = watching;

    const driver = simulatedDriver({ store: () => lmdbStore(join(dataDir, "hypervisor")) });
    await driver.open();
    closers.push(() => driver.close());
    if (isNew) await createStarterInventory(admin, (await ability(driver, "library")?.listItems()) ?? []);

    const operator = createOperator({
      client: clientFor("operator"),
      driver,
      buildVersion: options.buildVersion,
      onError: options.onError,
    });
    await operator.start();
    closers.push(() => operator.stop());
    writeKubeconfig(kubeconfigPath(dataDir), { url: server.url, ca: server.caCertificate }, tokens);
    return { server, driver, operator, kubeconfig: kubeconfigPath(dataDir), isNew, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const resolveService = (service: { namespace: string; name: string }): string | undefined =>
  service.namespace === WEBHOOK_SERVICE.namespace && service.name === WEBHOOK_SERVICE.name
    ? WEBHOOK_BASE
    : undefined;

/** Our own webhook answers in process; any other is called. */
const callWebhook =
  (generators: Generators, reader: () => ObjectReader): typeof callOverHttps =>
  async (call) =>
    call.url.startsWith(WEBHOOK_BASE)
      ? review(allRules, call.review as unknown as AdmissionReview, generators, reader())
      : callOverHttps(call);
