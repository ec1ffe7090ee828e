/** What one finished job of `npm test` amounts to. Pure. */

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

export interface Outcome extends Counts {
  /** Why tests were skipped, as `skip()` printed it. */
  reasons: string[];
  /** What is wrong beyond the tests' own failures; empty when nothing is. */
  problem: string;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what this removes.
const COLOURS = /\u001b\[[0-9;]*m/g;

/**
 * Reads uvu's summary from the end of a test file's output. A file without a summary, one that ran nothing and
 * skipped nothing, and one that fails although all its tests passed count as one failure.
 */
export function readUvu(output: string, exitCode: number | null): Outcome {
  const text = output.replace(COLOURS, "");
  const total = lastCount(text, "Total");
  const passed = lastCount(text, "Passed") ?? 0;
  const skipped = lastCount(text, "Skipped") ?? 0;
  const reasons = [...text.matchAll(/^.*?skipped: (.+)$/gm)].map((match) => match[1]!);
  const failed = (total ?? 0) - passed;
  const problem =
    total === undefined
      ? `ended without a summary (exit code ${exitCode ?? "none, killed"})`
      : total === 0 && skipped === 0
        ? "holds no test"
        : exitCode !== 0 && failed === 0
          ? `exit code ${exitCode ?? "none, killed"} although every test passed`
          : "";
  return { passed, failed: failed + (problem ? 1 : 0), skipped, reasons, problem };
}

/** A command that is one check: it passes when it exits with 0. */
export function readCheck(exitCode: number | null): Outcome {
  const passed = exitCode === 0 ? 1 : 0;
  return { passed, failed: 1 - passed, skipped: 0, reasons: [], problem: "" };
}

/** All counts added up. */
export function sum(outcomes: readonly Counts[]): Counts {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of outcomes) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
  return total;
}

/** The last line of `npm test`. */
export function summary({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

function lastCount(text: string, label: string): number | undefined {
  const matches = [...text.matchAll(new RegExp(`^  ${label}: +(\\d+)$`, "gm"))];
  const last = matches.at(-1)?.[1];
  return last === undefined ? undefined : Number(last);
}
