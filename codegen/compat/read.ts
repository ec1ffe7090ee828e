/** Reads CRDs from a folder, a file, or the generator's own output. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { parseAllDocuments } from "yaml";
import { compare } from "../problems.ts";
import { type Crd, readCrd } from "./read-crd.ts";

export interface ReadCrds {
  crds: Crd[];
  /** What could not be read, a sentence each. */
  complaints: string[];
}

/** Every CRD in the YAML and JSON files of a folder and of its folders; other documents are passed over. */
export function readCrds(place: string): ReadCrds {
  const stat = statSync(place, { throwIfNoEntry: false });
  if (!stat) return { crds: [], complaints: [`${place} does not exist`] };
  const names = stat.isDirectory()
    ? readdirSync(place, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && isManifest(entry.name))
        .map((entry) => path.join(entry.parentPath, entry.name))
        .sort(compare)
    : [place];
  const read = parseCrds(names.map((name) => [name, readFileSync(name, "utf8")]));
  if (read.crds.length === 0 && read.complaints.length === 0)
    read.complaints.push(`${place} holds no CustomResourceDefinition`);
  return read;
}

/** By its name, a file may hold manifests. */
export const isManifest = (name: string): boolean => /\.(ya?ml|json)$/.test(name);

/**
 * The CRDs in the files, whatever else is in them; what cannot be read is a complaint that names its file. Never
 * throws.
 */
export function parseCrds(files: Iterable<readonly [name: string, text: string]>): ReadCrds {
  const read: ReadCrds = { crds: [], complaints: [] };
  for (const [name, text] of files) {
    if (!text.includes("CustomResourceDefinition")) continue;
    for (const document of documents(text)) {
      if ("complaint" in document) {
        read.complaints.push(`${name} is no YAML: ${document.complaint}`);
        break;
      }
      if ((document.value as { kind?: unknown } | null)?.kind !== "CustomResourceDefinition") continue;
      const crd = readCrd(document.value);
      if ("complaint" in crd)
        read.complaints.push(`${name} holds a CustomResourceDefinition that ${crd.complaint}`);
      else if (read.crds.some((other) => other.name === crd.name))
        read.complaints.push(`${name} holds ${crd.name} a second time`);
      else read.crds.push(crd);
    }
  }
  return read;
}

function documents(text: string): ({ value: unknown } | { complaint: string })[] {
  try {
    return parseAllDocuments(text, { version: "1.1" }).map((document) => {
      const [error] = document.errors;
      return error ? { complaint: error.message.split("\n")[0]! } : { value: document.toJS() as unknown };
    });
  } catch (error) {
    // Aliases beyond any measure.
    return [{ complaint: (error as Error).message }];
  }
}
