/** Makes the data folder and those above it. */
import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

const REASONS: { readonly [code: string]: string } = {
  EEXIST: "there is a file in its place",
  ENOTDIR: "there is a file in its place",
  ENOENT: "no folder can be made there",
  EACCES: "permission denied",
};

/** The folder exists afterwards, private to its owner where it is new. Throws a sentence for people. */
export function makeFolder(folder: string): void {
  try {
    makeEach(folder);
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    throw new Error(`the data folder ${folder} cannot be made: ${REASONS[code] ?? message}`);
  }
}

/** One at a time: Node's own recursive form never returns where a file system takes no new folders, as /proc. */
function makeEach(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = dirname(path);
  if (parent !== path) makeEach(parent);
  mkdirSync(path, { mode: 0o700 });
}
