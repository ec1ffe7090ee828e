/** `meta.k8s.io/v1 Table`: what `kubectl get` prints, rendered by the server. */
import type { KubeObject, PrinterColumn, ResourceInfo } from "./contract.ts";
import { humanAge } from "./human-duration.ts";
import { type JsonPath, parseJsonPath, selectJsonPath } from "./jsonpath.ts";
import { builtinColumns } from "./table-builtin.ts";

export type IncludeObject = "None" | "Metadata" | "Object";

export interface ColumnDefinition {
  name: string;
  type: string;
  format: string;
  description: string;
  priority: number;
}

export interface Table {
  kind: "Table";
  apiVersion: "meta.k8s.io/v1" | "meta.k8s.io/v1beta1";
  metadata: { resourceVersion?: string; continue?: string; remainingItemCount?: number };
  columnDefinitions: ColumnDefinition[] | null;
  rows: { cells: unknown[]; object: unknown }[];
}

/** One column: its heading, and what it shows of an object at `now` (milliseconds). */
export interface Column {
  definition: ColumnDefinition;
  cell(object: KubeObject, now: number): unknown;
}

export interface TableOptions {
  includeObject?: IncludeObject;
  /** Milliseconds; ages are counted to it. */
  now: number;
  /** The list's own metadata; of a single object the table takes its resourceVersion. */
  listMetadata?: Table["metadata"];
  /** False in every watch event but the first. */
  withDefinitions?: boolean;
  apiVersion?: Table["apiVersion"];
}

const DESCRIPTION = {
  name: "Name of the object, unique among its kind in its namespace.",
  age: "Time since the object was created.",
} as const;

export const NAME_COLUMN: Column = {
  definition: { name: "Name", type: "string", format: "name", description: DESCRIPTION.name, priority: 0 },
  cell: (object) => object.metadata.name ?? "",
};

const AGE: PrinterColumn = {
  name: "Age",
  type: "date",
  description: DESCRIPTION.age,
  jsonPath: ".metadata.creationTimestamp",
};

/** The columns of a resource: a built-in kind's own, or Name and those its definition names (Age if it names none). */
export function columnsOf(resource: ResourceInfo): readonly Column[] {
  const builtin = builtinColumns[`${resource.group}/${resource.kind}`];
  if (builtin !== undefined) return builtin;
  const known = columnCache.get(resource);
  if (known !== undefined) return known;
  const own = resource.columns.length > 0 ? resource.columns : [AGE];
  const columns = [NAME_COLUMN, ...own.map(printerColumn)];
  columnCache.set(resource, columns);
  return columns;
}

const columnCache = new WeakMap<ResourceInfo, readonly Column[]>();

/** Objects as a Table. A watch event is a Table of one row. */
export function toTable(
  resource: ResourceInfo,
  objects: readonly KubeObject[],
  options: TableOptions,
): Table {
  const columns = columnsOf(resource);
  const apiVersion = options.apiVersion ?? "meta.k8s.io/v1";
  const own = objects.length === 1 ? objects[0]?.metadata.resourceVersion : undefined;
  return {
    kind: "Table",
    apiVersion,
    metadata: options.listMetadata ?? (own === undefined ? {} : { resourceVersion: own }),
    columnDefinitions: options.withDefinitions === false ? null : columns.map((column) => column.definition),
    rows: objects.map((object) => ({
      cells: columns.map((column) => column.cell(object, options.now)),
      object: included(object, options.includeObject ?? "Metadata", apiVersion),
    })),
  };
}

function included(object: KubeObject, include: IncludeObject, apiVersion: string): unknown {
  switch (include) {
    case "None":
      return null;
    case "Object":
      return object;
    case "Metadata":
      return { kind: "PartialObjectMetadata", apiVersion, metadata: object.metadata };
  }
}

// --- printer columns of custom resources -------------------------------------------------------------------------

function printerColumn(column: PrinterColumn): Column {
  const parsed = parseJsonPath(column.jsonPath);
  const path = parsed.path;
  return {
    definition: {
      name: column.name,
      type: column.type,
      format: column.format ?? "",
      description:
        column.description ?? `Custom resource definition column (in JSONPath format): ${column.jsonPath}`,
      priority: column.priority ?? 0,
    },
    cell: (object, now) => (path === undefined ? null : printerCell(object, column.type, path, now)),
  };
}

function printerCell(object: KubeObject, type: PrinterColumn["type"], path: JsonPath, now: number): unknown {
  const value = selectJsonPath(object, path)[0];
  if (value === undefined) return null;
  switch (type) {
    case "string":
      return printed(value);
    case "integer":
      return typeof value === "number" ? Math.trunc(value) : null;
    case "number":
      return typeof value === "number" ? value : null;
    case "boolean":
      return typeof value === "boolean" ? value : null;
    case "date":
      return typeof value === "string" ? humanAge(value, now) : null;
  }
}

function printed(value: unknown): string {
  if (value === null) return "<no value>";
  return typeof value === "object" ? JSON.stringify(value, sortedKeys) : String(value);
}

/** Maps print with their keys in order, whatever order they are stored in. */
const sortedKeys = (_: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
