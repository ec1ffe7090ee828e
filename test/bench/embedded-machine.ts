/** A process of the bench: all that `npm start` runs, with a hypervisor that takes no time and requests counted. */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { type ResourceTypes, resources } from "../../generated/resources.ts";
import { allRules } from "../../generated/rules/index.js";
import { OPERATOR } from "../../rules/lang/facts.ts";
import { clientReader } from "../../runtime/admission/client-reader.ts";
import { webhookConfiguration } from "../../runtime/admission/configuration.ts";
import { generatorsOf } from "../../runtime/admission/generators.ts";
import { type AdmissionReview, review } from "../../runtime/admission/review.ts";
import { createAdmission } from "../../runtime/apiserver/admission/chain.ts";
import { startApiServer } from "../../runtime/apiserver/server.ts";
import { directAccess } from "../../runtime/client/access.ts";
import { createClient } from "../../runtime/client/client.ts";
import { createHttpsTransport } from "../../runtime/client/https.ts";
import type { ApiRequest, Transport } from "../../runtime/client/transport.ts";
import { ability } from "../../runtime/driver/abilities.ts";
import { lmdbStore } from "../../runtime/driver/simulated/lmdb-store.ts";
import { instantProfile } from "../../runtime/driver/simulated/profile.ts";
import { simulatedDriver } from "../../runtime/driver/simulated/simulated.ts";
import { install } from "../../runtime/local/ensure.ts";
import { readManifests } from "../../runtime/local/manifests.ts";
import { createStarterInventory } from "../../runtime/local/starter-inventory.ts";
import { createOperator, type Operator } from "../../runtime/reconcile/operator.ts";
import type { OperatorClient } from "../../runtime/reconcile/virtualmachine/sources.ts";
import { eventually, sleep } from "../support/eventually.ts";
import type { Command, Quiet, Resync } from "./operator.ts";

const generators = generatorsOf("v1.2.3");

const folder = process.argv[2]!;
const QUIET_MS = 400;
const WAIT_MS = 90_000;

const admin = randomBytes(16).toString("hex");
const own = randomBytes(16).toString("hex");
const complain = (error: unknown, what: string): void => console.error(what, error);

const server = await startApiServer({
  dataDir: join(folder, "api"),
  tokens: {
    [admin]: { username: "admin", groups: ["system:masters", "system:authenticated"] },
    [own]: { username: OPERATOR, groups: ["system:serviceaccounts", "system:authenticated"] },
  },
  admission: (sources) =>
    createAdmission({
      sources,
      callWebhook: async (call) =>
        review(allRules, call.review as unknown as AdmissionReview, generators, clientReader(adminClient)),
      resolveService: () => "https://vmop.vmop-system.svc:443",
    }),
  onError: complain,
});

/** Writes of the operator so far, by what they write. */
const writes: { [what: string]: number } = {};

function counting(transport: Transport): Transport {
  const count = ({ method, path }: ApiRequest): void => {
    if (method === "GET") return;
    const what = path.includes("/events") ? "events" : path.endsWith("/status") ? "status" : "objects";
    writes[what] = (writes[what] ?? 0) + 1;
  };
  return {
    ...transport,
    request(request) {
      count(request);
      return transport.request(request);
    },
  };
}

const transportOf = (token: string): Transport =>
  createHttpsTransport(
    directAccess({ server: server.url, ca: server.caCertificate, token, namespace: "my-namespace" }),
    { maxConnections: 32 },
  );
const adminClient = createClient<ResourceTypes>(transportOf(admin), resources) as OperatorClient;
const ownClient = createClient<ResourceTypes>(counting(transportOf(own)), resources, {
  fieldManager: "vmop",
}) as OperatorClient;

await install(adminClient, [
  ...readManifests(join(import.meta.dirname, "../../crds")),
  webhookConfiguration(allRules, { service: { namespace: "vmop-system", name: "vmop", path: "/admit" } }),
]);
const driver = simulatedDriver({
  store: () => lmdbStore(join(folder, "hypervisor")),
  profile: instantProfile,
});
await driver.open();
await createStarterInventory(adminClient, (await ability(driver, "library")?.listItems()) ?? []);

const operator: Operator = createOperator({
  client: ownClient,
  driver,
  buildVersion: "bench",
  onError: complain,
});

const total = (): number => Object.values(writes).reduce((sum, count) => sum + count, 0);
const machines = () => operator.sources.vms.store.list();

/** Nothing waits, nothing runs, and nothing was written for a while. */
async function untilQuiet(): Promise<void> {
  let seen = { writes: total(), since: performance.now() };
  await eventually(
    "a quiet operator",
    () => {
      const busy = operator.controller.queue.depth + operator.controller.queue.active > 0;
      if (busy || total() !== seen.writes) seen = { writes: total(), since: performance.now() };
      return performance.now() - seen.since > QUIET_MS;
    },
    { timeout: WAIT_MS },
  );
}

function memory(): { residentMb: number; heapMb: number } {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  return { residentMb: rss / 2 ** 20, heapMb: heapUsed / 2 ** 20 };
}

async function untilRunning(count: number): Promise<Quiet> {
  const before = memory();
  const running = () => machines().filter((vm) => vm.status?.powerState === "PoweredOn").length;
  await eventually("machines that run", () => running() >= count, { timeout: WAIT_MS, interval: 5 });
  const runningAt = Date.now();
  await untilQuiet();
  return {
    runningAt,
    writes: { ...writes },
    before,
    after: memory(),
    bytes: JSON.stringify(machines()).length,
  };
}

/** Every machine is looked at again although nothing has changed. */
async function resync(): Promise<Resync> {
  const before = total();
  const started = performance.now();
  for (const { metadata } of machines()) {
    operator.controller.enqueue({ namespace: metadata.namespace!, name: metadata.name });
  }
  const { queue } = operator.controller;
  await eventually("a finished resync", () => queue.depth + queue.active === 0, {
    timeout: WAIT_MS,
    interval: 1,
  });
  const milliseconds = performance.now() - started;
  await sleep(QUIET_MS);
  return { milliseconds, writes: total() - before };
}

process.on("message", async (command: Command) => {
  switch (command.do) {
    case "operate":
      await operator.start();
      await untilQuiet();
      return process.send!({});
    case "untilRunning":
      return process.send!(await untilRunning(command.count));
    case "resync":
      return process.send!(await resync());
  }
});
process.once("disconnect", async () => {
  await operator.stop();
  ownClient.close();
  adminClient.close();
  await driver.close();
  await server.close();
});
process.send!({ url: server.url, ca: server.caCertificate, token: admin });
