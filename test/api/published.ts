/** Schemas as flat lists of facts: read from the published tables, and made from our own CRDs. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";

/** One schema node: `int-or-string` and `any` (no type at all) count as types. */
export interface FlatNode {
  type: string;
  required: boolean;
  facts: { readonly [keyword: string]: unknown };
}

export interface PrinterColumn {
  name: string;
  type: string;
  jsonPath: string;
  priority?: number;
  format?: string;
}

export interface FlatHeader {
  scope: string;
  plural: string;
  shortNames: string[];
  categories: string[];
  subresources: { readonly [name: string]: unknown };
  columns: PrinterColumn[];
}

export interface FlatKind {
  group: string;
  version: string;
  kind: string;
  header: FlatHeader;
  /** By path: `spec.disks[].name`, `spec.labels{}`; without apiVersion, kind and metadata. */
  nodes: ReadonlyMap<string, FlatNode>;
}

export const nameOf = ({ group, version, kind }: { group: string; version: string; kind: string }): string =>
  `${group}/${version}/${kind}`;

/** Every table below a folder of `<group>/<version>/<Kind>.tsv`. */
export function readTables(folder: string): FlatKind[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".tsv"))
    .sort()
    .map((name) => {
      const [group, version, file] = name.split(path.sep) as [string, string, string];
      const text = readFileSync(path.join(folder, name), "utf8");
      return { group, version, kind: path.basename(file, ".tsv"), ...parseTable(text) };
    });
}

function parseTable(text: string): Pick<FlatKind, "header" | "nodes"> {
  const [first, , ...rows] = text.split("\n").filter((line) => line !== "");
  const nodes = new Map<string, FlatNode>();
  for (const row of rows) {
    const [at, type, required, facts] = row.split("\t") as [string, string, string?, string?];
    const { rules: _, ...compared } = facts ? (JSON.parse(facts) as FlatNode["facts"]) : {};
    nodes.set(at, { type, required: required === "required", facts: compared });
  }
  return { header: JSON.parse(first!.slice(1)) as FlatHeader, nodes };
}

interface CustomResourceDefinition {
  spec: {
    group: string;
    scope: string;
    names: { kind: string; plural: string; shortNames?: string[]; categories?: string[] };
    versions: {
      name: string;
      schema: { openAPIV3Schema: JSONSchemaProps };
      subresources?: FlatHeader["subresources"];
      additionalPrinterColumns?: (PrinterColumn & { description?: string })[];
    }[];
  };
}

/** Every version of every CRD among the YAML files of a folder. */
export function readCustomResources(folder: string): FlatKind[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .flatMap((name) =>
      flatten(parse(readFileSync(path.join(folder, name), "utf8")) as CustomResourceDefinition),
    );
}

function flatten({ spec }: CustomResourceDefinition): FlatKind[] {
  const { kind, plural, shortNames = [], categories = [] } = spec.names;
  return spec.versions.map((version) => {
    const nodes = new Map<string, FlatNode>();
    const {
      apiVersion: _a,
      kind: _k,
      metadata: _m,
      ...properties
    } = version.schema.openAPIV3Schema.properties!;
    visitProperties({ ...version.schema.openAPIV3Schema, properties }, "", nodes);
    const columns = (version.additionalPrinterColumns ?? []).map(({ description: _, ...column }) => column);
    const subresources = version.subresources ?? {};
    const header = { scope: spec.scope, plural, shortNames, categories, subresources, columns };
    return { group: spec.group, version: version.name, kind, header, nodes };
  });
}

function visitProperties(schema: JSONSchemaProps, at: string, nodes: Map<string, FlatNode>): void {
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    visit(property, at === "" ? name : `${at}.${name}`, schema.required?.includes(name) ?? false, nodes);
  }
}

function visit(schema: JSONSchemaProps, at: string, required: boolean, nodes: Map<string, FlatNode>): void {
  const type = schema["x-kubernetes-int-or-string"] ? "int-or-string" : (schema.type ?? "any");
  nodes.set(at, { type, required, facts: factsOf(schema) });
  visitProperties(schema, at, nodes);
  const { items, additionalProperties } = schema;
  if (typeof items === "object" && !Array.isArray(items)) visit(items, `${at}[]`, false, nodes);
  if (typeof additionalProperties === "object") visit(additionalProperties, `${at}{}`, false, nodes);
}

/** Structure, prose and rules: what a table has no fact for. */
const NOT_FACTS: ReadonlySet<string> = new Set([
  "type",
  "properties",
  "required",
  "items",
  "additionalProperties",
  "description",
  "title",
  "example",
  "externalDocs",
  "x-kubernetes-validations",
]);

const factsOf = (schema: JSONSchemaProps): FlatNode["facts"] =>
  Object.fromEntries(Object.entries(schema).filter(([keyword]) => !NOT_FACTS.has(keyword)));
