import * as assert from "uvu/assert";
import type { Story } from "./stage.ts";

export function destroyStories(story: Story): void {
  story("destroys a machine that is off, and a missing one without effect", async (at) => {
    const { id, instanceUuid } = await at.created(at.spec("one", "bare"));
    await at.done(at.driver.destroy(id, at.op()));
    assert.is(await at.driver.getVm(id), undefined);
    assert.is(await at.driver.findVm({ instanceUuid }), undefined);
    assert.equal(await at.driver.listVms(), []);
    assert.is((await at.ended(at.driver.destroy(id, at.op()))).changed, false);
    await at.created(at.spec("one", "bare"));
  });

  story("refuses to destroy a running machine", async (at) => {
    const { id } = await at.running("one", "bare");
    await at.refused("InvalidPowerState", at.driver.destroy(id, at.op()));
  });
}
