/** TypeScript's parser. A file that has not changed is not parsed again: `--watch` calls this after each change. */
import { readFileSync } from "node:fs";
import { type TS, ts } from "./typescript.ts";

const parsed = new Map<string, TS.SourceFile>();

/** The syntax tree of a file as it is now, or why there is none. */
export function parseFile(file: string): TS.SourceFile | { complaint: string; hint: string } {
  try {
    const text = readFileSync(file, "utf8");
    const known = parsed.get(file);
    if (known?.text === text) return known;
    const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
    parsed.set(file, tree);
    return tree;
  } catch (error) {
    // The parser calls itself for what is inside.
    if (error instanceof RangeError)
      return { complaint: "is nested too deeply to be read", hint: "give the inner types names" };
    const { code = "", message } = error as NodeJS.ErrnoException;
    const [why, hint] = REASONS[code] ?? [message, "see that it is a text file that you may read"];
    return { complaint: `cannot be read: ${why}`, hint };
  }
}

const REASONS: { readonly [code: string]: readonly [why: string, hint: string] } = {
  EACCES: ["permission denied", "allow reading it, or move it out of the folder"],
  EPERM: ["permission denied", "allow reading it, or move it out of the folder"],
  ENOENT: ["it is a link to nothing", "mend the link, or remove it"],
  ELOOP: ["it is a link to itself", "mend the link, or remove it"],
};
