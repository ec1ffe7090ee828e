/** A short text that a pattern matches, found by reading the pattern: for samples, where none is given. */
import { pattern } from "../schema/pattern.ts";

/** What one construct of a pattern can be made of. */
type Part =
  | { kind: "text"; text: string }
  | { kind: "sequence"; parts: Part[] }
  | { kind: "either"; parts: Part[] }
  | { kind: "repeat"; part: Part; least: number; most: number };

/** How often open repetitions are taken beyond their least, and which alternative is. */
const WISHES = [0, 1, 2, 4, 7, 15, 31, 63].flatMap((more) => [0, 1, 2].map((choice) => ({ more, choice })));

/** A text of at least `least` characters that matches, or nothing where the pattern is beyond this reader. */
export function textMatching(source: string, least = 0, most = Number.POSITIVE_INFINITY): string | undefined {
  const compiled = pattern(source);
  if ("error" in compiled) return undefined;
  const part = read(source.replace(/^\(\?[imsU]+\)/, ""));
  if (part === undefined) return undefined;
  for (const { more, choice } of WISHES) {
    const text = write(part, more, choice);
    if (text.length >= least && text.length <= most && compiled.test(text)) return text;
  }
  return undefined;
}

function write(part: Part, more: number, choice: number): string {
  switch (part.kind) {
    case "text":
      return part.text;
    case "sequence":
      return part.parts.map((one) => write(one, more, choice)).join("");
    case "either":
      return write(part.parts[Math.min(choice, part.parts.length - 1)]!, more, choice);
    case "repeat":
      return write(part.part, more, choice).repeat(Math.min(part.least + more, part.most));
  }
}

function read(source: string): Part | undefined {
  const reader = { source, at: 0 };
  try {
    const part = alternatives(reader);
    return reader.at === source.length ? part : undefined;
  } catch (error) {
    if (error === UNREADABLE) return undefined;
    throw error;
  }
}

interface Reader {
  readonly source: string;
  at: number;
}

/** Thrown inside this file alone. */
const UNREADABLE = new Error("a construct that this reader does not know");

function alternatives(reader: Reader): Part {
  const parts = [sequence(reader)];
  while (reader.source[reader.at] === "|") {
    reader.at++;
    parts.push(sequence(reader));
  }
  return parts.length === 1 ? parts[0]! : { kind: "either", parts };
}

function sequence(reader: Reader): Part {
  const parts: Part[] = [];
  while (reader.at < reader.source.length && !"|)".includes(reader.source[reader.at]!))
    parts.push(repeated(atom(reader), reader));
  return { kind: "sequence", parts };
}

const QUANTIFIER = /(?:\{(\d+)(?:(,)(\d*))?\}|[*+?])\??/y;

function repeated(part: Part, reader: Reader): Part {
  QUANTIFIER.lastIndex = reader.at;
  const found = QUANTIFIER.exec(reader.source);
  if (!found) return part;
  reader.at += found[0].length;
  const [text, least, comma, most] = found;
  const open = Number.POSITIVE_INFINITY;
  if (least !== undefined)
    return {
      kind: "repeat",
      part,
      least: Number(least),
      most: comma === undefined ? Number(least) : most ? Number(most) : open,
    };
  if (text[0] === "?") return { kind: "repeat", part, least: 0, most: 1 };
  return { kind: "repeat", part, least: text[0] === "+" ? 1 : 0, most: open };
}

function atom(reader: Reader): Part {
  const char = reader.source[reader.at++]!;
  switch (char) {
    case "^":
    case "$":
      return { kind: "text", text: "" };
    case ".":
      return { kind: "text", text: "a" };
    case "(":
      return group(reader);
    case "[":
      return { kind: "text", text: characterOf(charClass(reader)) };
    case "\\":
      return escaped(reader);
    default:
      return { kind: "text", text: char };
  }
}

function group(reader: Reader): Part {
  const head = /\?(?::|P?<\w+>)/y;
  head.lastIndex = reader.at;
  const found = head.exec(reader.source);
  if (found) reader.at += found[0].length;
  else if (reader.source[reader.at] === "?") throw UNREADABLE;
  const part = alternatives(reader);
  if (reader.source[reader.at++] !== ")") throw UNREADABLE;
  return part;
}

/** What stands for a class outside of brackets. */
const CLASSES: { readonly [letter: string]: (char: string) => boolean } = {
  d: (char) => /[0-9]/.test(char),
  D: (char) => !/[0-9]/.test(char),
  w: (char) => /[0-9A-Za-z_]/.test(char),
  W: (char) => !/[0-9A-Za-z_]/.test(char),
  s: (char) => /[\t\n\f\r ]/.test(char),
  S: (char) => !/[\t\n\f\r ]/.test(char),
};
const CONTROLS: { readonly [letter: string]: string } = { t: "\t", n: "\n", r: "\r", f: "\f", v: "\v" };

function escaped(reader: Reader): Part {
  const char = reader.source[reader.at++] ?? "";
  if (CLASSES[char]) return { kind: "text", text: characterOf(CLASSES[char]) };
  if ("Azb".includes(char)) return { kind: "text", text: "" };
  return { kind: "text", text: literalEscape(char) };
}

function literalEscape(char: string): string {
  if (CONTROLS[char]) return CONTROLS[char];
  if (char === "" || /[0-9A-Za-z]/.test(char)) throw UNREADABLE;
  return char;
}

function charClass(reader: Reader): (char: string) => boolean {
  const { source } = reader;
  const negated = source[reader.at] === "^";
  if (negated) reader.at++;
  const tests: ((char: string) => boolean)[] = [];
  for (let first = true; first || source[reader.at] !== "]"; first = false) {
    if (reader.at >= source.length || source.startsWith("[:", reader.at)) throw UNREADABLE;
    const from = classItem(reader);
    if (typeof from === "function") {
      tests.push(from);
      continue;
    }
    const isRange = source[reader.at] === "-" && source[reader.at + 1] !== "]";
    if (isRange) reader.at++;
    const to = isRange ? classItem(reader) : from;
    if (typeof to === "function") throw UNREADABLE;
    tests.push((char) => char >= from && char <= to);
  }
  reader.at++;
  return (char) => tests.some((test) => test(char)) !== negated;
}

function classItem(reader: Reader): string | ((char: string) => boolean) {
  const char = reader.source[reader.at++]!;
  if (char !== "\\") return char;
  const letter = reader.source[reader.at++] ?? "";
  return CLASSES[letter] ?? literalEscape(letter);
}

/** Letters and digits before signs; the first that passes. */
const LIKED =
  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890-_./:@+=, !#$%&'()*;<>?[]^`{|}~\"\\\t\n";

function characterOf(test: (char: string) => boolean): string {
  const found = [...LIKED].find(test);
  if (found === undefined) throw UNREADABLE;
  return found;
}
