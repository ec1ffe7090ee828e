/** The manual of markers, from the vocabulary itself: markers, formats, and what other generators' markers become. */
import { type Format, formats } from "../../api/formats.ts";
import { type Marker, type MarkerArgument, type MarkerPlace, markers } from "../../api/markers.ts";
import { equivalents, type Verdict } from "../peers/equivalents.ts";
import { printRow } from "../peers/hint.ts";
import type { Files } from "./emitter.ts";
import { MADE_BY } from "./header.ts";
import { code, table } from "./markdown.ts";

/** The one page. */
export function emitMarkerDocs(): Files {
  const text = `<!-- ${MADE_BY} From api/markers.ts, api/formats.ts and codegen/peers/equivalents.ts. -->
# Markers

A marker is a JSDoc tag on a type under \`api/\`. Several may share a line, but each says one thing. A tag that is not
listed is an error, and so is one at the wrong place, one that stands there twice, one whose argument or type does not
fit, and a group of markers that nothing can meet. Text with an \`@\` in it stands in backticks. A field that may be
absent is written with \`?\`, an enum as a union of literals; neither needs a marker. What a field says wins over what
its type says; one-of groups of both hold.

${table(["Marker", "Stands on", "Meaning", "Example"], markerRows())}
## Formats

\`@format\` takes one of these. An API server ignores a format that it does not know, and warns; those that not every
supported server enforces are written as a pattern and a length.

${table(["Format", "Of a", "Written as", "Meaning"], formatRows())}
## Markers of other generators

What a marker of another generator becomes here. A comment that carries one is an error that says the same.

${Object.entries(equivalents)
  .map(([peer, verdicts]) => `### ${peer}\n\n${table(["There", "Here"], verdictRows(verdicts))}`)
  .join("\n")}`;
  return new Map([["generated/docs/markers.md", text]]);
}

const markerRows = (): string[][] =>
  Object.entries<Marker>(markers).map(([name, m]) => [
    code(usage(name, m.takes)),
    where(m),
    m.doc,
    code(m.example ?? `@${name}`),
  ]);

const formatRows = (): string[][] =>
  Object.entries<Format>(formats).map(([name, format]) => [
    code(name),
    format.on,
    format.native
      ? "format"
      : `pattern${format.maxLength === undefined ? "" : `, at most ${format.maxLength} characters`}`,
    format.doc,
  ]);

const verdictRows = (verdicts: { readonly [marker: string]: Verdict }): string[][] =>
  Object.entries(verdicts).map(([name, verdict]) => [code(name), answer(verdict)]);

function answer(verdict: Verdict): string {
  if ("write" in verdict) return code(verdict.write);
  if ("type" in verdict) return verdict.type;
  if ("row" in verdict) {
    const row = printRow(verdict.row);
    return `a row in a table of ${row.table}: ${code(row.cells)}`;
  }
  if ("instead" in verdict) return verdict.instead;
  return `none. ${verdict.none}`;
}

const PLACES: { readonly [place in MarkerPlace]: string } = {
  root: "resource",
  field: "field",
  type: "type",
};

const TARGETS: { readonly [target in Marker["target"]]: string } = {
  any: "",
  string: " (string)",
  number: " (number)",
  list: " (list)",
  object: " (object)",
  map: " (map)",
  scalar: " (scalar)",
  sized: " (string, list or object)",
};

function where(marker: Marker): string {
  const places = marker.on.map((place) => PLACES[place]).join(", ");
  return `${places}${TARGETS[marker.target]}${marker.repeatable ? ", repeatable" : ""}`;
}

function usage(name: string, takes: MarkerArgument): string {
  const argument = argumentOf(name, takes);
  return argument === "" ? `@${name}` : `@${name} ${argument}`;
}

function argumentOf(name: string, takes: MarkerArgument): string {
  if (typeof takes === "object") {
    if ("oneOf" in takes) return name === "format" ? "<format>" : takes.oneOf.join("|");
    return "fields" in takes ? fieldNames(takes) : pairs(takes);
  }
  switch (takes) {
    case "none":
      return "";
    case "number":
    case "text":
    case "word":
      return `<${takes}>`;
    case "count":
      return "<whole number>";
    case "json":
      return "<JSON>";
    case "constraints":
      return "<marker>=<value> …";
    case "assignment":
      return "<key>=<value>";
  }
}

function fieldNames({ fields, encodings }: Extract<MarkerArgument, { fields: number }>): string {
  const names = `${"<field> ".repeat(fields)}…`;
  return encodings ? `${names} [encoding=${encodings.join("|")}]` : names;
}

function pairs({ pairs: parts, required, first }: Extract<MarkerArgument, { pairs: unknown }>): string {
  return Object.entries(parts)
    .map(([name, kind]) => {
      const value =
        typeof kind === "object"
          ? kind.oneOf.join("|")
          : kind === "words"
            ? "a,b"
            : kind === "count"
              ? "<whole number>"
              : "…";
      const text = name === first ? "…" : `${name}=${value}`;
      return required.includes(name) ? text : `[${text}]`;
    })
    .join(" ");
}
