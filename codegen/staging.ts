/** New texts wait beside the files that they will replace, so that at any moment a file is whole: the old one or the new. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";

export class Staging {
  readonly #temporaries: string[] = [];
  /** Those that were made for this, outermost first. */
  readonly #folders: string[] = [];

  /** Puts the text on disk, and answers what puts it in place. Throws when there is no room for it. */
  add(target: string, text: string): () => void {
    const folder = path.dirname(target);
    const made = mkdirSync(folder, { recursive: true });
    if (made !== undefined) this.#folders.push(...chain(made, folder));
    if (statSync(target, { throwIfNoEntry: false })?.isDirectory())
      throw Object.assign(new Error("a folder is in the way"), { code: "EISDIR", path: target });
    const temporary = path.join(
      folder,
      `.${path.basename(target)}.${process.pid}.${this.#temporaries.length}.vmop`,
    );
    this.#temporaries.push(temporary);
    writeFileSync(temporary, text);
    return () => renameSync(temporary, target);
  }

  /** Replaces a file at once, and answers what takes that back, for which there is room in any case. */
  replace(target: string, text: string): () => void {
    const takeBack = existsSync(target)
      ? this.add(target, readFileSync(target, "utf8"))
      : () => rmSync(target, { force: true });
    this.add(target, text)();
    return takeBack;
  }

  /** Leaves no trace of what is not in place. */
  clear(): void {
    for (const temporary of this.#temporaries) rmSync(temporary, { force: true });
    for (const folder of this.#folders.toReversed()) removeEmpty(folder);
  }
}

const STAGED = /^\..*\.(\d+)\.\d+\.vmop$/;

/** Removes from the folders what processes that were killed left waiting there. */
export function sweep(folders: Iterable<string>): void {
  for (const folder of folders) {
    for (const name of namesIn(folder)) {
      const pid = STAGED.exec(name)?.[1];
      if (pid !== undefined && !isOther(Number(pid))) rmSync(path.join(folder, name), { force: true });
    }
  }
}

/** Another process, and alive. In a container this one may well have the number of the one that was killed. */
function isOther(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The folders from the outermost to the innermost. */
function chain(outermost: string, innermost: string): string[] {
  const folders = [innermost];
  while (folders[0] !== outermost && folders[0] !== path.dirname(folders[0]!))
    folders.unshift(path.dirname(folders[0]!));
  return folders;
}

/** Removes a folder if nothing is in it. */
export function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Someone else has put something there.
  }
}
