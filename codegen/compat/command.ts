/** `vmop gen --compare DIR`: what the user sees of a comparison, and whether CI should stop. */
import type { Settings } from "../options.ts";
import { count, generateFor, printFor } from "../run.ts";
import { compareWithFolder, reaches } from "./compare.ts";
import type { CompareOptions } from "./options.ts";

/** Generates the CRDs, writes nothing, and returns the exit code: 0 accepted, 1 problems or changes that are not, 2 nothing to compare with. */
export async function compareRun(
  settings: Settings,
  asked: { place: string } & CompareOptions,
  print: (line: string) => void,
  complain: (line: string) => void,
): Promise<number> {
  const { files, problems } = await generateFor({ ...settings, only: ["crds"] });
  if (problems.length > 0) {
    for (const p of problems) complain(printFor(settings, p));
    complain(`${count(problems.length, "problem")}; nothing was compared`);
    return 1;
  }
  const outcome = compareCommand(asked.place, files, asked);
  if (outcome.stderr !== "") complain(outcome.stderr.trimEnd());
  if (outcome.stdout !== "") print(outcome.stdout.trimEnd());
  return outcome.code;
}

export interface CompareOutcome {
  /** 0 nothing worse than accepted, 1 such changes, 2 nothing to compare with. */
  code: 0 | 1 | 2;
  stdout: string;
  stderr: string;
}

/** Compares a folder of CRDs with generated files by path. */
export function compareCommand(
  oldPlace: string,
  files: ReadonlyMap<string, string>,
  { failOn = "breaking", json = false }: CompareOptions = {},
): CompareOutcome {
  const { changes, text, complaints } = compareWithFolder(oldPlace, files);
  if (complaints.length > 0) return { code: 2, stdout: "", stderr: `${complaints.join("\n")}\n` };
  const stdout = json ? `${JSON.stringify({ changes }, undefined, 2)}\n` : text;
  const stops = failOn !== "none" && reaches(changes, failOn);
  return { code: stops ? 1 : 0, stdout, stderr: "" };
}
