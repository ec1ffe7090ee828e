/** The operator: informers, controllers and the hypervisor's event stream, started and stopped together. */
import { rules as virtualMachineRules } from "../../generated/rules/vmoperator.vmware.com/v1alpha5/virtualmachine.js";
import { SCHEMA_VERSION } from "../../rules/lang/annotations.ts";
import { sleep, systemClock } from "../client/clock.ts";
import { keyString, type ObjectKey } from "../client/object.ts";
import type { HypervisorDriver } from "../driver/driver.ts";
import type { DriverEvent } from "../driver/events.ts";
import { type Controller, createController } from "../kube/controller.ts";
import { createEventRecorder } from "../kube/events.ts";
import { createFreshness } from "./freshness.ts";
import { createInventoryCache } from "./inventory-cache.ts";
import { reconcileVm } from "./virtualmachine/controller.ts";
import {
  createVmSources,
  type OperatorClient,
  type VmSources,
  vmKeys,
  vmTriggers,
} from "./virtualmachine/sources.ts";

export interface OperatorOptions {
  client: OperatorClient;
  driver: HypervisorDriver;
  /** What a schema upgrade records as the build. */
  buildVersion: string;
  /** Machines reconciled at the same time. */
  workers?: number;
  /** A list, watch, event or reconcile failed and is tried again. */
  onError: (error: unknown, what: string) => void;
}

export interface Operator {
  readonly sources: VmSources;
  readonly controller: Controller;
  /** Resolves when every informer holds its collection and the workers run. */
  start(): Promise<void>;
  /** Takes nothing new, and resolves when what was under way is over. The driver stays open. */
  stop(): Promise<void>;
}

const DEFAULT_WORKERS = 16;
const STREAM_RETRY_MS = 1_000;

export function createOperator(options: OperatorOptions): Operator {
  const { client, driver, onError } = options;
  const sources = createVmSources(client, (error) => onError(error, "informer"));
  const inventory = createInventoryCache(driver);
  const vms = client.resource("vmoperator.vmware.com/v1alpha5/VirtualMachine");
  const events = createEventRecorder({
    events: client.resource("Event"),
    component: "vmop",
    onError: (error) => onError(error, "event"),
  });
  const freshness = createFreshness();
  const reconciler = {
    sources,
    driver,
    inventory,
    vms,
    events,
    freshness,
    rules: virtualMachineRules,
    now: () => systemClock.now(),
    upgradeTo: { build: options.buildVersion, schema: SCHEMA_VERSION },
  };
  const controller = createController({
    sources: vmTriggers(sources),
    reconcile: (key) => reconcileVm(reconciler, key),
    workers: options.workers ?? DEFAULT_WORKERS,
    onError: (key, error) => onError(error, `reconcile of ${keyString(key)}`),
  });
  sources.vms.handle({ deleted: ({ metadata }) => freshness.forget(metadata.uid) });
  const stopping = new AbortController();
  let following = Promise.resolve();

  const enqueueAll = (keys: readonly ObjectKey[]) => {
    for (const key of keys) controller.enqueue(key);
  };
  const hear = (event: DriverEvent) => {
    switch (event.type) {
      case "vm":
      case "gone":
        return enqueueAll(vmKeys(sources, "machine", event.id));
      case "task":
        // The key of every task of ours begins with the object's UID.
        return enqueueAll(vmKeys(sources, "uid", event.task.key.split("/")[0]!));
      case "inventory":
      case "resync":
        inventory.forget();
        return enqueueAll(everyVm());
    }
  };
  const everyVm = () =>
    sources.vms.store.list().map(({ metadata }) => ({ namespace: metadata.namespace!, name: metadata.name }));
  const follow = async () => {
    while (!stopping.signal.aborted) {
      try {
        for await (const event of driver.watch(stopping.signal)) hear(event);
      } catch (error) {
        onError(error, "hypervisor events");
      }
      await sleep(systemClock, STREAM_RETRY_MS, stopping.signal).catch(() => undefined);
    }
  };

  return {
    sources,
    controller,
    async start() {
      for (const informer of Object.values(sources)) informer.start();
      await Promise.all(Object.values(sources).map((informer) => informer.synced()));
      following = follow();
      await controller.start();
    },
    async stop() {
      stopping.abort();
      await controller.stop();
      await Promise.all(Object.values(sources).map((informer) => informer.stop()));
      await following;
      await events.flush();
    },
  };
}
