/** Puts generated files in place: only what changed, stale ones removed, all or nothing. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Files } from "./emit/emitter.ts";
import { compare } from "./problems.ts";

/** Says what the files were made from, and lists them, so that stale and edited ones can be found. */
export const LOCK_FILE = "generated/source.lock.json";

export interface Lock {
  /** `sourceHash` of what the files were made from. */
  sources: string;
  /** SHA-256 of every generated file but this one, in the order of their names. */
  files: { [file: string]: string };
}

export interface Difference {
  file: string;
  change: "added" | "changed" | "removed";
}

/** The files with their lock file among them. */
export function withLock(files: Files, sources: string): Files {
  const names = [...files.keys()].sort(compare);
  const lock: Lock = {
    sources,
    files: Object.fromEntries(names.map((name) => [name, hash(files.get(name)!)])),
  };
  return new Map([...files, [LOCK_FILE, `${JSON.stringify(lock, undefined, 2)}\n`]]);
}

/** The lock of an output folder, or nothing when there is none that can be read. */
export function readLock(outDir: string): Lock | undefined {
  const text = readText(path.join(outDir, LOCK_FILE));
  if (text === undefined) return undefined;
  try {
    const lock: Lock = JSON.parse(text);
    return typeof lock.sources === "string" && typeof lock.files === "object" && lock.files !== null
      ? lock
      : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the folder holds exactly what a run over these sources left there. */
export function isUpToDate(outDir: string, sources: string): boolean {
  const lock = readLock(outDir);
  if (lock?.sources !== sources) return false;
  return Object.entries(lock.files).every(([file, wanted]) => {
    const text = readText(path.join(outDir, file));
    return text !== undefined && hash(text) === wanted;
  });
}

/** What writing would do. A file is stale when the last run made it and this one does not. */
export function differences(files: Files, outDir: string): Difference[] {
  const found: Difference[] = [];
  for (const [file, text] of files) {
    const old = readText(path.join(outDir, file));
    if (old !== text) found.push({ file, change: old === undefined ? "added" : "changed" });
  }
  for (const file of Object.keys(readLock(outDir)?.files ?? {})) {
    if (!files.has(file) && isInside(file) && readText(path.join(outDir, file)) !== undefined)
      found.push({ file, change: "removed" });
  }
  return found.sort((a, b) => compare(a.file, b.file));
}

/** Makes the folder hold these files. Nothing is replaced before every new text is on disk. */
export function writeFiles(files: Files, outDir: string): Difference[] {
  const changes = differences(files, outDir);
  const written: { temporary: string; target: string }[] = [];
  try {
    for (const { file, change } of changes) {
      if (change === "removed") continue;
      const target = path.join(outDir, file);
      const temporary = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}.tmp`);
      mkdirSync(path.dirname(target), { recursive: true });
      written.push({ temporary, target });
      writeFileSync(temporary, files.get(file)!);
    }
  } catch (error) {
    for (const { temporary } of written) rmSync(temporary, { force: true });
    throw error;
  }
  for (const { temporary, target } of written) renameSync(temporary, target);
  for (const { file, change } of changes) {
    if (change === "removed") rmSync(path.join(outDir, file), { force: true });
  }
  return changes;
}

/** A lock file cannot make us delete what is not ours. */
const isInside = (file: string): boolean => !path.isAbsolute(file) && !path.normalize(file).startsWith("..");

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
