/** Tests that only a real API server can answer: declared where one can be started, and never silently left out in CI. */
import { test } from "uvu";
import { skip } from "../support/skip.ts";
import { realServers } from "./start.ts";

/** Declares the tests; without the binaries it skips and says why, or fails where VMOP_REQUIRE_SERVERS is set. */
export function withRealServer(declare: () => void): void {
  const { available, reason } = realServers();
  if (available) declare();
  else if (!process.env.VMOP_REQUIRE_SERVERS) skip(reason);
  else {
    test("the real servers are there", () => {
      throw new Error(reason);
    });
  }
}
