/** Tags to markers: every tag is checked against the vocabulary, and its argument parsed. */
import { type Marker, type MarkerName, type MarkerPlace, markers } from "../../api/markers.ts";
import { lookup } from "../lookup.ts";
import type { MarkerUse } from "../model.ts";
import { equivalentOf } from "../peers/hint.ts";
import { didYouMean, type Problem, problem } from "../problems.ts";
import type { Doc, Tag } from "../read/source.ts";
import { parseArgument } from "./arguments.ts";

const names = Object.keys(markers);

/** The entry of the vocabulary. */
export const markerOf = (name: MarkerName): Marker => markers[name];

/**
 * The markers among the tags, in their order; a tag that is none, or is written wrongly, is left out and is a
 * problem.
 */
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
  const marker = lookup<Marker>(markers, name);
  if (!marker) {
    const [value = ""] = /^=[\w-]+/.exec(tag.text) ?? [];
    const hint =
      equivalentOf(name + value) ??
      lookup(TYPESCRIPT, name) ??
      didYouMean(name, names, "@") ??
      "write it in backticks if it is prose";
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
      problem(
        "marker-argument",
        position,
        { marker: name, complaint: parsed.complaint },
        parsed.hint ?? proseHint(tag),
      ),
    );
    return undefined;
  }
  return { name: name as MarkerName, value: parsed.value, position };
}

/** An argument of several words where one is wanted is most often prose that went on. */
const proseHint = (tag: Tag): string | undefined =>
  /^[^=]+\s[^=]+\s[^=]+$/.test(tag.text) ? "write it in backticks if it is prose" : undefined;

/** Tags of TypeScript and TSDoc that mean nothing in a schema. */
// biome-ignore format: a table
const TYPESCRIPT: { readonly [tag: string]: string } = {
  enum:     "write a union of literals as the type",
  type:     "write the type itself",
  typedef:  "write an interface or a type alias",
  see:      "write {@link …} in the prose, or @externalDocs",
  internal: "text for maintainers stands after a line ---",
  remarks:  "write it as prose; text for maintainers stands after a line ---",
  todo:     "text for maintainers stands after a line ---",
  since:    "write it as prose",
};

const PLACES: { readonly [place in MarkerPlace]: string } = {
  root: "resource",
  field: "field",
  type: "type",
};
