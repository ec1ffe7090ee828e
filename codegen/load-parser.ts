/**
 * How the built command line loads its parser. Compiling that takes longer than all of a small run, so the first run
 * leaves the compiled code beside it; where that folder cannot be written, every run compiles.
 */
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { Script } from "node:vm";

/** The file's name in the built folder. */
export const PARSER = "parser.cjs";

type Run = (exports: object, require: NodeJS.Require, module: object, file: string, folder: string) => void;

export function loadParser(): unknown {
  const file = path.join(import.meta.dirname, PARSER);
  // Node refuses what another version has compiled, and goes by the length of the source.
  const cache = `${file}.${process.version}-${process.arch}`;
  const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, "utf8")}\n})`;
  const cachedData = readCompiled(cache);
  const script = new Script(source, { filename: file, ...(cachedData ? { cachedData } : {}) });
  const module = { exports: {} };
  const run = script.runInThisContext() as Run;
  run(module.exports, createRequire(file), module, file, path.dirname(file));
  // At the end, when the functions that a run needs are compiled too.
  if (!cachedData || script.cachedDataRejected) process.once("exit", () => writeCompiled(cache, script));
  return module.exports;
}

function readCompiled(cache: string): Buffer | undefined {
  try {
    return readFileSync(cache);
  } catch {
    return undefined;
  }
}

function writeCompiled(cache: string, script: Script): void {
  const temporary = `${cache}.${process.pid}`;
  try {
    writeFileSync(temporary, script.createCachedData());
    renameSync(temporary, cache);
  } catch {
    rmSync(temporary, { force: true });
  }
}
