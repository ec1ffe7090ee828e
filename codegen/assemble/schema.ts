/** Types and markers to structural schemas. */
import type { MarkerName, MarkerTarget } from "../../api/markers.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import type { EnumValue, FieldNode, MarkerUse, NamedType, TypeNode } from "../model.ts";
import { type Position, type Problem, problem } from "../problems.ts";
import { markerOf } from "./markers.ts";

/** A field as it was met while a schema was made: for columns, selectable fields and messages. */
export interface FieldVisit {
  /** `spec.disks[].name`. */
  path: string;
  field: FieldNode;
  schema: JSONSchemaProps;
}

export interface SchemaContext {
  types: { readonly [key: string]: NamedType };
  problems: Problem[];
  /** Called after the schema of a field is complete. */
  visit(visit: FieldVisit): void;
}

/** Markers that hold for one node, those of its type first. What a field says wins over what its type says. */
type Uses = readonly MarkerUse[];

export function objectSchema(
  fields: readonly FieldNode[],
  path: string,
  context: SchemaContext,
): JSONSchemaProps {
  const schema: JSONSchemaProps = { type: "object" };
  const required = fields.filter((f) => !f.optional).map((f) => f.name);
  if (required.length > 0) schema.required = required;
  for (const field of fields) {
    const inner = path === "" ? field.name : `${path}.${field.name}`;
    schema.properties ??= {};
    schema.properties[field.name] = fieldSchema(field, inner, context);
  }
  return schema;
}

export function fieldSchema(field: FieldNode, path: string, context: SchemaContext): JSONSchemaProps {
  const schema = typeSchema(field.type, field.markers, field.doc, path, field.position, context);
  context.visit({ path, field, schema });
  return schema;
}

function typeSchema(
  type: TypeNode,
  uses: Uses,
  doc: string,
  path: string,
  position: Position,
  context: SchemaContext,
): JSONSchemaProps {
  if (type.kind === "named") {
    const named = context.types[type.key]!;
    const inherited = named.markers.filter((m) => !uses.some((use) => use.name === m.name));
    return typeSchema(named.type, [...inherited, ...uses], doc || named.doc, path, position, context);
  }
  if (type.kind === "nullable") {
    return nullable(typeSchema(type.inner, uses, doc, path, position, context));
  }
  const has = (name: MarkerName) => uses.some((use) => use.name === name);
  const schema = shape(type, has, path, position, context);
  const description = describe(doc, uses, type.kind === "enum" ? type.values : []);
  if (description !== "") schema.description = description;
  for (const use of uses) applyMarker(schema, use, type, path, context);
  return schema.nullable ? nullable(schema) : schema;
}

/** An API server checks null against the enum too. */
function nullable(schema: JSONSchemaProps): JSONSchemaProps {
  const values = schema.enum && !schema.enum.includes(null) ? { enum: [...schema.enum, null] } : {};
  return { ...schema, ...values, nullable: true };
}

/** What the type alone says. Markers that open a node up are known here, for they allow what is otherwise an error. */
function shape(
  type: Exclude<TypeNode, { kind: "named" | "nullable" }>,
  has: (name: MarkerName) => boolean,
  path: string,
  position: Position,
  context: SchemaContext,
): JSONSchemaProps {
  if (has("intOrString")) return { "x-kubernetes-int-or-string": true };
  const inner = (node: TypeNode, step: string) => typeSchema(node, [], "", path + step, position, context);
  switch (type.kind) {
    case "scalar":
      return { type: type.type };
    case "enum":
      return enumSchema(type.values, type.position, context);
    case "list":
      return { type: "array", items: inner(type.items, "[]") };
    case "map":
      if (has("preserveUnknownFields") && type.values.kind === "unknown") return { type: "object" };
      return { type: "object", additionalProperties: inner(type.values, "{}") };
    case "object":
      return objectSchema(type.fields, path, context);
    case "unknown":
    case "union":
      if (has("preserveUnknownFields")) return {};
      if (type.kind === "union") {
        const hint = "use literals, one object with optional fields, or @intOrString for number | string";
        context.problems.push(problem("mixed-union", type.position, { what: type.text }, hint));
      } else if (
        context.problems.every((p) => p.line !== type.position.line || p.file !== type.position.file)
      ) {
        const hint = "name the type, or mark the field @preserveUnknownFields";
        context.problems.push(problem("unsupported-type", type.position, { what: "unknown or any" }, hint));
      }
      return { "x-kubernetes-preserve-unknown-fields": true };
  }
}

function enumSchema(
  values: readonly EnumValue[],
  position: Position,
  context: SchemaContext,
): JSONSchemaProps {
  const kinds = new Set(values.map((v) => typeof v.value));
  if (kinds.size !== 1) {
    const what = values.length === 0 ? "a type without values" : "literals of different types in one union";
    context.problems.push(problem("unsupported-type", position, { what }, "use literals of one type"));
  }
  const [kind] = kinds;
  const integers = kind === "number" && values.every((v) => Number.isInteger(v.value));
  return { type: integers ? "integer" : (kind ?? "string"), enum: values.map((v) => v.value) };
}

/** The prose, a note when deprecated, and the meaning of documented enum values. */
function describe(doc: string, uses: Uses, values: readonly EnumValue[]): string {
  const deprecated = uses.find((use) => use.name === "deprecated");
  const parts = doc === "" ? [] : [doc];
  if (deprecated) parts.push(`Deprecated: ${String(deprecated.value)}`);
  const documented = values.filter((v) => v.doc !== "");
  if (documented.length > 0) parts.push(documented.map((v) => `- ${String(v.value)}: ${v.doc}`).join("\n"));
  return parts.join("\n\n");
}

function applyMarker(
  schema: JSONSchemaProps,
  use: MarkerUse,
  type: TypeNode,
  path: string,
  context: SchemaContext,
): void {
  const { effect, target } = markerOf(use.name);
  if ("tells" in effect) return;
  const found = nodeKind(schema);
  if (!fits(found, target)) {
    const hint = HINTS[use.name];
    const holes = { marker: use.name, target: withArticle(target), found: withArticle(found) };
    context.problems.push(problem("marker-type", use.position, holes, hint));
    return;
  }
  const node = schema as { [keyword: string]: unknown };
  if ("sets" in effect) node[effect.sets] = use.value;
  else if ("merges" in effect) Object.assign(node, effect.merges);
  else if ("appends" in effect)
    node[effect.appends] = [...((node[effect.appends] as unknown[]) ?? []), use.value];
  else constrain(schema, effect.constrains, use, type, path, context);
}

/** Applies the constraints of @items, @values and @keys one level down. */
function constrain(
  schema: JSONSchemaProps,
  level: "items" | "values" | "keys",
  use: MarkerUse,
  type: TypeNode,
  path: string,
  context: SchemaContext,
): void {
  const constraints = use.value as { name: MarkerName; value: unknown }[];
  if (level === "keys") {
    const rule = keyRule(constraints);
    const complaint = "takes minLength, maxLength and pattern";
    if (rule) schema["x-kubernetes-validations"] = [...(schema["x-kubernetes-validations"] ?? []), rule];
    else context.problems.push(problem("marker-argument", use.position, { marker: use.name, complaint }));
    return;
  }
  const inner = level === "items" ? schema.items : schema.additionalProperties;
  if (typeof inner !== "object" || Array.isArray(inner)) return;
  const step = level === "items" ? "[]" : "{}";
  for (const { name, value } of constraints)
    applyMarker(inner, { name, value, position: use.position }, type, path + step, context);
}

function keyRule(constraints: readonly { name: MarkerName; value: unknown }[]) {
  const tests: string[] = [];
  const words: string[] = [];
  for (const { name, value } of constraints) {
    if (name === "maxLength") {
      tests.push(`size(key) <= ${String(value)}`);
      words.push(`have at most ${String(value)} characters`);
    } else if (name === "minLength") {
      tests.push(`size(key) >= ${String(value)}`);
      words.push(`have at least ${String(value)} characters`);
    } else if (name === "pattern") {
      tests.push(`key.matches(${JSON.stringify(value)})`);
      words.push(`match ${String(value)}`);
    } else return undefined;
  }
  return { rule: `self.all(key, ${tests.join(" && ")})`, message: `keys must ${words.join(" and ")}` };
}

type NodeKind = "string" | "number" | "boolean" | "list" | "object" | "map" | "int-or-string" | "open value";

function nodeKind(schema: JSONSchemaProps): NodeKind {
  if (schema["x-kubernetes-int-or-string"]) return "int-or-string";
  switch (schema.type) {
    case "string":
    case "boolean":
      return schema.type;
    case "number":
    case "integer":
      return "number";
    case "array":
      return "list";
    case "object":
      return schema.additionalProperties === undefined ? "object" : "map";
    default:
      return "open value";
  }
}

const withArticle = (noun: string): string => `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;

function fits(found: NodeKind, target: MarkerTarget): boolean {
  switch (target) {
    case "any":
      return true;
    case "string":
      return found === "string" || found === "int-or-string";
    case "number":
      return found === "number" || found === "int-or-string";
    case "scalar":
      return found !== "list" && found !== "object" && found !== "map";
    case "object":
      return found === "object" || found === "map";
    case "list":
    case "map":
      return found === target;
  }
}

const HINTS: { readonly [marker in MarkerName]?: string } = {
  maxLength: "lists take @maxItems, items @items maxLength=…",
  minLength: "lists take @minItems, items @items minLength=…",
  pattern: "items take @items pattern=…, map values @values pattern=…",
  maxItems: "strings take @maxLength, maps @maxProperties",
  minItems: "strings take @minLength, maps @minProperties",
};
