/** What every driver must do. A driver passes by handing in a harness; nothing here knows which driver it is. */
import { suite } from "uvu";
import type { Abilities } from "../../../runtime/driver/abilities.ts";
import { createStories } from "./contract/create.ts";
import { destroyStories } from "./contract/destroy.ts";
import { guestPowerStories } from "./contract/guest-power.ts";
import { inventoryStories } from "./contract/inventory.ts";
import { libraryStories } from "./contract/library.ts";
import { openingStories } from "./contract/opening.ts";
import { powerStories } from "./contract/power.ts";
import { reconfigureStories } from "./contract/reconfigure.ts";
import { type DriverHarness, Stage, type Story } from "./contract/stage.ts";
import { taskStories } from "./contract/tasks.ts";
import { watchStories } from "./contract/watch.ts";

export type { DriverHarness };

/** Registers and runs the suite; the driver must have exactly these abilities. */
export function driverContract(
  name: string,
  abilities: (keyof Abilities)[],
  make: () => Promise<DriverHarness>,
): void {
  const test = suite(`driver contract: ${name}`);

  const story: Story = (title, tell) => {
    test(title, async () => {
      const harness = await make();
      const stage = new Stage(harness);
      try {
        await stage.driver.open();
        await tell(stage);
      } finally {
        await stage.driver.close();
        await harness.dispose();
      }
    });
  };
  story.having = (ability) => (abilities.includes(ability) ? story : () => {});

  openingStories(story, abilities);
  inventoryStories(story);
  createStories(story);
  powerStories(story);
  guestPowerStories(story);
  reconfigureStories(story);
  destroyStories(story);
  taskStories(story);
  watchStories(story);
  libraryStories(story);
  test.run();
}
