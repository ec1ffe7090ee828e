/** Puts generated files in place: only what changed, stale ones removed, all or nothing. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Files } from "./emit/emitter.ts";
import { type Inputs, inputHash } from "./hash.ts";
import { type Layout, locate, lockFile } from "./layout.ts";
import { compare } from "./problems.ts";

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

/** What writing would do. A file is stale when the last run knew it and this one does not. */
export function differences(files: Files, layout: Layout): Difference[] {
  const found: Difference[] = [];
  for (const [file, text] of files) {
    const old = readText(locate(file, layout));
    if (old !== text) found.push({ file, change: old === undefined ? "added" : "changed" });
  }
  const known = JSON.parse(files.get(lockFile(layout)) ?? "{}").files ?? {};
  for (const file of Object.keys(readLock(layout)?.files ?? {})) {
    // A lock file cannot make us delete what is not ours: a name that leads elsewhere has no place.
    if (!Object.hasOwn(known, file) && !files.has(file) && readText(locate(file, layout)) !== undefined)
      found.push({ file, change: "removed" });
  }
  return found.sort((a, b) => compare(a.file, b.file));
}

/**
 * Makes the layout hold these files. Nothing is replaced before every new text is on disk; when that fails, it throws
 * and leaves no trace.
 */
export function writeFiles(files: Files, layout: Layout): Difference[] {
  const changes = differences(files, layout);
  const written: { temporary: string; target: string }[] = [];
  const folders: string[] = [];
  try {
    for (const { file, change } of changes) {
      if (change === "removed") continue;
      const target = locate(file, layout)!;
      const temporary = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}.tmp`);
      const made = mkdirSync(path.dirname(target), { recursive: true });
      if (made !== undefined) folders.push(...chain(made, path.dirname(target)));
      if (statSync(target, { throwIfNoEntry: false })?.isDirectory())
        throw Object.assign(new Error("a folder is in the way"), { code: "EISDIR", path: target });
      written.push({ temporary, target });
      writeFileSync(temporary, files.get(file)!);
    }
  } catch (error) {
    for (const { temporary } of written) rmSync(temporary, { force: true });
    for (const folder of folders.reverse()) removeEmpty(folder);
    throw error;
  }
  for (const { temporary, target } of written) renameSync(temporary, target);
  for (const { file, change } of changes) {
    if (change === "removed") rmSync(locate(file, layout)!, { force: true });
  }
  return changes;
}

export const textHash = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The folders from the outermost to the innermost. */
function chain(outermost: string, innermost: string): string[] {
  const folders = [innermost];
  while (folders[0] !== outermost && folders[0] !== path.dirname(folders[0]!))
    folders.unshift(path.dirname(folders[0]!));
  return folders;
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Someone else has put something there.
  }
}

function readText(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
