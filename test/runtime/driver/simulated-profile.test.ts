/** How long tasks of the simulated hypervisor take, and how they fail. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { instantProfile, realisticProfile } from "../../../runtime/driver/simulated/profile.ts";
import { created, opened, spec } from "./harness.ts";

test("tasks take as long as their profile says", async () => {
  const at = await opened();
  const id = await created(at);
  for (let round = 0; round < 10; round++) {
    for (const to of ["PoweredOn", "PoweredOff"] as const) {
      const task = await at.driver.power(id, to, { key: `${round} ${to}` });
      await at.pass(2_000);
      const { completed, started, kind } = (await at.driver.getTask(task.id))!;
      const took = Date.parse(completed!) - Date.parse(started);
      const [min, max] = realisticProfile.operations[kind].latencyMs;
      assert.ok(took >= min && took <= max, `${kind} took ${took} ms`);
    }
  }
});

test("a fault fails the task in the end and leaves the machine as it was", async () => {
  const at = await opened();
  const id = await created(at);
  at.driver.admin.setBehaviour("powerOn", {
    latencyMs: [100, 100],
    fault: { p: 1, code: "Internal", transient: true },
  });
  const task = await at.driver.power(id, "PoweredOn", { key: "on" });
  assert.is(task.state, "running");
  await at.pass(100);
  const { state, error } = (await at.driver.getTask(task.id))!;
  assert.equal([state, error?.code, error?.transient], ["error", "Internal", true]);
  assert.is((await at.driver.getVm(id))?.power, "PoweredOff");
  at.driver.admin.setBehaviour("powerOn", { latencyMs: [100, 100] });
  await at.driver.power(id, "PoweredOn", { key: "on" });
  await at.pass(100);
  assert.is((await at.driver.getVm(id))?.power, "PoweredOn");
});

test("a failed create frees name and identity", async () => {
  const at = await opened();
  at.driver.admin.setBehaviour("create", { latencyMs: [100, 100], fault: { p: 1, code: "Internal" } });
  const wanted = { ...spec("one", "tools"), instanceUuid: "0d6a1f9e-4b1c-4a53-9f0e-0123456789ab" };
  await at.driver.createVm(wanted, { key: "1" });
  await at.pass(100);
  at.driver.admin.setBehaviour("create", { latencyMs: [100, 100] });
  const second = await at.driver.createVm(wanted, { key: "1" });
  await at.pass(100);
  assert.is((await at.driver.getTask(second.id))?.state, "success");
});

test("a fault of probability one half strikes about every other time", async () => {
  const half = { latencyMs: [0, 0], fault: { p: 0.5, code: "Internal" } } as const;
  const at = await opened({
    profile: { ...instantProfile, operations: { ...instantProfile.operations, create: half } },
  });
  let failed = 0;
  for (let n = 0; n < 200; n++) {
    if ((await at.driver.createVm(spec(`vm-${n}`, "bare"), { key: `${n}` })).state === "error") failed++;
  }
  assert.ok(failed > 70 && failed < 130, `${failed} of 200`);
});

test("the instant profile has everything done when the call returns", async () => {
  const at = await opened({ profile: instantProfile });
  const { state, target } = await at.driver.createVm(spec("one", "tools"), { key: "1" });
  assert.is(state, "success");
  await at.driver.power(target!, "PoweredOn", { key: "2" });
  const vm = await at.driver.getVm(target!);
  assert.equal([vm?.power, vm?.guest.ip !== undefined], ["PoweredOn", true]);
});

test.run();
