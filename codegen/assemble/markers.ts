/** Tags to markers: every tag is checked against the vocabulary, and its argument parsed. */
import {
  type Marker,
  type MarkerArgument,
  type MarkerName,
  type MarkerPlace,
  markers,
} from "../../api/markers.ts";
import type { MarkerUse } from "../model.ts";
import { didYouMean, type Problem, problem } from "../problems.ts";
import type { Doc, Tag } from "../read/source.ts";

const vocabulary: { readonly [name: string]: Marker | undefined } = markers;
const names = Object.keys(markers);

export const markerOf = (name: MarkerName): Marker => markers[name];

/** A value, or what is wrong with the text. */
type Parsed = { value: unknown } | { complaint: string; hint?: string | undefined };

export function parseMarkers(doc: Doc, place: MarkerPlace, problems: Problem[]): MarkerUse[] {
  const uses: MarkerUse[] = [];
  for (const tag of doc.tags) {
    const use = parseMarker(tag, place, problems);
    if (!use) continue;
    if (uses.some((other) => other.name === use.name) && !markerOf(use.name).repeatable) {
      problems.push(problem("duplicate-marker", tag.position, { marker: tag.name }, "keep one"));
    } else {
      uses.push(use);
    }
  }
  return uses;
}

function parseMarker(tag: Tag, place: MarkerPlace, problems: Problem[]): MarkerUse | undefined {
  const { name, position } = tag;
  const marker = vocabulary[name];
  if (!marker) {
    const hint = didYouMean(name.split(":").at(-1)!, names, "@") ?? "write it in backticks if it is prose";
    problems.push(problem("unknown-marker", position, { marker: name }, hint));
    return undefined;
  }
  if (!marker.on.includes(place)) {
    const holes = {
      marker: name,
      place: PLACES[place],
      allowed: marker.on.map((p) => PLACES[p]).join(" or a "),
    };
    const hint =
      place === "type" && marker.on.includes("root")
        ? "add @resource to make the type a resource"
        : undefined;
    problems.push(problem("misplaced-marker", position, holes, hint));
    return undefined;
  }
  const parsed = parseArgument(tag.text, marker.takes);
  if ("complaint" in parsed) {
    problems.push(
      problem("marker-argument", position, { marker: name, complaint: parsed.complaint }, parsed.hint),
    );
    return undefined;
  }
  return { name: name as MarkerName, value: parsed.value, position };
}

const PLACES: { readonly [place in MarkerPlace]: string } = {
  root: "resource",
  field: "field",
  type: "type",
};

function parseArgument(text: string, takes: MarkerArgument): Parsed {
  if (typeof takes === "object") {
    return "oneOf" in takes ? parseChoice(text, takes.oneOf) : parsePairs(text, takes);
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
      return text === ""
        ? { complaint: "takes a text" }
        : { value: /^`[\s\S]+`$/.test(text) ? text.slice(1, -1) : text };
    case "json":
      return parseJson(text);
    case "constraints":
      return parseConstraints(text);
  }
}

function parseNumber(text: string): Parsed {
  const value = Number(text);
  return text !== "" && Number.isFinite(value) ? { value } : { complaint: `takes a number, not "${text}"` };
}

function parseCount(text: string): Parsed {
  return /^\d+$/.test(text) ? { value: Number(text) } : { complaint: `takes a whole number, not "${text}"` };
}

function parseChoice(text: string, choices: readonly string[]): Parsed {
  if (choices.includes(text)) return { value: text };
  return { complaint: `takes ${choices.join(", ")}, not "${text}"`, hint: didYouMean(text, choices) };
}

function parseJson(text: string): Parsed {
  try {
    return { value: JSON.parse(text) };
  } catch {
    const quoted = /^[\w.-]+$/.test(text) ? `write "${text}" in double quotes if it is a string` : undefined;
    return { complaint: `takes a JSON value, not ${text === "" ? "nothing" : text}`, hint: quoted };
  }
}

function parsePairs(text: string, takes: Extract<MarkerArgument, { pairs: unknown }>): Parsed {
  const tokens = splitPairs(text);
  if (!tokens) return { complaint: "has a quote that does not end" };
  const value: { [name: string]: unknown } = {};
  for (const [i, token] of tokens.entries()) {
    const name = token.name ?? (i === 0 ? takes.first : undefined);
    if (name === undefined) return { complaint: `takes name=value pairs, not "${token.value}"` };
    const kind = takes.pairs[name];
    if (kind === undefined)
      return { complaint: `has no part ${name}`, hint: didYouMean(name, Object.keys(takes.pairs)) };
    if (name in value) return { complaint: `has ${name} more than once` };
    const parsed =
      typeof kind === "object" ? parseChoice(token.value, kind.oneOf) : parsePart(token.value, kind);
    if ("complaint" in parsed) return { ...parsed, complaint: `${name} ${parsed.complaint}` };
    value[name] = parsed.value;
  }
  const missing = takes.required.find((name) => !(name in value));
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
  if (!tokens || tokens.length === 0) return { complaint: "takes constraints such as maxLength=63" };
  const value: { name: string; value: unknown }[] = [];
  for (const { name: given, value: written } of tokens) {
    const name = given ?? written;
    const marker = vocabulary[name];
    if (!marker || "tells" in marker.effect || "constrains" in marker.effect) {
      return { complaint: `has no constraint ${name}`, hint: didYouMean(name, names) };
    }
    const parsed = parseArgument(given === undefined ? "" : written, marker.takes);
    if ("complaint" in parsed) return { ...parsed, complaint: `${name} ${parsed.complaint}` };
    value.push({ name, value: parsed.value });
  }
  return { value };
}

/** `first name=value other="a b"`; nothing when a quote stays open. */
function splitPairs(text: string): { name?: string; value: string }[] | undefined {
  const tokens: { name?: string; value: string }[] = [];
  const pattern = /\s*(?:([A-Za-z]\w*)=)?(?:"((?:[^"\\]|\\.)*)"|`([^`]*)`|([^\s"`]\S*))/y;
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
