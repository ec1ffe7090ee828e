import * as assert from "uvu/assert";
import { MINUTE, rejects, type Story } from "./stage.ts";

export function taskStories(story: Story): void {
  story("answers a repeated key with the same task, and changes nothing", async (at) => {
    const { id } = await at.created(at.spec("one", "bare"));
    const op = at.op();
    const first = await at.driver.power(id, "PoweredOn", op);
    assert.is((await at.driver.power(id, "PoweredOn", op)).id, first.id);
    await at.ended(Promise.resolve(first));
    await at.done(at.driver.power(id, "PoweredOff", at.op()));
    assert.is((await at.driver.power(id, "PoweredOn", op)).id, first.id);
    assert.is((await at.vm(id)).power, "PoweredOff");
  });

  story("tries again under the key of a failure", async (at) => {
    const { id } = await at.created(at.spec("one", "bare"));
    const op = at.op();
    await at.refused("InvalidPowerState", at.driver.power(id, "Suspended", op));
    await at.done(at.driver.power(id, "PoweredOn", at.op()));
    await at.done(at.driver.power(id, "Suspended", op));
  });

  story("lets one task at a time have a machine", async (at) => {
    const { id } = await at.created(at.spec("one", "bare"));
    const first = await at.driver.power(id, "PoweredOn", at.op());
    if (first.state !== "running") return;
    const second = await at.refused(
      "TaskInProgress",
      at.driver.reconfigure(id, { annotation: "x" }, at.op()),
    );
    assert.ok(second.error?.transient);
    assert.is((await at.ended(Promise.resolve(first))).state, "success");
  });

  story("finds tasks by key, action and machine, and shows them with the machine", async (at) => {
    const { id } = await at.created(at.spec("one", "bare"));
    const op = { key: "the key", actId: "the action" };
    const task = await at.ended(at.driver.power(id, "PoweredOn", op));
    for (const query of [{ key: op.key }, { actId: op.actId }, { target: id, key: op.key }]) {
      assert.equal(await at.driver.findTasks(query), [task]);
    }
    assert.equal(await at.driver.findTasks({ key: "no key" }), []);
    assert.equal((await at.vm(id)).tasks.at(-1), task);
    assert.is(await at.driver.getTask("none"), undefined);
  });

  story("waits for a task, or as long as it may", async (at) => {
    const { id } = await at.created(at.spec("one", "bare"));
    const task = await at.driver.power(id, "PoweredOn", at.op());
    const [waited] = await Promise.all([at.driver.waitTask(task.id, MINUTE), at.pass(10_000)]);
    assert.is(waited.state, "success");
    const [again] = await Promise.all([at.driver.waitTask(task.id, 0), at.pass(1)]);
    assert.equal(again, waited);
    await rejects("NotFound", () => at.driver.waitTask("none", 1));
  });

  story("goes on with its tasks after a restart of the operator", async (at) => {
    const { id } = await at.created(at.spec("one", "bare"));
    const op = at.op();
    const before = await at.driver.power(id, "PoweredOn", op);
    await at.restart();
    assert.is((await at.driver.power(id, "PoweredOn", op)).id, before.id);
    assert.is((await at.ended(Promise.resolve(before))).state, "success");
    assert.is((await at.vm(id)).power, "PoweredOn");
  });

  story("gives the caller a state of its own", async (at) => {
    const { id } = await at.created(at.spec("one", "bare"));
    const mine = await at.vm(id);
    mine.power = "PoweredOn";
    mine.hw.cpus = 99;
    mine.extraConfig.mine = "1";
    const theirs = await at.vm(id);
    assert.is(theirs.power, "PoweredOff");
    assert.is.not(theirs.hw.cpus, 99);
    assert.is(theirs.extraConfig.mine, undefined);
  });
}
