/** Everything the operator needs, around a server that is running already: the way a cluster has it. */
import { join } from "node:path";
import { type ResourceTypes, resources } from "../../generated/resources.ts";
import { clientReader } from "../../runtime/admission/client-reader.ts";
import { directAccess } from "../../runtime/client/access.ts";
import { createClient } from "../../runtime/client/client.ts";
import { ApiError } from "../../runtime/client/errors.ts";
import { createHttpsTransport } from "../../runtime/client/https.ts";
import { ability } from "../../runtime/driver/abilities.ts";
import type { Profile } from "../../runtime/driver/simulated/profile.ts";
import { type SimulatedDriver, simulatedDriver } from "../../runtime/driver/simulated/simulated.ts";
import { install } from "../../runtime/local/ensure.ts";
import { STARTER_NAMESPACE } from "../../runtime/local/kubeconfig.ts";
import { readManifests } from "../../runtime/local/manifests.ts";
import { createStarterInventory } from "../../runtime/local/starter-inventory.ts";
import { createOperator, type Operator } from "../../runtime/reconcile/operator.ts";
import type { OperatorClient, VmInput } from "../../runtime/reconcile/virtualmachine/sources.ts";
import { eventually } from "../support/eventually.ts";
import { type Wire, wireTo } from "./proxy.ts";
import { startWebhook } from "./webhook.ts";

export interface OperatorServer {
  url: string;
  /** PEM. */
  ca: string;
  tokens: { admin: string; user: string; operator: string };
  stop(): Promise<void>;
}

export interface World {
  readonly server: OperatorServer;
  readonly driver: SimulatedDriver;
  readonly admin: OperatorClient;
  readonly user: OperatorClient;
  /** Between the operator and the server. */
  readonly wire: Wire;
  /** What the operator reported as failed and tried again. */
  readonly failures: string[];
  startOperator(): Promise<void>;
  stopOperator(): Promise<void>;
  leave(): Promise<void>;
}

/** Fast, yet slow enough that the states on the way are seen. */
// biome-ignore format: a table
const profile: Profile = {
  operations: {
    create:          { latencyMs: [150, 200] },
    reconfigure:     { latencyMs: [ 30,  50] },
    destroy:         { latencyMs: [ 50, 100] },
    powerOn:         { latencyMs: [100, 150] },
    powerOff:        { latencyMs: [100, 150] },
    suspend:         { latencyMs: [100, 150] },
    reset:           { latencyMs: [100, 150] },
    shutdownGuest:   { latencyMs: [ 20,  30] },
    standbyGuest:    { latencyMs: [ 20,  30] },
    rebootGuest:     { latencyMs: [ 20,  30] },
    upgradeHardware: { latencyMs: [ 50, 100] },
  },
  guest: { toolsMs: [50, 100], addressMs: [50, 100], shutdownMs: [100, 200], standbyMs: [100, 200], rebootMs: [100, 200] },
  eventMs: 20,
};

const manifests = join(import.meta.dirname, "../../crds");

/** Installs CRDs, policies, the webhook and the starter inventory, and starts the operator. */
export async function createWorld(server: OperatorServer): Promise<World> {
  const closers: (() => unknown)[] = [() => server.stop()];
  const leave = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  const clientOf = (who: keyof OperatorServer["tokens"], url = server.url): OperatorClient => {
    const access = directAccess({
      server: url,
      ca: server.ca,
      token: server.tokens[who],
      namespace: STARTER_NAMESPACE,
    });
    const client = createClient<ResourceTypes>(createHttpsTransport(access), resources, {
      fieldManager: who,
    }) as OperatorClient;
    closers.push(() => client.close());
    return client;
  };
  try {
    const admin = clientOf("admin");
    const webhook = await startWebhook(clientReader(admin));
    closers.push(() => webhook.close());
    await install(admin, [...readManifests(manifests), webhook.configuration]);
    const driver = simulatedDriver({ profile });
    await driver.open();
    closers.push(() => driver.close());
    await createStarterInventory(admin, (await ability(driver, "library")?.listItems()) ?? []);
    const user = clientOf("user");
    await untilEnforced(user);

    const wire = await wireTo(Number(new URL(server.url).port));
    closers.push(() => wire.close());
    const failures: string[] = [];
    let operator: Operator | undefined;
    const startOperator = async () => {
      operator = createOperator({
        client: clientOf("operator", `https://127.0.0.1:${wire.port}`),
        driver,
        buildVersion: "v1.2.3",
        onError: (error, what) => failures.push(`${what}: ${(error as Error).message}`),
      });
      await operator.start();
    };
    const stopOperator = async () => {
      await operator?.stop();
      operator = undefined;
    };
    closers.push(stopOperator);
    await startOperator();
    return { server, driver, admin, user, wire, failures, startOperator, stopOperator, leave };
  } catch (error) {
    await leave();
    throw error;
  }
}

/** A real server takes a moment until it enforces new policies and calls a new webhook. */
async function untilEnforced(user: OperatorClient): Promise<void> {
  const vms = user.resource("vmoperator.vmware.com/v1alpha5/VirtualMachine");
  const attempt = (spec: VmInput["spec"]) =>
    vms.create({ metadata: { name: "probe", namespace: STARTER_NAMESPACE }, spec } as VmInput, {
      dryRun: true,
    });
  await eventually("the validating policy refuses", () =>
    attempt({}).then(
      () => false,
      (error) => error instanceof ApiError && error.message.includes("vm/class-required"),
    ),
  );
  await eventually("the mutating policy and the webhook fill in", async () => {
    const { spec } = await attempt({ className: "my-vm-class", imageName: "any", storageClass: "any" });
    return spec?.powerState !== undefined && spec.biosUUID !== undefined;
  });
}
