import * as assert from "uvu/assert";
import type { Story } from "./stage.ts";

export function reconfigureStories(story: Story): void {
  story("changes hardware, name and extraConfig of a machine that is off", async (at) => {
    const vm = await at.created({ ...at.spec("one", "bare"), extraConfig: { keep: "1", drop: "2" } });
    const change = {
      name: "uno",
      hw: { cpus: 2 },
      extraConfig: { "vmservice.lastRestartTime": "3", drop: null },
    };
    await at.done(at.driver.reconfigure(vm.id, change, at.op()));
    const after = await at.vm(vm.id);
    assert.equal([after.name, after.hw], ["uno", { ...vm.hw, cpus: 2 }]);
    assert.equal(after.extraConfig, { keep: "1", "vmservice.lastRestartTime": "3" });
    assert.is.not(after.version, vm.version);
    const again = await at.ended(at.driver.reconfigure(vm.id, change, at.op()));
    assert.is(again.changed, false);
    assert.is((await at.vm(vm.id)).version, after.version);
    await at.created(at.spec("one", "bare"));
  });

  story("changes extraConfig and allocations while running, other hardware only while off", async (at) => {
    const { id } = await at.running("one", "bare");
    await at.done(at.driver.reconfigure(id, { extraConfig: { a: "1" } }, at.op()));
    const hw = { cpuAllocation: { reservation: 100, limit: 1_000 } };
    await at.done(at.driver.reconfigure(id, { hw }, at.op()));
    assert.equal((await at.vm(id)).hw.cpuAllocation, hw.cpuAllocation);
    await at.refused("NeedsPowerOff", at.driver.reconfigure(id, { hw: { memoryMB: 4_096 } }, at.op()));
  });

  story("applies a change as a whole or not at all", async (at) => {
    const vm = await at.created(at.spec("one", "bare"));
    const bad = { annotation: "x", extraConfig: { a: "1" }, hw: { cpus: -1 } };
    const task = await at.refused("InvalidArgument", at.driver.reconfigure(vm.id, bad, at.op()));
    assert.is(task.error?.path, "hw.cpus");
    const after = await at.vm(vm.id);
    assert.equal(
      [after.annotation, after.extraConfig, after.version],
      [undefined, vm.extraConfig, vm.version],
    );
  });

  story("refuses a change decided on another version", async (at) => {
    const vm = await at.created(at.spec("one", "bare"));
    await at.done(at.driver.reconfigure(vm.id, { ifVersion: vm.version, annotation: "1" }, at.op()));
    const late = at.driver.reconfigure(vm.id, { ifVersion: vm.version, annotation: "2" }, at.op());
    await at.refused("Conflict", late);
  });

  story("refuses another machine's name in the folder", async (at) => {
    await at.created(at.spec("one", "bare"));
    const two = await at.created(at.spec("two", "bare"));
    await at.refused("AlreadyExists", at.driver.reconfigure(two.id, { name: "one" }, at.op()));
  });

  story.having("hardwareUpgrade")(
    "upgrades virtual hardware of a machine that is off, never down",
    async (at) => {
      const { id, hw } = await at.created(at.spec("one", "bare"));
      const { upgradeHardware } = at.ability("hardwareUpgrade");
      await at.done(upgradeHardware(id, hw.hwVersion + 1, at.op()));
      assert.is((await at.vm(id)).hw.hwVersion, hw.hwVersion + 1);
      assert.is((await at.ended(upgradeHardware(id, hw.hwVersion, at.op()))).changed, false);
      await at.refused("InvalidArgument", upgradeHardware(id, 10_000, at.op()));
      await at.done(at.driver.power(id, "PoweredOn", at.op()));
      await at.refused("NeedsPowerOff", upgradeHardware(id, hw.hwVersion + 2, at.op()));
    },
  );
}
