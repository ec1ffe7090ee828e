/** The forms of a union as one structural object, and the rules that tell them apart. */
import { escapeName } from "../../rules/lang/cel/index.ts";
import { isDeclarable } from "../../rules/lang/schema/cel-type.ts";
import type { JSONSchemaProps, ValidationRule } from "../../rules/lang/schema/types.ts";
import type { EnumValue, FieldNode, TypeNode, UnionShape, VariantNode } from "../model.ts";
import { type Problem, problem } from "../problems.ts";
import { fieldPath } from "../schema-tree.ts";
import type { SchemaContext } from "./schema.ts";

type Variants = Extract<TypeNode, { kind: "variants" }>;

/** Makes the schema of a field; `again` where another form has a field of the name, to compare. */
type MakeField = (field: FieldNode, again: boolean) => JSONSchemaProps;

/** An object with the fields of all forms; it requires what all require, and its rules make up for the rest. */
export function unionSchema(
  type: Variants,
  makeField: MakeField,
  context: Pick<SchemaContext, "types" | "problems">,
): { schema: JSONSchemaProps; shape: UnionShape } {
  const { tag, variants, position } = type;
  const { problems } = context;
  for (const { type } of variants) checkMarkers(type, context);
  const properties: { [name: string]: JSONSchemaProps } = {};
  for (const name of fieldNames(variants)) {
    properties[name] =
      name === tag
        ? makeField(tagField(tag, variants), false)
        : foldField(name, variants, makeField, problems);
    checkField(name, type, properties[name], problems);
  }
  const shape: UnionShape = { ...(tag === undefined ? {} : { tag }), variants: variants.map(shapeOf) };
  const [first, ...others] = shape.variants;
  const required = first!.required.filter((name) => others.every((v) => v.required.includes(name)));
  const rules = tag === undefined ? keyRules(shape) : tagRules(shape, tag, properties[tag]!);
  if (fieldNames(variants).some((name) => escapeName(name) === undefined)) {
    const hint = "rules must be able to name the fields of a union";
    problems.push(problem("unsupported-type", position, { what: "such field names in a union" }, hint));
  }
  const schema: JSONSchemaProps = {
    type: "object",
    ...(required.length > 0 ? { required } : {}),
    properties,
    ...(rules.length > 0 ? { "x-kubernetes-validations": rules } : {}),
  };
  return { schema, shape };
}

/** Markers that speak to people may stand on a form; what others say would hold for every form. */
const HARMLESS: ReadonlySet<string> = new Set([
  "title",
  "example",
  "externalDocs",
  "deprecated",
  "descriptions",
]);

function checkMarkers(type: TypeNode, context: Pick<SchemaContext, "types" | "problems">): void {
  if (type.kind !== "named") return;
  const named = context.types[type.key]!;
  for (const { name, position } of named.markers) {
    if (HARMLESS.has(name)) continue;
    const hint = "say it on the union, or on the fields of the form";
    const what = `@${name} on one form of a union`;
    context.problems.push(problem("unsupported-type", position, { what }, hint));
  }
  checkMarkers(named.type, context);
}

/** Paths of fields that not all forms of a union have: nothing may make them appear. */
export function fieldsOfSomeForms(unions: { readonly [path: string]: UnionShape }): string[] {
  return Object.entries(unions).flatMap(([path, { variants }]) =>
    [...new Set(variants.flatMap((v) => v.fields))]
      .filter((name) => !variants.every((v) => v.fields.includes(name)))
      .map((name) => fieldPath(path, name)),
  );
}

/** The fields of all forms; one that several forms have is there several times. */
export const fieldsOf = ({ variants }: Variants): FieldNode[] => variants.flatMap((v) => v.fields);

const fieldNames = (variants: readonly VariantNode[]): string[] => [
  ...new Set(variants.flatMap((v) => v.fields.map((f) => f.name))),
];

const shapeOf = ({ values, doc, fields }: VariantNode) => ({
  values: values.map((v) => v.value),
  doc,
  fields: fields.map((f) => f.name),
  required: fields.filter((f) => !f.optional).map((f) => f.name),
});

/** The tag with the values of all forms. */
function tagField(tag: string, variants: readonly VariantNode[]): FieldNode {
  const fields = variants.map((v) => v.fields.find((f) => f.name === tag)!);
  const values: EnumValue[] = variants.flatMap((v) => v.values);
  const [first] = fields;
  const isDefault = (f: FieldNode) => f.markers.some((marker) => marker.name === "default");
  for (const field of fields) field.defaulted = fields.some(isDefault);
  return {
    ...first!,
    doc: joinDocs(fields.map((f) => f.doc)),
    markers: (fields.find(isDefault) ?? fields.find((f) => f.markers.length > 0))?.markers ?? [],
    type: { kind: "enum", values, position: first!.position },
  };
}

/** One name has one schema, whichever form it is in. */
function foldField(
  name: string,
  variants: readonly VariantNode[],
  makeField: MakeField,
  problems: Problem[],
): JSONSchemaProps {
  const fields = variants.flatMap((v) => v.fields.filter((f) => f.name === name));
  const schema = makeField(fields[0]!, false);
  const descriptions = [schema.description ?? ""];
  for (const field of fields.slice(1)) {
    if (field === fields[0]) continue;
    const other = makeField(field, true);
    descriptions.push(other.description ?? "");
    if (JSON.stringify(withoutDocs(schema)) !== JSON.stringify(withoutDocs(other))) {
      const hint = "the forms of a union share one schema; give the fields one type, or other names";
      const holes = { field: name, complaint: "is not the same in every form" };
      problems.push(problem("union-field", field.position, holes, hint));
    }
  }
  const description = joinDocs(descriptions);
  if (description !== "") schema.description = description;
  return schema;
}

const joinDocs = (docs: readonly string[]): string =>
  [...new Set(docs.filter((doc) => doc !== ""))].join("\n\n");

/** Two forms may describe a field in their own words. */
function withoutDocs({ description, ...schema }: JSONSchemaProps): JSONSchemaProps {
  return schema;
}

/** A rule must see the field, and a default must not put it into the wrong form. */
function checkField(name: string, type: Variants, schema: JSONSchemaProps, problems: Problem[]): void {
  const fields = type.variants.flatMap((v) => v.fields.filter((f) => f.name === name));
  const { position } = fields[0]!;
  if (fields.length === type.variants.length) return;
  const complain = (complaint: string, hint: string) =>
    problems.push(problem("union-field", position, { field: name, complaint }, hint));
  if (schema.default !== undefined)
    complain(
      "has a default, which would appear in every form",
      "remove the default, or move it into all forms",
    );
  if (!isDeclarable(schema))
    complain("is open, and rules cannot see it", "make it an OpenObject, or put it into an object");
}

/** For each form, that its fields are there, and that those of other forms are not. */
function tagRules(shape: UnionShape, tag: string, schema: JSONSchemaProps): ValidationRule[] {
  const all = new Set(shape.variants.flatMap((v) => v.fields));
  return shape.variants.flatMap((variant) => {
    const needed = variant.required.filter(
      (name) => name !== tag && !shape.variants.every((v) => v.required.includes(name)),
    );
    const foreign = [...all].filter((name) => !variant.fields.includes(name));
    const tests = [...needed.map(present), ...foreign.map((name) => `!${present(name)}`)];
    if (tests.length === 0) return [];
    // A tag with a default may be missing where the server looks at a default of the whole.
    const missing = shape.variants.every((v) => v.required.includes(tag)) ? "" : `!${present(tag)} || `;
    const other = missing + differs(tag, variant.values, schema);
    const when = `${tag} is ${list(variant.values.map(String), "or")}`;
    const message = `when ${when}, ${demands(needed, foreign)}`;
    return [{ rule: `${other} || ${both(tests)}`, message, ...place(needed, foreign) }];
  });
}

/** That one key is there; and for forms with more fields, that these are with their key only. */
function keyRules(shape: UnionShape): ValidationRule[] {
  const keys = shape.variants.map((v) => String(v.values[0]));
  const sum = keys.map((key) => `(${present(key)} ? 1 : 0)`).join(" + ");
  const one: ValidationRule = {
    rule: `${sum} == 1`,
    message: `exactly one of ${list(keys, "and")} must be set`,
    reason: "FieldValueInvalid",
  };
  const others = new Set(shape.variants.flatMap((v) => v.fields).filter((name) => !keys.includes(name)));
  const more = shape.variants.flatMap((variant, i): ValidationRule[] => {
    const foreign = [...others].filter((name) => !variant.fields.includes(name));
    if (foreign.length === 0) return [];
    const tests = foreign.map((name) => `!${present(name)}`);
    const message = `when ${keys[i]} is set, ${demands([], foreign)}`;
    return [{ rule: `!${present(keys[i]!)} || ${both(tests)}`, message, ...place([], foreign) }];
  });
  return [one, ...more];
}

const select = (name: string): string => `self.${escapeName(name) ?? name}`;
const present = (name: string): string => `has(${select(name)})`;

const both = (tests: readonly string[]): string =>
  tests.length === 1 ? tests[0]! : `(${tests.join(" && ")})`;

/** That the tag is none of the values. */
function differs(
  tag: string,
  values: readonly (string | number | boolean)[],
  schema: JSONSchemaProps,
): string {
  const [first, ...more] = values;
  if (more.length > 0) return `!(${select(tag)} in [${values.map((v) => literal(v, schema)).join(", ")}])`;
  if (typeof first === "boolean") return first ? `!${select(tag)}` : select(tag);
  return `${select(tag)} != ${literal(first!, schema)}`;
}

/** Numbers are doubles in CEL unless the schema says integer. */
function literal(value: string | number | boolean, schema: JSONSchemaProps): string {
  if (typeof value === "string") return JSON.stringify(value);
  return typeof value === "number" && schema.type === "number" && Number.isInteger(value)
    ? `${value}.0`
    : String(value);
}

function demands(needed: readonly string[], foreign: readonly string[]): string {
  const parts = [
    ...(needed.length > 0 ? [`${list(needed, "and")} must be set`] : []),
    ...(foreign.length > 0 ? [`${list(foreign, "and")} must not be set`] : []),
  ];
  return parts.join(", and ");
}

/** The field to point at, when it is one. */
function place(needed: readonly string[], foreign: readonly string[]): Partial<ValidationRule> {
  const reason =
    foreign.length === 0
      ? "FieldValueRequired"
      : needed.length === 0
        ? "FieldValueForbidden"
        : "FieldValueInvalid";
  const [only, ...more] = [...needed, ...foreign];
  return { reason, ...(only !== undefined && more.length === 0 ? { fieldPath: pathOf(only) } : {}) };
}

const pathOf = (name: string): string =>
  /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `['${name.replace(/['\\]/g, "\\$&")}']`;

/** `a`, `a and b`, `a, b and c`. */
function list(words: readonly string[], last: "and" | "or"): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}
