/** The generator beside controller-gen on the same kinds: from cold, with nothing to do, after an edit, and larger. */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { builtBinary } from "../servers/binaries.ts";
import { builtCli } from "../support/built-cli.ts";
import { tempDir } from "../support/temp.ts";
import { type Crd, goTypes } from "./go-types.ts";
import { growApi } from "./larger-api.ts";
import { median } from "./measure.ts";
import { type ProcessRun, runProcess } from "./processes.ts";
import { type Missing, missing, type Row, type Section } from "./row.ts";
import { editLatency } from "./watch-latency.ts";

const ROOT = join(import.meta.dirname, "../..");
const RUNS = 5;
/** Of what takes seconds. */
const FEW_RUNS = 3;

interface Cost {
  seconds: number | Missing;
  peakMb: number | Missing;
}

type Command = readonly [program: string, ...args: string[]];

export const section: Section = {
  name: "generator",
  async rows() {
    const api = join(ROOT, "api");
    const built: Command = [process.execPath, builtCli(), "gen"];
    const sources: Command = ["npm", "run", "gen", "--"];
    const crds = tempDir("crds");
    const alone = ["--api", api, "--out", crds];
    const withRules = ["--api", api, "--rules", join(ROOT, "rules"), "--out", tempDir("crds")];
    const all = [...withRules, "--generated", tempDir("generated")];
    await run([...built, ...alone]);
    const theirs = controllerGen(crds);
    const cost = await costs({
      node: () => run([process.execPath, "-e", "0"]),
      alone: () => run([...built, ...alone, "--force"]),
      fromSources: () => run([...sources, ...alone, "--force"]),
      withRules: () => run([...built, ...withRules, "--force"]),
      everything: () => run([...built, ...all, "--force"]),
      nothing: () => run([...built, ...all]),
      theirCrds: () => theirs("crd"),
      theirCopies: () => theirs("crd", "object"),
    });
    const edited = await editLatency([...built, ...all, "--watch"], api);
    const peer = "controller-gen crd";
    return [
      ...bothRows("CRDs, cold", cost.alone, peer, cost.theirCrds),
      ...bothRows("CRDs, cold, npm run gen", cost.fromSources, peer, cost.theirCrds),
      ...bothRows("CRDs and rules, cold", cost.withRules, peer, cost.theirCrds),
      ...bothRows("everything, cold", cost.everything, "controller-gen crd object", cost.theirCopies),
      ...bothRows("nothing changed", cost.nothing, "node -e 0", cost.node),
      seconds("edit to CRD written, --watch, everything", edited, peer, cost.theirCrds.seconds),
      ...(await largerRows(built, api, 2)),
      ...(await largerRows(built, api, 4)),
    ];
  },
};

async function largerRows(built: Command, api: string, times: number): Promise<Row[]> {
  const crds = tempDir("crds");
  const command: Command = [...built, "--api", growApi(api, times), "--out", crds, "--force"];
  await run(command);
  const theirs = controllerGen(crds);
  const cost = await costs({ ours: () => run(command), theirs: () => theirs("crd") }, FEW_RUNS);
  return bothRows(`CRDs of ${times} times the kinds, cold`, cost.ours, "controller-gen crd", cost.theirs);
}

const seconds = (what: string, ours: Row["ours"], peer: string, theirs: Row["theirs"]): Row => ({
  what,
  unit: "s",
  better: "less",
  ours,
  peer,
  theirs,
});

const bothRows = (what: string, ours: Cost, peer: string, theirs: Cost): Row[] => [
  seconds(what, ours.seconds, peer, theirs.seconds),
  { what: `${what}: memory`, unit: "MB", better: "less", ours: ours.peakMb, peer, theirs: theirs.peakMb },
];

const run = ([program, ...args]: Command, options: Parameters<typeof runProcess>[2] = {}) =>
  runProcess(program, args, { cwd: ROOT, ...options });

type Run = () => Promise<ProcessRun | Missing>;

/**
 * The median of several runs of each, after one that warms caches of files. They run in turns, so that what else the
 * machine does meets all of them alike.
 */
async function costs<Name extends string>(
  runs: { readonly [name in Name]: Run },
  times = RUNS,
): Promise<{ [name in Name]: Cost }> {
  const names = Object.keys(runs) as Name[];
  const done = new Map(names.map((name) => [name, [] as ProcessRun[]]));
  const failed = new Map<Name, Missing>();
  for (let i = 0; i <= times; i++) {
    for (const name of names.filter((one) => !failed.has(one))) {
      const one = await runs[name]();
      if ("missing" in one) failed.set(name, one);
      else if (one.code !== 0)
        failed.set(name, missing(one.errors.trim().split("\n")[0] || `ended with exit code ${one.code}`));
      else if (i > 0) done.get(name)!.push(one);
    }
  }
  return Object.fromEntries(names.map((name) => [name, costOf(failed.get(name) ?? done.get(name)!)])) as {
    [name in Name]: Cost;
  };
}

function costOf(runs: readonly ProcessRun[] | Missing): Cost {
  if ("missing" in runs) return { seconds: runs, peakMb: runs };
  const peaks = runs.flatMap((one) => one.peakMb ?? []);
  return {
    seconds: median(runs.map((one) => one.milliseconds)) / 1000,
    peakMb: peaks.length > 0 ? median(peaks) : missing("this system has no /proc"),
  };
}

/** A run on Go types of the same kinds, made from the CRDs in a folder. */
function controllerGen(crdDir: string): (...outputs: string[]) => Promise<ProcessRun | Missing> {
  const binary = builtBinary("controller-gen");
  if (!binary) return async () => missing("not built; run `npm run servers` (needs Go)");
  const folder = tempDir("go-types");
  cpSync(join(import.meta.dirname, "go-types"), folder, { recursive: true });
  for (const [file, text] of goTypes(readCrds(crdDir))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  // Modules come from the cache that `npm run servers` filled; a benchmark downloads nothing.
  const env = { GOPROXY: "off", GOFLAGS: "-mod=mod" };
  const crds = `output:crd:dir=${join(folder, "crds")}`;
  return (...outputs) => run([binary, ...outputs, "paths=./...", crds], { cwd: folder, env });
}

const readCrds = (folder: string): Crd[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => parse(readFileSync(join(folder, name), "utf8")) as Crd);
