import * as assert from "uvu/assert";
import type { Story } from "./stage.ts";

export function powerStories(story: Story): void {
  story("powers on, suspends, resumes and powers off", async (at) => {
    const { id } = await at.created(at.spec("one", "bare"));
    await at.done(at.driver.power(id, "PoweredOn", at.op()));
    const on = await at.vm(id);
    assert.is(on.power, "PoweredOn");
    assert.ok(on.bootTime);
    await at.done(at.driver.power(id, "Suspended", at.op()));
    const suspended = await at.vm(id);
    assert.is(suspended.power, "Suspended");
    assert.is(suspended.guest.ip, undefined);
    await at.done(at.driver.power(id, "PoweredOn", at.op()));
    assert.is((await at.vm(id)).bootTime, on.bootTime, "resuming is no boot");
    await at.done(at.driver.power(id, "PoweredOff", at.op()));
    const off = await at.vm(id);
    assert.equal([off.power, off.bootTime], ["PoweredOff", undefined]);
  });

  story("powers off a suspended machine", async (at) => {
    const { id } = await at.running("one", "bare");
    await at.done(at.driver.power(id, "Suspended", at.op()));
    await at.done(at.driver.power(id, "PoweredOff", at.op()));
    assert.is((await at.vm(id)).power, "PoweredOff");
  });

  story("finds a state already reached unchanged", async (at) => {
    const { id } = await at.created(at.spec("one", "bare"));
    const { powerVersion } = await at.vm(id);
    const off = await at.ended(at.driver.power(id, "PoweredOff", at.op()));
    assert.equal([off.state, off.changed], ["success", false]);
    assert.is((await at.vm(id)).powerVersion, powerVersion);
  });

  story("changes powerVersion with every start, stop, suspend and resume", async (at) => {
    const { id } = await at.created(at.spec("one", "bare"));
    const seen = new Set([(await at.vm(id)).powerVersion]);
    for (const to of ["PoweredOn", "Suspended", "PoweredOn", "PoweredOff", "PoweredOn"] as const) {
      await at.done(at.driver.power(id, to, at.op()));
      seen.add((await at.vm(id)).powerVersion);
    }
    assert.is(seen.size, 6);
  });

  story("refuses to suspend a machine that is off", async (at) => {
    const { id } = await at.created(at.spec("one", "bare"));
    await at.refused("InvalidPowerState", at.driver.power(id, "Suspended", at.op()));
  });

  story("answers NotFound for a machine that is not there", async (at) => {
    await at.refused("NotFound", at.driver.power("none", "PoweredOn", at.op()));
    await at.refused("NotFound", at.driver.reconfigure("none", { annotation: "x" }, at.op()));
    assert.is(await at.driver.getVm("none"), undefined);
  });

  story("shows the address and host name of a guest with tools while it runs", async (at) => {
    const { id } = await at.running("one", "tools");
    const vm = await at.until(id, "an address", ({ guest }) => guest.ip !== undefined);
    assert.is(vm.guest.tools, "Running");
    assert.ok(vm.guest.hostName);
    assert.equal(vm.guest.nics[0]?.addresses.includes(vm.guest.ip ?? ""), true);
    await at.done(at.driver.power(id, "PoweredOff", at.op()));
    const { guest } = await at.vm(id);
    assert.equal(
      [guest.tools, guest.ip, guest.hostName, guest.nics],
      ["NotRunning", undefined, undefined, []],
    );
  });
}
