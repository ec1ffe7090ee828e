import * as assert from "uvu/assert";
import type { Story } from "./stage.ts";

export function guestPowerStories(story: Story): void {
  story.having("reset")("resets a running machine, which stays on", async (at) => {
    const { id, powerVersion } = await at.running("one", "bare");
    const { reset } = at.ability("reset");
    await at.pass(5_000);
    await at.done(reset(id, at.op()));
    const after = await at.vm(id);
    assert.is(after.power, "PoweredOn");
    assert.is.not(after.powerVersion, powerVersion);
    await at.done(at.driver.power(id, "Suspended", at.op()));
    await at.refused("InvalidPowerState", reset(id, at.op()));
    await at.done(at.driver.power(id, "PoweredOff", at.op()));
    await at.refused("InvalidPowerState", reset(id, at.op()));
  });

  story.having("guestPower")("shuts a guest down: delivered first, off later", async (at) => {
    const { id } = await at.withTools("one");
    const { shutdown } = at.ability("guestPower");
    await at.done(shutdown(id, at.op()));
    await at.until(id, "power off", ({ power }) => power === "PoweredOff");
    const again = await at.ended(shutdown(id, at.op()));
    assert.equal([again.state, again.changed], ["success", false]);
  });

  story.having("guestPower")("suspends a guest by standby", async (at) => {
    const { id } = await at.withTools("one");
    const { standby, shutdown } = at.ability("guestPower");
    await at.done(standby(id, at.op()));
    await at.until(id, "suspension", ({ power }) => power === "Suspended");
    assert.is((await at.ended(standby(id, at.op()))).changed, false);
    await at.refused("InvalidPowerState", shutdown(id, at.op()));
  });

  story.having("guestPower")("reboots a guest, which ends up on with tools again", async (at) => {
    const { id } = await at.withTools("one");
    await at.done(at.ability("guestPower").reboot(id, at.op()));
    await at.until(id, "guest away", ({ guest }) => guest.tools === "NotRunning");
    const { power } = await at.until(id, "guest back", ({ guest }) => guest.tools === "Running");
    assert.is(power, "PoweredOn");
  });

  story.having("guestPower")("refuses guest requests without running tools", async (at) => {
    const { shutdown, standby, reboot } = at.ability("guestPower");
    const bare = await at.running("bare", "bare");
    for (const call of [shutdown, standby, reboot])
      await at.refused("ToolsUnavailable", call(bare.id, at.op()));
    const booting = await at.running("booting", "tools");
    assert.is((await at.vm(booting.id)).guest.tools, "NotRunning");
    await at.refused("ToolsUnavailable", shutdown(booting.id, at.op()));
    const off = await at.created(at.spec("off", "tools"));
    for (const call of [standby, reboot]) await at.refused("InvalidPowerState", call(off.id, at.op()));
  });
}
