/** Types and markers to structural schemas. */
import type { MarkerName, MarkerTarget } from "../../api/markers.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import type { EnumValue, FieldNode, MarkerUse, NamedType, Repeat, TypeNode, UnionShape } from "../model.ts";
import { type Position, type Problem, problem } from "../problems.ts";
import { fieldPath } from "../schema-tree.ts";
import { mergeFields } from "./algebra.ts";
import type { Constraint } from "./arguments.ts";
import { findContradictions, findNeedlessDefault } from "./contradictions.ts";
import { applyDerived, inOrder } from "./derived-markers.ts";
import { applyGroup, applyRelations, type Relation } from "./field-groups.ts";
import { keyRule } from "./map-keys.ts";
import { markerOf } from "./markers.ts";
import { type Around, enterObject, enterType, openShape, withDepth } from "./recursion.ts";
import { isMixed, tupleBounds, unionHint } from "./shapes.ts";
import { fieldsOf, unionSchema } from "./union-schema.ts";

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
  /** Called for fields of an object that depend on each other, with its path. */
  relate(path: string, relation: Relation): void;
  /** Called for each union, with the path of its node. */
  union(path: string, shape: UnionShape): void;
  /** Called where a type is inside itself. */
  repeat(path: string, repeat: Repeat): void;
  /** How many fields the resource may still have: types that use each other double with each step. */
  budget: { left: number };
  /** What the node is inside of, outermost first. */
  around?: readonly Around[];
  /** How often a type may contain itself here. */
  depth?: number;
}

/** Markers that hold for one node, those of its type first. What a field says wins over what its type says. */
type Uses = readonly MarkerUse[];

/** The schema of an object at `path`: its fields in their order, and which are required. */
export function objectSchema(
  fields: readonly FieldNode[],
  path: string,
  context: SchemaContext,
): JSONSchemaProps {
  const schema: JSONSchemaProps = { type: "object" };
  const required = fields.filter((f) => !f.optional).map((f) => f.name);
  if (required.length > 0) schema.required = required;
  for (const field of fields) {
    schema.properties ??= {};
    const made = fieldSchema(field, fieldPath(path, field.name), context);
    schema.properties[field.name] = made;
    findNeedlessDefault(field, made, context.problems);
  }
  for (const relation of applyRelations(schema, fields, context.problems)) context.relate(path, relation);
  return schema;
}

/** For a schema that is made once more, to compare: nobody is told of what is in it. */
const quietly = (context: SchemaContext): SchemaContext => ({
  ...context,
  visit: () => {},
  relate: () => {},
  union: () => {},
  repeat: () => {},
});

/** So many cannot fit into a CRD, however short they are. */
export const MAX_FIELDS = 20_000;

function outOfBudget({ position }: FieldNode, { budget, problems }: SchemaContext): JSONSchemaProps {
  if (budget.left === 0) {
    const what = `a resource of more than ${MAX_FIELDS} fields`;
    const hint = "mark an object around here @opaque, or say a smaller @depth";
    problems.push(problem("unsupported-type", position, { what }, hint));
  }
  budget.left = -1;
  return { "x-kubernetes-preserve-unknown-fields": true };
}

/** A name that plain objects inherit: JavaScript tools and clients take the one for the other. */
const isInherited = (name: string): boolean => name in {};

/**
 * The schema of the field at `path`, with its markers applied; `context.visit` has been told of it and of all fields
 * below.
 */
export function fieldSchema(field: FieldNode, path: string, context: SchemaContext): JSONSchemaProps {
  if (isInherited(field.name)) {
    const what = `a field named ${field.name}`;
    const hint = "JavaScript has that name on every object; choose another";
    context.problems.push(problem("unsupported-type", field.position, { what }, hint));
  }
  if (context.budget.left <= 0) return outOfBudget(field, context);
  context.budget.left -= 1;
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
    const inherited = named.markers.filter(
      (m) => "groups" in markerOf(m.name).effect || !uses.some((use) => use.name === m.name),
    );
    const entered = enterType(type, [...inherited, ...uses], path, context);
    if (!entered) return { "x-kubernetes-preserve-unknown-fields": true };
    return typeSchema(named.type, entered.uses, doc || named.doc, path, position, entered.context);
  }
  if (type.kind === "nullable") {
    return nullable(typeSchema(type.inner, uses, doc, path, position, context));
  }
  const has = (name: MarkerName) => uses.some((use) => use.name === name);
  const schema = shape(type, has, path, position, withDepth(uses, context));
  const description = describe(doc, uses, type.kind === "enum" ? type.values : []);
  if (description !== "") schema.description = description;
  for (const use of inOrder(uses)) applyMarker(schema, use, type, path, context);
  findContradictions(schema, uses, context.problems);
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
  if (has("opaque")) return openShape(type, path, context);
  const inner = (node: TypeNode, step: string) => typeSchema(node, [], "", path + step, position, context);
  switch (type.kind) {
    case "scalar":
      return { type: type.type };
    case "enum":
      return enumSchema(type.values, type.position, context);
    case "list":
      if (isMixed(type, context)) return { "x-kubernetes-preserve-unknown-fields": true };
      return { type: "array", ...tupleBounds(type), items: inner(type.items, "[]") };
    case "variants": {
      const inside = enterObject(type, path, context);
      if (!inside) return openShape(type, path, context);
      const { schema, shape } = unionSchema(
        type,
        (field, again) => fieldSchema(field, fieldPath(path, field.name), again ? quietly(inside) : inside),
        context,
      );
      context.union(path, shape);
      for (const relation of applyRelations(schema, mergeFields(fieldsOf(type)), context.problems))
        context.relate(path, relation);
      return schema;
    }
    case "map":
      if (has("preserveUnknownFields") && type.values.kind === "unknown") return { type: "object" };
      return { type: "object", additionalProperties: inner(type.values, "{}") };
    case "object": {
      const inside = enterObject(type, path, context);
      return inside ? objectSchema(type.fields, path, inside) : openShape(type, path, context);
    }
    case "unknown":
    case "union":
      if (has("preserveUnknownFields")) return {};
      if (type.kind === "union") {
        context.problems.push(
          problem("mixed-union", type.position, { what: type.text }, unionHint(type, context)),
        );
      } else if (type.cycle) {
        const hint = "give the type inside a name of its own";
        context.problems.push(problem("recursive-type", type.position, { cycle: type.cycle }, hint));
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
  const found = nodeKind(schema);
  if (!fits(found, target)) {
    const hint = HINTS[use.name];
    const holes = { marker: use.name, target: withArticle(target), found: withArticle(found) };
    context.problems.push(problem("marker-type", use.position, holes, hint));
    return;
  }
  if ("tells" in effect || "relates" in effect) return;
  const node = schema as { [keyword: string]: unknown };
  if ("sets" in effect) node[effect.sets] = use.value;
  else if ("merges" in effect) Object.assign(node, effect.merges);
  else if ("appends" in effect)
    node[effect.appends] = [...((node[effect.appends] as unknown[]) ?? []), use.value];
  else if ("derives" in effect) applyDerived(schema, effect.derives, use, context.problems);
  else if ("groups" in effect) {
    for (const relation of applyGroup(schema, effect.groups, use, context.problems))
      context.relate(path, relation);
  } else constrain(schema, effect.constrains, use, type, path, context);
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
  const constraints = inOrder(use.value as Constraint[]);
  if (level === "keys") {
    const rule = keyRule(constraints);
    const complaint = "takes minLength, maxLength, pattern and the formats that are patterns";
    if (rule) schema["x-kubernetes-validations"] = [...(schema["x-kubernetes-validations"] ?? []), rule];
    else context.problems.push(problem("marker-argument", use.position, { marker: use.name, complaint }));
    return;
  }
  const inner = level === "items" ? schema.items : schema.additionalProperties;
  if (typeof inner !== "object" || Array.isArray(inner)) return;
  const step = level === "items" ? "[]" : "{}";
  for (const { name, value } of constraints)
    applyMarker(inner, { name, value, position: use.position }, type, path + step, context);
  findContradictions(inner, [use], context.problems);
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

const withArticle = (noun: string): string =>
  noun === "sized" ? "a string, a list or an object" : `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;

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
    case "sized":
      return found === "string" || found === "list" || found === "object" || found === "map";
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
