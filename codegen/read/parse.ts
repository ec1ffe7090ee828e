/** TypeScript's parser. A file that has not changed is not parsed again: `--watch` calls this after each change. */
import { readFileSync } from "node:fs";
import { ts } from "ts-morph";

const parsed = new Map<string, ts.SourceFile>();

/** The syntax tree of a file as it is now. It throws where the file cannot be read. */
export function parseFile(file: string): ts.SourceFile {
  const text = readFileSync(file, "utf8");
  const known = parsed.get(file);
  if (known?.text === text) return known;
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  parsed.set(file, tree);
  return tree;
}
