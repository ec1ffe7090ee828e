/** The parameters of admission on a real API server that has nothing but our manifests. */
import { test } from "uvu";
import { startRealServer } from "../servers/start.ts";
import { withRealServer } from "../servers/with-real-server.ts";
import { parameters } from "./parameters-suite.ts";

withRealServer(() => parameters(async () => (await startRealServer())!));
test.run();
