/** The columns of `kubectl get`, from markers on fields and on the resource. */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import type { Column, FieldNode, MarkerUse } from "../model.ts";
import { type Position, type Problem, problem } from "../problems.ts";
import { checkPath, isPlainPath } from "./paths.ts";
import type { Resolver } from "./resolve.ts";
import type { FieldVisit } from "./schema.ts";

interface ColumnArguments {
  name: string;
  type?: Column["type"];
  path?: string;
  format?: string;
  priority?: number;
  description?: string;
}

/** Columns of fields in field order, then those of the resource. */
export function columns(
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
