import * as assert from "uvu/assert";
import { drain, type Story } from "./stage.ts";

export function watchStories(story: Story): void {
  story("starts a stream with resync, then tells of machines and tasks", async (at) => {
    const events = at.watch();
    await at.pass(1_000);
    assert.equal(events, [{ type: "resync" }]);
    const { id } = await at.created(at.spec("one", "bare"));
    await at.done(at.driver.power(id, "PoweredOn", at.op()));
    await at.pass(1_000);
    const fields = events.flatMap((event) => (event.type === "vm" && event.id === id ? event.fields : []));
    assert.ok(fields.includes("power"));
    const ended = events.flatMap((event) => (event.type === "task" ? [event.task.kind] : []));
    assert.equal(ended, ["create", "powerOn"]);
    await at.done(at.driver.power(id, "PoweredOff", at.op()));
    await at.done(at.driver.destroy(id, at.op()));
    await at.pass(1_000);
    assert.ok(events.some((event) => event.type === "gone" && event.id === id));
  });

  story("ends its streams when the signal fires or the driver closes", async (at) => {
    const stop = new AbortController();
    const aborted = drain(at.driver.watch(stop.signal));
    const closed = drain(at.driver.watch(new AbortController().signal));
    await at.pass(100);
    stop.abort();
    await aborted;
    await at.driver.close();
    await closed;
  });
}
