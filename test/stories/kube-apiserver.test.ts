/** The stories on a real kube-apiserver, which is right by definition. `VMOP_RECORD=1` records what it answers. */
import { test } from "uvu";
import { startRealServer } from "../servers/start.ts";
import { withRealServer } from "../servers/with-real-server.ts";
import { stories } from "./stories.ts";

withRealServer(() => {
  const start = async () => (await startRealServer({ controllers: true }))!;
  stories(start, { record: process.env.VMOP_RECORD === "1" });
});
test.run();
