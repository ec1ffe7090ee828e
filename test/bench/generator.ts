/** The whole generator from cold, beside controller-gen on the same kinds. */
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { builtBinary } from "../servers/binaries.ts";
import { tempDir } from "../support/temp.ts";
import { type Crd, goTypes } from "./go-types.ts";
import { median } from "./measure.ts";
import { type ProcessRun, runProcess } from "./processes.ts";
import { type Missing, missing, type Row, type Section } from "./row.ts";

const ROOT = join(import.meta.dirname, "../..");
const RUNS = 3;

interface Cost {
  seconds: number | Missing;
  peakMb: number | Missing;
}

export const section: Section = {
  name: "generator",
  async rows() {
    const ours = await costOf(RUNS, () =>
      runProcess(
        process.execPath,
        ["--import", "tsx", "codegen/cli.ts", "--force", "--out", tempDir("generated")],
        {
          cwd: ROOT,
        },
      ),
    );
    const node = await costOf(RUNS, () =>
      runProcess(process.execPath, ["--import", "tsx", "-e", "0"], { cwd: ROOT }),
    );
    const theirs = await controllerGen();
    const peer = "controller-gen: CRDs and deep copies alone";
    const row = (what: string, unit: string, of: keyof Cost, peerOf: Cost, name: string): Row => ({
      what,
      unit,
      better: "less",
      ours: ours[of],
      peer: name,
      theirs: peerOf[of],
    });
    return [
      row("everything, cold", "s", "seconds", theirs, peer),
      row("everything, cold", "s", "seconds", node, "node with tsx, doing nothing"),
      row("peak memory", "MB", "peakMb", theirs, peer),
      row("peak memory", "MB", "peakMb", node, "node with tsx, doing nothing"),
    ];
  },
};

/** One run to warm caches of files, then the median of several. */
async function costOf(runs: number, run: () => Promise<ProcessRun>): Promise<Cost> {
  const all: ProcessRun[] = [];
  for (let i = 0; i <= runs; i++) {
    const one = await run();
    if (one.code !== 0) {
      const reason = missing(one.errors.trim().split("\n")[0] || `ended with exit code ${one.code}`);
      return { seconds: reason, peakMb: reason };
    }
    if (i > 0) all.push(one);
  }
  const peaks = all.flatMap((one) => one.peakMb ?? []);
  return {
    seconds: median(all.map((one) => one.milliseconds)) / 1000,
    peakMb: peaks.length > 0 ? median(peaks) : missing("this system has no /proc"),
  };
}

async function controllerGen(): Promise<Cost> {
  const binary = builtBinary("controller-gen");
  if (!binary) {
    const reason = missing("not built; run `npm run servers` (needs Go)");
    return { seconds: reason, peakMb: reason };
  }
  const folder = tempDir("go-types");
  cpSync(join(import.meta.dirname, "go-types"), folder, { recursive: true });
  writeFileSync(join(folder, "types.go"), goTypes(crds()));
  // Modules come from the cache that `npm run servers` filled; a benchmark downloads nothing.
  const env = { GOPROXY: "off", GOFLAGS: "-mod=mod" };
  return costOf(RUNS, () =>
    runProcess(binary, ["crd", "object", "paths=./...", `output:crd:dir=${join(folder, "crds")}`], {
      cwd: folder,
      env,
    }),
  );
}

const crds = (): Crd[] =>
  readdirSync(join(ROOT, "crds"))
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => parse(readFileSync(join(ROOT, "crds", name), "utf8")) as Crd);
