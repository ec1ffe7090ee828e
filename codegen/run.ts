/** One run: generate, then compare or write. Shared by a single run and by `--watch`. */
import { existsSync } from "node:fs";
import path from "node:path";
import { UPGRADE_LOCK } from "./check/upgrade-lock.ts";
import type { Files } from "./emit/emitter.ts";
import type { EmitterName } from "./emit/index.ts";
import type { Generated } from "./generate.ts";
import { folderHash, type Inputs, inputHash, isSource } from "./hash.ts";
import { type Layout, locate, lockFile } from "./layout.ts";
import { isInside, type Settings } from "./options.ts";
import { type Problem, printProblem } from "./problems.ts";
import {
  type Difference,
  differences,
  keptFile,
  type Lock,
  readLock,
  readText,
  withLock,
  writeFiles,
} from "./write.ts";

/** All that is made of a model when nobody asked for `generated/`. */
const MANIFESTS: readonly EmitterName[] = ["crds"];

export const layoutFor = ({ crdsDir, generatedDir }: Settings): Layout => ({
  crdsDir,
  ...(generatedDir === undefined ? {} : { generatedDir }),
});

/** A rules folder that nobody named may be missing. */
export const inputsFor = ({ apiDir, rulesDir, rulesNamed }: Settings): Inputs => ({
  apiDir,
  ...(rulesDir !== undefined && (rulesNamed || existsSync(rulesDir)) ? { rulesDir } : {}),
});

/** Problems are placed relative to the parent of the types, so that what is generated does not depend on the caller. */
const baseOf = (settings: Settings): string => path.dirname(settings.apiDir);

/** With the hash of the folders as the run found them: what changes meanwhile is for the next run. */
export interface Run extends Generated {
  folders: string;
  later?: () => Promise<Run>;
}

export async function generateFor(settings: Settings, postpone = false): Promise<Run> {
  const { generate } = await import("./generate.ts");
  const folders = folderHash(inputsFor(settings));
  const layout = layoutFor(settings);
  const lock = settings.force ? undefined : readLock(layout);
  const only = settings.only ?? (settings.generatedDir === undefined ? MANIFESTS : undefined);
  const { later, ...generated } = await generate({
    ...inputsFor(settings),
    base: baseOf(settings),
    ...(only ? { only } : {}),
    kept: (file, key) => keptFile(layout, lock, file, key),
    upgradeLock: readText(locate(UPGRADE_LOCK, layout)),
    postpone,
  });
  return {
    ...generated,
    folders,
    ...(later ? { later: async () => ({ ...(await later()), later: undefined, folders }) } : {}),
  };
}

/** What would be written: the files that were asked for, with their lock. */
export function filesFor(settings: Settings, generated: Run): Files {
  const layout = layoutFor(settings);
  const wanted = new Map([...generated.files].filter(([file]) => locate(file, layout) !== undefined));
  const { imports, derived, folders } = generated;
  const isPart = settings.only !== undefined || generated.later !== undefined;
  if (!isPart) {
    const sources = inputHash(inputsFor(settings), imports, folders);
    return withLock(wanted, { sources, imports, derived }, layout);
  }
  // A part of the outputs: what else the last run made stays, and stays known.
  const last: Partial<Lock> = readLock(layout) ?? {};
  return withLock(
    wanted,
    { sources: "", imports, derived: { ...last.derived, ...derived } },
    layout,
    last.files,
  );
}

/** What writing them would change, the lock aside. */
export const changesFor = (settings: Settings, files: Files): Difference[] =>
  withoutLock(settings, differences(files, layoutFor(settings)));

/** Writes them, and answers what changed, the lock aside; or a complaint, when nothing could be written. */
export function writeFor(settings: Settings, files: Files): Difference[] | { complaint: string } {
  const stray = strayFile(settings, files);
  if (stray !== undefined)
    return {
      complaint: `${shown(settings, stray)} would be read as one of your own files; choose another folder`,
    };
  try {
    return withoutLock(settings, writeFiles(files, layoutFor(settings)));
  } catch (error) {
    return { complaint: unwritable(error as NodeJS.ErrnoException) };
  }
}

/** A file that the next run would read, because it belongs among the types or the tables. */
function strayFile(settings: Settings, files: Files): string | undefined {
  const layout = layoutFor(settings);
  const read = Object.values(inputsFor(settings)) as string[];
  return [...files.keys()].find((file) => {
    const place = locate(file, layout)!;
    return isSource(file) && read.some((folder) => isInside(place, folder));
  });
}

const withoutLock = (settings: Settings, changes: Difference[]): Difference[] =>
  changes.filter(({ file }) => file !== lockFile(layoutFor(settings)));

const REASONS: { readonly [code: string]: string } = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOSPC: "no space is left",
  ENOTDIR: "a file is where a folder should be",
  EEXIST: "a file is where a folder should be",
  // What Node says of a folder to be made where nothing may be written.
  ENOENT: "the folder cannot be made",
  EISDIR: "a folder is where a file should be",
};

function unwritable(error: NodeJS.ErrnoException): string {
  const where = error.path === undefined ? "the output" : fromHere(error.path);
  return `cannot write ${where}: ${REASONS[error.code ?? ""] ?? error.message}`;
}

/** One line, with the file as seen from where the command runs. */
export const printFor = (settings: Settings, p: Problem): string =>
  printProblem({ ...p, file: fromHere(path.resolve(baseOf(settings), p.file)) });

/** A generated file as seen from where the command runs. */
export const shown = (settings: Settings, file: string): string =>
  fromHere(locate(file, layoutFor(settings)) ?? file);

const fromHere = (file: string): string => path.relative(process.cwd(), file) || ".";

export const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`;
