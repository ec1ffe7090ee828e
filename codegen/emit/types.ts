/** TypeScript types of one group-version, self-contained: what the API server answers, apiVersion and kind included. */
import type { EnumValue, FieldNode, Model, NamedType, ResourceModel, TypeNode } from "../model.ts";
import type { Files } from "./emitter.ts";
import { tsHeader } from "./header.ts";

export const typesPath = (r: { group: string; version: string }): string =>
  `generated/types/${r.group}/${r.version}.ts`;

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
  const printer = createPrinter(model, names);
  const roots = new Set(resources.map((r) => r.type));
  const parts = resources.flatMap((r) => [printRoot(r, model, printer), printList(r, names)]);
  for (const [key, name] of names) {
    if (!roots.has(key)) parts.push(printNamed(name, model.types[key]!, printer));
  }
  return `${parts.join("\n\n")}\n`;
}

/** Every named type that the resources reach, in the order of first use. Equal names get a number. */
function nameTypes(resources: readonly ResourceModel[], model: Model): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Set(resources.map((r) => `${r.kind}List`));
  const visit = (type: TypeNode): void => {
    switch (type.kind) {
      case "named": {
        if (names.has(type.key)) return;
        const named = model.types[type.key]!;
        if (!named.inline) names.set(type.key, unique(named.name, taken));
        visit(named.type);
        return;
      }
      case "list":
        visit(type.items);
        return;
      case "map":
        visit(type.values);
        return;
      case "nullable":
        visit(type.inner);
        return;
      case "object":
        for (const field of type.fields) visit(field.type);
        return;
      case "union":
        type.members.forEach(visit);
        return;
      case "scalar":
      case "enum":
      case "unknown":
        return;
    }
  };
  for (const r of resources) names.set(r.type, unique(r.kind, taken));
  for (const r of resources) visit(model.types[r.type]!.type);
  return names;
}

function unique(name: string, taken: Set<string>): string {
  let candidate = name;
  for (let n = 2; taken.has(candidate); n++) candidate = `${name}${n}`;
  taken.add(candidate);
  return candidate;
}

interface Printer {
  type(type: TypeNode, indent: string): string;
  fields(fields: readonly FieldNode[], indent: string): string;
}

function createPrinter(model: Model, names: ReadonlyMap<string, string>): Printer {
  const printer: Printer = {
    fields: (fields, indent) =>
      fields
        .map(
          (f) =>
            `${comment(f.doc, indent)}${indent}${propertyName(f.name)}${f.optional ? "?" : ""}: ${printer.type(f.type, indent)};\n`,
        )
        .join(""),
    type(type, indent) {
      switch (type.kind) {
        case "scalar":
          return type.type;
        case "enum":
          return type.values.map((v) => JSON.stringify(v.value)).join(" | ");
        case "unknown":
          return "unknown";
        case "list":
          return `${wrap(printer.type(type.items, indent))}[]`;
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
        case "named":
          return names.get(type.key) ?? printer.type(model.types[type.key]!.type, indent);
      }
    },
  };
  return printer;
}

const wrap = (text: string): string => (text.includes(" | ") && !text.startsWith("{") ? `(${text})` : text);

function printRoot(r: ResourceModel, model: Model, printer: Printer): string {
  const root = model.types[r.type]!;
  const fields = root.type.kind === "object" ? root.type.fields : [];
  const head = `  apiVersion: "${r.group}/${r.version}";\n  kind: "${r.kind}";\n`;
  return `${comment(root.doc, "")}export interface ${r.kind} {\n${head}${printer.fields(fields, "  ")}}`;
}

function printList(r: ResourceModel, names: ReadonlyMap<string, string>): string {
  const lines = [
    `/** What listing ${r.plural} returns. */`,
    `export interface ${r.kind}List {`,
    `  apiVersion: "${r.group}/${r.version}";`,
    `  kind: "${r.kind}List";`,
    "  metadata: { resourceVersion?: string; continue?: string; remainingItemCount?: number };",
    `  items: ${names.get(r.type)}[];`,
    "}",
  ];
  return lines.join("\n");
}

function printNamed(name: string, named: NamedType, printer: Printer): string {
  if (named.type.kind === "object") {
    return `${comment(named.doc, "")}export interface ${name} {\n${printer.fields(named.type.fields, "  ")}}`;
  }
  const documented = named.type.kind === "enum" && named.type.values.some((v) => v.doc !== "");
  const type = documented
    ? printValues((named.type as { values: EnumValue[] }).values)
    : ` ${printer.type(named.type, "")}`;
  return `${comment(named.doc, "")}export type ${name} =${type};`;
}

const printValues = (values: readonly EnumValue[]): string =>
  values.map((v) => `\n${comment(v.doc, "  ")}  | ${JSON.stringify(v.value)}`).join("");

export const propertyName = (name: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);

/** A doc comment with its line end, or nothing. */
export function comment(doc: string, indent: string): string {
  if (doc === "") return "";
  const lines = doc.replaceAll("*/", "*\\/").split("\n");
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} *${line === "" ? "" : ` ${line}`}\n`).join("")}${indent} */\n`;
}
