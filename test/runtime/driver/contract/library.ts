import * as assert from "uvu/assert";
import type { Story } from "./stage.ts";

export function libraryStories(story: Story): void {
  story.having("library")("lists images with what a machine needs to know", async (at) => {
    const library = at.ability("library");
    const items = await library.listItems();
    assert.ok(items.some(({ type }) => type === "OVF"));
    for (const item of items) {
      assert.equal(await library.getItem(item.id), item);
      assert.ok(item.sizeBytes > 0);
      if (item.type === "OVF")
        assert.ok(item.disks.length > 0 && item.guestId && item.firmware && item.hwVersion);
    }
    assert.is(await library.getItem("none"), undefined);
  });
}
