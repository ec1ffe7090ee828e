/** JSON Schema 2020-12, one document a kind and version: for editors, and for types generated back. */
import { javascriptPattern } from "../../rules/lang/samples/javascript-pattern.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import type { Model, ResourceModel, UnionShape, UnionVariant } from "../model.ts";
import { rememberingObjects } from "../remembering.ts";
import { fieldPath } from "../schema-tree.ts";
import type { Files } from "./emitter.ts";
import { MADE_BY } from "./header.ts";

export type JsonSchema = { [keyword: string]: unknown };

/** The file of a resource. */
export const jsonSchemaPath = (r: ResourceModel): string =>
  `generated/jsonschema/${r.group}/${r.version}/${r.kind.toLowerCase()}.json`;

/** One JSON Schema 2020-12 a resource. */
export function emitJsonSchemas(model: Model): Files {
  return new Map(
    model.resources.map((r) => [jsonSchemaPath(r), `${JSON.stringify(jsonSchema(r), undefined, 2)}\n`]),
  );
}

/** The document of one resource. Fields it does not name are refused, as strict field validation does. */
export const jsonSchema = rememberingObjects((r: ResourceModel): JsonSchema => {
  const { properties, required = [], ...root } = r.schema;
  const whole = {
    ...root,
    required: ["apiVersion", "kind", "metadata", ...required],
    properties: { ...properties, metadata: r.metadataSchema },
  };
  const definitions = new Map<string, Definition>();
  const { description, ...body } = convert(whole, "", { ...r, definitions });
  const fields = body.properties as JsonSchema;
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $comment: `${MADE_BY} From ${r.file}.`,
    title: r.kind,
    ...(description === undefined ? {} : { description }),
    ...body,
    ...(definitions.size === 0 ? {} : { $defs: definitionsOf(definitions) }),
    properties: { ...fields, apiVersion: { const: `${r.group}/${r.version}` }, kind: { const: r.kind } },
  };
});

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
  "minItems",
  "maxItems",
  "minProperties",
  "maxProperties",
  "required",
] as const satisfies readonly (keyof JSONSchemaProps)[];

interface Definition {
  name: string;
  schema?: JsonSchema;
}

interface Context extends Pick<ResourceModel, "unions" | "repeats" | "relations"> {
  /** Types that contain themselves, by key. */
  definitions: Map<string, Definition>;
}

/** `path` is that of the node, as in `ResourceModel.unions`. Where a type is inside itself there is a reference. */
function convert(s: JSONSchemaProps, path: string, context: Context): JsonSchema {
  const repeat = context.repeats[path];
  if (repeat) {
    const reference = { $ref: `#/$defs/${definitionName(repeat.type, context)}` };
    return s.nullable ? { oneOf: [reference, { type: "null" }] } : reference;
  }
  const shape = context.unions[path];
  const node = convertNode(s, path, context);
  const whole = shape ? formsOf(node, shape, s.nullable === true) : node;
  for (const { type, of } of Object.values(context.repeats)) {
    const definition = of === path ? context.definitions.get(type) : undefined;
    if (definition) definition.schema ??= { ...whole, title: definition.name };
  }
  return whole;
}

/** The name of the type, with a number when another type has it too. */
function definitionName(type: string, { definitions }: Context): string {
  const known = definitions.get(type);
  if (known) return known.name;
  const plain = /#(\w+)/.exec(type)![1]!;
  const taken = new Set([...definitions.values()].map((d) => d.name));
  let name = plain;
  for (let n = 2; taken.has(name); n++) name = `${plain}${n}`;
  definitions.set(type, { name });
  return name;
}

const definitionsOf = (definitions: ReadonlyMap<string, Definition>): JsonSchema =>
  Object.fromEntries([...definitions.values()].map(({ name, schema }) => [name, schema]));

/** One closed object for each form: what the rules of the CRD say together. */
function formsOf(whole: JsonSchema, { tag, variants }: UnionShape, nullable: boolean): JsonSchema {
  const { type, properties, required, additionalProperties, ...rest } = whole;
  const fields = properties as { [name: string]: JsonSchema };
  const form = (variant: UnionVariant): JsonSchema => ({
    ...(variant.doc === "" ? {} : { description: variant.doc }),
    type: "object",
    ...(variant.required.length > 0 ? { required: variant.required } : {}),
    properties: Object.fromEntries(
      variant.fields.map((name) => [name, name === tag ? tagOf(fields[name]!, variant) : fields[name]!]),
    ),
    additionalProperties: false,
  });
  return { ...rest, oneOf: [...variants.map(form), ...(nullable ? [{ type: "null" }] : [])] };
}

function tagOf(schema: JsonSchema, { values, doc }: UnionVariant): JsonSchema {
  const { enum: all, default: fallback, description, ...rest } = schema;
  const own = values.some((value) => value === fallback) ? { default: fallback } : {};
  const about = doc === "" ? description : doc;
  return {
    ...rest,
    ...(about === undefined ? {} : { description: about }),
    ...own,
    ...(values.length === 1 ? { const: values[0] } : { enum: values }),
  };
}

function convertNode(s: JSONSchemaProps, path: string, context: Context): JsonSchema {
  const out: JsonSchema = { ...types(s) };
  for (const keyword of SAME) if (s[keyword] !== undefined) out[keyword] = s[keyword];
  // Editors know JavaScript's patterns; one that cannot be said in them is left to the server.
  const pattern = s.pattern === undefined ? undefined : javascriptPattern(s.pattern);
  if (pattern !== undefined) out.pattern = pattern;
  if (s.format === "duration") delete out.format; // There it is ISO 8601, `PT1H`; here Go's, `1h`.
  if (s.example !== undefined) out.examples = [s.example];
  if (s.exclusiveMinimum) moveBound(out, "minimum", "exclusiveMinimum");
  if (s.exclusiveMaximum) moveBound(out, "maximum", "exclusiveMaximum");
  if (s["x-kubernetes-list-type"] === "set") out.uniqueItems = true;
  if (s.items && !Array.isArray(s.items)) out.items = convert(s.items, `${path}[]`, context);
  if (s.properties) {
    out.properties = Object.fromEntries(
      Object.entries(s.properties).map(([name, inner]) => [
        name,
        convert(inner, fieldPath(path, name), context),
      ]),
    );
  }
  if (s.type === "object") out.additionalProperties = others(s, path, context);
  if (context.relations[path]) out.allOf = context.relations[path];
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
function others(s: JSONSchemaProps, path: string, context: Context): unknown {
  if (typeof s.additionalProperties === "object")
    return convert(s.additionalProperties, `${path}{}`, context);
  return s.additionalProperties ?? s["x-kubernetes-preserve-unknown-fields"] ?? false;
}

/** Exclusive bounds are numbers here and flags in a CRD. */
function moveBound(out: JsonSchema, from: string, to: string): void {
  if (out[from] === undefined) return;
  out[to] = out[from];
  delete out[from];
}
