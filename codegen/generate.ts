/** The pipeline: read → model → rules → check → emit. Writes nothing. */
import { statSync } from "node:fs";
import path from "node:path";
import { isCarried } from "./carried.ts";
import { checks, outputChecks } from "./check/index.ts";
import type { Derive, Files } from "./emit/emitter.ts";
import { type EmitterName, emitters, slowEmitters } from "./emit/index.ts";
import { generatorHash } from "./hash.ts";
import type { Model } from "./model.ts";
import { type Problem, problem, sortProblems } from "./problems.ts";
import type { Source } from "./read/source.ts";
import { textHash } from "./write.ts";

export interface GenerateOptions {
  /** The folder of API types. */
  apiDir: string;
  /** The folder of rule tables; without it there are none. */
  rulesDir?: string;
  /** Messages name files relative to this folder; the working folder unless given. */
  base?: string;
  /** Names of the emitters to run; all unless given. */
  only?: readonly EmitterName[];
  /** The text of a derived file if it was made from what the key stands for. */
  kept?: (file: string, key: string) => string | undefined;
  /** The record of upgrade bits as the last run left it; what it says must stay so. */
  upgradeLock?: string | undefined;
  /** Leaves the slow emitters for `Generated.later`. */
  postpone?: boolean;
}

export interface Generated {
  /** By path relative to the output folder. Empty when there are problems. */
  files: Files;
  /** Sorted by place; nothing may be written unless this is empty. */
  problems: Problem[];
  /** Lines for people that stop nothing. */
  report: string[];
  model: Model | undefined;
  /** Files that were read though they are outside the folders, relative to `base`. */
  imports: string[];
  /** What derived files were made from, by file. */
  derived: { [file: string]: string };
  /** Runs the emitters that were postponed and answers all files. */
  later?: () => Promise<Generated>;
}

export async function generate(options: GenerateOptions): Promise<Generated> {
  const base = path.resolve(options.base ?? process.cwd());
  let imports: string[] = [];
  const failed = (problems: Problem[], model?: Model, report: string[] = []): Generated => ({
    files: new Map(),
    problems: sortProblems(problems),
    report,
    model,
    imports,
    derived: {},
  });
  const nothing = (complaint: string) => {
    const folder = path.relative(base, options.apiDir) || ".";
    return failed([problem("no-input", { file: folder, line: 1, column: 1 }, { folder, complaint })]);
  };
  if (!statSync(options.apiDir, { throwIfNoEntry: false })?.isDirectory()) return nothing("is no folder");

  const { readSource } = await import("./read/read.ts");
  const { assemble } = await import("./assemble/assemble.ts");
  const source = readSource(options.apiDir, base);
  imports = importsOf(source, base);
  const unreadable = source.problems.filter((p) => p.code === "syntax" || p.code === "no-input");
  if (unreadable.length > 0) return failed(unreadable);
  const assembled = assemble(source);
  const read = [...source.problems, ...assembled.problems];
  if (read.length > 0) return failed(read, assembled.model);
  if (assembled.model.resources.length === 0)
    return nothing("declares no resource; mark an interface with @resource");

  const applied = await applyRules(assembled.model, options, base);
  imports.push(...applied.imports);
  const report = [...applied.report];
  const problems = [...applied.problems];
  const wanted = (Object.keys(emitters) as EmitterName[]).filter(
    (name) => options.only?.includes(name) ?? true,
  );
  // A sample of what is wrong already would only be refused for the same reason.
  const ofOutputs = () => (problems.length > 0 ? [] : wanted.flatMap((name) => outputChecks[name] ?? []));
  for (const loads of [() => checks, ofOutputs])
    for (const load of loads()) {
      const check = await load();
      const found = await check(applied.model);
      // Where two checks complain about one thing, the first is the API server's own words.
      const told = new Set(problems.map(codeAndPlace));
      problems.push(...found.problems.filter((p) => !told.has(codeAndPlace(p))));
      report.push(...found.notes);
    }
  if (problems.length > 0) return failed(problems, applied.model, report);

  const isPostponed = (name: EmitterName): boolean =>
    options.postpone === true && slowEmitters.includes(name);
  const now = wanted.filter((name) => !isPostponed(name));
  const made = await emit(applied, now, options.kept);
  const result: Generated = {
    files: new Map([...applied.files, ...made.files]),
    problems: [],
    report,
    model: applied.model,
    imports,
    derived: made.derived,
  };
  if (now.length === wanted.length) return result;
  const later = async (): Promise<Generated> => {
    const rest = await emit(applied, wanted.filter(isPostponed), options.kept);
    return {
      ...result,
      files: new Map([...result.files, ...rest.files]),
      derived: { ...result.derived, ...rest.derived },
    };
  };
  return { ...result, later };
}

/** What was read outside the folder; what the generator itself carries does not count. */
const importsOf = (source: Source, base: string): string[] =>
  Object.values(source.files)
    .filter(({ own, file }) => !own && !isCarried(path.resolve(base, file)))
    .map(({ file }) => file);

/** The last text of each derived file, for one run after another in a process, as `--watch` and tests do them. */
const lastMade = new Map<string, { key: string; text: string }>();

/** The files of some emitters; what a slow library made from the same text before is kept. */
async function emit(
  { model, files: ruleFiles }: { model: Model; files: Files },
  names: readonly EmitterName[],
  kept: GenerateOptions["kept"],
) {
  const derived: { [file: string]: string } = {};
  const derive: Derive = async (file, from, make) => {
    const key = textHash(`${generatorHash()}\0${from}`);
    const last = lastMade.get(file);
    const text = kept?.(file, key) ?? (last?.key === key ? last.text : await make());
    lastMade.set(file, { key, text });
    derived[file] = key;
    return text;
  };
  const files: Files = new Map();
  for (const name of names) {
    const run = await emitters[name]();
    for (const [file, text] of await run(model, derive, ruleFiles)) files.set(file, text);
  }
  return { files, derived };
}

const codeAndPlace = (p: Problem): string => `${p.code} ${p.file}:${p.line}:${p.column}`;

async function applyRules(model: Model, { rulesDir, upgradeLock }: GenerateOptions, base: string) {
  if (rulesDir === undefined)
    return { model, files: new Map<string, string>(), problems: [], report: [], imports: [] };
  const rules = await import("./rules/index.ts");
  return rules.applyRules(model, rulesDir, base, upgradeLock);
}
