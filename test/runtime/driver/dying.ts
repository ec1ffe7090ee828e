/** Asks a simulated hypervisor in the folder given for a machine, prints the answer, and dies without a farewell. */
import { writeSync } from "node:fs";
import { lmdbStore } from "../../../runtime/driver/simulated/lmdb-store.ts";
import { instantProfile } from "../../../runtime/driver/simulated/profile.ts";
import { simulatedDriver } from "../../../runtime/driver/simulated/simulated.ts";
import { spec } from "./harness.ts";

const operations = { ...instantProfile.operations, create: { latencyMs: [50, 50] } } as const;
const driver = simulatedDriver({
  store: () => lmdbStore(process.argv[2]!),
  profile: { ...instantProfile, operations },
});
await driver.open();
writeSync(1, JSON.stringify(await driver.createVm(spec("one", "tools"), { key: "create" })));
process.kill(process.pid, "SIGKILL");
