/** Texts quoted as Go quotes them. */

import { GO_ESCAPES } from "./go-escapes.ts";

const PRINTABLE = /[\p{L}\p{M}\p{N}\p{P}\p{S} ]/u;

/** `%q`: a double-quoted string, non-printable characters escaped. */
export function goQuote(text: string): string {
  if (/^[\x20\x21\x23-\x5b\x5d-\x7e]*$/.test(text)) return `"${text}"`;
  let out = "";
  for (const character of text) out += GO_ESCAPES[character] ?? escaped(character);
  return `"${out}"`;
}

function escaped(character: string): string {
  if (PRINTABLE.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, "0")}`;
  // A lone surrogate cannot be in a Go string; its replacement character is printable.
  if (code >= 0xd800 && code <= 0xdfff) return "\ufffd";
  if (code <= 0xffff) return `\\u${code.toString(16).padStart(4, "0")}`;
  return `\\U${code.toString(16).padStart(8, "0")}`;
}
