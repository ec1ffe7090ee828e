/**
 * How the generator loads TypeScript's parser, which ts-morph brings. Compiling that takes longer than all of a small run,
 * so the first run leaves the compiled code; where that cannot be written, every run compiles.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { Script } from "node:vm";

/** The file's name in the built folder. */
export const PARSER = "parser.cjs";

/** Where it comes from, relative to the repository. */
export const PARSER_SOURCE = "node_modules/@ts-morph/common/dist/typescript.js";

/** The file, and the folder of its compiled code: beside it in a built folder, else where tools keep such things. */
function place(): { file: string; folder: string } {
  const here = import.meta.dirname;
  if (!import.meta.filename.endsWith(".ts")) return { file: path.join(here, PARSER), folder: here };
  const root = path.join(here, "..");
  return { file: path.join(root, PARSER_SOURCE), folder: path.join(root, "node_modules", ".cache", "vmop") };
}

type Run = (exports: object, require: NodeJS.Require, module: object, file: string, folder: string) => void;

export function loadParser(): unknown {
  const { file, folder } = place();
  // Node refuses what another version has compiled, and goes by the length of the source.
  const cache = path.join(folder, `${PARSER}.${process.version}-${process.arch}`);
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
    mkdirSync(path.dirname(cache), { recursive: true });
    writeFileSync(temporary, script.createCachedData());
    renameSync(temporary, cache);
  } catch {
    rmSync(temporary, { force: true });
  }
}
