/** The files of a folder, as both the reader and the hash of a run see them. */
import { readdirSync, realpathSync, statSync } from "node:fs";
import path from "node:path";

/**
 * The files in a folder and below, relative to it; those of packages aside, and hidden ones, in which editors keep what
 * is not saved yet. Links count as what they lead to, and one
 * to nothing as a file. A folder inside itself is entered once. None when there is no folder; `unreadable` is told of
 * folders that cannot be listed.
 */
export function listFiles(dir: string, unreadable: (folder: string) => void = () => {}): string[] {
  const walk = (below: string, around: readonly string[]): string[] => {
    const folder = path.join(dir, below);
    const entries = list(folder);
    if (!entries) {
      unreadable(folder);
      return [];
    }
    return entries
      .filter(({ name }) => !isPassedOver(name))
      .flatMap((entry) => {
        const name = path.join(below, entry.name);
        const isLink = entry.isSymbolicLink();
        if (!(isLink ? isFolder(path.join(dir, name)) : entry.isDirectory()))
          return isLink || entry.isFile() ? [name] : [];
        if (!isLink) return walk(name, around);
        const real = realpathSync(path.join(dir, name));
        const isAround = [...around, realpathSync(folder)].some((one) => `${one}/`.startsWith(`${real}/`));
        return isAround ? [] : walk(name, [...around, real]);
      });
  };
  return isFolder(dir) ? walk("", []) : [];
}

export const isPassedOver = (name: string): boolean => name === "node_modules" || name.startsWith(".");

function list(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return undefined;
  }
}

function isFolder(file: string): boolean {
  try {
    return statSync(file).isDirectory();
  } catch {
    return false;
  }
}

export function isFile(file: string): boolean {
  try {
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
