import * as assert from "uvu/assert";
import { rejects, type Story } from "./stage.ts";

export function openingStories(story: Story, abilities: readonly string[]): void {
  story("has the abilities it declares and no others", async ({ driver }) => {
    assert.equal(Object.keys(driver.abilities).sort(), [...abilities].sort());
  });

  story("keeps its identity over a restart and is healthy while open", async (at) => {
    const before = await at.driver.open();
    await at.driver.health();
    const restarted = await at.restart();
    assert.equal((await restarted.open()).instanceId, before.instanceId);
  });

  story("rejects everything with Disconnected once closed, and closes twice", async ({ driver }) => {
    await driver.close();
    await driver.close();
    await rejects("Disconnected", () => driver.health());
    await rejects("Disconnected", () => driver.listVms());
    await rejects("Disconnected", () => driver.power("any", "PoweredOn", { key: "k" }));
  });
}
