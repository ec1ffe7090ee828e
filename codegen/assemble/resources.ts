/** One root interface to a resource: names, columns, subresources, selectable fields and the whole schema. */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import type { Column, FieldNode, GroupVersion, MarkerUse, ResourceModel, Subresources } from "../model.ts";
import { didYouMean, type Position, type Problem, problem } from "../problems.ts";
import type { Declaration } from "../read/source.ts";
import type { Resolver } from "./resolve.ts";
import { type FieldVisit, fieldSchema, objectSchema, type SchemaContext } from "./schema.ts";

interface Names {
  plural: string;
  singular?: string;
  shortNames?: string[];
  categories?: string[];
  scope?: "Namespaced" | "Cluster";
}

interface ColumnArguments {
  name: string;
  type?: Column["type"];
  path?: string;
  format?: string;
  priority?: number;
  description?: string;
}

const API_VERSION: JSONSchemaProps = {
  type: "string",
  description: "The API group and version of this object.",
};
const KIND: JSONSchemaProps = { type: "string", description: "The kind of this object." };

export function assembleResource(
  key: string,
  declaration: Declaration,
  version: GroupVersion,
  resolver: Resolver,
  problems: Problem[],
): ResourceModel | undefined {
  const named = resolver.types[key];
  const names = named?.markers.find((m) => m.name === "resource")?.value as Names | undefined;
  if (!named || !names) return undefined;
  const kind = declaration.name;
  const complain = (complaint: string, hint?: string) =>
    problems.push(problem("bad-resource", declaration.position, { kind, complaint }, hint));
  const fields = resolver.fields(named.type);
  if (!fields || declaration.form !== "interface" || !declaration.exported) {
    complain("carries @resource but is no exported interface");
    return undefined;
  }
  for (const { name } of fields) {
    if (name === "apiVersion" || name === "kind")
      complain(`declares ${name}`, "remove it; the generator adds it");
  }
  const metadata = fields.find((f) => f.name === "metadata");
  if (!metadata) complain("has no metadata", "declare metadata: ObjectMeta");

  const visits: FieldVisit[] = [];
  const context: SchemaContext = { types: resolver.types, problems, visit: (visit) => visits.push(visit) };
  const body = objectSchema(
    fields.filter((f) => f.name !== "metadata"),
    "",
    context,
  );
  const metadataSchema = metadata
    ? fieldSchema(metadata, "metadata", { ...context, visit: () => {} })
    : { type: "object" };
  const positions: { [path: string]: Position } = { "": declaration.position };
  for (const { path, field } of visits) positions[path] ??= field.position;
  const { type, properties, ...rest } = body;
  const deprecated = deprecation(named.markers) ?? version.deprecated;
  return {
    group: version.group,
    version: version.version,
    kind,
    plural: names.plural,
    singular: names.singular ?? kind.toLowerCase(),
    shortNames: names.shortNames ?? [],
    categories: names.categories ?? [],
    scope: names.scope ?? "Namespaced",
    storage: version.storage,
    served: version.served,
    ...(deprecated === undefined ? {} : { deprecated }),
    doc: named.doc,
    columns: columns(named.markers, visits, fields, resolver, kind, problems),
    selectableFields: selectableFields(visits, kind, problems),
    subresources: subresources(named.markers, fields, resolver, kind, problems),
    schema: {
      ...(named.doc === "" ? {} : { description: named.doc }),
      type: type!,
      ...rest,
      properties: { apiVersion: API_VERSION, kind: KIND, metadata: { type: "object" }, ...properties },
    },
    metadataSchema,
    type: key,
    file: declaration.file,
    positions,
  };
}

function deprecation(markers: readonly MarkerUse[]): string | undefined {
  return markers.find((m) => m.name === "deprecated")?.value as string | undefined;
}

/** Columns of fields in field order, then those of the resource. */
function columns(
  root: readonly MarkerUse[],
  visits: readonly FieldVisit[],
  fields: readonly FieldNode[],
  resolver: Resolver,
  kind: string,
  problems: Problem[],
): Column[] {
  const found: Column[] = [];
  const add = (column: Column, position: Position) => {
    if (found.some((other) => other.name === column.name)) {
      problems.push(problem("bad-column", position, { name: column.name, complaint: "is there twice" }));
    } else found.push(column);
  };
  for (const { path, field, schema } of visits) {
    for (const { name, value, position } of field.markers) {
      if (name !== "column") continue;
      const args = value as ColumnArguments;
      const type = args.type ?? columnType(schema);
      if (args.path !== undefined || type === undefined || !isPlainPath(path)) {
        const complaint =
          args.path === undefined ? "needs one value an object" : "takes its path from the field";
        problems.push(
          problem(
            "bad-column",
            position,
            { name: args.name, complaint },
            "declare it on the resource with path=…",
          ),
        );
      } else add(makeColumn(args, type, `.${path}`), position);
    }
  }
  for (const { name, value, position } of root) {
    if (name !== "column") continue;
    const args = value as ColumnArguments;
    if (args.path === undefined || args.type === undefined) {
      problems.push(
        problem("bad-column", position, { name: args.name, complaint: "needs path=… and type=…" }),
      );
    } else if (checkPath(args.path, fields, resolver, kind, position, problems))
      add(makeColumn(args, args.type, args.path), position);
  }
  return found;
}

function makeColumn(args: ColumnArguments, type: Column["type"], jsonPath: string): Column {
  const { name, format, priority, description } = args;
  return {
    name,
    type,
    ...(format === undefined ? {} : { format }),
    ...(description === undefined ? {} : { description }),
    ...(priority ? { priority } : {}),
    jsonPath,
  };
}

function columnType(schema: JSONSchemaProps): Column["type"] | undefined {
  if (schema["x-kubernetes-int-or-string"]) return "string";
  switch (schema.type) {
    case "string":
      return schema.format === "date-time" ? "date" : "string";
    case "integer":
    case "number":
    case "boolean":
      return schema.type;
    default:
      return undefined;
  }
}

const isPlainPath = (path: string) => !/[[{]/.test(path);

function selectableFields(visits: readonly FieldVisit[], kind: string, problems: Problem[]): string[] {
  const found: string[] = [];
  for (const { path, field, schema } of visits) {
    const marker = field.markers.find((m) => m.name === "selectable");
    if (!marker) continue;
    const complain = (complaint: string) =>
      problems.push(problem("bad-resource", marker.position, { kind, complaint }));
    if (!isPlainPath(path)) complain(`cannot select by ${path}, which is in a list or a map`);
    else if (!["string", "integer", "boolean"].includes(schema.type ?? ""))
      complain(`cannot select by ${path}, which is no string, integer or boolean`);
    else if (found.length === MAX_SELECTABLE) complain(`has more than ${MAX_SELECTABLE} selectable fields`);
    else found.push(`.${path}`);
  }
  return found;
}

/** The API server's own limit, a version. */
const MAX_SELECTABLE = 8;

function subresources(
  root: readonly MarkerUse[],
  fields: readonly FieldNode[],
  resolver: Resolver,
  kind: string,
  problems: Problem[],
): Subresources {
  const status = root.find((m) => m.name === "statusSubresource");
  if (status && !fields.some((f) => f.name === "status")) {
    problems.push(
      problem("bad-resource", status.position, { kind, complaint: "has a status subresource but no status" }),
    );
  }
  const marker = root.find((m) => m.name === "scale");
  if (!marker) return { status: status !== undefined };
  const scale = marker.value as { spec: string; status: string; selector?: string };
  for (const path of Object.values(scale)) checkPath(path, fields, resolver, kind, marker.position, problems);
  return {
    status: status !== undefined,
    scale: {
      specReplicasPath: scale.spec,
      statusReplicasPath: scale.status,
      ...(scale.selector === undefined ? {} : { labelSelectorPath: scale.selector }),
    },
  };
}

/** Follows `.status.powerState` through the types. What is in brackets is left to the API server. */
function checkPath(
  path: string,
  fields: readonly FieldNode[],
  resolver: Resolver,
  kind: string,
  position: Position,
  problems: Problem[],
): boolean {
  const names = /^((?:\.[A-Za-z_][\w-]*)*)/.exec(path)![1]!.split(".").slice(1);
  let known: readonly FieldNode[] | undefined = fields;
  for (const name of names) {
    if (!known) break;
    const field: FieldNode | undefined = known.find((f) => f.name === name);
    if (!field) {
      const hint = didYouMean(
        name,
        known.map((f) => f.name),
      );
      problems.push(problem("bad-path", position, { path, kind }, hint));
      return false;
    }
    known = resolver.fields(field.type);
  }
  if (names.length > 0) return true;
  problems.push(problem("bad-path", position, { path, kind }, "write a path such as .status.phase"));
  return false;
}
