/** Whatever is asked in whatever order, the hypervisor never contradicts itself. */
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { effects } from "../../../rules/lang/effects.ts";
import type { HypervisorDriver } from "../../../runtime/driver/driver.ts";
import { perform } from "../../../runtime/driver/effects.ts";
import { DriverError } from "../../../runtime/driver/errors.ts";
import type { Op, Task } from "../../../runtime/driver/task.ts";
import type { VmState } from "../../../runtime/driver/vm.ts";
import { type SimulatedHarness, simulatedHarness, spec } from "./harness.ts";

type Call = (driver: HypervisorDriver, op: Op) => Promise<Task>;
type Move = { title: string; call: Call } | { title: string; act: (at: SimulatedHarness) => Promise<void> };

const vm = fc.constantFrom("vm-1", "vm-2", "vm-3");

const move: fc.Arbitrary<Move> = fc.oneof(
  fc.constantFrom("a", "b").map(
    (name): Move => ({
      title: `create ${name}`,
      call: (driver, op) => driver.createVm(spec(name, "tools"), op),
    }),
  ),
  ...(Object.keys(effects) as (keyof typeof effects)[]).map((effect) =>
    vm.map(
      (id): Move => ({ title: `${effect} ${id}`, call: (driver, op) => perform(driver, effect, id, op)! }),
    ),
  ),
  vm.map((id): Move => ({ title: `destroy ${id}`, call: (driver, op) => driver.destroy(id, op) })),
  fc.tuple(vm, fc.constantFrom("a", "b", "c"), fc.integer({ min: 0, max: 3 })).map(
    ([id, name, cpus]): Move => ({
      title: `rename ${id} ${name}, ${cpus} CPUs`,
      call: (driver, op) => driver.reconfigure(id, { name, hw: { cpus } }, op),
    }),
  ),
  fc.tuple(vm, fc.constantFrom("PoweredOn", "PoweredOff", "Suspended" as const)).map(
    ([id, to]): Move => ({
      title: `${to} ${id} out of band`,
      act: ({ driver }) => driver.admin.setPower(id, to as VmState["power"]).catch(refused),
    }),
  ),
  vm.map(
    (id): Move => ({
      title: `crash ${id}`,
      act: ({ driver }) => driver.admin.crashGuest(id).catch(refused),
    }),
  ),
  fc.constant<Move>({
    title: "restart",
    act: async (at) => {
      await at.driver.close();
      at.driver = at.restarted();
      await at.driver.open();
    },
  }),
  ...[100, 2_000, 10_000].map((ms) =>
    fc.constant<Move>({ title: `${ms} ms pass`, act: (at) => at.pass(ms) }),
  ),
);

const moves = fc.array(fc.record({ move, pause: fc.constantFrom(0, 0, 1_000, 5_000) }), { maxLength: 40 });

const impossible: { [sentence: string]: (vm: VmState) => boolean } = {
  "only a running machine has an address": ({ power, guest }) =>
    power !== "PoweredOn" &&
    (guest.ip !== undefined || guest.hostName !== undefined || guest.nics.length > 0),
  "only a running machine has running tools": ({ power, guest }) =>
    power !== "PoweredOn" && guest.tools === "Running",
  "an address is reported by running tools": ({ guest }) =>
    guest.ip !== undefined && guest.tools !== "Running",
  "a machine has a boot time unless it is off": ({ power, bootTime }) =>
    (bootTime === undefined) !== (power === "PoweredOff"),
  "a machine has at least one CPU": ({ hw }) => hw.cpus < 1,
  "at most one task of a machine runs": ({ tasks }) =>
    tasks.filter(({ state }) => state === "running").length > 1,
  "an ended task says when and how": ({ tasks }) =>
    tasks.some(
      ({ state, completed, error, changed }) =>
        (state === "running") !== (completed === undefined) ||
        (state === "error") !== (error !== undefined) ||
        (state === "success") !== (changed !== undefined),
    ),
};

function refused(error: unknown): void {
  if (!(error instanceof DriverError)) throw error;
}

/** Two machines to begin with, one of them running. */
async function populated(seed: number): Promise<SimulatedHarness> {
  const at = simulatedHarness({ seed });
  await at.driver.open();
  await at.driver.createVm(spec("a", "tools"), { key: "first" });
  await at.driver.createVm(spec("b", "tools"), { key: "second" });
  await at.pass(3_000);
  await at.driver.power("vm-1", "PoweredOn", { key: "third" });
  await at.pass(10_000);
  return at;
}

async function states({ driver }: SimulatedHarness): Promise<VmState[]> {
  const vms = await Promise.all((await driver.listVms()).map((id) => driver.getVm(id)));
  return vms.map((one) => one!);
}

test("no sequence of requests, accidents and restarts leads to an impossible state", async () => {
  await fc.assert(
    fc.asyncProperty(moves, fc.nat(), async (sequence, seed) => {
      const at = await populated(seed);
      for (const [index, { move, pause }] of sequence.entries()) {
        if ("call" in move) await move.call(at.driver, { key: `${index}` });
        else await move.act(at);
        await at.pass(pause);
        const all = await states(at);
        for (const [sentence, broken] of Object.entries(impossible)) {
          for (const one of all) assert.not(broken(one), `${sentence}: ${one.id} after ${move.title}`);
        }
        const names = all.map(({ name }) => name);
        assert.is(new Set(names).size, names.length, `names are unique after ${move.title}`);
        for (const { id, instanceUuid } of all) assert.is(await at.driver.findVm({ instanceUuid }), id);
      }
    }),
    { numRuns: 200 },
  );
});

test("a request repeated under its key changes nothing, unless it had failed", async () => {
  await fc.assert(
    fc.asyncProperty(moves, fc.nat(), async (sequence, seed) => {
      const at = await populated(seed);
      const asked: { call: Call; task: Task }[] = [];
      for (const [index, { move, pause }] of sequence.entries()) {
        if ("call" in move) {
          asked.push({ call: move.call, task: await move.call(at.driver, { key: `${index}` }) });
        } else await move.act(at);
        await at.pass(pause);
      }
      const before = await states(at);
      for (const { call, task } of asked) {
        const now = await at.driver.getTask(task.id);
        if (!now || now.state === "error") continue;
        assert.equal(await call(at.driver, { key: task.key }), now);
      }
      assert.equal(await states(at), before);
    }),
    { numRuns: 200 },
  );
});

test.run();
