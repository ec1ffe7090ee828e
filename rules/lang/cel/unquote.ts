/** Literals in quotes to what they stand for. */

import type { Constant } from "./ast.ts";

const SIMPLE: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
  "`": "`",
  "?": "?",
};
const ESCAPE =
  /\\(?:[xX]([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2})|([abfnrtv\\'"`?]))/g;

/** The constant a well-formed quoted token stands for, or what its escapes ask that cannot be. */
export function unquote(token: string, isBytes: boolean): Constant | string {
  // Line ends are one character, whatever the editor.
  const text = (isBytes ? token.slice(1) : token).replace(/\r\n?/g, "\n");
  const isRaw = /^[rR]/.test(text);
  const quoted = isRaw ? text.slice(1) : text;
  const mark = quoted.length >= 6 && /^(?:"""|''')/.test(quoted) ? 3 : 1;
  const body = quoted.slice(mark, -mark);
  if (!isBytes) return isRaw ? { type: "string", value: body } : plainText(body);
  return isRaw ? { type: "bytes", value: new TextEncoder().encode(body) } : plainBytes(body);
}

function plainText(body: string): Constant | string {
  let isInvalid = false;
  const value = body.replace(ESCAPE, (_, hex, short, long, octal, plain) => {
    if (plain !== undefined) return SIMPLE[plain]!;
    const code = octal !== undefined ? Number.parseInt(octal, 8) : Number.parseInt(hex ?? short ?? long, 16);
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
      isInvalid = true;
      return "";
    }
    return String.fromCodePoint(code);
  });
  return isInvalid ? "invalid unicode code point" : { type: "string", value };
}

/** In bytes an escape is one byte, and text its UTF-8. */
function plainBytes(body: string): Constant | string {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  let from = 0;
  for (const match of body.matchAll(ESCAPE)) {
    const [whole, hex, short, long, octal, plain] = match;
    if (short !== undefined || long !== undefined) return "unable to unescape string";
    parts.push(encoder.encode(body.slice(from, match.index)));
    const code = octal !== undefined ? Number.parseInt(octal, 8) : Number.parseInt(hex ?? "", 16);
    parts.push(plain === undefined ? Uint8Array.of(code) : encoder.encode(SIMPLE[plain]));
    from = match.index + whole.length;
  }
  parts.push(encoder.encode(body.slice(from)));
  const value = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    value.set(part, at);
    at += part.length;
  }
  return { type: "bytes", value };
}
