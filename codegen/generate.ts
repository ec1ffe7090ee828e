/** The pipeline: read → model → rules → check → emit. Writes nothing. */
import { statSync } from "node:fs";
import path from "node:path";
import { checks } from "./check/index.ts";
import type { Files } from "./emit/emitter.ts";
import { type EmitterName, emitters } from "./emit/index.ts";
import type { Model } from "./model.ts";
import { type Problem, problem, sortProblems } from "./problems.ts";

export interface GenerateOptions {
  /** The folder of API types. */
  apiDir: string;
  /** The folder of rule tables; without it there are none. */
  rulesDir?: string;
  /** Messages name files relative to this folder; the working folder unless given. */
  base?: string;
  /** Names of the emitters to run; all unless given. */
  only?: readonly EmitterName[];
}

export interface Generated {
  /** By path relative to the output folder. Empty when there are problems. */
  files: Files;
  /** Sorted by place; nothing may be written unless this is empty. */
  problems: Problem[];
  /** Lines for people that stop nothing. */
  report: string[];
  model: Model | undefined;
}

export async function generate(options: GenerateOptions): Promise<Generated> {
  const base = path.resolve(options.base ?? process.cwd());
  const failed = (problems: Problem[], model?: Model, report: string[] = []): Generated => ({
    files: new Map(),
    problems: sortProblems(problems),
    report,
    model,
  });
  const nothing = (complaint: string) => {
    const folder = path.relative(base, options.apiDir) || ".";
    return failed([problem("no-input", { file: folder, line: 1, column: 1 }, { folder, complaint })]);
  };
  if (!statSync(options.apiDir, { throwIfNoEntry: false })?.isDirectory()) return nothing("is no folder");

  const { readSource } = await import("./read/read.ts");
  const { assemble } = await import("./assemble/assemble.ts");
  const source = readSource(options.apiDir, base);
  const unreadable = source.problems.filter((p) => p.code === "syntax");
  if (unreadable.length > 0) return failed(unreadable);
  const assembled = assemble(source);
  const read = [...source.problems, ...assembled.problems];
  if (read.length > 0) return failed(read, assembled.model);
  if (assembled.model.resources.length === 0)
    return nothing("declares no resource; mark an interface with @resource");

  const applied = await applyRules(assembled.model, options.rulesDir, base);
  const report = [...applied.report];
  const problems = [...applied.problems];
  for (const load of checks) {
    const check = await load();
    const found = await check(applied.model);
    // Where two checks complain about one thing, the first is the API server's own words.
    const told = new Set(problems.map(codeAndPlace));
    problems.push(...found.problems.filter((p) => !told.has(codeAndPlace(p))));
    report.push(...found.notes);
  }
  if (problems.length > 0) return failed(problems, applied.model, report);

  const files: Files = new Map(applied.files);
  for (const [name, load] of Object.entries(emitters)) {
    if (options.only && !options.only.includes(name as EmitterName)) continue;
    const emit = await load();
    for (const [file, text] of await emit(applied.model)) files.set(file, text);
  }
  return { files, problems: [], report, model: applied.model };
}

const codeAndPlace = (p: Problem): string => `${p.code} ${p.file}:${p.line}:${p.column}`;

async function applyRules(model: Model, rulesDir: string | undefined, base: string) {
  if (rulesDir === undefined) return { model, files: new Map<string, string>(), problems: [], report: [] };
  const rules = await import("./rules/index.ts");
  return rules.applyRules(model, rulesDir, base);
}
