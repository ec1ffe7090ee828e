/** `vmop gen`, in this repository `npm run gen`: generates, keeps generating, or says what would change. */

import { readSettings, type Settings, usage } from "./options.ts";
import {
  changesFor,
  count,
  filesFor,
  generateFor,
  inputsFor,
  layoutFor,
  printFor,
  shown,
  writeFor,
} from "./run.ts";
import { type Difference, isUpToDate } from "./write.ts";

type Print = (line: string) => void;

/** Changed files that a run lists without being asked for all. */
const LISTED = 12;

/**
 * Runs the command and returns its exit code: 0 done, 1 problems or differences, 2 wrong usage. `program` is how the
 * command was called.
 */
export async function main(
  args: readonly string[],
  print: Print,
  complain: Print,
  program = "vmop gen",
): Promise<number> {
  const settings = readSettings(args, process.cwd());
  if ("complaint" in settings) {
    complain(`${settings.complaint}; ${program} --help explains the options`);
    return 2;
  }
  if (settings.help) {
    print(usage(program));
    return 0;
  }
  try {
    if (settings.compare) {
      const { compareRun } = await import("./compat/command.ts");
      return await compareRun(settings, settings.compare, print, complain);
    }
    if (!settings.watch) return await once(settings, print, complain);
    const { watch } = await import("./watch.ts");
    return await watch(settings, print, complain);
  } catch (error) {
    // A mistake of ours: what people get wrong is a problem with a place.
    complain(`the generator failed: ${(error as Error).message}; VMOP_DEBUG=1 shows where`);
    if (process.env.VMOP_DEBUG) complain((error as Error).stack ?? "");
    return 1;
  }
}

async function once(settings: Settings, print: Print, complain: Print): Promise<number> {
  const started = performance.now();
  if (!settings.force && !settings.only && isUpToDate(layoutFor(settings), inputsFor(settings))) {
    print("up to date");
    return 0;
  }
  const generated = await generateFor(settings);
  const { problems, report } = generated;
  if (problems.length > 0) {
    for (const p of problems) complain(printFor(settings, p));
    complain(`${count(problems.length, "problem")}; nothing was written`);
    return 1;
  }
  if (settings.verbose) for (const line of report) print(line);
  const files = filesFor(settings, generated);
  if (settings.check) return check(settings, changesFor(settings, files), complain);
  const changes = writeFor(settings, files);
  if ("complaint" in changes) {
    complain(`${changes.complaint}; nothing was written`);
    return 1;
  }
  const listed = settings.verbose ? changes.length : LISTED;
  for (const { file, change } of changes.slice(0, listed)) print(`${change} ${shown(settings, file)}`);
  if (changes.length > listed) print(`and ${changes.length - listed} more`);
  const notes =
    report.length > 0 && changes.length > 0 && !settings.verbose
      ? `; ${count(report.length, "note")} with --verbose`
      : "";
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  print(`${count(files.size - 1, "file")}, ${changes.length} changed, ${seconds} s${notes}`);
  return 0;
}

function check(settings: Settings, changes: readonly Difference[], complain: Print): number {
  for (const { file, change } of changes) complain(`${change} ${shown(settings, file)}`);
  if (changes.length > 0) complain("generated files are not up to date; generate them without --check");
  return changes.length > 0 ? 1 : 0;
}

if (process.argv[1] === import.meta.filename) {
  process.exitCode = await main(process.argv.slice(2), console.log, console.error, "npm run gen --");
}
