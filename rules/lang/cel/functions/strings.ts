/** Text functions of cel-go's strings extension, version 2. Positions count code points. */

import { wellFormed } from "../bytes.ts";
import { invalid } from "../errors.ts";
import { GO_ESCAPES } from "../go-escapes.ts";
import { items } from "../json.ts";
import { actualSize } from "../size.ts";
import { CelTypes as T } from "../types.ts";
import { stringSize } from "../values.ts";
import { formatText } from "./format-text.ts";
import { elements, fn, library, method, type Row, traverse, traverseTwice, walk } from "./row.ts";

const { string, int } = T;
type Int = number | bigint;

const isAscii = (text: string): boolean => stringSize(text) === text.length;
const points = (text: string): readonly string[] => (isAscii(text) ? text.split("") : [...text]);
const position = (value: Int): number => Number(value);

function outOfRange(index: Int): never {
  throw invalid(`index out of range: ${index}`);
}

function charAt(text: string, index: Int): string {
  const all = points(text);
  const at = position(index);
  if (at < 0 || at > all.length) outOfRange(index);
  return all[at] ?? "";
}

/** UTF-16 offset of a code point. */
function offsetOf(text: string, index: number): number {
  return points(text).slice(0, index).join("").length;
}

function indexOf(text: string, part: string, from: Int = 0): Int {
  const start = position(from);
  if (part === "") return from;
  if (start < 0) outOfRange(from);
  if (start > text.length) return -1;
  const found = text.indexOf(part, offsetOf(text, start));
  return found < 0 ? -1 : stringSize(text.slice(0, found));
}

function lastIndexOf(text: string, part: string, from?: Int): Int {
  const size = stringSize(text);
  const start = position(from ?? size);
  if (part === "") return from ?? size;
  if (start < 0) outOfRange(start);
  // As cel-go has it: nothing is found from behind the end, although it is searched backwards.
  if (from !== undefined && start >= size) return -1;
  const found = text.lastIndexOf(part, offsetOf(text, start));
  return found < 0 ? -1 : stringSize(text.slice(0, found));
}

function replace(text: string, from: string, to: string, limit: Int = -1): string {
  const count = position(limit);
  if (count < 0)
    return from === "" ? points(text).reduce((all, c) => all + c + to, to) : text.replaceAll(from, () => to);
  const places = from === "" ? ["", ...points(text)] : text.split(from);
  if (from === "") return places.map((c, i) => c + (i < count ? to : "")).join("");
  const head = places.slice(0, count + 1);
  const tail = places.slice(count + 1);
  return head.join(to) + (tail.length ? from + tail.join(from) : "");
}

function split(text: string, separator: string, limit: Int = -1): string[] {
  const count = position(limit);
  if (count === 0) return [];
  const parts = separator === "" ? [...points(text)] : text.split(separator);
  if (count < 0 || parts.length <= count) return parts;
  return [...parts.slice(0, count - 1), parts.slice(count - 1).join(separator)];
}

function substring(text: string, from: Int, to?: Int): string {
  const all = points(text);
  const [start, end] = [position(from), to === undefined ? all.length : position(to)];
  if (to !== undefined && start > end) {
    throw invalid(`invalid substring range. start: ${from}, end: ${to}`);
  }
  if (start < 0 || start > all.length) outOfRange(from);
  if (end < 0 || end > all.length) outOfRange(to ?? end);
  return all.slice(start, end).join("");
}

const lower = (text: string): string => text.replace(/[A-Z]/g, (c) => c.toLowerCase());
const upper = (text: string): string => text.replace(/[a-z]/g, (c) => c.toUpperCase());
/** Unicode's white space, which JavaScript's trim misses one of (U+0085) and has one too many of (U+FEFF). */
const trim = (text: string): string =>
  text.replace(
    /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/g,
    "",
  );

const quote = (text: string): string => `"${wellFormed(text).replace(/./gsu, (c) => GO_ESCAPES[c] ?? c)}"`;

function join(list: unknown, separator = ""): string {
  return items(list)
    .map((item) => {
      if (typeof item !== "string") throw invalid("join: a list of strings is expected");
      return item;
    })
    .join(separator);
}

const joining = (row: Row): Row => ({ ...row, costOfResult: (text) => walk(actualSize(text) * 2) });
const since = (version: string, row: Row): Row => ({ ...row, since: version });

// biome-ignore format: a table
export const strings = library("1.0", [
  method("charAt",      [string, int],                 string, charAt),
  method("indexOf",     [string, string],              int,    indexOf, elements),
  method("indexOf",     [string, string, int],         int,    indexOf, elements),
  method("lastIndexOf", [string, string],              int,    lastIndexOf, elements),
  method("lastIndexOf", [string, string, int],         int,    lastIndexOf, elements),
  method("lowerAscii",  [string],                      string, lower, traverse),
  method("upperAscii",  [string],                      string, upper, traverse),
  method("replace",     [string, string, string],      string, replace, traverseTwice),
  method("replace",     [string, string, string, int], string, replace, traverseTwice),
  method("split",       [string, string],              T.list(string), split, traverseTwice),
  method("split",       [string, string, int],         T.list(string), split, traverseTwice),
  method("substring",   [string, int],                 string, substring, traverse),
  method("substring",   [string, int, int],            string, substring, traverse),
  method("trim",        [string],                      string, trim, traverse),
  joining(method("join", [T.list(string)],             string, join)),
  joining(method("join", [T.list(string), string],     string, join)),
  since("1.29", method("format", [string, T.list(T.dyn)], string, formatText, traverse)),
  since("1.29", fn("strings.quote", [string],          string, quote, traverse)),
]);
