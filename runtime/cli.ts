/**
 * The command line. With `main.ts` the only file that reads the environment. What a command needs is loaded when it is
 * known which one, so that wrong usage and unreadable files are answered at once.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { milliseconds } from "../rules/lang/duration.ts";
import { readArguments } from "./arguments.ts";
import type { Sources } from "./explain/sources.ts";

const isBuilt = !import.meta.filename.endsWith(".ts");
const PROGRAM = isBuilt ? "vmop" : "npm start --";

const COMMANDS = [
  [isBuilt ? PROGRAM : "npm start", "serve until Ctrl-C"],
  [
    `${PROGRAM} apply FILE... [--wait]`,
    "apply manifests; with --wait until every machine is as it should be",
  ],
  [`${PROGRAM} explain [OLD] NEW`, "say what admission would do with manifests, and why; explain --help"],
  [`${PROGRAM} rules [show ID]`, "list the rules and who enforces each, or say all about one; rules --help"],
  [`${PROGRAM} gen [OPTION...]`, "generate CRDs, policies, clients and documentation; gen --help"],
] as const;

const USAGE = `Usage: ${COMMANDS.map(([call, text]) => `${call.padEnd(40)} ${text}`).join("\n       ")}

  --data DIR       the data folder (.vmop)
  --port N         the port of the API server (6443; apply takes a free one)
  --timeout 5m     how long apply --wait waits
  FILE             a manifest; - is standard input`;

const ROOT = resolve(import.meta.dirname, "..");
const DEFAULT_PORT = 6443;

interface Options {
  command: string;
  files: string[];
  dataDir: string;
  port: number | undefined;
  wait: boolean;
  timeoutMs: number;
}

const say = (line: string) => console.log(line);
const complain = (line: string) => console.error(line);

/** Commands that read their own arguments. */
const OWN_ARGUMENTS: { readonly [command: string]: (args: readonly string[]) => Promise<number> } = {
  gen: generate,
  explain: (args) => runExplain(args),
  rules: (args) => runRules(args),
};

/** Runs the command; the answer is the exit code: 0 done, 1 refused or failed, 2 wrong usage. */
async function main(args: readonly string[]): Promise<number> {
  const [first = "", ...rest] = args;
  if (Object.hasOwn(OWN_ARGUMENTS, first)) return OWN_ARGUMENTS[first]!(rest);
  const options = readOptions(args);
  if ("complaint" in options) {
    complain(`vmop: ${options.complaint}\n\n${USAGE}`);
    return 2;
  }
  switch (options.command) {
    case "help":
      say(USAGE);
      return 0;
    case "serve":
      return (await regenerate()) || runServe(options);
    case "apply":
      return (await regenerate()) || runApply(options);
    default:
      complain(`vmop: there is no command ${options.command}\n\n${USAGE}`);
      return 2;
  }
}

function readOptions(args: readonly string[]): Options | { complaint: string } {
  const text = { type: "string" } as const;
  const read = readArguments(args, {
    data: text,
    port: text,
    timeout: text,
    wait: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  });
  if ("complaint" in read) return read;
  const { values, positionals } = read;
  const [command = "serve", ...files] = positionals;
  const timeoutMs = milliseconds(values.timeout ?? "5m");
  const port = values.port === undefined ? undefined : Number(values.port);
  if (Number.isNaN(timeoutMs))
    return { complaint: `--timeout ${values.timeout} is not a duration such as 90s or 5m` };
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port < 65_536))
    return { complaint: `--port ${values.port} is not a port number` };
  if (command === "apply" && files.length === 0) return { complaint: "apply needs at least one FILE" };
  if (command === "serve" && files.length > 0) return { complaint: `serve takes no argument ${files[0]}` };
  return {
    command: values.help ? "help" : command,
    files,
    dataDir: resolve(values.data ?? ".vmop"),
    port,
    wait: values.wait ?? false,
    timeoutMs,
  };
}

async function generate(args: readonly string[]): Promise<number> {
  const { main: gen } = await import("../codegen/cli.ts");
  return gen(args, say, complain);
}

const output = { print: say, complain };
const MANIFESTS = join(ROOT, "crds");

const runExplain = (args: readonly string[]): Promise<number> =>
  fromGenerated(async (sources) =>
    (await import("./explain/explain-command.ts")).explainCommand(args, sources, output),
  );

const runRules = (args: readonly string[]): Promise<number> =>
  fromGenerated(async (sources) =>
    (await import("./explain/rules-command.ts")).rulesCommand(args, sources, output),
  );

/** What is generated is loaded when it is up to date. */
async function fromGenerated(run: (sources: Sources) => Promise<number>): Promise<number> {
  const code = await regenerate();
  if (code !== 0) return code;
  const { allRules } = await import("../generated/rules/index.js");
  const { sourcesOf } = await import("./explain/sources.ts");
  return run(sourcesOf(MANIFESTS, join(ROOT, "generated", "rules", "rows.json"), allRules, buildVersion()));
}

/** Generates in a process of its own when the sources changed since the last time. A built package never does. */
async function regenerate(): Promise<number> {
  if (isBuilt) return 0;
  const cli = join(ROOT, "codegen", "cli.ts");
  const { layoutOf } = await import("../codegen/layout.ts");
  const { isUpToDate } = await import("../codegen/write.ts");
  if (isUpToDate(layoutOf(ROOT), { apiDir: join(ROOT, "api"), rulesDir: join(ROOT, "rules") })) return 0;
  complain("api/ or rules/ changed: generating");
  const child = spawnSync(process.execPath, ["--import", "tsx", cli], {
    cwd: ROOT,
    stdio: ["ignore", "ignore", "inherit"],
  });
  return child.status ?? 1;
}

/** `v1.2.3` */
function buildVersion(): string {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
  return `v${version}`;
}

const localOptions = (options: Options, port: number) => ({
  dataDir: options.dataDir,
  port,
  manifestsDir: MANIFESTS,
  buildVersion: buildVersion(),
  onError: (error: unknown, what: string) =>
    complain(`vmop: ${what}: ${error instanceof Error ? error.message : String(error)}`),
});

async function runServe(options: Options): Promise<number> {
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort());
  try {
    const { serve } = await import("./main.ts");
    await serve(localOptions(options, options.port ?? DEFAULT_PORT), stopping.signal);
    return 0;
  } catch (error) {
    return failed(error);
  }
}

/** Documents are read before anything is started, so that a manifest that cannot be read changes nothing. */
async function runApply(options: Options): Promise<number> {
  const { readDocuments } = await import("./local/documents.ts");
  const { documents, complaints } = readDocuments(options.files);
  if (complaints.length > 0) {
    for (const line of [...complaints, "nothing was applied"]) complain(line);
    return 1;
  }
  const { wait, timeoutMs } = options;
  const how = { ...localOptions(options, options.port ?? 0), wait, timeoutMs };
  try {
    const { runApply: run } = await import("./local/run-apply.ts");
    return await run(how, documents, output);
  } catch (error) {
    return failed(error);
  }
}

function failed(error: unknown): number {
  complain(`vmop: ${error instanceof Error ? error.message : String(error)}`);
  if (process.env.VMOP_DEBUG && error instanceof Error) complain(error.stack ?? "");
  return 1;
}

// Whoever reads the output may stop reading, as `head` does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
process.exitCode = await main(process.argv.slice(2));
