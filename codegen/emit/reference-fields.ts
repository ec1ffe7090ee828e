/** The fields of a kind for its reference page: one section an object, each object that occurs twice described once. */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import type { UnionShape } from "../model.ts";
import { fieldPath, itemsOf, valuesOf } from "../schema-tree.ts";
import { fieldGroups, limits, typeWords } from "./limits.ts";
import { anchors, code, paragraphs, prose, table } from "./markdown.ts";

interface Section {
  path: string;
  anchor: string;
  schema: JSONSchemaProps;
  /** Other paths with the same fields. */
  also: string[];
}

/** What can be said about a field beside its schema. */
export interface Remarks {
  about(path: string): string[];
  /** The rule with this message is told at its field. */
  isElsewhere(message: string): boolean;
  /** The forms of an object that is a union. */
  union(path: string): UnionShape | undefined;
}

/** The sections of all objects under the root, in the order of the fields. */
export function fieldSections(root: JSONSchemaProps, remarks: Remarks): string {
  const sections = collect(root);
  const at = new Map(sections.flatMap((one) => [one.path, ...one.also].map((path) => [path, one] as const)));
  const own = fieldTable(root, "", at, remarks);
  const rules = mustHold(root, remarks);
  return [
    own,
    ...(rules === "" ? [] : [rules]),
    ...sections.map((section) => print(section, at, remarks)),
  ].join("\n");
}

function collect(root: JSONSchemaProps): Section[] {
  const anchor = anchors();
  const known = new Map<string, Section>();
  const sections: Section[] = [];
  const visit = (schema: JSONSchemaProps, path: string): void => {
    for (const { path: inner, schema: object } of objectsIn(schema, path)) {
      const { description, default: _, example, title, ...shape } = object;
      const key = JSON.stringify(shape);
      const same = known.get(key);
      if (same) {
        same.also.push(inner);
        continue;
      }
      const section: Section = { path: inner, anchor: anchor(inner), schema: object, also: [] };
      known.set(key, section);
      sections.push(section);
      visit(object, inner);
    }
  };
  visit(root, "");
  return sections;
}

/** The objects with fields that the properties hold: directly, in lists or in maps. */
function objectsIn(schema: JSONSchemaProps, path: string): { path: string; schema: JSONSchemaProps }[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const found = objectOf(inner, fieldPath(path, name));
    return found ? [found] : [];
  });
}

function objectOf(
  schema: JSONSchemaProps,
  path: string,
): { path: string; schema: JSONSchemaProps } | undefined {
  if (schema.properties) return { path, schema };
  const [items, values] = [itemsOf(schema), valuesOf(schema)];
  if (items) return objectOf(items, `${path}[]`);
  return values && objectOf(values, `${path}{}`);
}

function print({ path, schema, also }: Section, at: ReadonlyMap<string, Section>, remarks: Remarks): string {
  const rules = mustHold(schema, remarks);
  const parts = [
    `### ${path}\n`,
    ...(schema.description ? [`${paragraphs(schema.description)}\n`] : []),
    ...(also.length > 0 ? [`The same fields: ${also.map(code).join(", ")}.\n`] : []),
    ...forms(remarks.union(path)),
    ...(rules === "" ? [] : [rules]),
    fieldTable(schema, path, at, remarks),
  ];
  return parts.join("\n");
}

/** One line a form: what tells it, its fields, what it is. */
function forms(union: UnionShape | undefined): string[] {
  if (union === undefined) return [];
  const lines = union.variants.map(({ values, fields, required, doc }) => {
    const others = fields.filter((field) => field !== union.tag && !values.includes(field));
    const names = others.map((field) => `${code(field)}${required.includes(field) ? " **required**" : ""}`);
    const beside = names.length > 0 ? `, with ${names.join(", ")}` : "";
    return `- ${values.map((value) => code(String(value))).join(" or ")}${beside}${doc === "" ? "" : `: ${prose(doc)}`}\n`;
  });
  const head =
    union.tag === undefined
      ? "One of these forms, by its field:"
      : `One of these forms, by ${code(union.tag)}:`;
  return [`${head}\n\n${lines.join("")}`];
}

const rulesOf = (schema: JSONSchemaProps, remarks: Remarks) =>
  (schema["x-kubernetes-validations"] ?? []).filter(({ message = "" }) => !remarks.isElsewhere(message));

/** The rules of the object as a list, or nothing. */
function mustHold(schema: JSONSchemaProps, remarks: Remarks): string {
  const rules = rulesOf(schema, remarks).map(
    ({ message, rule, fieldPath: field }) =>
      `- ${field ? `${code(field.replace(/^\./, ""))} ` : ""}${message ? prose(message) : code(rule)}\n`,
  );
  const all = [...rules, ...fieldGroups(schema).map((words) => `- ${words}\n`)];
  return all.length === 0 ? "" : `Must hold:\n\n${all.join("")}`;
}

/** The table of an object's own fields. */
function fieldTable(
  schema: JSONSchemaProps,
  path: string,
  at: ReadonlyMap<string, Section>,
  remarks: Remarks,
): string {
  const required = new Set(schema.required);
  const rows = Object.entries(schema.properties ?? {}).map(([name, inner]) => {
    const below = fieldPath(path, name);
    const object = objectOf(inner, below);
    const section = object && at.get(object.path);
    const type = typeWords(inner);
    const rules = object?.path === below ? [] : rulesOf(inner, remarks);
    const sentences = [
      ...limits(inner).map((text) => `${text}.`),
      ...rules.map(({ message, rule }) => `Must hold: ${message ? prose(message) : code(rule)}.`),
      ...remarks.about(below),
    ];
    return [
      `${code(name)}${required.has(name) ? " **required**" : ""}`,
      section ? `[${type}](#${section.anchor})` : type,
      [
        inner.description ? prose(inner.description) : "",
        sentences.join(" ").replaceAll(" <br>", "<br>").replace(/^<br>/, ""),
      ]
        .filter(Boolean)
        .join("<br>"),
    ];
  });
  return rows.length === 0 ? "" : table(["Field", "Type", "Meaning"], rows);
}
