/** The manual of markers, from the vocabulary itself. */
import { type Marker, type MarkerArgument, type MarkerPlace, markers } from "../../api/markers.ts";
import type { Files } from "./emitter.ts";
import { MADE_BY } from "./header.ts";

export function emitMarkerDocs(): Files {
  const rows = Object.entries<Marker>(markers).map(
    ([name, m]) => `| \`${usage(name, m.takes)}\` | ${where(m)} | ${cell(m.doc)} |`,
  );
  const text = `<!-- ${MADE_BY} From api/markers.ts. -->
# Markers

A marker is a JSDoc tag on a type under \`api/\`. Several may share a line, but each says one thing; a tag that is not
listed is an error. A field that may be absent is written with \`?\`, an enum as a union of literals; neither needs a
marker. What a field says wins over what its type says.

| Marker | Stands on | Meaning |
| --- | --- | --- |
${rows.join("\n")}
`;
  return new Map([["generated/docs/markers.md", text]]);
}

const PLACES: { readonly [place in MarkerPlace]: string } = {
  root: "resource",
  field: "field",
  type: "type",
};

function where(marker: Marker): string {
  const places = marker.on.map((place) => PLACES[place]).join(", ");
  const target = marker.target === "any" ? "" : ` (${marker.target})`;
  return `${places}${target}${marker.repeatable ? ", repeatable" : ""}`;
}

function usage(name: string, takes: MarkerArgument): string {
  const argument = cell(argumentOf(takes));
  return argument === "" ? `@${name}` : `@${name} ${argument}`;
}

function argumentOf(takes: MarkerArgument): string {
  if (typeof takes === "object") return "oneOf" in takes ? takes.oneOf.join("|") : pairs(takes);
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
  }
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

const cell = (text: string): string => text.replaceAll("|", "\\|");
