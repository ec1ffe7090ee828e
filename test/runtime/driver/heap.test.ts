import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { dueBefore } from "../../../runtime/driver/simulated/due.ts";
import { Heap } from "../../../runtime/heap.ts";

test("what is due first comes first; of two due together, the one that went in first", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 20 })), (times) => {
      const heap = new Heap<{ at: number; order: number }>(dueBefore);
      const items = times.map((at, order) => ({ at, order }));
      for (const item of items) heap.push(item);
      const out = items.map(() => heap.pop());
      assert.equal(
        out,
        items.sort((a, b) => a.at - b.at || a.order - b.order),
      );
      assert.is(heap.pop(), undefined);
    }),
  );
});

test.run();
