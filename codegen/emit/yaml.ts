/**
 * YAML for manifests: exactly what the library prints, which takes a third of the time that making CRDs takes. Structure
 * and plain words are printed here; every other scalar is the library's.
 */
import { stringify } from "yaml";

const OPTIONS = { version: "1.1", lineWidth: 0, aliasDuplicateObjects: false } as const;

/**
 * A document of plain data, with a line break at its end. Fields that are undefined are left out. Names of fields have one
 * line, and those at the margin are words.
 */
export function printYaml(value: unknown): string {
  if (isEmpty(value) || typeof value !== "object" || value === null) return stringify(value, OPTIONS);
  const lines: string[] = [];
  print(value, "", lines);
  return `${lines.join("\n")}\n`;
}

/** Adds the lines of a list or of an object that are not empty. */
function print(value: object, indent: string, lines: string[]): void {
  if (Array.isArray(value)) {
    for (const item of value) printItem(item, indent, lines);
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    if (inner === undefined) continue;
    const head = `${indent}${scalar(key, "key")}:`;
    if (typeof inner !== "object" || inner === null) lines.push(...entry(head, inner, indent));
    else if (isEmpty(inner)) lines.push(`${head} ${Array.isArray(inner) ? "[]" : "{}"}`);
    else {
      lines.push(head);
      print(inner, `${indent}  `, lines);
    }
  }
}

/** The first line of an item carries its dash. */
function printItem(item: unknown, indent: string, lines: string[]): void {
  const first = lines.length;
  if (typeof item !== "object" || item === null) lines.push(...entry(`${indent}-`, item, indent));
  else if (isEmpty(item)) lines.push(`${indent}- ${Array.isArray(item) ? "[]" : "{}"}`);
  else {
    print(item, `${indent}  `, lines);
    lines[first] = `${indent}- ${lines[first]!.slice(indent.length + 2)}`;
  }
}

/** Text of several lines is a block, whose lines are indented below its head. */
function entry(head: string, value: unknown, indent: string): string[] {
  const [first, ...more] = scalar(value).split("\n");
  return [`${head} ${first}`, ...more.map((line) => (line === "" ? line : `${indent}${line}`))];
}

/** Nothing of it would be printed: a list prints what is undefined as null, an object leaves it out. */
const isEmpty = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.length === 0
    : typeof value === "object" &&
      value !== null &&
      Object.values(value).every((inner) => inner === undefined);

/** One line of text that begins as texts of schemas do; then what YAML would take for something else in it, and as a whole. */
const TEXT = /^(?:[A-Za-z^(/]|\.[A-Za-z])[\x20-\x7e]*$/;
const SYNTAX = /: | #|[ :]$/;
const WORD = /^(?:y|n|yes|no|on|off|true|false|null|\.?e[-+]?\d+|\.inf|\.nan)$/i;
/** Paragraphs and lists. */
const LINES = /^[!-~][\x20-\x7e]*(?:\n+[!-~][\x20-\x7e]*)+$/;

const others = { key: new Map<unknown, string>(), value: new Map<unknown, string>() };

/** The lines of a text are indented as those of a field at the margin. */
function scalar(value: unknown, as: "key" | "value" = "value"): string {
  if (typeof value === "string" && TEXT.test(value) && !WORD.test(value)) {
    if (!SYNTAX.test(value)) return value;
    if (!/["\\]/.test(value)) return `"${value}"`;
  }
  if (as === "value" && typeof value === "string" && LINES.test(value))
    return `|-\n${value.replaceAll(/^(?=.)/gm, "  ")}`;
  if (typeof value === "boolean" || Number.isSafeInteger(value)) return String(value);
  let text = others[as].get(value);
  if (text === undefined) {
    text = as === "key" ? printedKey(value as string) : printedValue(value);
    others[as].set(value, text);
  }
  return text;
}

const printedValue = (value: unknown): string =>
  stringify({ k: value ?? null }, OPTIONS).slice("k: ".length, -1);

const printedKey = (key: string): string =>
  stringify({ k: { [key]: 0 } }, OPTIONS).slice("k:\n  ".length, -": 0\n".length);
