import * as assert from "uvu/assert";
import type { DriverEvent } from "../../../runtime/driver/events.ts";
import { ManualClock } from "../../../runtime/driver/simulated/manual-clock.ts";
import {
  type SimulatedDriver,
  type SimulatedOptions,
  simulatedDriver,
} from "../../../runtime/driver/simulated/simulated.ts";
import { memoryStore } from "../../../runtime/driver/simulated/store.ts";
import type { CreateSpec } from "../../../runtime/driver/spec.ts";
import type { DriverHarness } from "./contract.ts";

export interface SimulatedHarness extends DriverHarness {
  driver: SimulatedDriver;
  restarted(): SimulatedDriver;
  clock: ManualClock;
}

/** A simulated hypervisor on a manual clock, its state in memory unless told otherwise. */
export function simulatedHarness(options: Omit<SimulatedOptions, "clock"> = {}): SimulatedHarness {
  const clock = new ManualClock();
  const memory = memoryStore();
  const make = () => simulatedDriver({ store: () => memory, ...options, clock });
  return {
    driver: make(),
    restarted: make,
    clock,
    pass: (ms) => clock.advance(ms),
    spec,
    dispose: async () => {},
  };
}

/** A small machine of the default inventory, made from an image with or without tools. */
export function spec(name: string, guest: "tools" | "bare"): CreateSpec {
  const item = guest === "tools" ? "item-photon-5" : "item-appliance-no-tools";
  return {
    name,
    folder: "namespace-1",
    hw: { cpus: 1, memoryMB: 1024, hwVersion: 15, guestId: "otherLinux64Guest", firmware: "efi" },
    disks: [{ image: { item, disk: "disk-0" } }],
    nics: [{ network: "network-1" }],
    cdroms: [],
    place: { pool: "resgroup-10", datastore: "datastore-1" },
  };
}

export async function created(
  at: SimulatedHarness,
  name = "one",
  guest: "tools" | "bare" = "tools",
): Promise<string> {
  const task = await at.driver.createVm(spec(name, guest), { key: `create ${name}` });
  await at.pass(3_000);
  return (await at.driver.getTask(task.id))!.target!;
}

/** A machine that runs guest tools. */
export async function running(at: SimulatedHarness, name = "one"): Promise<string> {
  const id = await created(at, name);
  await at.driver.power(id, "PoweredOn", { key: `on ${name}` });
  await at.pass(20_000);
  assert.is((await at.driver.getVm(id))?.guest.tools, "Running");
  return id;
}

export async function opened(
  options: Parameters<typeof simulatedHarness>[0] = {},
): Promise<SimulatedHarness> {
  const at = simulatedHarness(options);
  await at.driver.open();
  return at;
}

/** The events so far, growing. */
export function watch(at: SimulatedHarness): DriverEvent[] {
  const events: DriverEvent[] = [];
  void (async () => {
    for await (const event of at.driver.watch(new AbortController().signal)) events.push(event);
  })();
  return events;
}
