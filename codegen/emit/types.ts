/**
 * TypeScript types of one group-version, self-contained: what the API server answers, with the fields it fills, and
 * what a caller writes (`…Input`). A type that is the same for both is there once.
 */
import type { EnumValue, FieldNode, Model, ResourceModel, TypeNode, VariantNode } from "../model.ts";
import type { Files } from "./emitter.ts";
import { tsHeader } from "./header.ts";
import { isFilled, metadataTypes, nameTypes, type TypeNames } from "./type-graph.ts";

/** The file of a group and version. */
export const typesPath = (r: { group: string; version: string }): string =>
  `generated/types/${r.group}/${r.version}.ts`;

/** One module a group and version. */
export function emitTypes(model: Model): Files {
  const files: Files = new Map();
  for (const { group, version, folder } of model.groupVersions) {
    const resources = model.resources.filter((r) => r.group === group && r.version === version);
    if (resources.length === 0) continue;
    files.set(typesPath({ group, version }), tsHeader(folder) + printVersion(resources, model));
  }
  return files;
}

function printVersion(resources: readonly ResourceModel[], model: Model): string {
  const names = nameTypes(resources, model);
  const roots = new Set(resources.map((r) => r.type));
  const metadata = metadataTypes(resources, model);
  const print = (key: string, use: Use) => createPrinter({ model, names, use, within: key });
  const parts = resources.flatMap((r) => [
    printRoot(r, names, print(r.type, "output")),
    printRoot(r, names, print(r.type, "input")),
    printList(r, names),
  ]);
  for (const [key, name] of names.output) {
    if (roots.has(key)) continue;
    parts.push(print(key, "output").named(name, key));
    const input = names.input.get(key);
    if (input === undefined) continue;
    const omit = metadata.has(key) ? SERVER_OWNED : NOTHING;
    parts.push(print(key, "input").named(input, key, omit));
  }
  return `${parts.join("\n\n")}\n`;
}

/** Metadata that only the server writes. `uid` and `resourceVersion` are conditions that a caller may set. */
const SERVER_OWNED: ReadonlySet<string> = new Set([
  ...["generation", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds"],
  ...["managedFields", "selfLink"],
]);
const NOTHING: ReadonlySet<string> = new Set();

type Use = "output" | "input";

interface Context {
  model: Model;
  names: TypeNames;
  use: Use;
  /** The named type that is printed. */
  within: string;
}

interface Printer {
  model: Model;
  use: Use;
  type(type: TypeNode, indent: string): string;
  fields(fields: readonly FieldNode[], indent: string): string;
  named(name: string, key: string, omit?: ReadonlySet<string>): string;
}

function createPrinter(context: Context): Printer {
  const { model, names, use, within } = context;
  const asInput = (): Printer => (use === "input" ? printer : createPrinter({ ...context, use: "input" }));
  const printer: Printer = {
    model,
    use,
    fields: (fields, indent) => fields.map((f) => printField(f, indent)).join(""),
    named(name, key, omit = NOTHING) {
      const { doc, type } = model.types[key]!;
      if (type.kind !== "object") return `${comment(doc, "")}export type ${name} =${printBody(type)};`;
      const fields = type.fields.filter((f) => !omit.has(f.name));
      return `${comment(doc, "")}export interface ${name} {\n${printer.fields(fields, "  ")}}`;
    },
    type(type, indent) {
      switch (type.kind) {
        case "scalar":
          return type.type;
        case "enum":
          return type.values.map((v) => JSON.stringify(v.value)).join(" | ") || "never";
        case "unknown":
          return "unknown";
        case "list":
          return printListType(type, indent);
        case "map":
          return `{ [key: string]: ${printer.type(type.values, indent)} }`;
        case "object":
          return type.fields.length === 0
            ? "{}"
            : `{\n${printer.fields(type.fields, `${indent}  `)}${indent}}`;
        case "nullable":
          return `${printer.type(type.inner, indent)} | null`;
        case "union":
          return type.members.map((m) => printer.type(m, indent)).join(" | ");
        case "variants":
          return type.variants.map((v) => printVariant(v, type, indent)).join(" | ");
        case "named":
          return printReference(type.key, indent);
      }
    },
  };

  function printField(field: FieldNode, indent: string): string {
    const optional = use === "output" && isFilled(field) ? false : field.optional;
    // Defaults end where the schema does.
    const opaque = field.markers.some((m) => m.name === "opaque");
    const text = (opaque ? asInput() : printer).type(field.type, indent);
    return `${comment(field.doc, indent)}${indent}${propertyName(field.name)}${optional ? "?" : ""}: ${text};\n`;
  }

  function printReference(key: string, indent: string): string {
    const { type } = model.types[key]!;
    const plain = names.output.get(key);
    if (plain === undefined) return printer.type(type, indent);
    // Somewhere down the cycle the schema ends, and with it the defaults.
    const wanted = use === "output" && names.sameCycle(within, key) ? "input" : use;
    return (wanted === "input" && names.input.get(key)) || plain;
  }

  function printListType(type: Extract<TypeNode, { kind: "list" }>, indent: string): string {
    const text = printer.type(type.items, indent);
    const item = hasBars(type.items) ? `(${text})` : text;
    if (!type.tuple || type.tuple.elements) return `${item}[]`;
    const { least, most } = type.tuple;
    const optional = most === undefined ? [] : Array.from({ length: most - least }, () => `${item}?`);
    const rest = most === undefined ? [`...${item}[]`] : [];
    return `[${[...Array.from({ length: least }, () => item), ...optional, ...rest].join(", ")}]`;
  }

  /** Is printed as several types with bars between. */
  function hasBars(type: TypeNode): boolean {
    switch (type.kind) {
      case "enum":
        return type.values.length > 1;
      case "named":
        return !names.output.has(type.key) && hasBars(model.types[type.key]!.type);
      case "nullable":
      case "union":
      case "variants":
        return true;
      case "scalar":
      case "list":
      case "map":
      case "object":
      case "unknown":
        return false;
    }
  }

  /** Without a tag the compiler tells the forms apart by the fields that are not there. */
  function printVariant(
    variant: VariantNode,
    { tag, variants }: Extract<TypeNode, { kind: "variants" }>,
    indent: string,
  ): string {
    const text = printer.type(variant.type, indent);
    if (tag !== undefined) return text;
    const all = new Set(variants.flatMap((v) => v.fields.map((f) => f.name)));
    const written = variant.type.kind === "object" ? variant.type.fields.map((f) => f.name) : [];
    const known = new Set([...variant.fields.map((f) => f.name), ...written]);
    const absent = [...all].filter((name) => !known.has(name));
    if (absent.length === 0) return text;
    const lines = absent.map((name) => `${indent}  ${propertyName(name)}?: never;\n`).join("");
    return text.endsWith(`\n${indent}}`)
      ? `${text.slice(0, -indent.length - 1)}${lines}${indent}}`
      : `(${text} & { ${absent.map((name) => `${propertyName(name)}?: never`).join("; ")} })`;
  }

  function printBody(type: TypeNode): string {
    if (type.kind === "enum" && type.values.some((v) => v.doc !== "")) return printValues(type.values);
    if (type.kind !== "variants") return ` ${printer.type(type, "")}`;
    return type.variants
      .map((v) => `\n${variantComment(v, type)}  | ${printVariant(v, type, "    ")}`)
      .join("");
  }

  /** Named forms carry their own comment. */
  const variantComment = (variant: VariantNode, union: Extract<TypeNode, { kind: "variants" }>) =>
    variant.type.kind === "named" || isSaidInside(variant, union) ? "" : comment(variant.doc, "  ");

  return printer;
}

/** The key's own comment stands at the key. */
function isSaidInside(
  { values, doc, fields }: VariantNode,
  { tag }: Extract<TypeNode, { kind: "variants" }>,
): boolean {
  return fields.some((f) => f.doc === doc && f.name === (tag ?? values[0]?.value));
}

function printRoot(r: ResourceModel, names: TypeNames, printer: Printer): string {
  const root = printer.model.types[r.type]!;
  const all = root.type.kind === "object" ? root.type.fields : [];
  const input = printer.use === "input";
  const fields = all.filter((f) => !(input && f.name === "status" && r.subresources.status));
  const name = (input ? names.input : names.output).get(r.type);
  const head = `  apiVersion: "${r.group}/${r.version}";\n  kind: "${r.kind}";\n`;
  const doc = input ? `What a caller writes of a ${r.kind}.` : root.doc;
  return `${comment(doc, "")}export interface ${name} {\n${head}${printer.fields(fields, "  ")}}`;
}

function printList(r: ResourceModel, names: TypeNames): string {
  const lines = [
    `/** What listing ${r.plural} returns. */`,
    `export interface ${r.kind}List {`,
    `  apiVersion: "${r.group}/${r.version}";`,
    `  kind: "${r.kind}List";`,
    "  metadata: { resourceVersion?: string; continue?: string; remainingItemCount?: number };",
    `  items: ${names.output.get(r.type)}[];`,
    "}",
  ];
  return lines.join("\n");
}

const printValues = (values: readonly EnumValue[]): string =>
  values.map((v) => `\n${comment(v.doc, "  ")}  | ${JSON.stringify(v.value)}`).join("");

/** The name as it stands before a colon, quoted where it must be. */
export const propertyName = (name: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);

/** A doc comment with its line end, or nothing. */
export function comment(doc: string, indent: string): string {
  if (doc === "") return "";
  const lines = doc.replaceAll("*/", "*\\/").split("\n");
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} *${line === "" ? "" : ` ${line}`}\n`).join("")}${indent} */\n`;
}
