/** Puts generated files in place: only what changed, stale ones removed, all or nothing. */
import { createHash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import type { Files } from "./emit/emitter.ts";
import { type Inputs, inputHash } from "./hash.ts";
import { type Layout, locate, lockFile } from "./layout.ts";
import { compare } from "./problems.ts";
import { removeEmpty, Staging, sweep } from "./staging.ts";

/** Says what the files were made from, and lists them, so that stale and edited ones can be found. */
export interface Lock {
  /** `inputHash` of what the files were made from; empty when the last run did not make all of them. */
  sources: string;
  /** Files outside the folders of types and rules that the run read too, relative to the parent of the types. */
  imports: string[];
  /** SHA-256 of every generated file but this one, in the order of their names. */
  files: { [file: string]: string };
  /** What the files that slow libraries make were made from, as a hash. */
  derived: { [file: string]: string };
}

export interface Difference {
  file: string;
  change: "added" | "changed" | "removed";
}

/** The files with their lock file among them. `others` were made by an earlier run and stay as they are. */
export function withLock(
  files: Files,
  lock: Omit<Lock, "files">,
  layout: Layout,
  others: Lock["files"] = {},
): Files {
  const hashes = { ...others };
  for (const [file, text] of files) hashes[file] = textHash(text);
  const sorted = Object.entries(hashes).sort(([a], [b]) => compare(a, b));
  const whole: Lock = { ...lock, files: Object.fromEntries(sorted) };
  return new Map([...files, [lockFile(layout), `${JSON.stringify(whole, undefined, 2)}\n`]]);
}

/** The lock of the last run, or nothing when there is none that can be read. */
export function readLock(layout: Layout): Lock | undefined {
  const text = readText(locate(lockFile(layout), layout));
  if (text === undefined) return undefined;
  try {
    const { sources, imports = [], files, derived = {} } = JSON.parse(text) as Partial<Lock>;
    const isLock = typeof sources === "string" && typeof files === "object" && files !== null;
    return isLock && Array.isArray(imports) ? { sources, imports, files, derived } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the layout holds exactly what a run over these inputs left there. */
export function isUpToDate(layout: Layout, inputs: Inputs): boolean {
  const lock = readLock(layout);
  if (!lock || lock.sources !== inputHash(inputs, lock.imports)) return false;
  return Object.entries(lock.files).every(([file, wanted]) => {
    const text = readText(locate(file, layout));
    return text !== undefined && textHash(text) === wanted;
  });
}

/** The text of a derived file as the last run left it, if it was made from the same. */
export function keptFile(layout: Layout, lock: Lock | undefined, file: string, key: string) {
  if (lock?.derived[file] !== key) return undefined;
  const text = readText(locate(file, layout));
  return text !== undefined && textHash(text) === lock.files[file] ? text : undefined;
}

/** What writing would do. */
export function differences(files: Files, layout: Layout): Difference[] {
  const found: Difference[] = [];
  for (const [file, text] of files) {
    const old = readText(locate(file, layout));
    if (old !== text) found.push({ file, change: old === undefined ? "added" : "changed" });
  }
  for (const file of staleFiles(files, layout))
    if (readText(locate(file, layout)) !== undefined) found.push({ file, change: "removed" });
  return found.sort((a, b) => compare(a.file, b.file));
}

/**
 * Makes the layout hold these files. Nothing is replaced before every new text is on disk; when that fails, it throws
 * and leaves no trace. When the process is killed on the way, the next run finds the rest: until everything is in place,
 * the lock names the files of both runs and is up to date with neither.
 */
export function writeFiles(files: Files, layout: Layout): Difference[] {
  const lock = lockFile(layout);
  const stale = staleFiles(files, layout);
  sweep(foldersOf([lock, ...files.keys(), ...stale], layout));
  const changes = differences(files, layout);
  if (changes.length === 0) return changes;
  const staging = new Staging();
  const stage = (file: string, text: string) => staging.add(locate(file, layout)!, text);
  let takeBack = (): void => {};
  try {
    if (files.has(lock))
      takeBack = staging.replace(locate(lock, layout)!, unfinished(files.get(lock)!, stale));
    const replacing = changes
      .filter(({ file, change }) => change !== "removed" && file !== lock)
      .map(({ file }) => stage(file, files.get(file)!));
    if (files.has(lock)) replacing.push(stage(lock, files.get(lock)!));
    takeBack = () => {};
    for (const file of stale) remove(file, layout);
    for (const replace of replacing) replace();
  } finally {
    takeBack();
    staging.clear();
  }
  return changes;
}

/** The lock while files are being replaced: it knows those that go away too. */
function unfinished(lock: string, stale: readonly string[]): string {
  const now = JSON.parse(lock) as Lock;
  const going = Object.fromEntries(stale.map((file) => [file, ""]));
  return JSON.stringify({ ...now, sources: "", files: { ...going, ...now.files } });
}

/** Files that the last run knew and this one does not. A name that leads out of the layout has no place, and is not ours. */
function staleFiles(files: Files, layout: Layout): string[] {
  const known = JSON.parse(files.get(lockFile(layout)) ?? "{}").files ?? {};
  return Object.keys(readLock(layout)?.files ?? {}).filter(
    (file) => !Object.hasOwn(known, file) && !files.has(file) && locate(file, layout) !== undefined,
  );
}

const foldersOf = (files: readonly string[], layout: Layout): Set<string> =>
  new Set(files.map((file) => path.dirname(locate(file, layout)!)));

/** Removes a file, and the folders below the layout's own that held nothing else. */
function remove(file: string, layout: Layout): void {
  rmSync(locate(file, layout)!, { force: true });
  for (let folder = path.posix.dirname(file); folder.includes("/"); folder = path.posix.dirname(folder))
    removeEmpty(locate(folder, layout)!);
}

export const textHash = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Undefined where there is no such file. */
export function readText(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
