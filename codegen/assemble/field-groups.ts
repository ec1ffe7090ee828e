/** Markers that relate the fields of one object: one-of groups, and fields that need or exclude each other. */
import { escapeName } from "../../rules/lang/cel/escape.ts";
import type { JSONSchemaProps, ValidationRule } from "../../rules/lang/schema/types.ts";
import { lookup } from "../lookup.ts";
import type { FieldNode, MarkerUse } from "../model.ts";
import { didYouMean, type Problem, problem } from "../problems.ts";
import type { FieldNames } from "./arguments.ts";
import { markerOf } from "./markers.ts";

type Group = "exactlyOneOf" | "atMostOneOf" | "atLeastOneOf";

/** A relation for those who read more than the schema: the fields, and what JSON Schema says about them. */
export interface Relation {
  fields: string[];
  says: { [keyword: string]: unknown };
}

/** Adds the rule of a one-of group, or the same as alternatives of the schema, to an object. */
export function applyGroup(
  schema: JSONSchemaProps,
  group: Group,
  use: MarkerUse,
  problems: Problem[],
): Relation[] {
  if (isOpaque(schema)) return [];
  const { fields, encoding } = use.value as FieldNames;
  const sound = fields.filter((field) => isOptionalField(schema, field, use, problems));
  if (sound.length < fields.length) return [];
  if (encoding === "schema") addAlternatives(schema, alternatives[group](fields));
  else if (areNameable(fields, use, problems)) addRule(schema, groupRule(group, fields));
  return [{ fields, says: alternatives[group](fields) }];
}

/** Adds the rules of `@dependentRequired` and `@dependentForbidden` on its fields to an object. */
export function applyRelations(
  schema: JSONSchemaProps,
  fields: readonly FieldNode[],
  problems: Problem[],
): Relation[] {
  const relations: Relation[] = [];
  for (const { name, markers } of fields) {
    for (const use of markers) {
      const { effect } = markerOf(use.name);
      if (!("relates" in effect)) continue;
      for (const other of (use.value as FieldNames).fields) {
        const isRequired = effect.relates === "dependentRequired";
        if (other === name) contradict(use, problems, "names its own field");
        else if (isOptionalField(schema, other, use, problems) && areNameable([name, other], use, problems)) {
          addRule(schema, relationRule(isRequired, name, other));
          const says = isRequired
            ? { dependentRequired: { [name]: [other] } }
            : { not: { required: [name, other] } };
          relations.push({ fields: [name, other], says });
        }
      }
    }
  }
  return relations;
}

/** A type's group says nothing where the type is opaque: nobody knows the fields there. */
const isOpaque = (schema: JSONSchemaProps): boolean =>
  schema.properties === undefined && schema["x-kubernetes-preserve-unknown-fields"] === true;

/** A group that holds or fails whatever is written is a mistake. */
function isOptionalField(
  schema: JSONSchemaProps,
  name: string,
  use: MarkerUse,
  problems: Problem[],
): boolean {
  const known = Object.keys(schema.properties ?? {});
  const field = lookup(schema.properties, name);
  if (!field) {
    problems.push(
      problem("unknown-field", use.position, { type: "the object", field: name }, didYouMean(name, known)),
    );
    return false;
  }
  if (schema.required?.includes(name)) {
    contradict(use, problems, `names ${name}, which is always there`, `write ${name}?: …`);
    return false;
  }
  if (field.default !== undefined) {
    contradict(use, problems, `names ${name}, which its default always fills`, "remove one of the two");
    return false;
  }
  return true;
}

function areNameable(fields: readonly string[], use: MarkerUse, problems: Problem[]): boolean {
  const wrong = fields.find((field) => escapeName(field) === undefined);
  if (wrong === undefined) return true;
  contradict(use, problems, `names ${wrong}, which no CEL rule can`, "rename it, or use encoding=schema");
  return false;
}

function contradict(use: MarkerUse, problems: Problem[], complaint: string, hint?: string): void {
  problems.push(problem("contradictory-markers", use.position, { marker: use.name, complaint }, hint));
}

/** A sum of ones and zeros costs the API server next to nothing, whatever the fields hold. */
const groups: {
  readonly [group in Group]: { compare: string; words: string; reason: ValidationRule["reason"] };
} = {
  exactlyOneOf: {
    compare: "== 1",
    words: "exactly one of {fields} must be set",
    reason: "FieldValueInvalid",
  },
  atMostOneOf: {
    compare: "<= 1",
    words: "at most one of {fields} may be set",
    reason: "FieldValueForbidden",
  },
  atLeastOneOf: {
    compare: ">= 1",
    words: "at least one of {fields} must be set",
    reason: "FieldValueRequired",
  },
};

function groupRule(group: Group, fields: readonly string[]): ValidationRule {
  const { compare, words, reason } = groups[group];
  const sum = fields.map((field) => `(${has(field)} ? 1 : 0)`).join(" + ");
  return { rule: `${sum} ${compare}`, message: words.replace("{fields}", list(fields)), reason: reason! };
}

function relationRule(isRequired: boolean, field: string, other: string): ValidationRule {
  return {
    rule: `!${has(field)} || ${isRequired ? "" : "!"}${has(other)}`,
    message: `${other} must ${isRequired ? "" : "not "}be set when ${field} is`,
    reason: isRequired ? "FieldValueRequired" : "FieldValueForbidden",
    fieldPath: /^[A-Za-z_]\w*$/.test(other) ? `.${other}` : `['${other}']`,
  };
}

const has = (field: string): string => `has(self.${escapeName(field)})`;
const list = (fields: readonly string[]): string =>
  `${fields.slice(0, -1).join(", ")} and ${fields.at(-1)}`.replace(/^ and /, "");

function addRule(schema: JSONSchemaProps, rule: ValidationRule): void {
  schema["x-kubernetes-validations"] = [...(schema["x-kubernetes-validations"] ?? []), rule];
}

type Alternatives = Pick<JSONSchemaProps, "oneOf" | "anyOf" | "not">;

const each = (fields: readonly string[]): JSONSchemaProps[] => fields.map((field) => ({ required: [field] }));

const alternatives: { readonly [group in Group]: (fields: readonly string[]) => Alternatives } = {
  exactlyOneOf: (fields) => ({ oneOf: each(fields) }),
  atLeastOneOf: (fields) => ({ anyOf: each(fields) }),
  atMostOneOf: (fields) => ({ oneOf: [...each(fields), { not: { anyOf: each(fields) } }] }),
};

/** The first group stands on the object itself; one that would displace it joins under `allOf`. */
function addAlternatives(schema: JSONSchemaProps, added: Alternatives): void {
  const taken = Object.keys(added).some((keyword) => keyword in schema);
  if (taken) schema.allOf = [...(schema.allOf ?? []), added];
  else Object.assign(schema, added);
}
