/** Patterns of a schema: RE2, searched for anywhere in the text. */

import { patternProblem, test } from "../cel/regex.ts";

export type Pattern = { readonly test: (text: string) => boolean } | { readonly error: string };

const compiled = new Map<string, Pattern>();

/** The compiled pattern, or why it does not compile. */
export function pattern(source: string): Pattern {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  const result = compile(source);
  // A process sees a bounded number of schemas; an embedder that streams them must not grow without end.
  if (compiled.size >= 10_000) compiled.clear();
  compiled.set(source, result);
  return result;
}

function compile(source: string): Pattern {
  const error = patternProblem(source);
  return error === undefined ? { test: (text) => test(source, text) } : { error };
}
