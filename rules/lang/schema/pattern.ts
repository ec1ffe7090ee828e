/** Patterns of a schema: RE2, searched for anywhere in the text. */

import { RE2JS } from "re2js";

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
  try {
    const expression = RE2JS.compile(source);
    return { test: (text) => expression.test(text) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
