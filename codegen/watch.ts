/**
 * `--watch`: generates after each change, until a signal. What is quick to make is written first; what slow libraries
 * make follows when the files have been left alone for a moment.
 */
import path from "node:path";
import { type Change, Changes } from "./changes.ts";
import type { Settings } from "./options.ts";
import { count, filesFor, generateFor, inputsFor, printFor, type Run, shown, writeFor } from "./run.ts";

type Print = (line: string) => void;

/** How long files are left alone before the slow outputs are made. */
const IDLE_MS = 400;
/** Changed files that a line names. */
const NAMED = 3;

/** Answers the exit code when a signal, or `stop`, has ended it. */
export async function watch(
  settings: Settings,
  print: Print,
  complain: Print,
  stop: AbortSignal = onSignal(),
): Promise<number> {
  const folders = (): string[] => Object.values(inputsFor(settings));
  const changes = new Changes(folders, stop);
  print(`watching ${folders().map(fromHere).join(" and ")}; Ctrl-C ends it`);
  let later: Run["later"];
  let wasRight = false;
  let change: Change | "start" = "start";
  while (change !== "stopped") {
    const started = performance.now();
    if (change !== "idle") changes.mark();
    const generated = await attempt(() => (change === "idle" ? later!() : generateFor(settings, true)));
    const { right, lines } = outcome(settings, generated, wasRight);
    const time = new Date().toTimeString().slice(0, 8);
    const say = right ? print : complain;
    lines.forEach((line, i) => {
      const isLast = i === lines.length - 1;
      say(isLast ? `${time} ${Math.round(performance.now() - started)} ms: ${line}` : line);
    });
    wasRight = right;
    later = right && !("failed" in generated) ? generated.later : undefined;
    if (!("failed" in generated)) changes.alsoFiles(importsOf(settings, generated));
    change = await changes.next(later ? IDLE_MS : undefined);
  }
  return 0;
}

/** Writes, and says so in one line; or the problems and how many. Silent when what was right has not changed. */
function outcome(
  settings: Settings,
  generated: Run | { failed: string },
  wasRight: boolean,
): { right: boolean; lines: string[] } {
  const wrong = (...lines: string[]) => ({ right: false, lines });
  if ("failed" in generated) return wrong(`the generator failed: ${generated.failed}`);
  const { problems } = generated;
  if (problems.length > 0) {
    const total = `${count(problems.length, "problem")}; nothing was written`;
    return wrong(...problems.map((p) => printFor(settings, p)), total);
  }
  const written = writeFor(settings, filesFor(settings, generated));
  if ("complaint" in written) return wrong(`${written.complaint}; nothing was written`);
  if (written.length === 0) return { right: true, lines: wasRight ? [] : ["up to date"] };
  const named = written.slice(0, NAMED).map(({ file, change }) => `${change} ${shown(settings, file)}`);
  const more = written.length > NAMED ? [`${written.length - NAMED} more`] : [];
  return { right: true, lines: [[...named, ...more].join(", ")] };
}

/** A file may go away between being listed and being read; watching goes on. */
async function attempt(run: () => Promise<Run>): Promise<Run | { failed: string }> {
  try {
    return await run();
  } catch (error) {
    return { failed: (error as Error).message };
  }
}

/** A file that was not found is not among them; the folders are looked at anyway. */
const importsOf = ({ apiDir }: Settings, { imports }: Run): string[] =>
  imports.map((file) => path.resolve(apiDir, "..", file));

function onSignal(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort());
  return stopping.signal;
}

const fromHere = (folder: string): string => path.relative(process.cwd(), folder) || ".";
