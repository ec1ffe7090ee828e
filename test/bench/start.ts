/** From the command to a server that answers, beside node alone and a real cluster's API server. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { layoutOf } from "../../codegen/layout.ts";
import { isUpToDate } from "../../codegen/write.ts";
import { startRealServer } from "../servers/start.ts";
import { removeTemp, tempDir } from "../support/temp.ts";
import { median } from "./measure.ts";
import { runProcess } from "./processes.ts";
import { type Missing, missing, type Row, type Section } from "./row.ts";

const ROOT = join(import.meta.dirname, "../..");
const RUNS = 3;
const TIME_LIMIT_MS = 20_000;

export const section: Section = {
  name: "start",
  async rows() {
    const node = await medianOf(
      RUNS,
      async () => (await runProcess(process.execPath, ["-e", "0"])).milliseconds,
    );
    const real = await realServer();
    const ours = await bothStarts();
    return (Object.entries(ours) as [string, number | Missing][]).flatMap(([what, seconds]): Row[] => [
      { what, unit: "s", better: "less", ours: seconds, peer: "kube-apiserver + etcd", theirs: real },
      { what, unit: "s", better: "less", ours: seconds, peer: "node -e 0", theirs: node / 1000 },
    ]);
  },
};

/** On a new data folder each time, and again on the same. */
async function bothStarts(): Promise<{ [what: string]: number | Missing }> {
  const firsts: number[] = [];
  const agains: number[] = [];
  const names = ["npm start, new data folder", "npm start, second time"] as const;
  try {
    if (!isUpToDate(layoutOf(ROOT), { apiDir: join(ROOT, "api"), rulesDir: join(ROOT, "rules") }))
      throw new Error(
        "generated files are not up to date, so that it would generate first; run `npm run gen`",
      );
    for (let i = 0; i < RUNS; i++) {
      const folder = tempDir("start");
      firsts.push(await untilReady(folder));
      agains.push(await untilReady(folder));
      removeTemp(folder);
    }
    return { [names[0]]: median(firsts) / 1000, [names[1]]: median(agains) / 1000 };
  } catch (error) {
    const reason = missing((error as Error).message);
    return { [names[0]]: reason, [names[1]]: reason };
  }
}

/** Milliseconds until `npm start` says that it is ready; it is stopped then. */
function untilReady(dataDir: string): Promise<number> {
  const started = performance.now();
  // A group of its own, so that the signal reaches what npm has started.
  const child = spawn("npm", ["start", "--", "--data", dataDir, "--port", "0"], {
    cwd: ROOT,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const end = (signal: NodeJS.Signals): void => {
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, signal);
  };
  return new Promise((resolve, reject) => {
    let output = "";
    let ready: number | undefined;
    const collect = (chunk: string): void => {
      output += chunk;
      if (ready === undefined && output.includes("vmop is ready")) {
        ready = performance.now() - started;
        end("SIGTERM");
      }
    };
    child.stdout.setEncoding("utf8").on("data", collect);
    child.stderr.setEncoding("utf8").on("data", collect);
    const timer = setTimeout(() => end("SIGKILL"), TIME_LIMIT_MS);
    child.on("error", reject);
    child.on("close", () => {
      clearTimeout(timer);
      if (ready !== undefined) resolve(ready);
      else reject(new Error(output.trim().split("\n").at(-1) || "ended before it was ready"));
    });
  });
}

/** Seconds; one start, since it is long. */
async function realServer(): Promise<number | Missing> {
  const started = performance.now();
  const server = await startRealServer();
  if (!server) return missing("not built; run `npm run servers` (needs Go)");
  const seconds = (performance.now() - started) / 1000;
  await server.stop();
  return seconds;
}

async function medianOf(runs: number, measure: () => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let i = 0; i < runs; i++) values.push(await measure());
  return median(values);
}
