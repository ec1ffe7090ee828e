/** The stories on a real kube-apiserver, which is right by definition. `VMOP_RECORD=1` records what it answers. */
import { test } from "uvu";
import { realServers, startRealServer } from "../servers/start.ts";
import { skip } from "../support/skip.ts";
import { stories } from "./stories.ts";

const { available, reason } = realServers();
if (available) {
  const start = async () => (await startRealServer({ controllers: true }))!;
  stories(start, { record: process.env.VMOP_RECORD === "1" });
} else if (process.env.VMOP_REQUIRE_SERVERS) {
  test("the real servers are there", () => {
    throw new Error(reason);
  });
} else {
  skip(reason);
}
test.run();
