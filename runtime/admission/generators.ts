/** Where random values and the time of defaults come from. */
import { randomUUID } from "node:crypto";
import type { Generators } from "../../rules/lang/defaulting.ts";

/** Random version 4 UUIDs, and the time in RFC 3339 with nine decimals (of which the clock knows three). */
export const generators: Generators = {
  uuid4: () => randomUUID(),
  now: () => new Date().toISOString().replace("Z", "000000Z"),
};
