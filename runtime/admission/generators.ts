/** Where random values, the time and the build of defaults come from. */
import { randomUUID } from "node:crypto";
import type { Generators } from "../../rules/lang/defaulting.ts";

/** Random version 4 UUIDs, and the time in RFC 3339 with nine decimals (of which the clock knows three). */
export const generatorsOf = (build: string): Generators => ({
  uuid4: () => randomUUID(),
  now: () => new Date().toISOString().replace("Z", "000000Z"),
  build: () => build,
});
