/** One number for everything that generation depends on. Light: `npm start` computes it each time. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { isPassedOver, listFiles } from "./list-files.ts";

/**
 * SHA-256 over the names and contents of all source files in the folders, and of single files beside them, in a fixed
 * order. What is missing counts as empty.
 */
export function sourceHash(dirs: readonly string[], files: readonly string[] = []): string {
  const hash = createHash("sha256");
  const add = (name: string, file: string) => {
    const content = contentOf(file);
    hash.update(`${name}\0${content.length}\0`).update(content);
  };
  dirs.forEach((dir, i) => {
    for (const name of listSources(dir)) add(`${i}/${name.split(path.sep).join("/")}`, path.join(dir, name));
  });
  for (const [i, file] of files.entries()) add(`file ${i}`, file);
  return hash.digest("hex");
}

/** A file may be gone since it was listed. */
function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}

/** The files of TypeScript and JavaScript below a folder, sorted; none when there is no folder. */
function listSources(dir: string): string[] {
  return listFiles(dir)
    .filter(isSource)
    .sort((a, b) => (a < b ? -1 : 1));
}

export const isSource = (name: string): boolean => /\.[cm]?[jt]s$/.test(name);

/** A folder and all below it; none when there is none. */
export function listFolders(dir: string): string[] {
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return [];
  const below = readdirSync(dir, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !isPassedOver(entry.name),
  );
  return [dir, ...below.flatMap((entry) => listFolders(path.join(dir, entry.name)))];
}

/** What a run reads: the types, and the rule tables where there are some. Absolute. */
export interface Inputs {
  apiDir: string;
  rulesDir?: string;
}

/** Stands for all that a run depends on: what it reads, files that the types import from elsewhere, the generator. */
export function inputHash(inputs: Inputs, imports: readonly string[], folders = folderHash(inputs)): string {
  const files = imports.map((file) => path.resolve(inputs.apiDir, "..", file));
  return createHash("sha256").update(folders).update(sourceHash([], files)).digest("hex");
}

/** The part that is known before anything is read: the folders, and the generator. */
export const folderHash = ({ apiDir, rulesDir }: Inputs): string =>
  sourceHash([apiDir, ...(rulesDir === undefined ? [] : [rulesDir]), ...GENERATOR.dirs], GENERATOR.files);

let generator: string | undefined;

/** Stands for this generator; another version has another. */
export function generatorHash(): string {
  generator ??= sourceHash(GENERATOR.dirs, GENERATOR.files);
  return generator;
}

const here = import.meta.dirname;

/** The file in the built folder that stands for all of it. */
export const BUILD_ID = "build-id.js";

/** What the generator is made of. */
const GENERATOR = import.meta.filename.endsWith(".ts")
  ? {
      dirs: [here, path.join(here, "../rules/lang")],
      files: [path.join(here, "../api/markers.ts"), path.join(here, "../api/meta.ts")],
    }
  : { dirs: [], files: [path.join(here, BUILD_ID)] };
