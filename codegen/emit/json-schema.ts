/** JSON Schema 2020-12, one document a kind and version: for editors, and for types generated back. */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import type { Model, ResourceModel } from "../model.ts";
import type { Files } from "./emitter.ts";
import { MADE_BY } from "./header.ts";

export type JsonSchema = { [keyword: string]: unknown };

export const jsonSchemaPath = (r: ResourceModel): string =>
  `generated/jsonschema/${r.group}/${r.version}/${r.kind.toLowerCase()}.json`;

export function emitJsonSchemas(model: Model): Files {
  return new Map(
    model.resources.map((r) => [jsonSchemaPath(r), `${JSON.stringify(jsonSchema(r), undefined, 2)}\n`]),
  );
}

/** The document of one resource. Fields it does not name are refused, as strict field validation does. */
export function jsonSchema(r: ResourceModel): JsonSchema {
  const { properties, required = [], ...root } = r.schema;
  const whole = {
    ...root,
    required: ["apiVersion", "kind", "metadata", ...required],
    properties: { ...properties, metadata: r.metadataSchema },
  };
  const { description, ...body } = convert(whole);
  const fields = body.properties as JsonSchema;
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $comment: `${MADE_BY} From ${r.file}.`,
    title: r.kind,
    ...(description === undefined ? {} : { description }),
    ...body,
    properties: { ...fields, apiVersion: { const: `${r.group}/${r.version}` }, kind: { const: r.kind } },
  };
}

const SAME = [
  "title",
  "description",
  "format",
  "enum",
  "default",
  "minimum",
  "maximum",
  "multipleOf",
  "minLength",
  "maxLength",
  "pattern",
  "minItems",
  "maxItems",
  "minProperties",
  "maxProperties",
  "required",
] as const satisfies readonly (keyof JSONSchemaProps)[];

function convert(s: JSONSchemaProps): JsonSchema {
  const out: JsonSchema = { ...types(s) };
  for (const keyword of SAME) if (s[keyword] !== undefined) out[keyword] = s[keyword];
  if (s.example !== undefined) out.examples = [s.example];
  if (s.exclusiveMinimum) moveBound(out, "minimum", "exclusiveMinimum");
  if (s.exclusiveMaximum) moveBound(out, "maximum", "exclusiveMaximum");
  if (s["x-kubernetes-list-type"] === "set") out.uniqueItems = true;
  if (s.items && !Array.isArray(s.items)) out.items = convert(s.items);
  if (s.properties) {
    out.properties = Object.fromEntries(
      Object.entries(s.properties).map(([name, inner]) => [name, convert(inner)]),
    );
  }
  if (s.type === "object") out.additionalProperties = others(s);
  return out;
}

function types(s: JSONSchemaProps): JsonSchema {
  const names = s["x-kubernetes-int-or-string"]
    ? ["integer", "string"]
    : s.type === undefined
      ? []
      : [s.type];
  if (names.length === 0) return {};
  if (s.nullable) names.push("null");
  return { type: names.length === 1 ? names[0] : names };
}

/** What fields beside the named ones may hold. */
function others(s: JSONSchemaProps): unknown {
  if (typeof s.additionalProperties === "object") return convert(s.additionalProperties);
  return s.additionalProperties ?? s["x-kubernetes-preserve-unknown-fields"] ?? false;
}

/** Exclusive bounds are numbers here and flags in a CRD. */
function moveBound(out: JsonSchema, from: string, to: string): void {
  if (out[from] === undefined) return;
  out[to] = out[from];
  delete out[from];
}
