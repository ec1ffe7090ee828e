/** What the simulated hypervisor promises beyond the contract: events, accidents, room, memory. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { effects } from "../../../rules/lang/effects.ts";
import { perform } from "../../../runtime/driver/effects.ts";
import { defaultInventory } from "../../../runtime/driver/simulated/inventory.ts";
import { instantProfile } from "../../../runtime/driver/simulated/profile.ts";
import { memoryStore, noStore } from "../../../runtime/driver/simulated/store.ts";
import type { Task } from "../../../runtime/driver/task.ts";
import { created, opened, running, spec, watch } from "./harness.ts";

test("events of one machine merge: one per 100 ms at most", async () => {
  const at = await opened({ profile: { ...instantProfile, eventMs: 100 } });
  const { target } = await at.driver.createVm(spec("one", "bare"), { key: "create" });
  const events = watch(at);
  await at.pass(1_000);
  events.length = 0;
  for (let n = 0; n < 50; n++) {
    await at.driver.reconfigure(target!, { annotation: `${n}` }, { key: `note ${n}` });
    await at.driver.power(target!, n % 2 ? "PoweredOff" : "PoweredOn", { key: `power ${n}` });
    await at.pass(10);
  }
  const ofVm = events.filter((event) => event.type === "vm");
  assert.ok(ofVm.length >= 5 && ofVm.length <= 6, `${ofVm.length} events in 500 ms`);
  assert.equal(ofVm.at(-1), { type: "vm", id: target!, fields: ["config", "power"] });
});

test("a dropped stream says resync and goes on", async () => {
  const at = await opened();
  const id = await running(at);
  const events = watch(at);
  await at.pass(1_000);
  events.length = 0;
  at.driver.admin.dropEvents();
  await at.pass(1_000);
  assert.equal(events, [{ type: "resync" }]);
  await at.driver.admin.setPower(id, "PoweredOff");
  await at.pass(1_000);
  assert.equal(events[1], { type: "vm", id, fields: ["power"] });
});

test("an image added to the library is announced and there", async () => {
  const at = await opened();
  const events = watch(at);
  await at.pass(1_000);
  events.length = 0;
  const [first] = defaultInventory.images;
  const images = [...defaultInventory.images, { ...first!, id: "item-new" }];
  at.driver.admin.setInventory({ ...defaultInventory, images });
  await at.pass(1_000);
  assert.equal(events, [{ type: "inventory" }]);
  assert.is((await at.driver.abilities.library?.getItem("item-new"))?.name, first!.name);
});

test("a crashed guest leaves its machine on without tools", async () => {
  const at = await opened();
  const id = await running(at);
  await at.driver.admin.crashGuest(id);
  const vm = await at.driver.getVm(id);
  assert.equal([vm?.power, vm?.guest.tools, vm?.guest.ip], ["PoweredOn", "NotRunning", undefined]);
});

test("a hanging guest takes a shutdown and stays on; a hard power off still works", async () => {
  const at = await opened();
  const id = await running(at);
  await at.driver.admin.hangGuest(id);
  const task = await perform(at.driver, "shutdownGuest", id, { key: "soft" })!;
  await at.pass(300_000);
  assert.is((await at.driver.getTask(task.id))?.state, "success");
  assert.is((await at.driver.getVm(id))?.power, "PoweredOn");
  await perform(at.driver, "powerOff", id, { key: "hard" });
  await at.pass(1_000);
  assert.is((await at.driver.getVm(id))?.power, "PoweredOff");
});

test("every effect of the rule tables is a call of this driver", async () => {
  const at = await opened();
  for (const effect of Object.keys(effects) as (keyof typeof effects)[]) {
    const task = (await perform(at.driver, effect, "none", { key: effect })) as Task;
    assert.equal([task.kind, task.error?.code], [effect, "NotFound"]);
  }
});

test("held tasks end when released", async () => {
  const at = await opened();
  const id = await created(at);
  at.driver.admin.holdTasks("powerOn");
  const task = await at.driver.power(id, "PoweredOn", { key: "on" });
  await at.pass(60_000);
  assert.is((await at.driver.getTask(task.id))?.state, "running");
  at.driver.admin.releaseTasks("powerOn");
  assert.is((await at.driver.getTask(task.id))?.state, "success");
});

test("a machine removed behind the operator's back fails what ran on it", async () => {
  const at = await opened();
  const id = await running(at);
  const task = await at.driver.power(id, "Suspended", { key: "suspend" });
  await at.driver.admin.remove(id);
  await at.pass(3_000);
  assert.is((await at.driver.getTask(task.id))?.error?.code, "NotFound");
  assert.is(await at.driver.getVm(id), undefined);
});

test("an unreachable hypervisor works on and resynchronises when it is back", async () => {
  const at = await opened();
  const id = await created(at);
  const events = watch(at);
  await at.driver.power(id, "PoweredOn", { key: "on" });
  at.driver.admin.setReachable(false);
  const refusal = await at.driver.health().catch((error) => error.info);
  assert.is(refusal?.code, "Disconnected");
  await at.pass(2_000);
  events.length = 0;
  at.driver.admin.setReachable(true);
  assert.is((await at.driver.getVm(id))?.power, "PoweredOn");
  await at.pass(200);
  assert.equal(events[0], { type: "resync" });
});

test("reservations fill hosts; a machine powers on where there is room, then nowhere", async () => {
  const hosts = defaultInventory.hosts
    .filter(({ cluster }) => cluster === "domain-c10")
    .slice(0, 2)
    .map((host) => ({ ...host, memoryMB: 1_536 }));
  const at = await opened({ profile: instantProfile, inventory: { ...defaultInventory, hosts } });
  const ids: string[] = [];
  const power: unknown[] = [];
  for (const name of ["a", "b", "c"]) {
    const { hw, ...rest } = spec(name, "bare");
    const reserved = { ...hw, memoryAllocation: { reservation: 1_024 } };
    const place = { ...rest.place, host: hosts[0]!.id };
    ids.push((await at.driver.createVm({ ...rest, hw: reserved, place }, { key: name })).target!);
  }
  for (const id of ids) {
    const task = await at.driver.power(id, "PoweredOn", { key: `on ${id}` });
    power.push([task.error?.code, (await at.driver.getVm(id))?.place.host]);
  }
  assert.equal(power, [
    [undefined, hosts[0]!.id],
    [undefined, hosts[1]!.id],
    ["NoCapacity", hosts[0]!.id],
  ]);
  await at.driver.power(ids[0]!, "PoweredOff", { key: "off" });
  assert.is((await at.driver.power(ids[2]!, "PoweredOn", { key: "again" })).state, "success");
});

test("copies of images fill datastores; destroying machines frees them", async () => {
  const datastores = defaultInventory.datastores.map((one) => ({ ...one, freeBytes: 2 ** 30 }));
  const at = await opened({ profile: instantProfile, inventory: { ...defaultInventory, datastores } });
  const { target } = await at.driver.createVm(spec("one", "tools"), { key: "1" });
  const full = await at.driver.createVm(spec("two", "tools"), { key: "2" });
  assert.is(full.error?.code, "NoCapacity");
  await at.driver.destroy(target!, { key: "3" });
  assert.is((await at.driver.createVm(spec("two", "tools"), { key: "2" })).state, "success");
});

test("places stay within zones, policies and room, and leave no choice out", async () => {
  const at = await opened();
  const both = [
    { zone: "zone-a", pools: ["resgroup-10"] },
    { zone: "zone-b", pools: ["resgroup-11"] },
  ];
  const small = { cpus: 1, memoryMB: 1_024, diskBytes: 2 ** 30 };
  const seen = new Set<string | undefined>();
  for (let n = 0; n < 100; n++) {
    const { placement } = await at.driver.place({ ...small, policyId: "policy-shared", candidates: both });
    assert.is(placement?.datastore, "datastore-3");
    seen.add(placement?.host);
  }
  assert.is(seen.size, defaultInventory.hosts.length);
  const answers = await Promise.all([
    at.driver.place({ ...small, candidates: [] }),
    at.driver.place({ ...small, diskBytes: 2 ** 50, candidates: both }),
    at.driver.place({ ...small, policyId: "none", candidates: both }),
  ]);
  assert.equal(
    answers.map(({ error }) => [error?.code, error?.path]),
    [
      ["NoCapacity", undefined],
      ["NoCapacity", undefined],
      ["InvalidArgument", "policyId"],
    ],
  );
});

test("a store that cannot be written fails the request, not the process", async () => {
  let full = false;
  const flush = async () => {
    if (full) throw new Error("No space left on device");
  };
  const at = await opened({ store: () => ({ ...memoryStore(), flush }) });
  full = true;
  const refusal = await at.driver.createVm(spec("one", "tools"), { key: "1" }).catch((error) => error.info);
  assert.is(refusal?.code, "Internal");
  full = false;
});

test("ended tasks are forgotten after ten minutes, or after twenty newer ones of the machine", async () => {
  const at = await opened({ profile: instantProfile });
  const { id, target } = await at.driver.createVm(spec("one", "bare"), { key: "create" });
  for (let n = 0; n < 20; n++) await at.driver.reconfigure(target!, { annotation: `${n}` }, { key: `${n}` });
  assert.is(await at.driver.getTask(id), undefined);
  assert.is((await at.driver.getVm(target!))?.tasks.length, 20);
  await at.pass(10 * 60_000);
  await at.driver.reconfigure(target!, { annotation: "late" }, { key: "late" });
  assert.equal(
    (await at.driver.getVm(target!))?.tasks.map(({ key }) => key),
    ["late"],
  );
});

test("a thousand machines booting share one timer and all come up", async () => {
  const at = await opened({ store: noStore });
  let timers = 0;
  const set = at.clock.setTimeout.bind(at.clock);
  at.clock.setTimeout = (callback, ms) => {
    timers++;
    return set(callback, ms);
  };
  const ids: string[] = [];
  for (let n = 0; n < 1_000; n++) {
    const task = await at.driver.createVm(spec(`vm-${n}`, "tools"), { key: `create ${n}` });
    ids.push(task.id);
  }
  assert.ok(timers < 50, `${timers} timers for a thousand tasks`);
  await at.pass(3_000);
  for (const id of ids) {
    const { target } = (await at.driver.getTask(id))!;
    await at.driver.power(target!, "PoweredOn", { key: `on ${target}` });
  }
  await at.pass(60_000);
  const ips = new Set<string | undefined>();
  for (const id of await at.driver.listVms()) ips.add((await at.driver.getVm(id))?.guest.ip);
  assert.is(ips.size, 1_000);
});

test.run();
