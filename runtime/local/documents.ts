/** Manifests from files: every document an object with kind and name, or one complaint with its file and line. */
import { readFileSync } from "node:fs";
import { LineCounter, parseAllDocuments } from "yaml";
import type { DynamicObject } from "../client/object.ts";
import { kubernetesYaml } from "../yaml.ts";

export interface Document {
  /** `file:line` of its first line. */
  at: string;
  object: DynamicObject;
}

export interface Documents {
  documents: Document[];
  /** Each a sentence that begins with the file and, where there is one, the line. */
  complaints: string[];
}

/** Reads all files; lists (`kind: List`) are taken apart. `-` is standard input. */
export function readDocuments(files: readonly string[]): Documents {
  const read = files.map(readFile);
  return {
    documents: read.flatMap((one) => one.documents),
    complaints: read.flatMap((one) => one.complaints),
  };
}

function readFile(file: string): Documents {
  let text: string;
  try {
    text = readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    return { documents: [], complaints: [`${file}: cannot be read: ${reason(error)}`] };
  }
  return parseManifests(file === "-" ? "standard input" : file, text);
}

const READ_ERRORS: { readonly [code: string]: string } = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder; name the files in it",
  EACCES: "permission denied",
};

const reason = (error: unknown): string =>
  READ_ERRORS[(error as NodeJS.ErrnoException).code ?? ""] ?? (error as Error).message;

/** The documents of one text. */
export function parseManifests(file: string, text: string): Documents {
  const lines = new LineCounter();
  const options = { ...kubernetesYaml, lineCounter: lines, prettyErrors: false };
  const found: Documents = { documents: [], complaints: [] };
  for (const document of parseAllDocuments(text, options)) {
    const line = (offset: number) => lines.linePos(offset).line;
    const error = document.errors[0];
    if (error) {
      found.complaints.push(`${file}:${line(error.pos[0])}: is not YAML: ${error.message}`);
      continue;
    }
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    if (value === null || value === undefined) continue;
    const at = `${file}:${line(document.contents?.range?.[0] ?? 0)}`;
    for (const item of items(value)) {
      const complaint = objectComplaint(item);
      if (complaint) found.complaints.push(`${at}: ${complaint}`);
      else found.documents.push({ at, object: item as DynamicObject });
    }
  }
  if (found.documents.length + found.complaints.length === 0)
    found.complaints.push(`${file}: holds no object`);
  return found;
}

const items = (value: unknown): unknown[] => {
  const list = value as { kind?: unknown; items?: unknown };
  return list.kind === "List" && Array.isArray(list.items) ? list.items : [value];
};

function objectComplaint(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return "is not an object with apiVersion, kind and metadata";
  const { apiVersion, kind, metadata } = value as {
    apiVersion?: unknown;
    kind?: unknown;
    metadata?: { name?: unknown; generateName?: unknown };
  };
  const name = metadata?.name ?? metadata?.generateName;
  const wrong = Object.entries({ apiVersion, kind, "metadata.name": name }).flatMap(([field, text]) =>
    isText(text) ? [] : [`${field} ${isAbsent(text) ? "is not set" : "is no text"}`],
  );
  if (wrong.length === 0) return undefined;
  return `${isText(kind) ? `${kind}: ` : ""}${wrong.join(", ")}`;
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const isAbsent = (value: unknown): boolean => value === undefined || value === null || value === "";
