/** Files of ours that other projects import by the package's name. */
import path from "node:path";

const here = import.meta.dirname;
const isBuilt = !import.meta.filename.endsWith(".ts");

/** Import → the source in this repository, and the name of its copy in the folder of the built command line. */
export const CARRIED = {
  "vmop/meta": { source: path.join(here, "../api/meta.ts"), copy: "meta.ts" },
} as const;

/** The file that such an import leads to; undefined for any other import. */
export function carriedFile(specifier: string): string | undefined {
  const known: { readonly [specifier: string]: { source: string; copy: string } } = CARRIED;
  const file = Object.hasOwn(known, specifier) ? known[specifier] : undefined;
  return file && (isBuilt ? path.join(here, file.copy) : file.source);
}

/** They are part of the generator, not of what it reads. */
export const isCarried = (file: string): boolean =>
  Object.keys(CARRIED).some((specifier) => carriedFile(specifier) === file);
