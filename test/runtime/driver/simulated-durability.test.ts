/** What the simulated hypervisor keeps over restarts and crashes, and what its seed decides. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { lmdbStore } from "../../../runtime/driver/simulated/lmdb-store.ts";
import { instantProfile } from "../../../runtime/driver/simulated/profile.ts";
import { simulatedDriver } from "../../../runtime/driver/simulated/simulated.ts";
import type { Task } from "../../../runtime/driver/task.ts";
import { tempDir } from "../../support/temp.ts";
import { created, opened, running, spec } from "./harness.ts";

test("a task that ran at close ends when it was due, however long the driver was away", async () => {
  const at = await opened();
  const id = await created(at);
  const { id: task, started } = await at.driver.power(id, "PoweredOn", { key: "on" });
  await at.driver.close();
  await at.pass(3_600_000);
  const after = at.restarted();
  await after.open();
  const done = (await after.getTask(task))!;
  const took = Date.parse(done.completed!) - Date.parse(started);
  assert.is(done.state, "success");
  assert.ok(took >= 500 && took <= 1_500, `${took} ms`);
  assert.ok((await after.getVm(id))?.guest.ip, "the guest went on too");
});

test("what a call answered survives kill -9 of the process that asked", async () => {
  const folder = tempDir("hypervisor");
  const dying = fileURLToPath(new URL("./dying.ts", import.meta.url));
  const child = spawnSync(process.execPath, ["--import", "tsx", dying, folder], { encoding: "utf8" });
  assert.is(child.signal, "SIGKILL", child.stderr);
  const answered: Task = JSON.parse(child.stdout);

  const open = async () => {
    const driver = simulatedDriver({ store: () => lmdbStore(folder), profile: instantProfile });
    await driver.open();
    return driver;
  };
  let driver = await open();
  const task = await driver.waitTask(answered.id, 10_000);
  assert.equal([task.key, task.state], [answered.key, "success"]);
  assert.is((await driver.createVm(spec("one", "tools"), { key: answered.key })).id, answered.id);
  await driver.power(task.target!, "PoweredOn", { key: "on" });
  const before = await driver.getVm(task.target!);
  await driver.close();

  driver = await open();
  assert.equal({ ...(await driver.getVm(task.target!)), observedAt: "" }, { ...before, observedAt: "" });
  await driver.close();
});

test("the same seed and the same requests give the same hypervisor, another seed another one", async () => {
  async function story(seed: number) {
    const at = await opened({ seed });
    const ids = [await running(at, "one"), await running(at, "two")];
    return Promise.all(ids.map((id) => at.driver.getVm(id)));
  }
  assert.equal(await story(7), await story(7));
  assert.not.equal(await story(7), await story(8));
});

test("a restart in between changes nothing of what comes", async () => {
  async function story(restart: boolean) {
    const at = await opened();
    await at.driver.createVm(spec("one", "tools"), { key: "1" });
    if (restart) {
      await at.driver.close();
      at.driver = at.restarted();
      await at.driver.open();
    }
    await at.pass(10_000);
    return at.driver.getVm(await running(at, "two"));
  }
  assert.equal(await story(false), await story(true));
});

test.run();
