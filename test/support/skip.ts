/** Skipping with a reason that the summary of `npm test` shows. */
import { test } from "uvu";

/** Marks `count` tests of this file as skipped and prints why. The file still has to call `test.run()`. */
export function skip(reason: string, count = 1): void {
  for (let index = 0; index < count; index++) test.skip(reason);
  console.log(`skipped: ${reason}`);
}
