/**
 * `npm test [-- PATTERN...]`: the type check, the check of generated files, and every test file in a process of
 * its own, a few at a time. Output is shown for what fails. The last line is `N passed, N failed`.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, relative } from "node:path";
import { type Outcome, readCheck, readUvu, sum, summary } from "./report.ts";

interface Job {
  name: string;
  command: readonly string[];
  read(output: string, exitCode: number | null): Outcome;
}

/** Milliseconds after which a job is ended and counts as failed. */
const TIME_LIMIT = 300_000;
const root = join(import.meta.dirname, "../..");

function jobs(): Job[] {
  const node = [process.execPath, "--import", "tsx"];
  const check = (_output: string, exitCode: number | null): Outcome => readCheck(exitCode);
  const list: Job[] = [{ name: "type check", command: ["node_modules/.bin/tsc", "--noEmit"], read: check }];
  if (existsSync(join(root, "codegen/cli.ts"))) {
    list.push({ name: "generated files", command: [...node, "codegen/cli.ts", "--check"], read: check });
  }
  for (const file of testFiles()) list.push({ name: file, command: [...node, file], read: readUvu });
  return list;
}

/** Every test file; those that start servers come first, since the whole run waits for the longest. */
function testFiles(): string[] {
  const isSlow = (file: string): boolean =>
    /^test\/(stories|operator)\/|kube-apiserver|on-server|-server\.test|local\/cli/.test(file);
  return readdirSync(join(root, "test"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".test.ts"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort((a, b) => Number(isSlow(b)) - Number(isSlow(a)) || a.localeCompare(b));
}

/** Ctrl-C and a time limit of whoever runs this end the jobs too. */
const running = new Set<ChildProcess>();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    for (const child of running) child.kill("SIGTERM");
    process.exit(1);
  });
}

function run(job: Job): Promise<Outcome> {
  const started = performance.now();
  return new Promise((resolve) => {
    const [command, ...args] = job.command;
    const child = spawn(command!, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    running.add(child);
    let output = "";
    const collect = (chunk: string): void => {
      output += chunk;
    };
    child.stdout.setEncoding("utf8").on("data", collect);
    child.stderr.setEncoding("utf8").on("data", collect);
    const timer = setTimeout(() => {
      output += `\nended after ${TIME_LIMIT / 1000} s\n`;
      child.kill("SIGTERM");
      setTimeout(() => child.kill("SIGKILL"), 3_000).unref();
    }, TIME_LIMIT);
    child.on("error", (error) => collect(`${error.message}\n`));
    child.on("close", (code) => {
      clearTimeout(timer);
      running.delete(child);
      const outcome = job.read(output, code);
      show(job.name, outcome, output, (performance.now() - started) / 1000);
      resolve(outcome);
    });
  });
}

function show(name: string, outcome: Outcome, output: string, seconds: number): void {
  const { passed, failed, skipped, problem, reasons } = outcome;
  const mark = failed > 0 ? "✘" : passed > 0 ? "✓" : "-";
  console.log(
    `${mark} ${name.padEnd(56)} ${summary({ passed, failed, skipped }).padStart(20)} ${seconds.toFixed(1).padStart(6)} s`,
  );
  for (const reason of new Set(reasons)) console.log(`    skipped: ${reason}`);
  if (problem) console.log(`    ${problem}`);
  if (failed > 0) console.log(output.replace(/^/gm, "    ").trimEnd());
}

async function main(): Promise<number> {
  const patterns = process.argv.slice(2);
  const queue = jobs().filter(
    ({ name }) => patterns.length === 0 || patterns.some((text) => name.includes(text)),
  );
  if (queue.length === 0) {
    console.error(`No test matches ${patterns.join(" ")}.`);
    return 1;
  }
  const outcomes: Outcome[] = [];
  const worker = async (): Promise<void> => {
    for (let job = queue.shift(); job; job = queue.shift()) outcomes.push(await run(job));
  };
  const workers = Math.max(2, Math.min(4, availableParallelism()));
  await Promise.all(Array.from({ length: workers }, worker));
  const counts = sum(outcomes);
  console.log(`\n${summary(counts)}`);
  return counts.failed > 0 ? 1 : 0;
}

process.exitCode = await main();
