/** What kube-apiserver answered to the corpus: a case a line, in `answers.jsonl`. Recorded with `VMOP_RECORD=1`. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Answer } from "./judge.ts";

const file = join(import.meta.dirname, "answers.jsonl");

export type Answers = { readonly [name: string]: readonly Answer[] };

export const recorded: Answers = existsSync(file) ? parsed(readFileSync(file, "utf8")) : {};

export function record(answers: Answers): void {
  const lines = Object.entries(answers).map((entry) => `${JSON.stringify(entry)}\n`);
  writeFileSync(file, lines.join(""));
}

function parsed(text: string): Answers {
  return Object.fromEntries(
    text
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as [string, Answer[]]),
  );
}
