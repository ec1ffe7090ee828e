/** Reads one untrusted document as a CRD, so that comparing may rely on the kinds of its fields. */
import { readSchema } from "../../rules/lang/schema/index.ts";
import { isObject } from "../../rules/lang/schema/json.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";

/** As much of a CustomResourceDefinition as is compared, whoever made it. */
export interface Crd {
  /** `backups.backup.example.org`. */
  name: string;
  group: string;
  kind: string;
  singular: string;
  shortNames: string[];
  categories: string[];
  scope: string;
  /** Versions are converted by a webhook. */
  converts: boolean;
  versions: CrdVersion[];
}

export interface CrdVersion {
  name: string;
  served: boolean;
  storage: boolean;
  deprecated: boolean;
  deprecationWarning: string | undefined;
  columns: CrdColumn[];
  /** JSON paths. */
  selectableFields: string[];
  hasStatus: boolean;
  /** The paths it reads, in one text. */
  scale: string | undefined;
  schema: JSONSchemaProps;
}

export interface CrdColumn {
  name: string;
  type: string;
  jsonPath: string;
}

/** The CRD, or what is wrong with it as the end of a sentence about it. */
export function readCrd(document: unknown): Crd | { complaint: string } {
  const { apiVersion, metadata, spec } = record(document);
  if (apiVersion !== "apiextensions.k8s.io/v1") return { complaint: "is no apiextensions.k8s.io/v1" };
  const { group, names, scope, conversion, versions } = record(spec);
  const { kind, singular, shortNames, categories } = record(names);
  const name = record(metadata).name;
  if (typeof name !== "string" || typeof kind !== "string") return { complaint: "has no name or no kind" };
  const read = list(versions).map(readVersion);
  const wrong = read.find((version) => "complaint" in version);
  if (wrong && "complaint" in wrong) return wrong;
  if (read.length === 0) return { complaint: "has no versions" };
  return {
    name,
    group: text(group),
    kind,
    singular: text(singular) || kind.toLowerCase(),
    shortNames: list(shortNames).map(text),
    categories: list(categories).map(text),
    scope: text(scope),
    converts: record(conversion).strategy === "Webhook",
    versions: read as CrdVersion[],
  };
}

function readVersion(value: unknown): CrdVersion | { complaint: string } {
  const version = record(value);
  const { name, served, storage, deprecated, deprecationWarning, schema } = version;
  if (typeof name !== "string") return { complaint: "has a version without name" };
  const read = readSchema(record(schema).openAPIV3Schema ?? {});
  if ("problem" in read) return { complaint: `has a version ${name} whose schema is none: ${read.problem}` };
  const { status, scale } = record(version.subresources);
  return {
    name,
    served: served === true,
    storage: storage === true,
    deprecated: deprecated === true,
    deprecationWarning: text(deprecationWarning) || undefined,
    columns: list(version.additionalPrinterColumns).map(readColumn),
    selectableFields: list(version.selectableFields).map((field) => text(record(field).jsonPath)),
    hasStatus: status !== undefined,
    scale: scale === undefined ? undefined : Object.values(record(scale)).map(text).join(", "),
    schema: read.schema,
  };
}

function readColumn(value: unknown): CrdColumn {
  const { name, type, jsonPath } = record(value);
  return { name: text(name), type: text(type), jsonPath: text(jsonPath) };
}

const record = (value: unknown): { readonly [key: string]: unknown } => (isObject(value) ? { ...value } : {});
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
