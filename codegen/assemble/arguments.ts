/** The text after a tag's name as a value, as the vocabulary says it is written. */
import { type Marker, type MarkerArgument, type MarkerName, markers } from "../../api/markers.ts";
import { lookup } from "../lookup.ts";
import { didYouMean } from "../problems.ts";
import { isWellFormed } from "../well-formed.ts";

/** A value, or what is wrong with the text. */
export type Parsed = { value: unknown } | { complaint: string; hint?: string | undefined };

/** What `@exactlyOneOf` and the markers like it take. */
export interface FieldNames {
  fields: string[];
  encoding: string;
}

/** What `@label` and `@annotation` take. */
export interface Assignment {
  key: string;
  value: string;
}

/** One constraint of `@items`, `@values` or `@keys`. */
export interface Constraint {
  name: MarkerName;
  value: unknown;
}

/** What can be said about an item or an entry in one word. */
const constraints = Object.entries<Marker>(markers).filter(
  ([, { effect, takes }]) =>
    ("sets" in effect || "merges" in effect || "appends" in effect || "derives" in effect) &&
    (typeof takes !== "object" || "oneOf" in takes),
);

/** The value of a marker that is written with `text`, or a complaint that says what to write. */
export function parseArgument(text: string, takes: MarkerArgument): Parsed {
  if (typeof takes === "object") {
    if ("oneOf" in takes) return parseChoice(text, takes.oneOf);
    return "fields" in takes ? parseFields(text, takes) : parsePairs(text, takes);
  }
  switch (takes) {
    case "none":
      return text === ""
        ? { value: true }
        : { complaint: "takes no argument", hint: `remove "${text}", or write prose before the markers` };
    case "number":
      return parseNumber(text);
    case "count":
      return parseCount(text);
    case "word":
      return /^\S+$/.test(text) ? { value: text } : { complaint: `takes one word, not "${text}"` };
    case "text":
      return text === "" ? { complaint: "takes a text" } : { value: withoutTicks(text) };
    case "json":
      return parseJson(withoutTicks(text));
    case "constraints":
      return parseConstraints(text);
    case "assignment":
      return parseAssignment(text);
  }
}

/** Backticks keep an `@` in the text from starting a tag. */
const withoutTicks = (text: string): string => (/^`[^`]+`$/.test(text) ? text.slice(1, -1) : text);

function parseNumber(text: string): Parsed {
  const value = Number(text);
  if (text === "" || !Number.isFinite(value)) return { complaint: `takes a number, not "${text}"` };
  return inexact(text, value) ?? { value };
}

function parseCount(text: string): Parsed {
  if (!/^\d+$/.test(text)) return { complaint: `takes a whole number, not "${text}"` };
  const value = Number(text);
  return Number.isSafeInteger(value) ? { value } : { complaint: `takes a smaller number than ${text}` };
}

/** JSON readers of JavaScript keep 53 bits of a number; another one than was written would be a surprise. */
function inexact(text: string, value: number): Parsed | undefined {
  if (!/^-?\d+$/.test(text) || BigInt(value) === BigInt(text)) return undefined;
  const hint = `the nearest is ${BigInt(value)}`;
  return { complaint: `takes a number that JavaScript can hold, not ${text}`, hint };
}

function parseChoice(text: string, choices: readonly string[]): Parsed {
  if (choices.includes(text)) return { value: text };
  const known = choices.length > 8 ? `one of ${choices.length} words` : choices.join(", ");
  const hint =
    didYouMean(text, choices) ?? (choices.length > 8 ? "they stand in docs/markers.md" : undefined);
  return { complaint: `takes ${known}, not "${text}"`, hint };
}

function parseJson(text: string): Parsed {
  try {
    const value: unknown = JSON.parse(text);
    const complaint = unusable(value, 0);
    if (complaint !== undefined) return { complaint };
    return (typeof value === "number" ? inexact(text, value) : undefined) ?? { value };
  } catch {
    const quoted = /^[\w.-]+$/.test(text) ? `write "${text}" in double quotes if it is a string` : undefined;
    const hint =
      quoted ??
      (/^[[{"']/.test(text)
        ? "in JSON texts and names stand in double quotes, and all is closed"
        : undefined);
    return { complaint: `takes a JSON value, not ${text === "" ? "nothing" : text}`, hint };
  }
}

const MAX_NESTING = 100;

/** What no API server or no JSON writer takes. */
function unusable(value: unknown, depth: number): string | undefined {
  if (depth > MAX_NESTING) return `takes JSON that is nested at most ${MAX_NESTING} deep`;
  if (typeof value === "number" && !Number.isFinite(value)) return "has a number that is too large";
  if (typeof value === "string" && !isWellFormed(value)) return "has half a character";
  if (typeof value !== "object" || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const complaint = name === "__proto__" ? "has a field named __proto__" : unusable(inner, depth + 1);
    if (complaint !== undefined) return complaint;
  }
  return undefined;
}

/** Field names with blanks between, and how the rule is written. */
function parseFields(text: string, takes: Extract<MarkerArgument, { fields: number }>): Parsed {
  const words = text.split(/\s+/).filter((word) => word !== "");
  const option = words.at(-1)?.match(/^encoding=(.*)$/);
  const fields = option ? words.slice(0, -1) : words;
  const [encoding, ...others] = takes.encodings ?? [];
  const chosen = option?.[1] ?? encoding ?? "";
  const known = encoding === undefined ? [] : [encoding, ...others];
  if (option && !known.includes(chosen)) {
    return known.length === 0
      ? { complaint: "has no encoding" }
      : { complaint: `encoding takes ${known.join(", ")}, not "${chosen}"`, hint: didYouMean(chosen, known) };
  }
  const wrong = fields.find((field) => /[=,;]/.test(field));
  if (wrong !== undefined)
    return { complaint: `takes names of fields, not "${wrong}"`, hint: "write them with blanks between" };
  const twice = fields.find((field, i) => fields.indexOf(field) !== i);
  if (twice !== undefined) return { complaint: `names ${twice} more than once` };
  if (fields.length < takes.fields)
    return { complaint: `takes the names of ${takes.fields === 1 ? "a field" : "two fields"} or more` };
  return { value: { fields, encoding: chosen } satisfies FieldNames };
}

function parseAssignment(text: string): Parsed {
  const match = /^([^\s="`]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s"]\S*)?)$/.exec(text);
  if (!match) return { complaint: `takes key=value, not "${text}"` };
  const [, key = "", quoted, plain = ""] = match;
  return { value: { key, value: quoted?.replace(/\\(.)/g, "$1") ?? plain } satisfies Assignment };
}

function parsePairs(text: string, takes: Extract<MarkerArgument, { pairs: unknown }>): Parsed {
  const tokens = splitPairs(text);
  if (!tokens) return { complaint: "has a quote that does not end" };
  const value: { [name: string]: unknown } = {};
  for (const [i, token] of tokens.entries()) {
    const name = token.name ?? (i === 0 ? takes.first : undefined);
    if (name === undefined) return { complaint: `takes name=value pairs, not "${token.value}"` };
    const kind = lookup(takes.pairs, name);
    if (kind === undefined)
      return { complaint: `has no part ${name}`, hint: didYouMean(name, Object.keys(takes.pairs)) };
    if (Object.hasOwn(value, name)) return { complaint: `has ${name} more than once` };
    const parsed =
      typeof kind === "object" ? parseChoice(token.value, kind.oneOf) : parsePart(token.value, kind);
    if ("complaint" in parsed) return { ...parsed, complaint: `${name} ${parsed.complaint}` };
    value[name] = parsed.value;
  }
  const missing = takes.required.find((name) => !Object.hasOwn(value, name));
  return missing === undefined ? { value } : { complaint: `needs ${missing}=…` };
}

function parsePart(text: string, kind: "text" | "words" | "count"): Parsed {
  if (kind === "count") return parseCount(text);
  if (kind === "words") return { value: text.split(",").map((word) => word.trim()) };
  return { value: text };
}

/** The markers that may stand in @items, @values and @keys, parsed as if they stood alone. */
function parseConstraints(text: string): Parsed {
  const tokens = splitPairs(text);
  if (!tokens) return { complaint: "has a quote that does not end" };
  if (tokens.length === 0) return { complaint: "takes constraints such as maxLength=63" };
  const value: Constraint[] = [];
  for (const { name: given, value: written } of tokens) {
    const name = given ?? written;
    const marker = constraints.find(([known]) => known === name)?.[1];
    if (!marker) {
      const known = constraints.map(([constraint]) => constraint);
      return { complaint: `has no constraint ${name}`, hint: didYouMean(name, known) };
    }
    if (value.some((other) => other.name === name)) return { complaint: `has ${name} more than once` };
    const parsed = parseArgument(given === undefined ? "" : written, marker.takes);
    if ("complaint" in parsed) return { ...parsed, complaint: `${name} ${parsed.complaint}` };
    value.push({ name: name as MarkerName, value: parsed.value });
  }
  return { value };
}

/** `first name=value other="a b"`; nothing when a quote stays open. */
function splitPairs(text: string): { name?: string; value: string }[] | undefined {
  const tokens: { name?: string; value: string }[] = [];
  const pattern = /\s*(?:([A-Za-z]\w*)=)?(?:"((?:[^"\\]|\\.)*)"|`([^`]*)`|((?!\w+=["`])[^\s"`]\S*))/y;
  const trimmed = text.trimEnd();
  while (pattern.lastIndex < trimmed.length) {
    const match = pattern.exec(trimmed);
    if (!match) return undefined;
    const [, name, quoted, ticked, plain] = match;
    const value = quoted?.replace(/\\(.)/g, "$1") ?? ticked ?? plain ?? "";
    tokens.push(name === undefined ? { value } : { name, value });
  }
  return tokens;
}
