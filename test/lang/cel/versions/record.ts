/** What the API server's packages say of each expression in each version (answers.jsonl), and which functions and macros each has (catalogue.jsonl). */

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Asked } from "./calls.ts";

/** Compat versions that the packages of Kubernetes 1.36 are asked about. */
export const COMPATS = Array.from({ length: 12 }, (_, i) => `1.${25 + i}`);

/** A complaint, null where there is none. */
export type Answer = string | null;

/** Answers by the version from which they hold, the first version first. */
export type Changes = readonly (readonly [version: string, answer: Answer])[];

export interface Recorded extends Asked {
  /** By compat version, according to Kubernetes 1.36. */
  readonly compats: Changes;
  /** Of an expression that is stored already. */
  readonly stored: Answer;
  /** By release, according to its own packages; rules only. */
  readonly releases?: Changes;
}

export interface CatalogueFunction {
  readonly function: string;
  readonly member: boolean;
  readonly args: readonly string[];
  readonly result: string;
  /** The first compat version that has it; every later one does. */
  readonly since: string;
}

export interface CatalogueMacro {
  readonly macro: string;
  readonly member: boolean;
  readonly args: number;
  readonly since: string;
}

export const ANSWERS = new URL("./answers.jsonl", import.meta.url);
export const CATALOGUE = new URL("./catalogue.jsonl", import.meta.url);

const linesOf = (text: string): unknown[] =>
  text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

export const recordedAnswers = () => linesOf(readFileSync(ANSWERS, "utf8")) as Recorded[];
export const recordedCatalogue = () =>
  linesOf(readFileSync(CATALOGUE, "utf8")) as (CatalogueFunction | CatalogueMacro)[];

/** The answer in a version. */
export const answerIn = (changes: Changes, version: string): Answer =>
  changes.findLast(([from]) => minor(from) <= minor(version))![1];

const minor = (version: string): number => Number(version.split(".")[1]);

export function changes(versions: readonly string[], answers: readonly Answer[]): Changes {
  return versions
    .map((version, i) => [version, answers[i]!] as const)
    .filter(([, answer], i) => i === 0 || answer !== answers[i - 1]);
}

/** What the packages of Kubernetes 1.36 answer now, as it is recorded. */
export function askPackages(program: string, asked: readonly Asked[]) {
  const input = asked.map((one) => `${JSON.stringify(one)}\n`).join("");
  const { stdout, stderr, status } = spawnSync(program, COMPATS, {
    ...{ input, encoding: "utf8", maxBuffer: 1 << 28 },
  });
  if (status !== 0) throw new Error(stderr);
  const all = linesOf(stdout) as (
    | { says: { [version: string]: Answer } }
    | { says?: undefined; in: string[] }
  )[];
  const catalogue = all.flatMap((line) => {
    if (line.says !== undefined) return [];
    const { in: versions, ...rest } = line;
    const since = versions[0]!;
    const expected = COMPATS.slice(COMPATS.indexOf(since));
    if (String(versions) !== String(expected)) throw new Error(`${JSON.stringify(line)} came and went`);
    return [{ ...rest, since } as unknown as CatalogueFunction | CatalogueMacro];
  });
  const says = all.flatMap((line) => (line.says === undefined ? [] : [line.says]));
  const answers = asked.map((one, i) => ({
    ...one,
    compats: changes(
      COMPATS,
      COMPATS.map((version) => says[i]![version]!),
    ),
    stored: says[i]!.stored!,
  }));
  return { answers, catalogue };
}
